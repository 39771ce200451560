"""Writes core/src/test/resources/golden/floats: what ml_dtypes makes of the bits of its small floating-point types, and of numbers.

values.txt: the name of a type, then the value of every bit pattern from 0 up. rounded.txt: the name of a type, a number, the bits
of the nearest value; numbers beyond the largest value are left out, because ml_dtypes makes infinities, NaNs or the largest value
of them. Numbers are Python's hexadecimal text. SHA256SUMS lists the files.

    pip install ml_dtypes==0.6.0 numpy==2.5.5
    python make_float_golden.py ../../core/src/test/resources/golden/floats

The same versions write the same bytes.
"""

import hashlib
import pathlib
import random
import sys

import ml_dtypes
import numpy as np

NAMES = ("float4_e2m1fn", "float6_e2m3fn", "float6_e3m2fn", "float8_e3m4", "float8_e4m3", "float8_e4m3fn", "float8_e4m3b11fnuz",
         "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz", "float8_e8m0fnu", "bfloat16", "float16")
POWERS_ONLY = "float8_e8m0fnu"
SEED = 20261126


def dtype(name):
    return np.dtype(getattr(ml_dtypes, name, name))


def bits_of(name):
    return {"float4": 4, "float6": 6, "float8": 8}.get(name[:6], 16)


def unsigned(name):
    return "u1" if dtype(name).itemsize == 1 else "<u2"


def values(name):
    return np.arange(1 << bits_of(name)).astype(unsigned(name)).view(dtype(name)).astype("f8")


def numbers(name, rng):
    """Values, the middle between neighbours, a little beside it, and numbers at random; none too large.

    A little is a float32's unit: ml_dtypes goes by way of float32, and so rounds twice what lies nearer to the middle.
    """
    finite = np.unique(values(name)[np.isfinite(values(name))])
    if name == POWERS_ONLY:
        return [float(v) for v in finite]
    chosen = finite if finite.size <= 64 else finite[rng.sample(range(finite.size - 1), 60)]
    following = {float(a): float(b) for a, b in zip(finite, finite[1:])}
    result = []
    for value in map(float, chosen):
        result.append(value)
        if value in following:
            middle = np.float32((value + following[value]) / 2)
            result += [float(middle), float(np.nextafter(middle, np.float32(np.inf))), float(np.nextafter(middle, np.float32(-np.inf)))]
    largest = float(finite[-1])
    result += [float(np.float32(rng.uniform(-1, 1) * largest * 2.0 ** -rng.randint(0, 12))) for _ in range(30)]
    return result


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    with np.errstate(all="ignore"):
        lines = ["%s %s\n" % (name, " ".join(float(v).hex() for v in values(name))) for name in NAMES if bits_of(name) <= 8]
        (folder / "values.txt").write_text("".join(lines))
        rows = []
        for name in NAMES:
            for number in numbers(name, rng):
                found = np.array([number]).astype(dtype(name)).view(unsigned(name))[0]
                rows.append("%s %s %d\n" % (name, float(number).hex(), found))
    (folder / "rounded.txt").write_text("".join(rows))
    files = sorted(p for p in folder.iterdir() if p.name != "SHA256SUMS")
    sums = ["%s  %s\n" % (hashlib.sha256(p.read_bytes()).hexdigest(), p.name) for p in files]
    (folder / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

"""Writes core/src/test/resources/golden/zfp: arrays as zfpy and numcodecs encode them with zfp 1.0.1.

Little-endian; per case four parts, each after its length of 4 bytes: a name, the array, the stream, the SHA-256 of what
zfpy decodes. A case without an array takes that of the case before. Names are "codec|data type|shape|mode|parameter":

    zfpy     numcodecs.zfpy.ZFPY, a stream with a header; a parameter is that of zfpy
    zfp      zfpy without a header, which is what zarrs stores under the name zfp; integers that zfp does not know are
             promoted and demoted as https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/zfp says
    zarrs    the same; a fixed rate as zarrs 0.23 has it, of 64 numbers a block whatever the axes are
    engine   as zfpy, of arrays that Varve's codecs refuse, because the modes that lose something spoil them

    pip install -r requirements.txt
    python make_zfp_golden.py ../../core/src/test/resources/golden/zfp

SHA256SUMS lists the file. The bytes are those of x86: of numbers that a block's integers do not hold, C leaves the
conversion open. zfpy 1.0.1 has wheels for Python 3.12 and 3.13.
"""

import hashlib
import pathlib
import struct
import sys

import numcodecs.zfpy
import numpy as np
import zfpy

SHAPES = ((1,), (13,), (6, 7), (5, 3, 9), (3, 5, 2, 6))
KEYS = {"tolerance": (4, "tolerance"), "precision": (3, "precision"), "rate": (2, "rate")}


class Writer:
    def __init__(self):
        self.content = bytearray()
        self.count = 0
        self.last = b""

    def add(self, codec, array, mode, value, encoded, decoded):
        name = f"{codec}|{array.dtype.name}|{','.join(map(str, array.shape))}|{mode}|{value!r}"
        raw = array.tobytes()
        digest = hashlib.sha256(np.ascontiguousarray(decoded).tobytes()).digest()
        for part in (name.encode(), b"" if raw == self.last else raw, encoded, digest):
            self.content += struct.pack("<I", len(part)) + part
        self.last = raw
        self.count += 1

    def with_header(self, codec, array, mode, value):
        if mode == "reversible":
            numcodec = numcodecs.zfpy.ZFPY()
        else:
            number, key = KEYS[mode]
            numcodec = numcodecs.zfpy.ZFPY(mode=number, **{key: value})
        encoded = numcodec.encode(array)
        self.add(codec, array, mode, value, encoded, numcodec.decode(encoded))

    def without_header(self, array, mode, value, codec="zfp", rate_axes=None):
        promoted = promote(array)
        options = {} if mode == "reversible" else {mode: value}
        if rate_axes:
            # zarrs hands zfp the type, which makes room for the exponent; zfpy does not, and writes where it must not.
            options["rate"] = max(value * 4**rate_axes, 1 + np.finfo(array.dtype).nexp) / 4**array.ndim
        encoded = zfpy.compress_numpy(promoted, write_header=False, **options)
        kind = zfpy.dtype_to_ztype(promoted.dtype)
        decoded = zfpy._decompress(encoded, kind, array.shape, **options)
        self.add(codec, array, mode, value, encoded, demote(decoded, array.dtype))


def promote(array):
    bits = array.dtype.itemsize * 8
    if array.dtype.kind == "i" and bits < 32:
        return array.astype("i4") << (31 - bits)
    if array.dtype.kind == "u" and bits < 32:
        return (array.astype("i4") - (1 << (bits - 1))) << (31 - bits)
    return array.astype(f"i{array.dtype.itemsize}") if array.dtype.kind == "u" else array


def demote(array, dtype):
    bits = dtype.itemsize * 8
    if dtype.kind == "i" and bits < 32:
        return (array >> (31 - bits)).clip(-(1 << (bits - 1)), (1 << (bits - 1)) - 1).astype(dtype)
    if dtype.kind == "u" and bits < 32:
        return ((array >> (31 - bits)) + (1 << (bits - 1))).clip(0, (1 << bits) - 1).astype(dtype)
    return array.clip(0).astype(dtype) if dtype.kind == "u" else array


def smooth(rng, dtype, shape):
    steps = rng.normal(0, 1, int(np.prod(shape))).cumsum()
    scale = 0.25 if np.dtype(dtype).kind == "f" else min(1 << 20, np.iinfo(dtype).max // 64)
    offset = 280 if np.dtype(dtype).kind == "f" else (np.iinfo(dtype).max // 8 if np.dtype(dtype).kind == "u" else 0)
    return (steps * scale + offset).astype(dtype).reshape(shape)


def special(rng, dtype, shape):
    array = smooth(rng, dtype, shape)
    flat = array.reshape(-1)
    limits = np.finfo(dtype)
    values = [np.nan, np.inf, -np.inf, -0.0, limits.max, -limits.max, limits.tiny, limits.smallest_subnormal, 0.0]
    where = rng.integers(0, flat.size, max(1, flat.size // 9))
    flat[where] = [values[i % len(values)] for i in range(where.size)]
    return array


def tiny(rng, dtype, shape):
    count = int(np.prod(shape))
    return (rng.normal(0, 1, count) * np.finfo(dtype).tiny * 10.0 ** rng.integers(-3, 4, count)).astype(dtype).reshape(shape)


def floats(w, rng, dtype):
    for shape in SHAPES:
        array = smooth(rng, dtype, shape)
        least = (1 + np.finfo(dtype).nexp) / 4 ** len(shape)
        for mode, value in (
            ("reversible", None),
            ("tolerance", 0.01),
            ("tolerance", 1e300),
            ("tolerance", 0.0),
            ("precision", 11),
            ("precision", 64),
            ("rate", least),
            ("rate", least + 7.3),
        ):
            w.with_header("zfpy", array, mode, value)
            if mode != "rate" or len(shape) == 3:
                w.without_header(array, mode, value)
            else:
                w.without_header(array, mode, value + 1, "zarrs", rate_axes=3)
        for array in (special(rng, dtype, shape), tiny(rng, dtype, shape), np.full(shape, -0.0, dtype)):
            w.with_header("zfpy", array, "reversible", None)
            codec = "zfpy" if np.isfinite(array).all() else "engine"
            for mode, value in (("tolerance", 1e-3), ("tolerance", 5e-324), ("precision", 20), ("rate", least + 9)):
                w.with_header(codec, array, mode, value)


def integers(w, rng, dtype):
    for shape in SHAPES:
        array = smooth(rng, dtype, shape)
        for mode, value in (("reversible", None), ("precision", 20), ("rate", 0.25), ("rate", 9.5)):
            w.with_header("zfpy", array, mode, value)
            if mode != "rate" or len(shape) == 3:
                w.without_header(array, mode, value)
        w.with_header("engine", array, "tolerance", 0.5)
        noise = np.frombuffer(rng.bytes(array.nbytes), dtype).reshape(shape)
        w.with_header("zfpy", noise, "reversible", None)
        limit = 1 << (noise.dtype.itemsize * 8 - 2)
        is_tame = (noise >= -limit).all() and (noise <= limit).all()
        w.with_header("zfpy" if is_tame else "engine", noise, "precision", 25)


def promoted(w, rng, dtype):
    for shape in SHAPES[1:]:
        array = smooth(rng, dtype, shape)
        for mode, value in (("reversible", None), ("precision", 12)):
            w.without_header(array, mode, value)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(20261126)
    w = Writer()
    with np.errstate(all="ignore"):
        for dtype in ("float32", "float64"):
            floats(w, rng, dtype)
        for dtype in ("int32", "int64"):
            integers(w, rng, dtype)
        for dtype in ("int8", "uint8", "int16", "uint16", "uint32", "uint64"):
            promoted(w, rng, dtype)
    (folder / "zfp.bin").write_bytes(w.content)
    (folder / "SHA256SUMS").write_text(f"{hashlib.sha256(w.content).hexdigest()}  zfp.bin\n")
    print(f"{w.count} cases, {len(w.content)} bytes")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

"""Writes core/src/test/resources/golden/masked: chunks of varve.masked and varve.asinh, stated again with NumPy.

    python make_masked_golden.py ../../core/src/test/resources/golden/masked

Little-endian; per case: a name, the array, the encoded chunk, each after its length of 4 bytes. Names are "masked|data
type|shape|fill value", where masks are packed bits and numbers are little-endian bytes, or "asinh|data type|shape|width", where
the encoded chunk is an array of the same type.
"""

import hashlib
import struct
import sys
from pathlib import Path

import numpy as np

REACH = 8


def masked(values, fill):
    flat = values.ravel()
    carried = ~np.isfinite(flat) | (flat == values.dtype.type(fill))
    if not carried.any():
        return struct.pack("<II", 0, 0) + values.tobytes()
    mask = np.packbits(carried, bitorder="little").tobytes()
    runs = []
    for element in flat[carried]:
        bits = element.tobytes()
        if runs and runs[-1][0] == bits:
            runs[-1][1] += 1
        else:
            runs.append([bits, 1])
    packed = b"".join(bits + struct.pack("<I", length) for bits, length in runs)
    rest = b""
    if not carried.all():
        numbers = flat[~carried]
        total = 0.0
        for number in numbers:
            total += float(number)
        mean = values.dtype.type(total / len(numbers))
        last, distance, filled = numbers[0], 0, flat.copy()
        for i, is_carried in enumerate(carried):
            if is_carried:
                distance += 1
                filled[i] = mean if distance > REACH else last
            else:
                last, distance = flat[i], 0
        rest = filled.tobytes()
    return struct.pack("<II", len(mask), len(packed)) + mask + packed + rest


def fields(dtype, fill):
    random = np.random.default_rng(7)
    smooth = np.cumsum(random.normal(size=(9, 17)), axis=1).astype(dtype) + dtype(280)
    yield smooth
    for share in (0.02, 0.4, 0.9, 1.1):
        holes = smooth.copy()
        holes[random.random(smooth.shape) < share] = fill
        yield holes
    island = smooth.copy()
    island[2:7, 1:] = fill
    island[3, 5] = np.inf
    island[3, 6] = -np.inf
    island[0, 0] = np.frombuffer((b"\x01\x00\xc0\x7f" if dtype == np.float32 else b"\x01\0\0\0\0\0\xf8\x7f"), dtype)[0]
    yield island


def asinh_fields(dtype):
    random = np.random.default_rng(8)
    yield np.concatenate(
        [[0, -0.0, np.inf, -np.inf], 10 ** random.uniform(-30, 30, 60), -(10 ** random.uniform(-8, 8, 60))]
    ).astype(dtype)


def cases():
    for dtype in (np.float32, np.float64):
        for fill in (np.nan, 1e20, 0.0):
            for values in fields(dtype, fill):
                shape = ",".join(str(n) for n in values.shape)
                yield f"masked|{np.dtype(dtype)}|{shape}|{fill!r}", values.tobytes(), masked(values, fill)
    for width in (1.0, 0.003, 5e4):
        for values in asinh_fields(np.float32):
            encoded = (width * np.arcsinh(values.astype(np.float64) / width)).astype(np.float32)
            yield f"asinh|float32|{values.size}|{width!r}", values.tobytes(), encoded.tobytes()


def main(target):
    target.mkdir(parents=True, exist_ok=True)
    data = b"".join(
        struct.pack("<I", len(part)) + part for name, *parts in cases() for part in (name.encode(), *parts)
    )
    (target / "masked.bin").write_bytes(data)
    (target / "SHA256SUMS").write_text(f"{hashlib.sha256(data).hexdigest()}  masked.bin\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

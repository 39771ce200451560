"""Writes the candidates of a sweep as dc_toolkit names them: its grids and rules stated again, the codecs zarr-python's.

    python make_sweep_golden.py core/src/test/resources/golden/sweep

identities.txt: for each kind of field a line of JSON, then one line for each candidate of a small share of them (every 331st,
sorted), the identity, a tab and the label. The first line of each has the number of all candidates and the SHA-256 of their
sorted identities, each followed by a newline.
"""

import hashlib
import itertools
import json
import math
import sys
import warnings
from pathlib import Path

import numpy as np
from zarr.codecs import numcodecs as codecs

warnings.simplefilter("ignore")

MANTISSA = {"float32": 23, "float64": 52}


class Flat(codecs.ZFPY, codec_name="zfpy_flat"):
    """dc_toolkit's second name of zfpy."""


def compressors(dtype):
    for cname, level, shuffle in itertools.product(("lz4", "lz4hc", "zstd"), (1, 5, 9), (0, 1)):
        yield codecs.Blosc(cname=cname, clevel=level, shuffle=shuffle, typesize=np.dtype(dtype).itemsize)
    for acceleration in (1, 10, 100):
        yield codecs.LZ4(acceleration=acceleration)
    for level in (6, 12, 22):
        yield codecs.Zstd(level=level)
    for kind in (codecs.Zlib, codecs.BZ2):
        for level in (3, 6, 9):
            yield kind(level=level)
    for preset in (3, 6, 9):
        yield codecs.LZMA(preset=preset)


def filters(dtype, low, high, is_finite, lossy):
    """Pairs of a filter and whether zfp may stand behind it."""
    if dtype not in MANTISSA:
        yield codecs.Delta(dtype=dtype), False
        return
    if not lossy:
        yield None, False
        return
    is_wide = dtype == "float64"
    if is_finite:
        yield codecs.Delta(dtype=dtype), True
    for keepbits in (3, 7, 11, 17, 23, 30, 37, 44, 52) if is_wide else (3, 7, 11, 13, 17, 23):
        yield codecs.BitRound(keepbits=keepbits), keepbits == MANTISSA[dtype]
    for digits in (1, 3, 4, 5, 6, 7, 9, 11, 13, 15) if is_wide else (1, 3, 4, 5, 6, 7):
        yield codecs.Quantize(digits=digits, dtype=dtype), True
    if is_finite:
        for bits in (16, 32) if is_wide else (16,):
            scale = (2.0**bits - 1.0) / (high - low)
            yield codecs.FixedScaleOffset(offset=low, scale=scale, dtype=dtype, astype=f"uint{bits}"), False
    if is_wide:
        yield codecs.AsType(encode_dtype="float32", decode_dtype=dtype), True


def exact_serializers(dtype):
    yield None
    if np.dtype(dtype).itemsize > 1:
        for level, order in itertools.product((6, 8, 10, 12), (0, 7)):
            yield codecs.PCodec(level=level, mode_spec="auto", delta_spec="auto", delta_encoding_order=order)


def zfp_serializers(ranks):
    for kind in (codecs.ZFPY, Flat) if ranks > 1 else (codecs.ZFPY,):
        for k in range(4):
            yield kind(mode=4, tolerance=math.ldexp(1.0, -(1 << k)))
        for k in range(4):
            yield kind(mode=3, precision=1 << (k + 3))
        for k in range(4):
            yield kind(mode=2, rate=1 << (k + 3))


def name(codec):
    if codec is None:
        return "-"
    parts = codec.to_dict()
    arguments = ", ".join(f"{k}={v}" for k, v in sorted(parts["configuration"].items()))
    return f"{parts['name'].removeprefix('numcodecs.')}({arguments})"


def candidates(case):
    dtype = case["type"]
    is_zfp = dtype in MANTISSA and case["finite"] and case["lossy"]
    for filt, takes_zfp in filters(dtype, case["min"], case["max"], case["finite"], case["lossy"]):
        serializers = list(exact_serializers(dtype))
        if takes_zfp and is_zfp:
            serializers += zfp_serializers(case["rank"])
        for serializer, compressor in itertools.product(serializers, compressors(dtype)):
            parts = {"compressor": compressor, "filter": filt, "serializer": serializer}
            document = {key: None if codec is None else codec.to_dict() for key, codec in parts.items()}
            label = " | ".join(name(codec) for codec in (compressor, filt, serializer))
            yield json.dumps(document, sort_keys=True, separators=(",", ":")), label


def case(type, low, high, finite=True, lossy=True, rank=2):
    return {"type": type, "min": low, "max": high, "finite": finite, "lossy": lossy, "rank": rank}


CASES = [
    case("float32", 233.0625, 317.40625),
    case("float32", -3.25, 1e-05, rank=1),
    case("float64", 1.7e-07, 0.021345678901234),
    case("float32", -1.0, 1.0, finite=False),
    case("float64", -1.0, 1.0, finite=False),
    case("float32", -1.0, 1.0, lossy=False),
    case("float64", -1.0, 1.0, lossy=False),
    case("int16", -5.0, 5.0),
    case("uint32", 0.0, 5.0),
    case("int64", 0.0, 5.0),
    case("uint8", 0.0, 5.0),
    case("int8", 0.0, 5.0),
]


def main(target):
    target.mkdir(parents=True, exist_ok=True)
    lines = []
    for each in CASES:
        if each["type"] == "float32":
            each["max"] = float(np.float32(each["max"]))
        every = sorted(candidates(each))
        digest = hashlib.sha256("".join(identity + "\n" for identity, _ in every).encode()).hexdigest()
        lines.append(json.dumps({**each, "count": len(every), "sha256": digest}))
        lines += [f"{identity}\t{label}" for identity, label in every[::331]]
    data = ("\n".join(lines) + "\n").encode()
    (target / "identities.txt").write_bytes(data)
    (target / "SHA256SUMS").write_text(f"{hashlib.sha256(data).hexdigest()}  identities.txt\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

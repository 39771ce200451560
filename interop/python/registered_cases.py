"""Cases of make_codec_golden.py for filters and serializers that zarr-extensions registers.

cast_value and scale_offset are zarr-python's with cast-value-rs; blocks of N5 are tensorstore's; bits are packed by the text
of the specification, in integers of any length, because no Python library has the codec.
"""

import json
import pathlib
import tempfile

import numpy as np
import tensorstore as ts
from zarr.codecs import CastValue, ScaleOffset
from zarr.codecs.scale_offset import _decode, _encode
from zarr.core.dtype import get_data_type_from_json

from filter_cases import little, numbers

ROUNDINGS = ("nearest-even", "towards-zero", "towards-positive", "towards-negative", "nearest-away")


def described(codec, decoded, encoded, restored):
    description = {"codec": codec, "type": str(decoded.dtype), "shape": list(decoded.shape), "encoded_type": str(encoded.dtype),
                   "encoded_shape": list(encoded.shape)}
    yield json.dumps(description), little(decoded), little(encoded)
    yield "restored", little(restored), b""


def cast_case(values, **config):
    codec = CastValue(**config)
    target = codec.dtype.to_native_dtype()
    encoded = codec._do_cast(values, target_dtype=target, scalar_map=codec._get_scalar_map("encode"))
    restored = codec._do_cast(encoded, target_dtype=values.dtype, scalar_map=codec._get_scalar_map("decode"))
    yield from described(codec.to_dict(), values, encoded, restored)


def cast_value_cases():
    halves = np.array([0.0, -0.0, 0.5, -0.5, 1.5, -1.5, 2.5, 2.4999, 126.4, -127.6, 100.0, -3.0, 99.999, 1e-30, -1e-30])
    beyond = np.array([0.0, 300.5, -300.5, 1e300, -1e300, 2.0**63, -(2.0**63), 2.0**64, 1.5e19, 65535.5, 4294967295.5, -0.5])
    fine = np.array([0.1, -0.1, 1 / 3, 1e-46, -1e-46, 3.4028234e38, 1e-310, 65504.0, 1e-8, 6e-8, -6e-5, 5.5, 2049.0, 2051.0, 0.0, -0.0,
                     np.inf, -np.inf, np.nan])
    wide = np.array([0, 1, -1, 2**24 + 1, -(2**24) - 1, 2**24 + 3, 2**53 + 1, -(2**53) - 1, 2**62 + 1, 2**63 - 1, -(2**63)], "i8")
    for rounding in ROUNDINGS:
        yield from cast_case(halves, data_type="int8", rounding=rounding)
        yield from cast_case(halves.astype("f4"), data_type="int16", rounding=rounding)
        for target in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"):
            for mode in ("clamp", "wrap"):
                yield from cast_case(beyond, data_type=target, rounding=rounding, out_of_range=mode)
        yield from cast_case(np.concatenate([fine, halves]), data_type="float32", rounding=rounding)
        yield from cast_case(np.concatenate([fine, beyond, [3.5e38, -1e39, 3.40282357e38]]), data_type="float32", rounding=rounding,
                             out_of_range="clamp")
        small = fine[(np.abs(fine) < 65000) | ~np.isfinite(fine)]
        yield from cast_case(small, data_type="float16", rounding=rounding)
        yield from cast_case(small.astype("f4"), data_type="float16", rounding=rounding)
        yield from cast_case(np.array([65519.9, 65520, 65504, 7e4, -65536.0, 1e300]), data_type="float16", rounding=rounding,
                             out_of_range="clamp")
        yield from cast_case(wide[:-2], data_type="float32", rounding=rounding)
        yield from cast_case(wide[:-2], data_type="float64", rounding=rounding)
        unsigned = np.array([0, 2**64 - 1, 2**63, 2**63 + 2**10 + 1, 2**24 + 1], "u8")
        yield from cast_case(unsigned, data_type="float64", rounding=rounding, out_of_range="clamp")
        yield from cast_case(np.array([2049, 65519, 65504, 2051, -2049], "i4"), data_type="float16", rounding=rounding, out_of_range="clamp",
                             scalar_map={"decode": [["Infinity", 70000], ["-Infinity", -70000]]})
    for target in ("uint8", "int8", "uint16", "uint64", "int32"):
        for mode in ("clamp", "wrap"):
            yield from cast_case(wide, data_type=target, out_of_range=mode)
            yield from cast_case(np.array([2**64 - 1, 2**63, 5], "u8"), data_type=target, out_of_range=mode)
    yield from cast_case(np.array([1, 2, 255], "u1"), data_type="int64")
    yield from cast_case(np.array([np.nan, 1.0, -0.0, np.inf]), data_type="uint8",
                         scalar_map={"encode": [["NaN", 0], ["Infinity", 255], [0, 7]], "decode": [[0, "NaN"], [255, "Infinity"]]})
    yield from cast_case(np.array([-999, 3, 12], "i2"), data_type="float32",
                         scalar_map={"encode": [[-999, "NaN"], [3, 0.1]], "decode": [["NaN", -999]]})


def scale_offset_cases():
    for dtype, offset, scale in (("uint16", 1000, 1), ("uint8", 0, 3), ("int16", -5, -2), ("int64", 10**12, 3), ("uint64", 7, 5),
                                 ("int32", 100000, 7), ("float32", 5, 0.1), ("float64", -10, 0.1), ("float16", 0.5, 4), ("float64", 0, 1),
                                 ("float32", "NaN", 2), ("float32", 1e3, "0x3f000000")):
        codec = ScaleOffset(offset=offset, scale=scale)
        zdtype = get_data_type_from_json(dtype, zarr_format=3)
        o, s = zdtype.from_json_scalar(offset, zarr_format=3), zdtype.from_json_scalar(scale, zarr_format=3)
        kind = np.dtype(dtype)
        values = numbers(dtype, 60) if kind.kind == "f" else (np.arange(30) + int(o)).astype(dtype)
        encoded = _encode(values, o, s)
        yield from described(codec.to_dict(), values, encoded, _decode(encoded, o, s, scale_repr=scale))


def pack(values, width, first, last, components=1):
    kept, bits = last - first + 1, 0
    for i, value in enumerate(values):
        bits |= (int(value) >> first & (1 << kept) - 1) << (i * kept)
    length = len(values) * kept
    return bits.to_bytes((length + 7) // 8, "little"), -length % 8


def packbits_cases():
    rng = np.random.default_rng(11)
    widths = {"bool": 1, "int2": 2, "uint2": 2, "int4": 4, "uint4": 4, "float4_e2m1fn": 4, "float6_e2m3fn": 6}
    for name, width in widths.items():
        values = rng.integers(0, 1 << width, 37, dtype="u1")
        memory = values.copy()
        if name in ("int2", "int4"):
            memory = np.where(values >= 1 << (width - 1), values.astype("i2") - (1 << width), values).astype("i1").view("u1")
        for padding in ("none", "first_byte", "last_byte"):
            packed, unused = pack(values, width, 0, width - 1)
            framed = {"none": packed, "first_byte": bytes([unused]) + packed, "last_byte": packed + bytes([unused])}[padding]
            config = {"padding_encoding": padding}
            yield json.dumps({"codec": {"name": "packbits", "configuration": config}, "type": name, "shape": [37]}), memory.tobytes(), framed
    for dtype, first, last in (("int8", 0, 4), ("uint8", 1, 3), ("int16", 0, 11), ("uint16", 4, 15), ("int32", 0, 30), ("uint32", 3, 19),
                               ("int64", 0, 60), ("uint64", 5, 63), ("float32", 13, 31), ("float64", 40, 63), ("complex64", 16, 31)):
        parts = 2 if dtype == "complex64" else 1
        size = np.dtype(dtype).itemsize // parts
        kept, count = last - first + 1, 21 * parts
        raw = [int(v) for v in rng.integers(0, 1 << min(kept, 63), count, dtype="u8")]
        signed = dtype.startswith("int")
        full = [(v - (1 << kept) if signed and v >> (kept - 1) else v) << first for v in raw]
        memory = b"".join((v & (1 << 8 * size) - 1).to_bytes(size, "little") for v in full)
        packed, unused = pack([v & (1 << 8 * size) - 1 for v in full], 8 * size, first, last)
        config = {"padding_encoding": "first_byte", "first_bit": first, "last_bit": last}
        yield json.dumps({"codec": {"name": "packbits", "configuration": config}, "type": dtype, "shape": [21]}), memory, bytes([unused]) + packed


def n5_cases():
    """Blocks that tensorstore wrote; those at the edge are whole."""
    for dtype, shape, block, compression, codec in (
            ("int16", (4, 3), (4, 3), {"type": "raw"}, None), ("uint8", (5,), (5,), {"type": "raw"}, None),
            ("float32", (2, 3, 4), (2, 3, 4), {"type": "raw"}, None), ("float64", (7, 5), (4, 5), {"type": "raw"}, None),
            ("uint32", (6, 6), (6, 6), {"type": "gzip", "level": 5}, {"name": "gzip", "configuration": {"level": 5}}),
            ("int64", (6, 6), (6, 6), {"type": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1},
             {"name": "blosc", "configuration": {"cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": 8, "blocksize": 0}})):
        with tempfile.TemporaryDirectory() as folder:
            store = ts.open({"driver": "n5", "kvstore": {"driver": "file", "path": folder},
                             "metadata": {"dataType": dtype, "dimensions": shape, "blockSize": block, "compression": compression}},
                            create=True).result()
            values = (np.arange(np.prod(shape)) * 37 + 1).astype(dtype).reshape(shape)
            store[...].write(values).result()
            index = [0] * len(shape)
            encoded = pathlib.Path(folder, *map(str, index)).read_bytes()
        chunk = np.zeros(block, dtype)
        inside = tuple(slice(0, min(s, b)) for s, b in zip(shape, block))
        chunk[inside] = values[inside]
        endian = {} if np.dtype(dtype).itemsize == 1 else {"configuration": {"endian": "big"}}
        codecs = [{"name": "transpose", "configuration": {"order": list(range(len(block)))[::-1]}}, {"name": "bytes", **endian}]
        codecs += [codec] if codec else []
        config = {"codec": {"name": "n5_default", "configuration": {"codecs": codecs}}, "type": dtype, "shape": list(block)}
        yield json.dumps(config), little(chunk), encoded


def write(w):
    w.write("cast_value", list(cast_value_cases()))
    w.write("scale_offset", list(scale_offset_cases()))
    w.write("packbits", list(packbits_cases()))
    w.write("n5_default", list(n5_cases()))

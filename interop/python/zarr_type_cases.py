"""What the fixtures of data types beyond the core and of rectilinear grids hold."""

import numpy as np

from cases import counting
from zarr_cases import BIG, CRC32C, GZIP, LITTLE, PLAIN, SHAPE, ZSTD, array, configured, sharding, transpose

INTEGERS = {"int2": (2, True), "int4": (4, True), "uint2": (2, False), "uint4": (4, False)}
FLOATS = {
    "float4_e2m1fn": 4, "float6_e2m3fn": 6, "float6_e3m2fn": 6, "float8_e3m4": 8, "float8_e4m3": 8, "float8_e4m3fn": 8,
    "float8_e4m3b11fnuz": 8, "float8_e4m3fnuz": 8, "float8_e5m2": 8, "float8_e5m2fnuz": 8, "float8_e8m0fnu": 8, "bfloat16": 16,
}
COMPLEX = {"complex_" + name: bits for name, bits in (FLOATS | {"float16": 16}).items() if name != "float8_e4m3fn"}


def small_bits(name, shape):
    """Bits of every kind, as canonical little-endian elements: one byte each below 16 bits, integers with their sign."""
    if name in INTEGERS:
        bits, signed = INTEGERS[name]
        values = counting("u4", shape) % (1 << bits)
        return (values.astype("i2") - (values >= 1 << (bits - 1)) * (signed << bits)).astype("i1" if signed else "u1")
    bits = (FLOATS | COMPLEX)[name]
    parts = (*shape, 2) if name in COMPLEX else shape
    return (counting("u4", parts) % (1 << bits)).astype("<u2" if bits == 16 else "u1")


def small_chains(name):
    wide = name.endswith("float16")
    plain = LITTLE if wide else PLAIN
    result = {
        "bytes": [plain], "zstd": [plain, ZSTD], "transpose_crc32c": [transpose(1, 0), plain, CRC32C],
        "sharded": [sharding((2, 3), [plain, GZIP])],
    }
    if wide:
        result["big_endian"] = [BIG]
        result["sharded_big_endian"] = [sharding((2, 3), [BIG])]
    return result


def small_zero(name):
    zero = 0 if name in INTEGERS else "0x0000" if name.endswith("float16") else "0x00"
    return [zero, zero] if name in COMPLEX else zero


def small_arrays():
    result = {}
    for name in (*INTEGERS, *FLOATS, *COMPLEX):
        values = small_bits(name, SHAPE)
        values[0:4, 6:11] = 0
        for chain, codecs in small_chains(name).items():
            result[f"{name}/{chain}"] = array(name, codecs, values, small_zero(name), SHAPE)
    return result


SMALL_FILLS = {
    "int2": {"least": (-2, "fe"), "minus_one": (-1, "ff"), "most": (1, "01")},
    "int4": {"least": (-8, "f8"), "most": (7, "07"), "minus_one": (-1, "ff")},
    "uint2": {"most": (3, "03")}, "uint4": {"most": (15, "0f")},
    "bfloat16": {"number": (1.5, "c03f"), "nan": ("NaN", "c07f"), "hex_nan": ("0xffc1", "c1ff"), "infinity": ("Infinity", "807f"),
                 "minus_infinity": ("-Infinity", "80ff"), "minus_zero": (-0.0, "0080"), "tenth": (0.1, "cd3d"), "hex": ("0x3f80", "803f")},
    "float8_e3m4": {"number": (1.5, "38"), "nan": ("NaN", "78"), "infinity": ("Infinity", "70"), "hex_nan": ("0xff", "ff")},
    "float8_e4m3": {"number": (1.5, "3c"), "nan": ("NaN", "7c"), "minus_infinity": ("-Infinity", "f8"), "hex_nan": ("0x79", "79")},
    "float8_e4m3fn": {"number": (448, "7e"), "nan": ("NaN", "7f"), "hex": ("0xff", "ff")},
    "float8_e4m3b11fnuz": {"number": (-30, "ff"), "nan": ("NaN", "80"), "hex": ("0x01", "01")},
    "float8_e4m3fnuz": {"number": (240.0, "7f"), "nan": ("NaN", "80"), "minus_zero": (-0.0, "00")},
    "float8_e5m2": {"number": (57344.0, "7b"), "nan": ("NaN", "7e"), "infinity": ("Infinity", "7c"), "hex": ("0xfd", "fd")},
    "float8_e5m2fnuz": {"number": (1.0, "40"), "nan": ("NaN", "80")},
    "float8_e8m0fnu": {"nan": ("NaN", "ff"), "hex": ("0x00", "00")},
    "float6_e2m3fn": {"number": (-7.5, "3f"), "hex": ("0x21", "21")}, "float6_e3m2fn": {"number": (28, "1f"), "hex": ("0x3f", "3f")},
    "float4_e2m1fn": {"number": (0.5, "01"), "minus_zero": (-0.0, "08"), "hex": ("0x0f", "0f")},
    "complex_bfloat16": {"mixed": ([1.5, "NaN"], "c03fc07f"), "hex": (["0x7fc1", "0x8000"], "c17f0080")},
    "complex_float16": {"mixed": (["-Infinity", 1], "00fc003c"), "hex": (["0x7e01", 0.0], "017e0000")},
    "complex_float8_e5m2": {"hex": (["0x7f", "0x3c"], "7f3c"), "mixed": (["NaN", 1.0], "7e3c")},
    "complex_float4_e2m1fn": {"hex": (["0x0f", "0x01"], "0f01")},
}


def small_fill_arrays():
    """Nothing is stored: fill values, and their bits as the specification has them."""
    result = {}
    for name, fills in SMALL_FILLS.items():
        plain = LITTLE if name.endswith("float16") else PLAIN
        for spelling, (fill, bits) in fills.items():
            values = np.frombuffer(bytes.fromhex(bits) * 6, "u1")
            result[f"{name}/{spelling}"] = array(name, [plain], values, fill, (2, 3), (2, 2))
            result[f"{name}/{spelling}_sharded"] = array(name, [sharding((1, 1), [plain])], values, fill, (2, 3), (2, 2))
    return result


def struct(**fields):
    return configured("struct", fields=[{"name": n, "data_type": t} for n, t in fields.items()])


POINT = struct(x="float32", n="int16")
POINT_DTYPE = np.dtype([("x", "<f4"), ("n", "<i2")])
RECORD = struct(
    flag="bool", small="uint8", id="int32", big="uint64", half="float16", inner=struct(point=POINT, z="complex64"),
    time=configured("numpy.datetime64", unit="ms", scale_factor=1), span=configured("numpy.timedelta64", unit="s", scale_factor=10),
    text=configured("fixed_length_utf32", length_bytes=12), code=configured("null_terminated_bytes", length_bytes=3),
    raw=configured("raw_bytes", length_bytes=2), last="float64",
)
RECORD_DTYPE = np.dtype([
    ("flag", "?"), ("small", "u1"), ("id", "<i4"), ("big", "<u8"), ("half", "<f2"), ("inner", [("point", POINT_DTYPE), ("z", "<c8")]),
    ("time", "<M8[ms]"), ("span", "<m8[10s]"), ("text", "<U3"), ("code", "S3"), ("raw", "V2"), ("last", "<f8"),
])
RECORD_FILL = {
    "flag": True, "small": 200, "id": -3, "big": 2**64 - 1, "half": "NaN", "inner": {"point": {"x": "-Infinity", "n": -7}, "z": [0.5, "NaN"]},
    "time": "NaT", "span": 12, "text": "né", "code": "YWI=", "raw": "AQI=", "last": -0.0,
}
FLAGS = struct(a="uint8", b="bool")
FLAGS_DTYPE = np.dtype([("a", "u1"), ("b", "?")])


def struct_values(dtype, shape=SHAPE):
    values = np.zeros(shape, dtype)
    for seed, name in enumerate(dtype.names, 1):
        part = dtype[name]
        if part.names:
            values[name] = struct_values(part, shape)
        elif part.kind in "US":
            texts = np.array(["", "a", "bc", "xyz"] if part.kind == "S" else ["", "é", "数据", "abc"], part)
            values[name] = texts[np.arange(values.size) % 4].reshape(shape)
        elif part.kind == "V":
            values[name] = counting("u2", shape, seed).view("V2")
        elif part.kind in "Mm":
            values[name] = counting("i4", shape, seed).astype("i8").view(part)
        else:
            values[name] = counting(part, shape, seed)
    values[0:4, 6:11] = np.zeros((), dtype)
    return values


def struct_arrays():
    result = {}
    kinds = {"point": (POINT, POINT_DTYPE, {"x": 0.0, "n": 0}), "record": (RECORD, RECORD_DTYPE, RECORD_FILL)}
    for name, (data_type, dtype, fill) in kinds.items():
        values = struct_values(dtype)
        for chain, codecs in {
            "little_endian": [LITTLE], "big_endian": [BIG], "zstd": [LITTLE, ZSTD], "transpose": [transpose(1, 0), BIG, CRC32C],
            "sharded": [sharding((2, 3), [LITTLE, GZIP])], "sharded_big_endian": [sharding((2, 3), [BIG], "start")],
        }.items():
            result[f"{name}/{chain}"] = array(data_type, codecs, values, fill)
        for chain, codecs in {"little_endian": [LITTLE], "big_endian": [BIG]}.items():
            result[f"{name}/fill_{chain}"] = array(data_type, codecs, values[:0, :0], fill, (2, 3), (2, 2))
    result["flags/plain"] = array(FLAGS, [PLAIN], struct_values(FLAGS_DTYPE), {"a": 255, "b": True})
    return result


UNITS = ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "generic")


def unit_arrays():
    """Times in every unit that NumPy has."""
    result = {}
    counts = np.array([0, -1, np.iinfo("i8").min, 86400, 1, 2], "i8")
    for kind, code in (("numpy.datetime64", "M8"), ("numpy.timedelta64", "m8")):
        for unit in UNITS:
            for factor in (1,) if unit == "generic" else (1, 7):
                dtype = f"{code}" if unit == "generic" else f"{code}[{factor}{unit}]"
                data_type = configured(kind, unit=unit, scale_factor=factor)
                fill = "NaT" if factor == 1 else -5
                result[f"{kind}/{unit}_{factor}"] = array(data_type, [LITTLE], counts.view(dtype), fill, chunk=(4,))
    return result


def packed(values, order="<"):
    return np.ascontiguousarray(values).astype(values.dtype.newbyteorder(order)).tobytes()


def legacy_structs():
    """Structs as zarr-python wrote them before they had a specification."""
    fields = configured("structured", fields=[["x", "float32"], ["n", "int16"]])
    values = struct_values(POINT_DTYPE, (4, 11))[:, 0].reshape(4)
    result = {}
    base = dict(shape=(4,), chunk=(4,))
    for name, codecs, order in (("little", LITTLE, "<"), ("big", BIG, ">"), ("no_order", PLAIN, "<")):
        result[f"structured/{name}"] = (array(fields, [codecs], values, {"x": 1.5, "n": 2}, **base), {"c/0": packed(values, order)})
    filled = np.full(4, np.array((1.5, 513), POINT_DTYPE))
    result["structured/packed_fill"] = (array(fields, [LITTLE], filled, "AADAPwEC", **base), {})
    result["structured/packed_fill_no_order"] = (array(fields, [PLAIN], filled, "AADAPwEC", **base), {})
    zeros = np.zeros(4, POINT_DTYPE)
    result["structured/packed_zeros_big"] = (array(fields, [BIG], zeros, "AAAAAAAA", **base), {})
    return result


def shorthand():
    """Extension points as bare names and as objects with more than is needed."""
    values = counting("i4", (4, 4))
    big = packed(values, ">")
    document = dict(shape=(4, 4), chunk=(4, 4))
    result = {}
    extras = {
        "key_encoding": {"chunk_key_encoding": "default"},
        "key_encoding_v2": {"chunk_key_encoding": "v2"},
        "data_type": {"data_type": {"name": "int32"}},
        "data_type_configured": {"data_type": {"name": "int32", "configuration": {}}},
        "understood": {"chunk_grid": configured("regular", chunk_shape=[4, 4]) | {"must_understand": True}},
        "no_transformers": {"storage_transformers": []},
        "no_attributes": {},
        "ignorable_member": {"lab": {"must_understand": False, "x": [1]}, "lab2": {"name": "thing", "must_understand": False}},
        "dimension_names": {"dimension_names": [None, "x"]},
        "whole_fill": {"fill_value": 7.0},
    }
    for name, extra in extras.items():
        metadata, _ = array("int32", [BIG], values, **document)
        metadata |= extra
        if name == "no_attributes":
            del metadata["attributes"]
        key = "0.0" if name == "key_encoding_v2" else "c/0/0"
        result[f"shorthand/{name}"] = ((metadata, values), {key: big})
    small = counting("u1", (4, 4))
    result["shorthand/codec"] = (array("uint8", ["bytes"], small, **document), {"c/0/0": small.tobytes()})
    result["shorthand/nothing_stored"] = (array("uint8", ["bytes", "crc32c"], np.full((4, 4), 3, "u1"), 3, **document), {})
    ignorable = configured("lab.crc", a=1) | {"must_understand": False}
    result["shorthand/ignorable_codec"] = (array("uint8", [PLAIN, ignorable], small, **document), {"c/0/0": small.tobytes()})
    return result


def rectilinear(*edges):
    return configured("rectilinear", kind="inline", chunk_shapes=list(edges))


def rectilinear_arrays():
    values = counting("i4", (10, 11))
    values[4:7, 2:4] = 0
    half = counting("f2", (7,))
    grids = {
        "lists": ([3, 1, 6], [2, 9]), "runs": ([[2, 5]], [[1, 3], [4, 2]]), "mixed": ([[3, 2], 4], 4), "steps": (3, 5),
        "overhang": ([4, 4, 4], [11, 5]), "overhang_runs": ([[4, 3]], [[6, 2]]), "one": ([10], [11]), "ones": ([[1, 10]], [[1, 11]]),
    }
    result = {}
    for name, edges in grids.items():
        for chain, codecs in {"bytes": [LITTLE], "transpose_zstd": [transpose(1, 0), BIG, ZSTD]}.items():
            result[f"{name}/{chain}"] = array("int32", codecs, values, chunk_grid=rectilinear(*edges))
    result["beyond"] = array("int32", [LITTLE], values, chunk_grid=rectilinear([5, 5, 5, 5], [11]))
    result["one_axis"] = array("float16", [LITTLE, CRC32C], half, 0.0, chunk_grid=rectilinear([1, 2, 4]))
    result["v2_keys"] = array("int32", [LITTLE], values, chunk_grid=rectilinear([3, 7], 6), chunk_key_encoding=configured("v2", separator="."))
    shards = {"lists": ([4, 2, 4], [6, 9]), "runs": ([[2, 5]], [[3, 2], 6]), "overhang": ([[6, 2]], 12)}
    for name, edges in shards.items():
        result[f"sharded/{name}"] = array("int32", [sharding((2, 3), [LITTLE, GZIP])], values, chunk_grid=rectilinear(*edges))
        result[f"sharded_start/{name}"] = array("int32", [sharding((1, 3), [BIG], "start")], values, chunk_grid=rectilinear(*edges))
    nested = sharding((2, 3), [sharding((1, 3), [LITTLE])])
    result["sharded/nested"] = array("int32", [nested], values, chunk_grid=rectilinear([4, 2, 4], [6, 9]))
    for document, _ in result.values():
        document["attributes"] = {}
    return result

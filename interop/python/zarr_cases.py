"""What the Zarr fixtures hold: data types, codec chains, layouts and fill values."""

import numpy as np

from cases import counting, specials

LITTLE = {"name": "bytes", "configuration": {"endian": "little"}}
BIG = {"name": "bytes", "configuration": {"endian": "big"}}
PLAIN = {"name": "bytes"}
CRC32C = {"name": "crc32c"}
ZSTD = {"name": "zstd", "configuration": {"level": 5, "checksum": False}}
ZSTD_CHECKED = {"name": "zstd", "configuration": {"level": 1, "checksum": True}}
GZIP = {"name": "gzip", "configuration": {"level": 5}}
SHAPE, CHUNK = (10, 11), (4, 6)

NUMBERS = {
    "bool": "?", "int8": "i1", "int16": "i2", "int32": "i4", "int64": "i8", "uint8": "u1", "uint16": "u2", "uint32": "u4",
    "uint64": "u8", "float16": "f2", "float32": "f4", "float64": "f8", "complex64": "c8", "complex128": "c16",
}


def configured(name, **configuration):
    return {"name": name, "configuration": configuration}


def transpose(*order):
    return configured("transpose", order=list(order))


def blosc(compressor, shuffle, itemsize, level=5, blocksize=0):
    options = {"cname": compressor, "clevel": level, "shuffle": shuffle, "blocksize": blocksize, "typesize": itemsize}
    return configured("blosc", **options)


def sharding(chunk, codecs, location="end", index_codecs=(LITTLE, CRC32C)):
    return configured("sharding_indexed", chunk_shape=list(chunk), codecs=list(codecs), index_codecs=list(index_codecs),
                      index_location=location)


def serializer(itemsize, order=LITTLE):
    return PLAIN if itemsize == 1 else order


def chains(dtype):
    """Codec chains for one numeric type; arrays are 10 x 11 in chunks (or shards) of 4 x 6."""
    size = np.dtype(dtype).itemsize
    array_to_bytes = serializer(size)
    result = {
        "bytes": [array_to_bytes],
        "transpose": [transpose(1, 0), array_to_bytes],
        "zstd": [array_to_bytes, ZSTD],
        "zstd_checksum": [array_to_bytes, ZSTD_CHECKED],
        "gzip": [array_to_bytes, GZIP],
        "blosc": [array_to_bytes, blosc("zstd", "shuffle" if size > 1 else "bitshuffle", size)],
        "crc32c": [array_to_bytes, CRC32C],
        "shuffle": [array_to_bytes, configured("numcodecs.shuffle", elementsize=size), ZSTD],
        "everything": [transpose(1, 0), array_to_bytes, GZIP, ZSTD, CRC32C],
        "sharded": [sharding((2, 3), [array_to_bytes])],
        "sharded_zstd": [sharding((2, 3), [array_to_bytes, ZSTD], "start")],
        "sharded_nested": [sharding((4, 3), [sharding((2, 3), [array_to_bytes, GZIP], "start")])],
        "sharded_inner_transpose": [sharding((2, 3), [transpose(1, 0), array_to_bytes, CRC32C])],
    }
    if size > 1:
        result["big_endian"] = [BIG]
        result["sharded_big_endian"] = [sharding((2, 3), [BIG])]
    if np.dtype(dtype).kind == "f":
        result["bitround"] = [configured("numcodecs.bitround", keepbits=3), array_to_bytes]
        result["bitround_zstd"] = [configured("numcodecs.bitround", keepbits=7), array_to_bytes, ZSTD]
    return result


def number_values(dtype, shape=SHAPE):
    """Counting numbers, one chunk of nothing but fill, and for floats the special ones."""
    values = counting(dtype, shape)
    values[0:4, 6:11] = 0
    if np.dtype(dtype).kind == "f":
        special = specials(dtype)
        values[8, :] = special[:11]
    return values


def array(data_type, codecs, values, fill=0, shape=None, chunk=None, **extra):
    shape = list(values.shape if shape is None else shape)
    document = {
        "zarr_format": 3, "node_type": "array", "shape": shape, "data_type": data_type,
        "chunk_grid": configured("regular", chunk_shape=list(CHUNK if chunk is None else chunk)),
        "chunk_key_encoding": configured("default", separator="/"), "fill_value": fill, "codecs": codecs, "attributes": {},
    }
    return document | extra, values


def zero(name):
    return False if name == "bool" else [0.0, 0.0] if name.startswith("complex") else 0.0 if name.startswith("float") else 0


def number_arrays():
    result = {}
    for name, dtype in NUMBERS.items():
        values = number_values(dtype)
        for chain, codecs in chains(dtype).items():
            result[f"{name}/{chain}"] = array(name, codecs, values, zero(name))
    return result


def blosc_arrays():
    """Every compressor with every shuffle, types of four sizes, levels, block sizes, noise and what compresses."""
    result = {}
    for compressor in ("blosclz", "lz4", "lz4hc", "zlib", "zstd", "snappy"):
        for shuffle in ("noshuffle", "shuffle", "bitshuffle"):
            for dtype in ("u1", "i2", "f4", "f8"):
                values = (np.arange(40 * 60) // 7 % 100).astype(dtype).reshape(40, 60)
                size = values.dtype.itemsize
                codecs = [serializer(size), blosc(compressor, shuffle, size)]
                result[f"{compressor}/{shuffle}/{values.dtype.name}"] = array(values.dtype.name, codecs, values, chunk=(32, 48))
    noise = counting("u8", (40, 60))
    smooth = (np.arange(40 * 60) // 5).astype("i4").reshape(40, 60)
    for level in (0, 1, 9):
        result[f"level_{level}"] = array("int32", [LITTLE, blosc("lz4", "shuffle", 4, level)], smooth, chunk=(32, 48))
    for blocksize in (256, 1024, 5000):
        codecs = [LITTLE, blosc("zstd", "bitshuffle", 4, 5, blocksize)]
        result[f"blocksize_{blocksize}"] = array("int32", codecs, smooth, chunk=(32, 48))
    result["noise"] = array("uint64", [LITTLE, blosc("lz4", "shuffle", 8)], noise, chunk=(32, 48))
    result["typesize_of_another"] = array("int32", [LITTLE, blosc("lz4", "shuffle", 7)], smooth, chunk=(32, 48))
    result["typesize_1"] = array("int32", [LITTLE, blosc("zstd", "bitshuffle", 1)], smooth, chunk=(32, 48))
    result["one_element_chunks"] = array("int32", [LITTLE, blosc("zstd", "shuffle", 4)], smooth[:2, :3], chunk=(1, 1))
    return result


def text_values(length=None):
    texts = np.array(["", "a", "bcd", "ünï", "数据", "long text " * 3], dtype=object)
    values = texts[np.arange(SHAPE[0] * SHAPE[1]) % texts.size].reshape(SHAPE)
    values[0:4, 6:11] = ""
    return values


def other_arrays():
    """Text, bytes and times."""
    texts = text_values()
    strings = texts.astype(np.dtypes.StringDType())
    fixed = np.array([t.encode()[:4] for t in texts.reshape(-1)], "S4").reshape(SHAPE)
    result = {}
    vlen = {"name": "vlen-utf8"}
    for chain, codecs in {
        "plain": [vlen], "zstd": [vlen, ZSTD], "gzip_crc32c": [vlen, GZIP, CRC32C], "sharded": [sharding((2, 3), [vlen, ZSTD])],
        "transpose": [transpose(1, 0), vlen],
    }.items():
        result[f"string/{chain}"] = array("string", codecs, strings, "")
    result["string/fill"] = array("string", [vlen], strings, "fïll")
    raw = np.empty(SHAPE, object)
    raw[...] = [[t.encode()[::-1] for t in row] for row in texts]
    for name in ("variable_length_bytes", "bytes"):
        result[f"{name}/plain"] = array(name, [{"name": "vlen-bytes"}], raw, "")
        result[f"{name}/fill"] = array(name, [{"name": "vlen-bytes"}, ZSTD], raw, "AQID")
    ascii_type = configured("null_terminated_bytes", length_bytes=4)
    for chain, codecs in {"plain": [PLAIN], "zstd": [PLAIN, ZSTD], "sharded": [sharding((2, 3), [PLAIN])]}.items():
        result[f"null_terminated_bytes/{chain}"] = array(ascii_type, codecs, fixed, "")
    result["null_terminated_bytes/fill"] = array(ascii_type, [PLAIN], fixed, "YWI=")
    one = np.array([t.encode()[:1] for t in texts.reshape(-1)], "S1").reshape(SHAPE)
    result["null_terminated_bytes/one"] = array(configured("null_terminated_bytes", length_bytes=1), [PLAIN], one, "")
    result["raw_bytes/plain"] = array(configured("raw_bytes", length_bytes=4), [PLAIN], fixed.view("V4"), "AAAAAA==")
    result["raw_bytes/fill"] = array(configured("raw_bytes", length_bytes=4), [PLAIN, ZSTD], fixed.view("V4"), "AQIDBA==")
    wide = texts.astype("U6")
    for chain, codecs in {"plain": [LITTLE], "big_endian": [BIG], "zstd": [LITTLE, ZSTD]}.items():
        result[f"fixed_length_utf32/{chain}"] = array(configured("fixed_length_utf32", length_bytes=24), codecs, wide, "")
    result["fixed_length_utf32/fill"] = array(configured("fixed_length_utf32", length_bytes=24), [LITTLE], wide, "fïll")
    return result | time_arrays()


def time_arrays():
    result = {}
    steps = counting("i4", SHAPE).astype("i8")
    steps[9, 10] = np.iinfo("i8").min
    for kind, code in (("numpy.datetime64", "M8"), ("numpy.timedelta64", "m8")):
        for unit, factor in (("ns", 1), ("s", 1), ("D", 1), ("h", 6)):
            values = steps.view(f"{code}[{factor}{unit}]")
            data_type = configured(kind, unit=unit, scale_factor=factor)
            result[f"{kind}/{unit}_{factor}"] = array(data_type, [LITTLE], values, "NaT")
            result[f"{kind}/{unit}_{factor}_big_endian"] = array(data_type, [BIG, ZSTD], values, 0)
    return result


def layout_arrays():
    """Ranks, odd chunk shapes, key encodings, dimension names, empty and missing chunks."""
    result = {}
    shapes = {
        "0d": ((), ()), "1d": ((17,), (5,)), "3d": ((5, 6, 7), (2, 3, 7)), "4d": ((3, 4, 2, 5), (2, 2, 2, 2)),
        "6d": ((2, 1, 3, 1, 2, 2), (1, 1, 2, 1, 2, 2)), "chunk_larger": ((3, 4), (10, 10)), "zero_length": ((0, 3), (1, 3)),
        "one_chunk": ((6, 5), (6, 5)), "chunks_of_one": ((3, 4), (1, 1)),
    }
    for name, (shape, chunk) in shapes.items():
        values = counting("i4", shape)
        result[f"rank/{name}"] = array("int32", [LITTLE], values, chunk=chunk)
        result[f"rank/{name}_zstd"] = array("int32", [LITTLE, ZSTD], values, chunk=chunk)
        if shape:
            result[f"rank/{name}_sharded"] = array("int32", [sharding([1] * len(shape), [LITTLE])], values, chunk=chunk)
    values = counting("i4", (3, 4, 5))
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)):
        name = "".join(map(str, order))
        result[f"transpose/{name}"] = array("int32", [transpose(*order), LITTLE], values, chunk=(2, 3, 2))
        inner = sharding((1, 1, 2) if order == (2, 0, 1) else (1, 1, 1), [transpose(*order), LITTLE])
        result[f"transpose/{name}_in_shard"] = array("int32", [inner], values, chunk=(2, 3, 2))
    flipped = [transpose(1, 0), sharding((3, 2), [LITTLE])]
    result["transpose/around_shard"] = array("int32", flipped, counting("i4", SHAPE))
    result["transpose/around_shard_gzip"] = array("int32", [*flipped, GZIP], counting("i4", SHAPE))
    for name, encoding in {
        "default_dot": configured("default", separator="."), "v2_dot": configured("v2", separator="."),
        "v2_slash": configured("v2", separator="/"), "default_bare": {"name": "default"}, "v2_bare": {"name": "v2"},
    }.items():
        result[f"keys/{name}"] = array("int16", [LITTLE], counting("i2", SHAPE), chunk_key_encoding=encoding)
        result[f"keys/{name}_0d"] = array("int16", [LITTLE], counting("i2", ()), chunk=(), chunk_key_encoding=encoding)
    names = {"both": ["y", "x"], "null": [None, "x"], "nulls": [None, None], "same": ["x", "x"], "empty_text": ["", "x"]}
    for name, dims in names.items():
        result[f"dimension_names/{name}"] = array("int16", [LITTLE], counting("i2", SHAPE), dimension_names=dims)
    attributes = {"text": "ünï", "number": 1, "float": 1.0, "big": 2**64 - 1, "nested": {"list": [1, [2.5, None]], "flag": True},
                  "empty": [], "long": "x" * 3000}
    result["attributes/some"] = array("int16", [LITTLE], counting("i2", SHAPE), attributes=attributes)
    result["attributes/nan"] = array("int16", [LITTLE], counting("i2", SHAPE),
                                     attributes={"nan": float("nan"), "list": [float("inf"), -float("inf")]})
    extra = {"varve": {"must_understand": False, "anything": [1, 2]}}
    result["extra_member"] = array("int16", [LITTLE], counting("i2", SHAPE), **extra)
    return result | shard_arrays()


def shard_arrays():
    values = counting("i4", SHAPE)
    holes = values.copy()
    holes[0:2, 0:3] = -7
    holes[4:8, 6:11] = -7
    result = {}
    for location in ("start", "end"):
        for name, index_codecs in {"crc32c": (LITTLE, CRC32C), "plain": (LITTLE,), "big_endian": (BIG, CRC32C)}.items():
            codecs = [sharding((2, 3), [LITTLE], location, index_codecs)]
            result[f"shard/index_{location}_{name}"] = array("int32", codecs, values)
            result[f"shard/holes_{location}_{name}"] = array("int32", codecs, holes, -7)
        outer = [sharding((2, 3), [LITTLE, ZSTD], location), CRC32C]
        result[f"shard/outer_crc32c_{location}"] = array("int32", outer, values)
        result[f"shard/outer_gzip_{location}"] = array("int32", [sharding((2, 3), [LITTLE], location), GZIP], holes, -7)
        nested = [sharding((4, 3), [sharding((2, 3), [LITTLE], location)], location)]
        result[f"shard/nested_{location}"] = array("int32", nested, holes, -7)
        thrice = [sharding((4, 6), [sharding((4, 3), [sharding((2, 1), [LITTLE, ZSTD], location)], "end")], "start")]
        result[f"shard/nested_thrice_{location}"] = array("int32", thrice, holes, -7, chunk=(8, 12))
    result["shard/one_inner_chunk"] = array("int32", [sharding((4, 6), [LITTLE, ZSTD])], values)
    result["shard/all_fill"] = array("int32", [sharding((2, 3), [LITTLE])], np.full(SHAPE, -7, "i4"), -7)
    return result


FILLS = {
    "bool": {"false": False, "true": True},
    "int8": {"least": -128}, "uint8": {"most": 255}, "int16": {"minus": -7}, "uint16": {"most": 65535},
    "int32": {"least": -(2**31), "whole_float": 7.0}, "uint32": {"most": 2**32 - 1},
    "int64": {"least": -(2**63), "most": 2**63 - 1, "beyond_double": 2**53 + 1}, "uint64": {"most": 2**64 - 1, "beyond_double": 2**63 + 1},
    "float16": {"zero": 0.0, "integer": 1, "nan": "NaN", "infinity": "Infinity", "minus_infinity": "-Infinity", "hex_one": "0x3c00",
                "hex_nan": "0x7e01", "minus_zero": -0.0, "tenth": 0.1},
    "float32": {"zero": 0.0, "integer": -7, "nan": "NaN", "infinity": "Infinity", "minus_infinity": "-Infinity",
                "hex_one": "0x3f800000", "hex_nan": "0x7fc00001", "hex_negative_nan": "0xffc00001", "hex_signalling": "0x7f800001",
                "minus_zero": -0.0, "tenth": 0.1, "exponent": 9.969209968386869e36, "subnormal": 1e-45, "big_integer": 16777217},
    "float64": {"zero": 0.0, "integer": -7, "nan": "NaN", "infinity": "Infinity", "minus_infinity": "-Infinity",
                "hex_one": "0x3ff0000000000000", "hex_nan": "0x7ff8000000000001", "minus_zero": -0.0, "tenth": 0.1, "most": 1.7976931348623157e308},
    "complex64": {"zero": [0.0, 0.0], "integers": [1, -2], "nan": ["NaN", "-Infinity"], "hex": ["0x7fc00001", "0x3f800000"], "mixed": ["NaN", 1.5]},
    "complex128": {"zero": [0.0, 0.0], "integers": [1, -2], "nan": ["NaN", "-Infinity"], "hex": ["0x7ff8000000000001", 0.1]},
}


def fill_arrays():
    """No chunk is stored at all, or only the first one: the rest is fill."""
    result = {}
    for name, fills in FILLS.items():
        size = np.dtype(NUMBERS[name]).itemsize
        for spelling, fill in fills.items():
            result[f"{name}/{spelling}"] = array(name, [serializer(size)], np.zeros((2, 3), NUMBERS[name]), fill, chunk=(2, 2))
            inner = sharding((1, 1), [serializer(size)])
            result[f"{name}/{spelling}_sharded"] = array(name, [inner], np.zeros((2, 3), NUMBERS[name]), fill, chunk=(2, 2))
    return result

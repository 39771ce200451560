"""Writes core/src/test/resources/golden/metadata: zarr.json documents of zarr-python and tensorstore, and what they mean.

zarr-python/*.json and tensorstore/*.json are documents as the library stored them; expected.json says for each array what
zarr-python makes of it: NumPy type, fill value (little-endian bits), shape, stored object shape and the keys of its first and
last object. spellings.json says what zarr-python reads a fill value of a data type as, or that it refuses it. doubles.txt
holds bits and Python's text of doubles. SHA256SUMS lists the files.

    pip install zarr==3.4.2 numcodecs==0.17.1 tensorstore==0.1.86 numpy==2.5.5
    python make_metadata_golden.py ../../core/src/test/resources/golden/metadata

The same versions write the same bytes.
"""

import hashlib
import json
import pathlib
import random
import struct
import sys
import tempfile
import warnings

import numpy as np
import tensorstore as ts
import zarr
import zarr.codecs as zc
import zarr.codecs.numcodecs as zn
from zarr.core.dtype import VariableLengthBytes, get_data_type_from_json
from zarr.storage import MemoryStore

SEED = 20260117


def bits(value, dtype):
    """An element as it lies in memory, little-endian; of strings the UTF-8, of byte strings the bytes themselves."""
    if isinstance(value, str) and dtype.kind != "U":
        return value.encode("utf-8").hex()
    if dtype.kind == "O":
        return bytes(value).hex()
    return np.array(value, dtype=dtype.newbyteorder("<")).tobytes().hex()


def zarr_python_cases():
    """Name, and arguments of zarr.create_array."""
    numbers = {
        "bool": True,
        "int8": -128,
        "int16": -2,
        "int32": 7,
        "int64": -(2**63),
        "uint8": 255,
        "uint16": 65535,
        "uint32": 2**32 - 1,
        "uint64": 2**64 - 1,
        "float16": 1.5,
        "float32": 0.1,
        "float64": -0.0,
        "complex64": complex(1.5, float("nan")),
        "complex128": complex(float("-inf"), 0.1),
        "datetime64[ns]": np.datetime64("NaT", "ns"),
        "datetime64[10s]": np.datetime64(50, "s"),
        "datetime64[us]": np.datetime64(-1, "us"),
        "timedelta64[D]": np.timedelta64(7, "D"),
        "timedelta64[generic]": np.timedelta64("NaT"),
        "S5": b"ab",
        "V3": b"a\x00c",
        "U4": "é\U0001f600",
    }
    for dtype, fill in numbers.items():
        name = "type_" + dtype.replace("[", "_").replace("]", "")
        yield name, dict(shape=(5,), chunks=(2,), dtype=dtype, fill_value=fill)
    yield "type_string", dict(shape=(5,), chunks=(2,), dtype=str, fill_value="né\n\u2028")
    yield "type_bytes", dict(shape=(5,), chunks=(2,), dtype=VariableLengthBytes(), fill_value=b"a\xff")
    for name, fill in {"nan": np.nan, "inf": np.inf, "minus_inf": -np.inf, "tiny": 5e-324, "huge": 1e300}.items():
        yield "fill_" + name, dict(shape=(5,), chunks=(2,), dtype="f8", fill_value=fill)
    yield "fill_netcdf", dict(shape=(5,), chunks=(2,), dtype="f4", fill_value=np.float32(9.969209968386869e36))
    yield "scalar", dict(shape=(), chunks=(), dtype="f4")
    yield "scalar_v2_keys", dict(shape=(), chunks=(), dtype="f4", chunk_key_encoding={"name": "v2"})
    yield "empty_axis", dict(shape=(0, 4), chunks=(1, 4), dtype="f4")
    yield "keys_v2", dict(shape=(5, 7), chunks=(2, 3), dtype="i2", chunk_key_encoding={"name": "v2", "separator": "/"})
    yield "keys_dots", dict(shape=(5, 7), chunks=(2, 3), dtype="i2", chunk_key_encoding={"name": "default", "separator": "."})
    yield "names", dict(shape=(5, 7), chunks=(2, 3), dtype="i2", dimension_names=["time", None])
    attributes = {"é": "ü\n\u2028", "nan": np.nan, "list": [1, 2.0, None, True, np.inf], "big": 2**70, "small": 1e-05, "n": {"a": {}}}
    yield "attributes", dict(shape=(5,), chunks=(2,), dtype="i2", attributes=attributes)
    yield "sharded", dict(shape=(40, 30), chunks=(5, 3), shards=(20, 9), dtype="f4")
    yield "codecs", dict(shape=(6, 4), chunks=(3, 2), dtype=">i4", filters=[zc.TransposeCodec(order=(1, 0))],
                         serializer=zc.BytesCodec(endian="big"), compressors=[zc.GzipCodec(level=6), zc.Crc32cCodec()])
    for shuffle in ("noshuffle", "shuffle", "bitshuffle"):
        codec = zc.BloscCodec(cname="lz4hc", clevel=7, shuffle=shuffle)
        yield "codecs_blosc_" + shuffle, dict(shape=(6,), chunks=(3,), dtype="f8", compressors=[codec])
    yield "codecs_zstd", dict(shape=(6,), chunks=(3,), dtype="f8", compressors=[zc.ZstdCodec(level=-7, checksum=True)])
    yield "codecs_none", dict(shape=(6,), chunks=(3,), dtype="f8", compressors=None)
    more = [zn.Zlib(level=3), zn.BZ2(level=4), zn.LZ4(acceleration=2), zn.Zstd(level=5), zn.GZip(level=2), zn.Shuffle(elementsize=8),
            zn.CRC32C(), zn.Blosc(cname="zstd", clevel=3, shuffle=1, blocksize=0)]
    for codec in more:
        name = "codecs_" + codec.codec_name.replace(".", "_")
        yield name, dict(shape=(6,), chunks=(3,), dtype="f8", compressors=[codec])
    yield "codecs_numcodecs_bitround", dict(shape=(6,), chunks=(3,), dtype="f8", filters=[zn.BitRound(keepbits=9)])
    nested = zc.ShardingCodec(chunk_shape=(4, 4), codecs=[zc.ShardingCodec(chunk_shape=(2, 2), codecs=[zc.BytesCodec(), zc.GzipCodec(level=1)])],
                              index_codecs=[zc.BytesCodec(), zc.Crc32cCodec()], index_location="start")
    yield "sharded_nested", dict(shape=(16, 16), chunks=(8, 8), dtype="u2", serializer=nested, compressors=None)


def expected(array):
    dtype = array.dtype
    counts = array.metadata.chunk_grid.to_dict()["configuration"]["chunk_shape"]
    last = [max(0, -(-n // c) - 1) for n, c in zip(array.shape, counts)]
    kind = "string" if isinstance(array.fill_value, str) and dtype.kind != "U" else dtype.newbyteorder("<").str
    return {
        "numpy": "bytes" if dtype.kind == "O" else kind,
        "fill": bits(array.fill_value, dtype),
        "shape": list(array.shape),
        "object": list(counts),
        "first": array.metadata.encode_chunk_key(tuple(0 for _ in last)),
        "last": array.metadata.encode_chunk_key(tuple(last)),
        "names": array.metadata.dimension_names and list(array.metadata.dimension_names),
    }


def document(store, key="zarr.json"):
    return store._store_dict[key].to_bytes()


def write_zarr_python(folder):
    meanings = {}
    for name, arguments in zarr_python_cases():
        store = MemoryStore()
        zarr.create_array(store, **arguments)
        (folder / (name + ".json")).write_bytes(document(store))
        meanings[name] = expected(zarr.open_array(store, mode="r"))
    store = MemoryStore()
    root = zarr.create_group(store, attributes={"title": "né", "missing": float("nan")})
    inner = root.create_group("sub", attributes={"k": None})
    inner.create_group("Empty")
    inner.create_array("b", shape=(3, 4), chunks=(3, 2), dtype="f4", dimension_names=["y", "x"])
    root.create_array("A", shape=(), dtype="i8")
    (folder / "group.json").write_bytes(document(store, "sub/zarr.json"))
    zarr.consolidate_metadata(store)
    (folder / "consolidated.json").write_bytes(document(store))
    return meanings


def tensorstore_cases():
    """Name, and metadata as tensorstore takes it."""
    for name, fill in {"bool": True, "int8": -1, "uint64": 2**64 - 1, "float16": "NaN", "float32": "0x7fc00123", "float64": 0.1,
                       "complex64": [1.5, "-Infinity"]}.items():
        yield "type_" + name, dict(data_type=name, fill_value=fill, shape=[5])
    blosc = {"name": "blosc", "configuration": {"cname": "lz4", "clevel": 5, "shuffle": "shuffle"}}
    yield "blosc", dict(data_type="float32", shape=[5], codecs=[blosc])
    yield "keys", dict(data_type="int16", shape=[5], chunk_key_encoding={"name": "v2"}, codecs=[{"name": "zstd"}])
    inner = [{"name": "transpose", "configuration": {"order": [1, 0]}}, {"name": "gzip", "configuration": {"level": 3}}]
    sharding = {"name": "sharding_indexed", "configuration": {"chunk_shape": [3, 4], "codecs": inner}}
    yield "sharded", dict(data_type="int32", shape=[30, 40], codecs=[sharding], dimension_names=["y", None], attributes={"a": 1.5},
                          chunk_grid={"name": "regular", "configuration": {"chunk_shape": [6, 8]}})


def write_tensorstore(folder):
    meanings = {}
    for name, metadata in tensorstore_cases():
        with tempfile.TemporaryDirectory() as place:
            spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": place}, "metadata": metadata}
            ts.open(spec, create=True).result()
            (folder / (name + ".json")).write_bytes((pathlib.Path(place) / "zarr.json").read_bytes())
            meanings[name] = expected(zarr.open_array(place, mode="r"))
    return meanings


def spellings():
    floats = [0, 1, -1, 1.5, 0.1, -0.0, 1e300, 5e-324, 65504, 65520, 3.5e38, "NaN", "Infinity", "-Infinity", "+Infinity", "nan", "1.5", "",
              None, True, [], {}, "0x7fc00000", "0xffc00001", "0x7FC00123", "0x7e00", "0xfe01", "0x7ff8000000000001", "0x0", "0x", "0xzzzzzzzz"]
    integers = [0, 1, -1, 127, 128, -128, -129, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -(2**31), 2**32 - 1, 2**32, 2**63 - 1, 2**63, -(2**63),
                -(2**63) - 1, 2**64 - 1, 2**64, 1.0, 1.5, 1e3, "1", "NaN", None, True, [1], "0x01"]
    yield from (("bool", v) for v in [True, False, 0, 1, "true", None])
    for width in (8, 16, 32, 64):
        yield from (("int%d" % width, v) for v in integers)
        yield from (("uint%d" % width, v) for v in integers)
    for width in (16, 32, 64):
        yield from (("float%d" % width, v) for v in floats)
    for width in (64, 128):
        yield from (("complex%d" % width, v) for v in [[0, 0], [1.5, "NaN"], ["-Infinity", -0.0], [1], [1, 2, 3], 1, "NaN", [None, 1], ["0x7fc00000", 0]])
    times = {"name": "numpy.datetime64", "configuration": {"unit": "s", "scale_factor": 1}}
    yield from ((times, v) for v in [0, -1, "NaT", -(2**63), 2**63 - 1, 2**63, 1.5, "nat", None])
    for name in ("null_terminated_bytes", "raw_bytes"):
        kind = {"name": name, "configuration": {"length_bytes": 3}}
        yield from ((kind, v) for v in ["AAAA", "YWI=", "YWJj", "YWJjZA==", "", "***", None, 5])
    text = {"name": "fixed_length_utf32", "configuration": {"length_bytes": 8}}
    yield from ((text, v) for v in ["", "a", "é\U0001f600", "abc", None])
    yield from (("string", v) for v in ["", "é", "\u0000", None, {}])
    yield from (("variable_length_bytes", v) for v in ["", "YWI=", "*", None])


def read_spelling(data_type, value):
    dtype = get_data_type_from_json(data_type, zarr_format=3)
    try:
        scalar = dtype.from_json_scalar(value, zarr_format=3)
        return bits(scalar, dtype.to_native_dtype())
    except (ValueError, TypeError, OverflowError, AttributeError, struct.error):
        return None


def write_doubles(path):
    rng = random.Random(SEED)
    values = [0.0, -0.0, 1.0, 0.1, 1e15, 1e16, 9999999999999998.0, 1e17, 123456789012345680.0, 1e-4, 1e-5, 0.00012345, 5e-324, 2.2250738585072014e-308,
              1.7976931348623157e308, 2.0**63, 1e22, 1e23, 2e-3, 0.3, 100.0, 2.0**-44]
    values += [struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0] for _ in range(1500)]
    values += [struct.unpack("<d", struct.pack("<Q", rng.getrandbits(rng.randint(1, 52))))[0] for _ in range(300)]
    values += [float(np.float32(rng.uniform(-1, 1) * 10.0 ** rng.randint(-10, 20))) for _ in range(500)]
    finite = [v for v in values if v == v and v not in (float("inf"), float("-inf"))]
    path.write_text("".join("%016x %s\n" % (struct.unpack("<Q", struct.pack("<d", v))[0], json.dumps(v)) for v in finite))


def main(folder):
    warnings.simplefilter("ignore")
    for name in ("zarr-python", "tensorstore"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    meanings = {"zarr-python": write_zarr_python(folder / "zarr-python"), "tensorstore": write_tensorstore(folder / "tensorstore")}
    (folder / "expected.json").write_text(json.dumps(meanings, indent=1) + "\n")
    rows = [json.dumps([t, v, read_spelling(t, v)]) for t, v in spellings()]
    (folder / "spellings.json").write_text("[\n" + ",\n".join(rows) + "\n]\n")
    write_doubles(folder / "doubles.txt")
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS")
    sums = ["%s  %s\n" % (hashlib.sha256(p.read_bytes()).hexdigest(), p.relative_to(folder).as_posix()) for p in files]
    (folder / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

"""What the Zarr v2 fixtures hold: data types, filters, compressors, layouts and fill values."""

import base64

import ml_dtypes
import numcodecs
import numcodecs.msgpacks
import numcodecs.pcodec
import numcodecs.zfpy
import numpy as np

from cases import counting, specials
from zarr_cases import NUMBERS, SHAPE, text_values

CHUNK = (4, 6)
BLOSC = {"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1, "blocksize": 0}
ZLIB = {"id": "zlib", "level": 1}
ZSTD = {"id": "zstd", "level": 3}


def array(values, dtype=None, chunk=CHUNK, compressor=None, filters=None, fill=0, order="C", **rest):
    """The `.zarray` and the values; `rest` are members that are not usual."""
    values = np.asarray(values)
    document = {
        "zarr_format": 2, "shape": list(values.shape), "chunks": list(chunk), "dtype": dtype or values.dtype.str,
        "compressor": compressor, "filters": filters, "fill_value": fill, "order": order,
    }
    return document | rest, values


def config(codec):
    return codec.get_config()


def number_values(code):
    values = counting(code, SHAPE)
    if values.dtype.kind == "f":
        flat = values.reshape(-1)
        flat[: specials(values.dtype).size] = specials(values.dtype)
    values[4:8, 6:11] = 0
    return values


def type_arrays():
    """Every data type, in either byte order and either order of axes."""
    result = {}
    for name, code in NUMBERS.items():
        values = number_values(code)
        fill = False if values.dtype.kind == "b" else [0.0, 0.0] if values.dtype.kind == "c" else 0
        for order in "CF":
            result[f"{name}/{order}"] = array(values, order=order, fill=fill)
            result[f"{name}/{order}_blosc"] = array(values, order=order, fill=fill, compressor=BLOSC)
            if values.dtype.itemsize > 1:
                big = values.astype(values.dtype.newbyteorder(">"))
                result[f"{name}/{order}_big"] = array(big, order=order, fill=fill)
                result[f"{name}/{order}_big_zlib"] = array(big, order=order, fill=fill, compressor=ZLIB)
    return result


def other_arrays():
    """Text, bytes, opaque elements and times."""
    texts = text_values()
    fixed = np.array([t.encode()[:4] for t in texts.reshape(-1)], "S4").reshape(SHAPE)
    result = {}
    for order in "CF":
        for name, compressor in {"plain": None, "zstd": ZSTD, "blosc": BLOSC}.items():
            result[f"S4/{order}_{name}"] = array(fixed, order=order, compressor=compressor, fill="")
            result[f"V4/{order}_{name}"] = array(fixed.view("V4"), order=order, compressor=compressor, fill="AAAAAA==")
            for mark in "<>":
                wide = texts.astype(f"{mark}U6")
                result[f"U6/{order}_{name}_{'little' if mark == '<' else 'big'}"] = array(wide, order=order, compressor=compressor, fill="")
    result["S1/plain"] = array(fixed.astype("S1"), fill="")
    result["S4/fill"] = array(fixed, fill="YWI=")
    result["V4/fill"] = array(fixed.view("V4"), fill="AQIDBA==", compressor=ZLIB)
    result["U6/fill"] = array(texts.astype("<U6"), fill="fïll")
    steps = counting("i4", SHAPE).astype("i8")
    steps[9, 10] = np.iinfo("i8").min
    for kind in ("M8", "m8"):
        for unit in ("ns", "s", "D", "6h", "us"):
            for mark in "<>":
                values = steps.astype(f"{mark}i8").view(f"{mark}{kind}[{unit}]")
                result[f"{kind}/{unit}_{'little' if mark == '<' else 'big'}"] = array(values, fill=0, compressor=ZLIB)
        result[f"{kind}/nat"] = array(steps.view(f"<{kind}[s]"), fill=int(np.iinfo("i8").min), order="F")
    return result


def object_arrays():
    """Text and bytes of any length."""
    texts = text_values()
    raw = np.empty(SHAPE, object)
    raw[...] = [[t.encode()[::-1] for t in row] for row in texts]
    result = {}
    for order in "CF":
        for name, compressor in {"plain": None, "zstd": ZSTD, "blosc": BLOSC, "lz4": {"id": "lz4", "acceleration": 1}}.items():
            text = dict(dtype="|O", filters=[{"id": "vlen-utf8"}], fill="", order=order, compressor=compressor)
            result[f"vlen-utf8/{order}_{name}"] = array(texts, **text)
            result[f"vlen-bytes/{order}_{name}"] = array(raw, **(text | {"filters": [{"id": "vlen-bytes"}]}))
    result["vlen-utf8/fill"] = array(texts, "|O", filters=[{"id": "vlen-utf8"}], fill="fïll")
    result["vlen-utf8/null"] = array(texts, "|O", filters=[{"id": "vlen-utf8"}], fill=None)
    result["vlen-utf8/filtered"] = array(texts, "|O", filters=[{"id": "vlen-utf8"}, {"id": "fletcher32"}], fill="", compressor=ZLIB)
    result["vlen-bytes/fill"] = array(raw, "|O", filters=[{"id": "vlen-bytes"}], fill="AQID")
    return result


def blosc_compressors():
    return {
        f"{name}_{shuffle}": {"id": "blosc", "cname": name, "clevel": 5, "shuffle": shuffle, "blocksize": 0}
        for name in ("blosclz", "lz4", "lz4hc", "zlib", "zstd") for shuffle in (-1, 0, 1, 2)
    }


def compressors():
    result = {"none": None}
    for level in (0, 1, 9):
        result[f"zlib_{level}"] = {"id": "zlib", "level": level}
        result[f"gzip_{level}"] = {"id": "gzip", "level": level}
    for level in (1, 9):
        result[f"bz2_{level}"] = {"id": "bz2", "level": level}
    for level in (-5, 0, 1, 22):
        result[f"zstd_{level}"] = {"id": "zstd", "level": level}
    result["zstd_checked"] = {"id": "zstd", "level": 1, "checksum": True}
    for acceleration in (1, 9):
        result[f"lz4_{acceleration}"] = {"id": "lz4", "acceleration": acceleration}
    lzma = {"id": "lzma", "format": 1, "check": -1, "preset": None, "filters": None}
    result["lzma_xz"] = lzma
    result["lzma_preset"] = lzma | {"preset": 9}
    result["lzma_crc32"] = lzma | {"check": 1}
    result["lzma_alone"] = lzma | {"format": 2}
    result["lzma_raw"] = lzma | {"format": 3, "filters": [{"id": 3, "dist": 4}, {"id": 0x21, "preset": 1}]}
    for name in ("crc32", "crc32c", "adler32", "fletcher32", "jenkins_lookup3"):
        result[name] = {"id": name}
    for name in ("crc32", "crc32c", "adler32"):
        for place in ("start", "end"):
            result[f"{name}_{place}"] = {"id": name, "location": place}
    return result


def codec_arrays():
    return compressed(compressors())


def blosc_arrays():
    return compressed(blosc_compressors())


def compressed(named):
    """Every compressor on one, two and eight bytes, in either order of axes."""
    result = {}
    for name, compressor in named.items():
        for code in ("u1", "<i2", ">f8"):
            for order in "CF":
                values = (np.arange(np.prod(SHAPE)) // 3).reshape(SHAPE).astype(code)
                result[f"{name}/{np.dtype(code).name}_{order}"] = array(values, order=order, compressor=compressor)
    return result


def filter_arrays():
    """Filters before a compressor, some of which lose bits."""
    steps = (np.arange(np.prod(SHAPE)) * 7 // 3).reshape(SHAPE)
    waves = (np.round(np.sin(steps / 20.0) * 8) / 8 + 300).astype("<f8")
    result = {}
    for mark, word in (("<", "little"), (">", "big")):
        ints = steps.astype(f"{mark}i4")
        floats = waves.astype(f"{mark}f8")
        lists = {
            "delta": (ints, [numcodecs.Delta(f"{mark}i4")]),
            "delta_narrow": (ints, [numcodecs.Delta(f"{mark}i4", f"{mark}i2")]),
            "delta_byte": (ints, [numcodecs.Delta(f"{mark}i4", "|i1")]),
            "delta_float": (floats, [numcodecs.Delta(f"{mark}f8")]),
            "scaled": (floats, [numcodecs.FixedScaleOffset(300, 8, f"{mark}f8", f"{mark}i2")]),
            "scaled_byte": (floats, [numcodecs.FixedScaleOffset(300, 8, f"{mark}f8", "|u1")]),
            "scaled_delta": (floats, [numcodecs.FixedScaleOffset(300, 8, f"{mark}f8", f"{mark}i4"), numcodecs.Delta(f"{mark}i4")]),
            "quantize": (floats, [numcodecs.Quantize(2, f"{mark}f8")]),
            "quantize_narrow": (floats, [numcodecs.Quantize(1, f"{mark}f8", f"{mark}f4")]),
            "bitround": (floats, [numcodecs.BitRound(9)]),
            "astype": (ints, [numcodecs.AsType(f"{mark}i8", f"{mark}i4")]),
            "astype_float": (floats, [numcodecs.AsType(f"{mark}f4", f"{mark}f8")]),
            "shuffle": (ints, [numcodecs.Shuffle(4)]),
            "shuffle_crc32": (ints, [numcodecs.Shuffle(4), numcodecs.CRC32()]),
            "delta_shuffle_adler32": (ints, [numcodecs.Delta(f"{mark}i4"), numcodecs.Shuffle(4), numcodecs.Adler32()]),
            "fletcher32": (ints, [numcodecs.Fletcher32()]),
            "zlib_zlib": (ints, [numcodecs.Zlib(1)]),
        }
        for name, (values, filters) in lists.items():
            for order in "CF":
                for kind, compressor in {"plain": None, "zlib": ZLIB}.items():
                    result[f"{name}/{word}_{order}_{kind}"] = array(
                        values, order=order, compressor=compressor, filters=[config(f) for f in filters])
    flags = counting("b1", SHAPE)
    for order in "CF":
        result[f"packbits/{order}"] = array(flags, order=order, filters=[{"id": "packbits"}], fill=False, compressor=ZLIB)
        result[f"delta_u1/{order}"] = array(steps.astype("u1"), order=order, filters=[config(numcodecs.Delta("|u1"))])
    result["empty_list"] = array(steps.astype("<i4"), filters=[], compressor=ZLIB)
    return result


def more_arrays():
    """Codecs of other libraries, base64, filters that leave another byte order than they found."""
    steps = (np.arange(np.prod(SHAPE)) * 7 // 3).reshape(SHAPE)
    waves = (np.round(np.sin(steps / 20.0) * 8) / 8 + 300).astype("<f8")
    result = {}
    for order in "CF":
        for mark, other, word in (("<", ">", "little"), (">", "<", "big")):
            ints, floats = steps.astype(f"{mark}i4"), waves.astype(f"{mark}f8")
            lists = {
                "base64": (ints, [numcodecs.Base64()]),
                "base64_shuffle": (floats, [numcodecs.Shuffle(8), numcodecs.Base64()]),
                "turned": (ints, [numcodecs.AsType(f"{other}i8", f"{mark}i4")]),
                "turned_twice": (ints, [numcodecs.AsType(f"{other}i8", f"{mark}i4"), numcodecs.AsType(f"{mark}i2", f"{other}i8")]),
                "turned_delta": (ints, [numcodecs.AsType(f"{other}i8", f"{mark}i4"), numcodecs.Delta(f"{other}i8")]),
                "scaled_turned": (floats, [numcodecs.FixedScaleOffset(300, 8, f"{mark}f8", f"{other}i2")]),
            }
            for name, (values, filters) in lists.items():
                result[f"{name}/{word}_{order}"] = array(
                    values, order=order, compressor=ZLIB, filters=[config(f) for f in filters])
        for code in ("<i2", "<u4", "<i8", "<f4", "<f8"):
            values = (waves if code[1] == "f" else steps).astype(code)
            pcodec = config(numcodecs.pcodec.PCodec(level=6))
            result[f"pcodec/{np.dtype(code).name}_{order}"] = array(values, order=order, compressor=pcodec)
            result[f"pcodec_filter/{np.dtype(code).name}_{order}"] = array(values, order=order, filters=[pcodec], compressor=ZSTD)
    for code in ("<i4", "<i8", "<f4", "<f8"):
        values = (waves if code[1] == "f" else steps).astype(code)
        reversible = config(numcodecs.zfpy.ZFPY(mode=5))
        result[f"zfpy/{np.dtype(code).name}"] = array(values, compressor=reversible)
        result[f"zfpy_filter/{np.dtype(code).name}"] = array(values, filters=[reversible], compressor=ZLIB)
        for mode, options in {"rate": {"mode": 2, "rate": 12}, "precision": {"mode": 3, "precision": 20}, "accuracy": {"mode": 4, "tolerance": 0.01}}.items():
            if code[1] == "f" or mode != "accuracy":
                result[f"zfpy_{mode}/{np.dtype(code).name}"] = array(values, compressor=config(numcodecs.zfpy.ZFPY(**options)))
    return result


def small_arrays():
    """Numbers that NumPy lacks, which tensorstore alone has in Zarr v2."""
    result = {}
    bits = (np.arange(np.prod(SHAPE)) * 5 % 251).reshape(SHAPE)
    for name in ("int2", "int4", "bfloat16", "float4_e2m1fn", "float8_e3m4", "float8_e4m3b11fnuz", "float8_e4m3fn", "float8_e4m3fnuz",
                 "float8_e5m2", "float8_e5m2fnuz", "float8_e8m0fnu"):
        dtype = np.dtype(getattr(ml_dtypes, name))
        if name in ("int2", "int4"):
            values = (bits % (4 if name == "int2" else 16) - (2 if name == "int2" else 8)).astype("i1").astype(dtype)
        elif name == "float4_e2m1fn":
            values = (bits % 16).astype("u1").view(dtype)
        else:
            values = (bits * 31).astype(f"u{dtype.itemsize}").view(dtype)
        for order in "CF":
            for kind, compressor in {"plain": None, "blosc": BLOSC}.items():
                result[f"{name}/{order}_{kind}"] = array(values, name, order=order, compressor=compressor, fill=None)
        fill = "AQ==" if name == "float4_e2m1fn" else 0.0 if name == "float8_e8m0fnu" else 1 if name in ("int2", "int4") else 1.0
        holes = values.copy()
        if name != "float8_e8m0fnu":
            holes[0:4, 0:6] = np.array([1], "u1").view(dtype)[0] if name == "float4_e2m1fn" else np.array(1, dtype)
        else:
            holes[0:4, 0:6] = np.array([0], "u1").view(dtype)[0]
        result[f"{name}/fill"] = array(holes, name, compressor=ZLIB, fill=fill)
        if name.startswith(("bfloat", "float8")):
            holes = values.copy()
            holes[0:4, 0:6] = np.array(np.nan, dtype)
            result[f"{name}/nan"] = array(holes, name, fill="NaN")
    return result


def object_codec_arrays():
    """Text by the codecs that take any objects."""
    texts = text_values()
    result = {}
    labels = sorted({t for t in texts.reshape(-1) if t})
    codecs = {"json2": numcodecs.JSON(), "msgpack2": numcodecs.msgpacks.MsgPack(), "json2_wide": numcodecs.JSON(indent=2, ensure_ascii=False),
              "categorize": numcodecs.Categorize(labels, dtype=object), "categorize_i2": numcodecs.Categorize(labels, dtype=object, astype="<i2")}
    for name, codec in codecs.items():
        for kind, compressor in {"plain": None, "zstd": ZSTD}.items():
            result[f"{name}/{kind}"] = array(texts, "|O", filters=[config(codec)], compressor=compressor, fill="")
    wide = texts.astype("<U6")
    cut = sorted({t for t in wide.reshape(-1) if t})
    result["categorize/U6"] = array(wide, filters=[config(numcodecs.Categorize(cut, dtype="<U6"))], fill="", compressor=ZLIB)
    return result


def layout_arrays():
    """Ranks, odd chunks, separators, missing chunks, dimension names."""
    result = {}
    shapes = {
        "0d": ((), ()), "1d": ((17,), (5,)), "2d": ((9, 11), (4, 6)), "3d": ((5, 6, 7), (2, 3, 7)), "4d": ((3, 4, 2, 5), (2, 2, 2, 2)),
        "6d": ((2, 1, 3, 1, 2, 2), (1, 1, 2, 1, 2, 2)), "chunk_larger": ((3, 4), (10, 10)), "zero_length": ((0, 3), (1, 3)),
        "one_chunk": ((6, 5), (6, 5)), "chunks_of_one": ((3, 4), (1, 1)),
    }
    for name, (shape, chunk) in shapes.items():
        for order in "CF":
            values = counting("<i4", shape)
            result[f"rank/{name}_{order}"] = array(values, chunk=chunk, order=order)
            for separator, word in ((".", "dot"), ("/", "slash")):
                result[f"keys/{word}_{name}_{order}"] = array(
                    values, chunk=chunk, order=order, compressor=BLOSC, dimension_separator=separator)
    holes = counting("<i4", SHAPE)
    holes[0:4, 0:6] = -7
    holes[4:8, 6:11] = -7
    for order in "CF":
        result[f"holes/{order}"] = array(holes, fill=-7, order=order, compressor=ZLIB)
    return result


def unusual():
    """Documents that are right but rare, with what zarr-python makes of chunks that are not there."""
    zeros = np.zeros((2, 3), "<i4")
    result = {"no_filters": {k: v for k, v in array(zeros, chunk=(2, 2))[0].items() if k != "filters"}}
    result["unknown_member"] = array(zeros, chunk=(2, 2), anything={"x": 1})[0]
    spellings = {
        "|b1": [True, False, None], "|i1": [-128], "<i2": [-7, None], ">i4": [7], "<u8": [2**64 - 1], "<i8": [-(2**63), 2**53 + 1],
        "<f2": [0.1, "NaN"], "<f4": [0.1, "NaN", "Infinity", "-Infinity", None, 7], ">f8": [-0.0, 1e300, "NaN", None],
        "<c8": [[1.5, "NaN"], None], ">c16": [["-Infinity", 0.1]], "|S3": ["YWI=", "", None], "<U3": ["é", "", None],
        "|V3": ["AAEC", None], "<M8[s]": [5, -(2**63), None], ">m8[ns]": [-1, None], "<M8[D]": [None],
    }
    for dtype, fills in spellings.items():
        for i, fill in enumerate(fills):
            result[f"fill/{dtype.strip('<>|').replace('[', '_').replace(']', '')}_{i}"] = array(zeros, dtype, chunk=(2, 2), fill=fill)[0]
    text = dict(dtype="|O", chunk=(2, 2), filters=[{"id": "vlen-utf8"}])
    for i, fill in enumerate(["é", "", None]):
        result[f"fill/vlen-utf8_{i}"] = array(zeros, fill=fill, **text)[0]
    return result


def struct_arrays():
    """Records: plain, in a record, with fields of several values, in either byte order, in both."""
    kinds = {
        "flat": [("a", "<i4"), ("b", "<f8"), ("c", "S3")], "big": [("a", ">i4"), ("b", ">f8"), ("c", ">U2")],
        "mixed": [("a", "<i4"), ("b", ">f8"), ("c", "|u1"), ("d", ">c8")],
        "nested": [("a", "<i2"), ("b", [("c", "<f4"), ("d", [("e", ">i8"), ("f", "V2")])])],
        "times": [("t", "<M8[s]"), ("d", ">m8[ms]"), ("ok", "?")],
    }
    return records(kinds)


def subarray_arrays():
    """Fields of several values, which zarr-python 2 wrote and zarr-python 3 does not."""
    kinds = {
        "subarray": [("a", "<i4", (2, 3)), ("b", ">f4", (2,))],
        "subarray_of_records": [("a", "|i1"), ("b", [("c", ">i2"), ("d", "<u2")], (2,))],
    }
    return records(kinds)


def records(kinds):
    result = {}
    for name, fields in kinds.items():
        dtype = np.dtype(fields)
        content = counting("u1", (int(np.prod(SHAPE)) * dtype.itemsize,))
        values = np.zeros(SHAPE, dtype)
        fill_fields(values, content)
        spelled = spell(dtype)
        for order in "CF":
            for kind, compressor in {"plain": None, "blosc": BLOSC, "zlib": ZLIB}.items():
                result[f"{name}/{order}_{kind}"] = array(values, spelled, order=order, compressor=compressor, fill=None)
        result[f"{name}/shuffled"] = array(
            values, spelled, filters=[{"id": "shuffle", "elementsize": dtype.itemsize}], compressor=ZSTD, fill=None)
        holes = values.copy()
        holes[0:4, 0:6] = values[9, 9]
        fill = base64.standard_b64encode(values[9, 9].tobytes()).decode("ascii")
        result[f"{name}/fill"] = array(holes, spelled, fill=fill)
    return result


def fill_fields(values, content):
    """Numbers that are the same whatever their byte order; text that is text."""
    for i, name in enumerate(values.dtype.names):
        field = values[name]
        if field.dtype.names:
            fill_fields(field, content[i + 1:])
        else:
            numbers = content[: field.size].astype("i8").reshape(field.shape)
            if field.dtype.kind == "V":
                field[...] = (numbers % 100).astype("<u2").view("V2").reshape(field.shape)
            elif field.dtype.kind in "SU":
                field[...] = (numbers % 100).astype("S2").astype(field.dtype)
            elif field.dtype.kind == "b":
                field[...] = numbers % 2 == 1
            elif field.dtype.kind in "mM":
                field[...] = numbers.view(f"{field.dtype.kind}8[{np.datetime_data(field.dtype)[0]}]")
            else:
                field[...] = numbers
        content = content[i + 7:] if content.size > 2 * values.size else content


def spell(dtype):
    """The type as `.zarray` has it."""
    fields = []
    for name in dtype.names:
        base, shape = dtype[name].subdtype or (dtype[name], ())
        spelled = spell(base) if base.names else base.str
        fields.append([name, spelled, list(shape)] if shape else [name, spelled])
    return fields

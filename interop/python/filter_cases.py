"""Cases of make_codec_golden.py for numcodecs' filters, its checksums and lzma, and for NumPy's conversions of numbers."""

import json
import lzma
import warnings

import numcodecs
import numpy as np

TYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64",
         "complex64", "complex128")


def little(array):
    return np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()


def filter_case(name, config, decoded, codec):
    """A chunk before and after; where decoding loses something, a case "restored" with what comes back follows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        encoded = codec.encode(decoded)
        restored = codec.decode(encoded)
    description = {
        "codec": {"name": name, "configuration": config},
        "type": str(decoded.dtype),
        "shape": list(decoded.shape),
        "encoded_type": str(encoded.dtype),
        "encoded_shape": list(encoded.shape if name == "numcodecs.packbits" else decoded.shape),
    }
    yield json.dumps(description), little(decoded), little(encoded)
    yield "restored", little(restored.view(decoded.dtype)), b""


def numbers(dtype, count, seed=5):
    """Extremes and some at random."""
    rng = np.random.default_rng(seed)
    dtype = np.dtype(dtype)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        ends = np.array([0, 1, info.max, info.min, info.max - 1, 7], dtype)
        return np.concatenate([ends, rng.integers(info.min, info.max, count - len(ends), dtype, endpoint=True)])
    ends = np.array([0.0, -0.0, 1.5, 2.5, -0.5, 1e-3], dtype)
    return np.concatenate([ends, rng.normal(280, 15, count - len(ends)).astype(dtype)])


def delta_cases():
    for dtype in TYPES[1:12]:
        kind = np.dtype(dtype)
        yield from filter_case("numcodecs.delta", {"dtype": kind.str, "astype": kind.str},
                               numbers(dtype, 60).reshape(4, 15), numcodecs.Delta(kind.str))
    for dtype, astype in (("i4", "i2"), ("u1", "i2"), ("u2", "i1"), ("i8", "u4"), ("f4", "i2"), ("f8", "f4"), ("u8", "u4"),
                          ("f2", "f4"), ("i1", "i8")):
        config = {"dtype": dtype, "astype": astype}
        values = np.arange(50).astype(dtype) * 3 if dtype != "f8" else np.sqrt(np.arange(50.0))
        yield from filter_case("numcodecs.delta", config, values, numcodecs.Delta(dtype, astype))
        if np.dtype(dtype).kind != "f" or np.dtype(astype).kind == "f":
            yield from filter_case("numcodecs.delta", config, numbers(dtype, 40), numcodecs.Delta(dtype, astype))
    days = np.array(["2024-02-28", "2024-03-01", "NaT"], "M8[s]").view("i8")
    yield from filter_case("numcodecs.delta", {"dtype": "<i8"}, days, numcodecs.Delta("<i8"))


def astype_cases():
    for decode, encode in (("f8", "f4"), ("f4", "f2"), ("i4", "i2"), ("u2", "i1"), ("f4", "i4"), ("f8", "u8"), ("i8", "f4"),
                           ("u8", "f4"), ("u8", "f8"), ("i2", "i4"), ("bool", "u1"), ("i4", "bool")):
        values = np.array([True, False, True]) if decode == "bool" else numbers(decode, 40)
        config = {"encode_dtype": np.dtype(encode).str, "decode_dtype": np.dtype(decode).str}
        yield from filter_case("numcodecs.astype", config, values, numcodecs.AsType(encode, decode))


def fixedscaleoffset_cases():
    for scale, offset, dtype, astype in ((10, 273.15, "f4", "i2"), (100.0, 280, "f8", "u1"), (0.5, 1, "f8", "i4"),
                                         (10, 0, "f2", "i2"), (2, 100, "i4", "i2"), (3, -7, "i2", "i2"), (5, 1, "u1", "u1"),
                                         (0.1, 0, "i8", "i4"), (7, 11, "i8", "i8"), (1.5, 10.5, "u2", "i4"),
                                         (0.25, 2, "u8", "u8"), (1, 0, "f4", "f4"), (3, 0, "f8", "f4"), (10, 5, "f4", "u4"),
                                         (10, 1, "i1", "f4"), (1e3, 0.1, "f2", "f4")):
        config = {"scale": scale, "offset": offset, "dtype": np.dtype(dtype).str, "astype": np.dtype(astype).str}
        values = numbers(dtype, 60)
        if dtype == "f4" and astype == "u4":
            values = np.abs(values) + 6
        yield from filter_case("numcodecs.fixedscaleoffset", config, values.reshape(5, 12), numcodecs.FixedScaleOffset(**config))


def quantize_cases():
    special = np.array([np.nan, np.inf, -np.inf, 1e-30, -3e-5, 12345.678], "f8")
    for digits, dtype, astype in ((0, "f4", "f4"), (1, "f4", "f4"), (3, "f8", "f8"), (2, "f8", "f4"), (-2, "f4", "f4"),
                                  (1, "f2", "f2"), (4, "f2", "f4"), (10, "f8", "f8"), (-1, "f8", "f2"), (7, "f4", "f8")):
        with np.errstate(all="ignore"):
            values = np.concatenate([special.astype(dtype), numbers(dtype, 50)])
        if dtype == "f2":
            values = values[np.abs(values.astype("f4") * 2.0 ** 14) < 65504] if digits == 4 else values[:5]
        config = {"digits": digits, "dtype": np.dtype(dtype).str, "astype": np.dtype(astype).str}
        yield from filter_case("numcodecs.quantize", config, values, numcodecs.Quantize(**config))


def packbits_cases():
    rng = np.random.default_rng(3)
    for shape in ((1,), (8,), (3, 3), (2, 4, 2), (1001,)):
        yield from filter_case("numcodecs.packbits", {}, rng.integers(0, 2, shape).astype(bool), numcodecs.PackBits())


def conversion_cases():
    """Every type to every other. Floating-point numbers that uint32 does not hold are left out: NumPy has two answers."""
    reals = np.array([0.0, -0.0, 1.5, -1.5, 0.49, 127.5, 128, 255.9, 256, -129, 300.5, 32768, 65535.5, 65536, 2.0**31, -(2.0**31) - 1,
                      2.0**32, 5e9, -5e9, 1e18, 2.0**63, -(2.0**63), 1.5e19, 2.0**64, -1e19, 1e300, -1e300, 65504, 65519.9, 65520, 1e-8,
                      2.0**-24, 2.0**-25, 3 * 2.0**-25, 1e-310, np.nan, -np.nan, np.inf, -np.inf, 0.1, 1 / 3, 16777217, 2049.0])
    wide = np.array([0, 1, -1, 127, 128, 255, 256, -129, 32767, 65535, 65520, 65519, 2**24 + 1, 2**31, -(2**31), 2**32 + 5, 2**53 + 1, 2**54 + 3,
                     2**63 - 1, -(2**63), 2**62 + 2**37 + 2**38, 2**62 + 2**38 + 1], "i8")
    for source in TYPES:
        kind = np.dtype(source).kind
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if kind == "c":
                values = (reals + 1j * reals[::-1]).astype(source)
            elif kind == "f":
                values = reals.astype(source)
            elif kind == "b":
                values = np.array([True, False, True])
            else:
                values = wide.astype(source)
            for target in TYPES:
                kept = values
                if kind in "fc" and target == "uint32":
                    kept = values[(values.real > -1) & (values.real < 2.0**32)]
                yield f"{source} {target}", little(kept), little(kept.astype(target))


def quantize_digits():
    """Binary digits for decimal ones."""
    import math

    lines = []
    for digits in range(-300, 301):
        exponent = math.log10(10.0**-digits)
        exponent = math.floor(exponent) if exponent < 0 else math.ceil(exponent)
        lines.append(f"{digits}\t{math.ceil(math.log2(10.0**-exponent))}\n")
    return "".join(lines)


def checksum_cases(w, codec):
    cases = []
    names = [n for n in w.inputs if w.inputs[n]]
    for location in ("start", "end"):
        cases += w.all_inputs(codec.codec_id, location, codec(location=location).encode, names)
    return cases


def jenkins_cases(w):
    names = [n for n in w.inputs if w.inputs[n]]
    return [case for initval in (0, 7, 2**32 - 1)
            for case in w.all_inputs("jenkins_lookup3", str(initval), numcodecs.JenkinsLookup3(initval).encode, names)]


def lzma_cases(w):
    two, one = {"id": lzma.FILTER_LZMA2, "preset": 6}, {"id": lzma.FILTER_LZMA1, "preset": 1}
    configs = [
        {"format": 1, "check": -1, "preset": None, "filters": None},
        {"format": 1, "check": 0, "preset": 9, "filters": None},
        {"format": 1, "check": 1, "preset": 0, "filters": None},
        {"format": 1, "check": 10, "preset": 1 | lzma.PRESET_EXTREME, "filters": None},
        {"format": 1, "check": 4, "preset": None, "filters": [{"id": lzma.FILTER_DELTA, "dist": 4}, two]},
        {"format": 1, "check": 4, "preset": None, "filters": [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_DELTA, "dist": 1}, two]},
        {"format": 1, "check": -1, "preset": None, "filters": [{"id": lzma.FILTER_LZMA2, "dict_size": 65536, "lc": 1, "lp": 2, "pb": 0,
                                                                 "mode": 1, "nice_len": 16, "mf": 3, "depth": 10}]},
        {"format": 2, "check": -1, "preset": None, "filters": None},
        {"format": 2, "check": -1, "preset": 9, "filters": None},
        {"format": 2, "check": -1, "preset": None, "filters": [one]},
        {"format": 3, "check": -1, "preset": None, "filters": [two]},
        {"format": 3, "check": -1, "preset": None, "filters": [one]},
        {"format": 3, "check": 0, "preset": None, "filters": [{"id": lzma.FILTER_DELTA, "dist": 2}, two]},
        {"format": 3, "check": -1, "preset": None, "filters": [{"id": lzma.FILTER_ARM, "start_offset": 8}, one]},
    ]
    cases = []
    for config in configs:
        for name in ("empty", "one", "odd", "counts", "noise", "zeros"):
            cases.append((f"{name}/{json.dumps(config)}", b"", numcodecs.LZMA(**config).encode(w.inputs[name])))
    field = w.inputs["field"]
    usual = json.dumps(configs[0])
    streams = lzma.compress(field[:999]) + bytes(8) + lzma.compress(field[999:], check=lzma.CHECK_CRC32)
    cases.append((f"field/{usual}", b"", streams))
    return cases


def write(w, folder):
    for codec, cases in (("delta", delta_cases()), ("astype", astype_cases()), ("fixedscaleoffset", fixedscaleoffset_cases()),
                         ("quantize", quantize_cases()), ("packbits_bool", packbits_cases()), ("conversions", conversion_cases())):
        w.write(codec, list(cases))
    for codec in (numcodecs.CRC32, numcodecs.Adler32):
        w.write(codec.codec_id, checksum_cases(w, codec))
    names = [n for n in w.inputs if w.inputs[n]]
    w.write("crc32c_start", w.all_inputs("crc32c", "start", numcodecs.CRC32C(location="start").encode, names))
    w.write("jenkins_lookup3", jenkins_cases(w))
    w.write("lzma", lzma_cases(w))
    (folder / "quantize_digits.tsv").write_text(quantize_digits())

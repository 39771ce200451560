"""Cases of make_codec_golden.py for the codecs of numcodecs that take Python objects, as far as they are text, and for base64."""

import json
import struct

import numcodecs
import numcodecs.msgpacks
import numpy as np

WORDS = ["", "a", "Zürich", "日本語", 'quote " and \\', "line\nbreak\ttab\r\b\f", "\x00\x01\x1f\x7f", "𝄞 clef", "x" * 31, "y" * 32, "z" * 300]


def texts(shape):
    count = int(np.prod(shape))
    values = np.empty(count, object)
    for i in range(count):
        values[i] = WORDS[(i * 7 + i // 11) % len(WORDS)]
    return values.reshape(shape)


def canonical(values):
    content = [v.encode() for v in values.reshape(-1)]
    return b"".join(struct.pack("<I", len(c)) + c for c in content)


def serializer_cases(name, codec):
    for shape in ((11,), (3, 4), (2, 3, 2), (0,), (2, 0), (300,)):
        values = texts(shape)
        encoded = codec.encode(values)
        yield json.dumps({"codec": {"name": name}, "type": "string", "shape": list(shape)}), canonical(values), bytes(encoded)


def categorize_case(values, labels, dtype, astype, type_name, content):
    codec = numcodecs.Categorize(labels, dtype=dtype, astype=astype)
    encoded = codec.encode(values)
    assert list(codec.decode(encoded).reshape(-1)) == list(values.reshape(-1))
    config = {"labels": labels, "dtype": np.dtype(dtype).str, "astype": np.dtype(astype).str}
    description = {
        "codec": {"name": "numcodecs.categorize", "configuration": config}, "type": type_name, "shape": list(values.shape),
        "encoded_type": str(np.dtype(astype)), "encoded_shape": list(values.shape),
    }
    yield json.dumps(description), content, encoded.astype(np.dtype(astype).newbyteorder("<")).tobytes()
    yield "restored", content, b""


def categorize_cases():
    values = texts((4, 11))
    labels = [w for w in WORDS if w]
    for astype in ("u1", "i1", "u2", "i4", "i8"):
        yield from categorize_case(values, labels, object, astype, "string", canonical(values))
    short = np.array([["sea", "", "land"], ["é日𝄞", "sea", "ice"]], "<U4")
    fixed = {"name": "fixed_length_utf32", "configuration": {"length_bytes": 16}}
    yield from categorize_case(short, ["land", "sea", "é日𝄞", "ice"], "<U4", "u1", fixed, short.tobytes())


def write(w):
    w.write("base64", w.all_inputs("base64", "usual", numcodecs.Base64().encode))
    w.write("json2", list(serializer_cases("numcodecs.json2", numcodecs.JSON())))
    w.write("msgpack2", list(serializer_cases("numcodecs.msgpack2", numcodecs.msgpacks.MsgPack())))
    w.write("categorize", list(categorize_cases()))

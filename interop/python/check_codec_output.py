"""Checks that numcodecs, numpy, zarr-python and tensorstore decode what Varve's codecs encode.

    mvn -pl core test -Dtest=CodecOutputTest -Dvarve.codec.output=FOLDER
    python check_codec_output.py FOLDER

FOLDER holds N.decoded and N.encoded, and index.tsv with lines of N and a numcodecs configuration as JSON. Exit 0 means that
all are equal; else each case that differs is named and the exit status is 3.
"""

import json
import lzma
import pathlib
import sys
import tempfile

import numcodecs
import numcodecs.msgpacks
import numpy as np
import tensorstore as ts
from zarr.codecs.scale_offset import _decode


def transpose(encoded, config):
    shape = [config["shape"][axis] for axis in config["order"]]
    turned = np.frombuffer(encoded, "<f4").reshape(shape)
    return turned.transpose(np.argsort(config["order"])).tobytes()


def lines(elements):
    return b"".join((e.encode() if isinstance(e, str) else e) + b"\n" for e in elements)


def n5_block(encoded, config):
    """What tensorstore reads of a block."""
    with tempfile.TemporaryDirectory() as folder:
        metadata = {"dataType": config["type"], "dimensions": config["shape"], "blockSize": config["shape"],
                    "compression": {"type": config["compression"]}}
        spec = {"driver": "n5", "kvstore": {"driver": "file", "path": folder}, "metadata": metadata}
        store = ts.open(spec, create=True).result()
        block = pathlib.Path(folder, *("0" for _ in config["shape"]))
        block.parent.mkdir(parents=True)
        block.write_bytes(encoded)
        return np.ascontiguousarray(store.read().result()).tobytes()


def is_equal(config, decoded, encoded):
    kind = config["id"]
    if kind == "big":
        return np.frombuffer(encoded, ">f4").astype("<f4").tobytes() == decoded
    if kind == "transpose":
        return transpose(encoded, config) == decoded
    if kind == "bitround":
        return numcodecs.BitRound(config["keepbits"]).encode(np.frombuffer(decoded, "<f4")).tobytes() == encoded
    if kind == "lzma" and config.get("format", 1) != lzma.FORMAT_RAW:
        return lzma.decompress(encoded) == decoded  # numcodecs refuses to when there are filters
    if kind == "scale_offset":
        offset, scale = np.int16(config["offset"]), np.int16(config["scale"])
        return _decode(np.frombuffer(encoded, "<i2"), offset, scale, scale_repr=scale).tobytes() == decoded
    if kind == "n5":
        return n5_block(encoded, config) == decoded
    if kind == "filter":
        restored = numcodecs.get_codec(config["codec"]).decode(np.frombuffer(encoded, config["type"]))
        return restored.tobytes() == decoded
    if kind in ("vlen-utf8", "vlen-bytes", "json2", "msgpack2"):
        return lines(numcodecs.get_codec(config).decode(encoded)) == decoded
    return bytes(numcodecs.get_codec(config).decode(np.frombuffer(encoded, "u1"))) == decoded


def main(folder):
    cases = [line.split("\t", 1) for line in (folder / "index.tsv").read_text().splitlines()]
    wrong = 0
    for number, config in cases:
        decoded = (folder / f"{number}.decoded").read_bytes()
        encoded = (folder / f"{number}.encoded").read_bytes()
        try:
            reason = None if is_equal(json.loads(config), decoded, encoded) else "differs"
        except (RuntimeError, ValueError, EOFError, OSError) as e:
            reason = repr(e)
        if reason:
            wrong += 1
            print(f"{number} {config} of {len(decoded)} bytes: {reason}")
    print(f"{len(cases) - wrong} of {len(cases)} chunks are equal")
    return 3 if wrong or not cases else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))

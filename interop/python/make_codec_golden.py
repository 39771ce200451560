"""Writes core/src/test/resources/golden/codecs: bytes as numcodecs, zarr-python and the libraries below them encode them.

One file per codec. Little-endian; per case: a name, the decoded bytes, the encoded bytes, each after its length of 4 bytes.
A case without decoded bytes takes those of the case "<name up to the slash>" in inputs.bin. array.bin holds chunks as
zarr-python stores them, with the decoded bytes. blosc_sizes.tsv lists how many bytes numcodecs makes of two large fields
that the test computes too; so are the decoded bytes of blosc_blocks.bin. SHA256SUMS lists the files.

    pip install -r requirements.txt zstandard==0.25.0 cramjam==2.14.0 cast-value-rs==0.5.1
    python make_codec_golden.py ../../core/src/test/resources/golden/codecs

The same versions (numcodecs 0.17.1, zarr 3.4.2, numpy 2.5.5) write the same bytes, but for those of zlib, whose version is
the system's.
"""

import bz2
import gzip
import hashlib
import pathlib
import struct
import sys
import zlib

import cramjam
import numcodecs
import numcodecs.blosc
import numpy as np
import zarr
import zarr.codecs
import zstandard

import filter_cases
import object_cases
import registered_cases

SHUFFLES = {"noshuffle": 0, "shuffle": 1, "bitshuffle": 2}


class Lcg:
    """Numbers that Java computes too."""

    def __init__(self):
        self.state = 1

    def bits(self, count):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return self.state >> (31 - count)


def triangle(i, period, height):
    return abs(i % period * 2 - period) * height // period


def large_field(count):
    """Temperatures in 1/256 K along latitudes of 1000 points: whole numbers, exact as float32."""
    noise = Lcg()
    return [
        67000 + triangle(i // 1000, 600, 9000) + triangle(i, 1000, 3000) + triangle(i, 90, 300) + noise.bits(4)
        for i in range(count)
    ]


def inputs():
    rng = np.random.default_rng(20261121)
    t = np.arange(3003)
    wave = 280 + 15 * np.sin(t / 311) + 2 * np.sin(t / 17) + rng.normal(0, 0.05, t.size)
    return {
        "empty": b"",
        "one": b"\x2a",
        "odd": bytes(range(7)) * 3,
        "field": (np.round(wave * 64) / 64).astype("<f4").tobytes(),
        "counts": (np.cumsum(rng.integers(-3, 4, 2500)) + 500).astype("<i2").tobytes(),
        "noise": rng.integers(0, 256, 1000, dtype=np.uint8).tobytes(),
        "zeros": bytes(5000),
        "doubles": np.sqrt(np.arange(600)).astype("<f8").tobytes(),
    }


class Writer:
    def __init__(self, folder):
        self.folder = folder
        self.inputs = inputs()
        self.write("inputs", [(name, data, b"") for name, data in self.inputs.items()])

    def write(self, codec, cases):
        content = bytearray()
        for name, decoded, encoded in cases:
            for part in (name.encode(), decoded, bytes(encoded)):
                content += struct.pack("<I", len(part)) + part
        (self.folder / f"{codec}.bin").write_bytes(content)

    def all_inputs(self, codec, label, encode, names=None):
        return [(f"{name}/{label}", b"", encode(self.inputs[name])) for name in (self.inputs if names is None else names)]


def zstd_cases(w):
    field = w.inputs["field"]
    cases = []
    for level, checksum in ((3, False), (-7, False), (19, True)):
        codec = numcodecs.Zstd(level=level, checksum=checksum)
        cases += w.all_inputs("zstd", f"level {level}", codec.encode)
    unsized = zstandard.ZstdCompressor(write_content_size=False)
    sized = zstandard.ZstdCompressor(level=1)
    cases.append(("field/without content size", b"", unsized.compress(field)))
    cases.append(("field/two frames", b"", sized.compress(field[:5000]) + unsized.compress(field[5000:])))
    skippable = struct.pack("<II", 0x184D2A53, 5) + b"hello"
    cases.append(("field/skippable frames", b"", skippable + sized.compress(field) + skippable))
    stream = zstandard.ZstdCompressor(level=1).compressobj()
    blocks = b""
    for i in range(0, len(field), 100):
        blocks += stream.compress(field[i : i + 100]) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    cases.append(("field/many blocks", b"", blocks + stream.flush()))
    return cases


def gzip_member(data, name=None):
    return gzip.compress(data, 6, mtime=1700000000) if name is None else gzip_with_header(data, name)


def gzip_with_header(data, name):
    extra, comment = b"AB\x02\x00xy", b"made by hand"
    header = b"\x1f\x8b\x08\x1e" + struct.pack("<IBB", 1700000000, 0, 3)
    header += struct.pack("<H", len(extra)) + extra + name + b"\0" + comment + b"\0"
    header += struct.pack("<H", zlib.crc32(header) & 0xFFFF)
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = deflate.compress(data) + deflate.flush()
    return header + body + struct.pack("<II", zlib.crc32(data), len(data))


def gzip_cases(w):
    field = w.inputs["field"]
    cases = []
    for level in (1, 9, 0):
        cases += w.all_inputs("gzip", f"level {level}", numcodecs.GZip(level=level).encode)
    cases.append(("field/every header field", b"", gzip_member(field, b"field.f4")))
    cases.append(("field/three members", b"", gzip_member(field[:1]) + gzip_member(b"") + gzip_member(field[1:], b"rest")))
    return cases


def zlib_cases(w):
    cases = []
    for level in (1, 9, 0, -1):
        cases += w.all_inputs("zlib", f"level {level}", numcodecs.Zlib(level=level).encode)
    return cases


def bz2_cases(w):
    field = w.inputs["field"]
    cases = []
    for level in (1, 9):
        cases += w.all_inputs("bz2", f"level {level}", numcodecs.BZ2(level=level).encode)
    cases.append(("field/two streams", b"", bz2.compress(field[:999]) + bz2.compress(field[999:])))
    return cases


def lz4_cases(w):
    cases = []
    for acceleration in (1, 9):
        cases += w.all_inputs("lz4", f"acceleration {acceleration}", numcodecs.LZ4(acceleration=acceleration).encode)
    return cases


def snappy_frame(data, typesize, blocksize, is_split):
    """A blosc frame that c-blosc would write with snappy, which numcodecs is built without."""
    blocks = [data[i : i + blocksize] for i in range(0, len(data), blocksize)]
    starts, body = [], b""
    for block in blocks:
        starts.append(16 + 4 * len(blocks) + len(body))
        planes = b"".join(block[i::typesize] for i in range(typesize)) if len(block) % typesize == 0 else block
        count = typesize if is_split and len(block) == blocksize else 1
        size = len(block) // count
        for i in range(count):
            part = planes[i * size : (i + 1) * size]
            packed = bytes(cramjam.snappy.compress_raw(part))
            packed = packed if len(packed) < size else part
            body += struct.pack("<i", len(packed)) + packed
    flags = 0x01 | (0 if is_split else 0x10) | 2 << 5
    size = 16 + 4 * len(blocks) + len(body)
    header = struct.pack("<BBBBIII", 2, 1, flags, typesize, len(data), blocksize, size)
    return header + struct.pack(f"<{len(starts)}I", *starts) + body


def blosc_cases(w):
    field, counts = w.inputs["field"], w.inputs["counts"]
    cases = []
    for cname in ("blosclz", "lz4", "lz4hc", "zlib", "zstd"):
        for label, shuffle in SHUFFLES.items():
            codec = numcodecs.Blosc(cname, 5, shuffle, blocksize=4096, typesize=4)
            cases.append((f"field/{cname} {label}", b"", codec.encode(field)))
        for level in (1, 9):
            codec = numcodecs.Blosc(cname, level, 1, typesize=2)
            cases.append((f"counts/{cname} level {level}", b"", codec.encode(counts)))
        codec = numcodecs.Blosc(cname, 9, 0, typesize=1)
        cases += [(f"{name}/{cname}", b"", codec.encode(w.inputs[name])) for name in ("one", "odd", "noise", "zeros")]
    cases.append(("field/clevel 0", b"", numcodecs.Blosc("lz4", 0, 1, typesize=4).encode(field)))
    cases.append(("empty/lz4", b"", struct.pack("<BBBBIII", 2, 1, 0x33, 1, 0, 1, 16)))
    for typesize in (3, 16, 17, 255):
        codec = numcodecs.Blosc("lz4", 5, 1, typesize=typesize)
        cases.append((f"field/typesize {typesize}", b"", codec.encode(field)))
        codec = numcodecs.Blosc("lz4", 5, 2, typesize=typesize)
        cases.append((f"field/bits of typesize {typesize}", b"", codec.encode(field)))
    cases.append(("field/snappy in splits", b"", snappy_frame(field, 4, 4096, True)))
    cases.append(("counts/snappy in one block", b"", snappy_frame(counts, 2, len(counts), False)))
    return cases


def blosc_block_cases():
    """Several blocks, split and not; the decoded bytes are not written, the test computes them too."""
    data = np.array([500 + triangle(i // 40, 300, 900) for i in range(100_000)], "<i2")
    numcodecs.blosc.use_threads = False
    cases = []
    for cname in ("blosclz", "lz4", "lz4hc", "zlib", "zstd"):
        for label, shuffle in SHUFFLES.items():
            for blocksize in (0, 70_000):
                codec = numcodecs.Blosc(cname, 1, shuffle, blocksize=blocksize)
                cases.append((f"smooth/{cname} {label} blocks of {blocksize}", b"", codec.encode(data)))
    return cases


def shuffle_cases(w):
    cases = []
    for size, name in ((1, "odd"), (2, "counts"), (3, "odd"), (4, "field"), (8, "doubles"), (12, "field"), (16, "doubles")):
        encoded = numcodecs.Shuffle(size).encode(np.frombuffer(w.inputs[name], "u1"))
        cases.append((f"{name}/{size}", b"", encoded.tobytes()))
    return cases


def fletcher32_cases(w):
    cases = w.all_inputs("fletcher32", "", numcodecs.Fletcher32().encode, [n for n in w.inputs if w.inputs[n]])
    right = bytes(numcodecs.Fletcher32().encode(w.inputs["field"]))
    swapped = right[:-4] + bytes((right[-3], right[-4], right[-1], right[-2]))
    cases.append(("field/bytes exchanged as by HDF5 1.6.2", b"", swapped))
    return cases


def crc32c_cases(w):
    return w.all_inputs("crc32c", "", numcodecs.CRC32C(location="end").encode)


def stored_chunk(array, codecs):
    """The one chunk of an array as zarr-python stores it; the last codec is the serializer."""
    store = {}
    made = zarr.create_array(
        zarr.storage.MemoryStore(store),
        shape=array.shape,
        chunks=array.shape,
        dtype="string" if array.dtype.kind == "T" else array.dtype,
        filters=codecs[:-1],
        serializer=codecs[-1],
        compressors=None,
        config={"write_empty_chunks": True},
    )
    made[...] = array
    (key,) = [k for k in store if k.startswith("c")]
    return store[key].to_bytes()


def array_cases():
    cases = []
    big, little = zarr.codecs.BytesCodec(endian="big"), zarr.codecs.BytesCodec(endian="little")
    for dtype in ("int16", "uint32", "float64", "complex64", "complex128"):
        values = np.arange(1, 25).astype(dtype).reshape(2, 3, 4) * 259
        raw = values.astype(values.dtype.newbyteorder("<")).tobytes()
        cases.append((f"bytes big {dtype}", raw, stored_chunk(values, [big])))
        cases.append((f"bytes little {dtype}", raw, stored_chunk(values, [little])))
    for order in ((2, 1, 0), (1, 2, 0), (0, 2, 1), (1, 0, 2)):
        values = np.arange(40 * 35 * 3).astype("int16").reshape(40, 35, 3)
        transpose = zarr.codecs.TransposeCodec(order=order)
        label = " ".join(map(str, order))
        cases.append((f"transpose {label}", values.tobytes(), stored_chunk(values, [transpose, little])))
    words = np.array([["", "a", "Zürich"], ["日本語", "tab\there", "x" * 300]], dtype="U")
    strings = stored_chunk(words.astype(np.dtypes.StringDType()), [zarr.codecs.VLenUTF8Codec()])
    cases.append(("vlen-utf8", "\0".join(words.ravel()).encode(), strings))
    blobs = np.array([b"", b"\x00\xff", b"abc"], dtype=object)
    cases.append(("vlen-bytes", b"", bytes(numcodecs.VLenBytes().encode(blobs))))
    return cases


def bitround_cases():
    cases = []
    rng = np.random.default_rng(7)
    for dtype, bits in (("f2", 10), ("f4", 23), ("f8", 52)):
        special = np.array([0.0, -0.0, np.inf, -np.inf, np.finfo(dtype).max, np.finfo(dtype).tiny, 1.5, -2.75], dtype)
        halves = (1 + np.arange(64) / 32).astype(dtype)
        values = np.concatenate([special, halves, rng.normal(0, 100, 400).astype(dtype), rng.normal(0, 1e-5, 40).astype(dtype)])
        for keep in (0, 1, 3, 7, bits - 1, bits):
            rounded = numcodecs.BitRound(keep).encode(values)
            cases.append((f"{dtype} {keep}", values.tobytes(), rounded.tobytes()))
    return cases


def blosc_sizes(path):
    values = large_field(150_000)
    fields = {4: np.array(values, "<i4").astype("<f4") / np.float32(256), 2: np.array(values, "<i4").astype("<i2")}
    numcodecs.blosc.use_threads = False
    rows = []
    for typesize, data in fields.items():
        for cname in ("blosclz", "lz4", "lz4hc", "zlib", "zstd"):
            for level in (1, 3, 5, 9):
                for label, shuffle in SHUFFLES.items():
                    encoded = numcodecs.Blosc(cname, level, shuffle).encode(data)
                    rows.append((cname, level, label, typesize, len(encoded)))
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows))


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    w = Writer(folder)
    w.write("zstd", zstd_cases(w))
    w.write("gzip", gzip_cases(w))
    w.write("zlib", zlib_cases(w))
    w.write("bz2", bz2_cases(w))
    w.write("lz4", lz4_cases(w))
    w.write("blosc", blosc_cases(w))
    w.write("blosc_blocks", blosc_block_cases())
    w.write("shuffle", shuffle_cases(w))
    w.write("crc32c", crc32c_cases(w))
    w.write("fletcher32", fletcher32_cases(w))
    w.write("array", array_cases())
    w.write("bitround", bitround_cases())
    filter_cases.write(w, folder)
    registered_cases.write(w)
    object_cases.write(w)
    blosc_sizes(folder / "blosc_sizes.tsv")
    files = sorted(p for p in folder.iterdir() if p.name not in ("SHA256SUMS", "README.md"))
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files]
    (folder / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

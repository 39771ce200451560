"""Writes what only zarrs has: golden/codecs/{gdeflate,vlen,optional}.bin in the form of make_codec_golden.py, and the fixtures
zarrs_more beside those of make_zarr_fixtures.py.

    cargo build --release --features more --manifest-path interop/rust/zarrs_peer/Cargo.toml --target-dir TARGET
    python make_zarrs_fixtures.py TARGET/release/zarrs_peer [FIXTURES [GOLDEN]]

What other scripts wrote to both folders stays. The same version of zarrs writes the same bytes.
"""

import hashlib
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import ml_dtypes
import numpy as np

from make_zarr_fixtures import DEFAULT, save, write_sums

ZARRS_CRATE = "0.23.14"
PEER = sys.argv[1]
GOLDEN = pathlib.Path(__file__).parent / "../../core/src/test/resources/golden/codecs"
LITTLE = {"name": "bytes", "configuration": {"endian": "little"}}
BYTES = {"name": "bytes"}
PACKED = {"name": "packbits"}
GZIP = {"name": "gzip", "configuration": {"level": 5}}
CRC = {"name": "crc32c"}
CORE_NAMES = {"complex_float32": "complex64", "complex_float64": "complex128"}


def zarrs(*words, content=b""):
    done = subprocess.run([PEER, *map(str, words)], input=content, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-300:])
    return done.stdout


def optional(name, configuration=None):
    return {"name": "zarrs.optional", "configuration": {"name": name, "configuration": configuration or {}}}


def optional_codec(*data_codecs, mask=(PACKED,)):
    return {"name": "zarrs.optional", "configuration": {"mask_codecs": list(mask), "data_codecs": list(data_codecs)}}


def vlen(index_type, location, index=(LITTLE,), data=(BYTES,)):
    config = {"index_codecs": list(index), "data_codecs": list(data), "index_data_type": index_type, "index_location": location}
    return {"name": "zarrs.vlen", "configuration": config}


def counted(elements):
    """Canonical bytes of variable elements."""
    return b"".join(struct.pack("<I", len(e)) + e for e in elements)


def marked(values, every):
    """Elements of which every so many is missing: their canonical bytes where all are as long as the first, else each its own."""
    size = len(values[0]) if len({len(v) for v in values}) == 1 else 0
    return [bytes(1 + size) if i % every == 0 else b"\1" + v for i, v in enumerate(values)]


def words(count):
    alphabet = ["", "a", "Zürich", "日本語", "tab\there", "x" * 40, "nul\0inside"]
    return [alphabet[(i * 5 + i // 7) % len(alphabet)].encode() for i in range(count)]


def numbers(dtype, count):
    return [v.tobytes() for v in (np.arange(count) * 7 - 20).astype(dtype)]


def serializer_cases(kind):
    """Codec, type, shape and canonical bytes of a chunk."""
    floats, small = numbers("<f4", 24), numbers("u1", 24)
    nested = [b"\1" + e for e in marked(floats, 3)]
    nested = [bytes(6) if i % 4 == 1 else e for i, e in enumerate(nested)]
    if kind == "vlen":
        for name, elements in (("string", words(24)), ("bytes", [bytes(range(i)) for i in range(24)]), ("string", [b""] * 24)):
            for index_type in ("uint32", "uint64"):
                for location in ("start", "end"):
                    yield vlen(index_type, location), name, elements
        yield vlen("uint32", "end", (LITTLE, CRC), (BYTES, CRC)), "string", words(24)
    else:
        yield optional_codec(LITTLE), optional("float32"), marked(floats, 3)
        yield optional_codec(BYTES, mask=(BYTES,)), optional("uint8"), marked(small, 2)
        yield optional_codec(BYTES), optional("uint8"), marked(small, 1)
        yield optional_codec(BYTES), optional("uint8"), [b"\1" + v for v in small]
        yield optional_codec({"name": "bytes", "configuration": {"endian": "big"}}, CRC), optional("float32"), marked(floats, 5)
        yield optional_codec(optional_codec(LITTLE)), optional("zarrs.optional", {"name": "float32", "configuration": {}}), nested
        yield optional_codec({"name": "vlen-utf8"}), optional("string"), [b"\0" if i % 3 == 0 else b"\1" + w for i, w in enumerate(words(24))]
        yield optional_codec(LITTLE), optional("numpy.datetime64", {"unit": "s", "scale_factor": 1}), marked(numbers("<i8", 24), 4)


def content_of(data_type, elements):
    is_variable = data_type in ("string", "bytes") or "string" in json.dumps(data_type)
    return counted(elements) if is_variable else b"".join(elements)


def document(data_type, shape, chunks, fill, codecs):
    return {
        "zarr_format": 3, "node_type": "array", "shape": list(shape), "data_type": data_type,
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": list(chunks)}},
        "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}}, "fill_value": fill, "codecs": codecs,
    }


def fill_of(data_type):
    return None if isinstance(data_type, dict) and data_type["name"] == "zarrs.optional" else [] if data_type == "bytes" else ""


def store(path, doc, content):
    path.mkdir(parents=True)
    (path / "zarr.json").write_text(json.dumps(doc, indent=1), encoding="utf-8")
    zarrs("write", path, content=content)


def golden_cases(kind):
    for codec, data_type, elements in serializer_cases(kind):
        content = content_of(data_type, elements)
        fill = fill_of(data_type)
        if kind == "vlen" and not any(elements):
            fill = "none" if data_type == "string" else [1]  # chunks of the fill value are not written
        if kind == "optional" and not any(e[0] for e in elements):
            fill = [0]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "a")
            store(path, document(data_type, (4, 6), (4, 6), fill, [codec]), content)
            encoded = (path / "c/0/0").read_bytes()
        yield json.dumps({"codec": codec, "type": data_type, "shape": [4, 6]}, ensure_ascii=False), content, encoded


def inputs(folder):
    """The decoded bytes that make_codec_golden.py wrote."""
    content, at, parts = (folder / "inputs.bin").read_bytes(), 0, []
    while at < len(content):
        (length,) = struct.unpack_from("<I", content, at)
        parts.append(content[at + 4 : at + 4 + length])
        at += 4 + length
    return {name.decode(): data for name, data in zip(parts[::3], parts[1::3])}


def gdeflate_cases(folder):
    for name, data in inputs(folder).items():
        for level in (0, 1, 12) if len(data) < 4000 else (6,):
            yield f"{name}/level {level}", b"", zarrs("gdeflate", level, content=data)
    rng = np.random.default_rng(5)
    steps = np.cumsum(rng.integers(-2, 3, 35_000)).astype("<i2").tobytes()
    yield "steps", steps, zarrs("gdeflate", 9, content=steps)
    yield "repeated", bytes(66_000), zarrs("gdeflate", 9, content=bytes(66_000))


def write_golden(folder):
    for kind, cases in (("gdeflate", gdeflate_cases(folder)), ("vlen", golden_cases("vlen")), ("optional", golden_cases("optional"))):
        content = bytearray()
        for name, decoded, encoded in cases:
            for part in (name.encode(), decoded, encoded):
                content += struct.pack("<I", len(part)) + part
        (folder / f"{kind}.bin").write_bytes(content)
    files = sorted(p for p in folder.iterdir() if p.name not in ("SHA256SUMS", "README.md"))
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files]
    (folder / "SHA256SUMS").write_text("".join(sums))


def fixture_arrays():
    """Name, data type, fill value, codecs, elements of arrays of (5, 7) in chunks of (2, 3)."""
    count = 35
    floats = numbers("<f4", count)
    chains = {
        "plain": lambda s: [s], "gzip": lambda s: [s, GZIP], "fletcher32": lambda s: [s, {"name": "numcodecs.fletcher32", "configuration": {}}],
        "gdeflate": lambda s: [s, {"name": "zarrs.gdeflate", "configuration": {"level": 5}}],
        "adler32": lambda s: [s, {"name": "numcodecs.adler32", "configuration": {}}],
    }
    types = {
        "float32": (optional("float32"), None, optional_codec(LITTLE), marked(floats, 3)),
        "float32_filled": (optional("float32"), [1.5], optional_codec(LITTLE), marked(floats, 3)),
        "uint8": (optional("uint8"), None, optional_codec(BYTES, GZIP, mask=(PACKED, GZIP)), marked(numbers("u1", count), 2)),
        "int4": (optional("int4"), [-3], optional_codec(PACKED), marked([struct.pack("b", i % 16 - 8) for i in range(count)], 4)),
        "string": (optional("string"), ["none"], optional_codec({"name": "vlen-utf8"}),
                   [b"\0" if i % 3 == 0 else b"\1" + w for i, w in enumerate(words(count))]),
        "nested": (optional("zarrs.optional", {"name": "float32", "configuration": {}}), [None], optional_codec(optional_codec(LITTLE)),
                   [bytes(6) if i % 4 == 1 else b"\1" + e for i, e in enumerate(marked(floats, 3))]),
    }
    for name, (data_type, fill, serializer, elements) in types.items():
        for chain, codecs in chains.items():
            yield f"optional/{name}/{chain}", data_type, fill, codecs(serializer), elements
    for name, elements in (("string", words(count)), ("bytes", [bytes(range(i % 9)) for i in range(count)])):
        fill = "-" if name == "string" else [7, 8]
        for codec in ("vlen-utf8", "vlen-bytes", "vlen-array", "zarrs.vlen_v2"):
            yield f"{name}/{codec}", name, fill, [{"name": codec}], elements
        for index_type in ("uint32", "uint64"):
            for location in ("start", "end"):
                codec = vlen(index_type, location, (LITTLE, GZIP), (BYTES, GZIP))
                yield f"{name}/vlen_{index_type}_{location}", name, fill, [codec, CRC], elements
    yield from number_arrays(count)


def number_arrays(count):
    pcodec = {"name": "numcodecs.pcodec", "configuration": {"level": 8}}
    bitround = {"name": "bitround", "configuration": {"keepbits": 5}}
    reals = np.array([np.sin(i / 3) * 100 for i in range(2 * count)])
    for name, dtype in (("complex64", "<f4"), ("complex128", "<f8"), ("complex_float16", "<f2"), ("complex_float32", "<f4"), ("complex_float64", "<f8")):
        parts = reals.astype(dtype).reshape(count, 2)
        yield f"{name}/pcodec", name, [0.0, 0.0], [pcodec], [p.tobytes() for p in parts]
    halves = reals[:count].astype(ml_dtypes.bfloat16)
    rounded = ((halves.view("u2").astype("u4") + 1 + (halves.view("u2") >> 2 & 1)) & 0xFFFC).astype("<u2")
    yield "bfloat16/bitround", "bfloat16", 0.0, [bitround, LITTLE], [r.tobytes() for r in rounded]
    for name, dtype in (("int16", "<i2"), ("uint64", "<u8"), ("float64", "<f8"), ("bool", "?")):
        elements = [v.tobytes() for v in (reals[:count] if name != "uint64" else np.abs(reals[:count])).astype(dtype)]
        serializer = BYTES if name == "bool" else LITTLE
        for codec in ("zarrs.gdeflate", "numcodecs.bz2", "numcodecs.zlib"):
            config = {"name": codec, "configuration": {"level": 5}}
            yield f"{name}/{codec}", name, False if name == "bool" else 0, [serializer, config], elements
        for codec in ("numcodecs.adler32", "numcodecs.fletcher32"):
            yield f"{name}/{codec}", name, False if name == "bool" else 0, [serializer, {"name": codec, "configuration": {}}], elements


def write_fixtures(folder):
    entries, refused = [], {}
    with tempfile.TemporaryDirectory() as root:
        for name, data_type, fill, codecs, elements in fixture_arrays():
            path = pathlib.Path(root, name)
            content = content_of(data_type, elements)
            try:
                store(path, document(data_type, (5, 7), (2, 3), fill, codecs), content)
                if zarrs("read", path) != content:
                    raise RuntimeError("reads other values")
            except RuntimeError as error:
                print(f"  {name}: {error}", file=sys.stderr)
                refused[name] = "RuntimeError"
                for file in sorted(path.rglob("*"), reverse=True):
                    file.rmdir() if file.is_dir() else file.unlink()
                path.rmdir()
                continue
            entries.append({
                "path": name, "data_type": CORE_NAMES.get(data_type, data_type) if isinstance(data_type, str) else data_type, "shape": [5, 7], "fill_value": fill,
                "sha256": hashlib.sha256(content).hexdigest(), "canonical_bytes": len(content), "samples": [], "read_by": ["zarrs crate"],
            })
        save(folder, "zarrs_more", root, {"writer": "zarrs crate", "version": ZARRS_CRATE, "arrays": entries, "refused": refused})
    write_sums(folder)


def main():
    write_golden(pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else GOLDEN))
    write_fixtures(sys.argv[2] if len(sys.argv) > 2 else DEFAULT)


if __name__ == "__main__":
    main()

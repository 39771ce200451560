"""Writes the fixtures of data types beyond the Zarr core and of rectilinear grids, beside those of make_zarr_fixtures.py.

    cargo build --release --manifest-path interop/rust/zarrs_peer/Cargo.toml --target-dir TARGET
    python make_zarr_type_fixtures.py TARGET/release/zarrs_peer [FOLDER]

FOLDER is core/src/test/resources/fixtures/zarr unless told otherwise; what other scripts wrote there stays. The same versions write
the same bytes, but for the part of an edge chunk beyond the array, which tensorstore leaves as memory was.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

import ml_dtypes
import numpy as np
import tensorstore
import zarr

import zarr_type_cases as cases
from canonical import canonical_bytes, digest, samples
from make_zarr_fixtures import DEFAULT, VERSIONS, entry, pipeline, read, save, write_by_zarr_python, write_files, write_sums

ZARRS_CRATE = "0.23.14"
PEER = sys.argv[1]


def with_values(document, bits):
    """ml_dtypes' view of canonical elements: it keeps integers without their sign."""
    name = document["data_type"]
    if name in cases.INTEGERS:
        return (bits.view("u1") & ((1 << cases.INTEGERS[name][0]) - 1)).astype("u1").view(getattr(ml_dtypes, name))
    return bits.view(getattr(ml_dtypes, name))


def canonical_small(values):
    """Canonical bytes of an array of ml_dtypes."""
    name = values.dtype.name
    if name in cases.INTEGERS:
        return values.astype("i1" if cases.INTEGERS[name][1] else "u1").tobytes()
    return np.ascontiguousarray(values).tobytes()


def write_document(path, document):
    os.makedirs(path)
    with open(os.path.join(path, "zarr.json"), "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)


def zarrs(verb, path, content=b""):
    done = subprocess.run([PEER, verb, path], input=content, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-300:])
    return done.stdout


def write_by_tensorstore(path, document, bits):
    values = with_values(document, bits)
    metadata = {k: v for k, v in document.items() if k not in ("zarr_format", "node_type")}
    spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": path}, "metadata": metadata}
    tensorstore.open(spec, create=True).result()[...] = values


def write_by_zarrs(path, document, bits):
    write_document(path, document)
    zarrs("write", path, bits.tobytes())


def small_readers(path, content):
    listed = []
    try:
        if canonical_small(read(path, "tensorstore")) == content:
            listed.append("tensorstore")
        else:
            print(f"  tensorstore reads other values: {path}", file=sys.stderr)
    except (ValueError, TypeError):
        pass
    try:
        if zarrs("read", path) == content:
            listed.append("zarrs crate")
        else:
            print(f"  zarrs reads other values: {path}", file=sys.stderr)
    except RuntimeError:
        pass
    return listed


def small_entry(name, path, document, bits):
    content = bits.tobytes()
    return {
        "path": name, "data_type": document["data_type"], "shape": document["shape"], "fill_value": document["fill_value"],
        "sha256": hashlib.sha256(content).hexdigest(), "canonical_bytes": len(content), "samples": [],
        "read_by": small_readers(path, content),
    }


def written_set(write, entry_of, arrays, root):
    entries, refused = [], {}
    for name, (document, values) in arrays.items():
        path = os.path.join(root, name)
        try:
            write(path, document, values)
        except Exception as error:  # each peer refuses with exceptions of its own
            shutil.rmtree(path, ignore_errors=True)
            refused[name] = type(error).__name__
            continue
        entries.append(entry_of(name, path, document, values))
    return entries, refused


def hand_set(arrays, root):
    """Documents and chunks that no library would write as they are."""
    entries = []
    for name, ((document, values), chunks) in arrays.items():
        write_files(root, name, chunks | {"zarr.json": json.dumps(document, indent=1).encode()})
        entries.append(entry(name, os.path.join(root, name), document, values))
    return entries, {}


def grid_entry(name, path, document, values):
    result = entry(name, path, document, values)
    try:
        if zarrs("read", path) == canonical_bytes(values):
            result["read_by"].append("zarrs crate")
        else:
            print(f"  zarrs crate reads other values: {path}", file=sys.stderr)
    except RuntimeError:
        pass
    return result


def struct_entry(name, path, document, values):
    if values.size == 0:
        values = np.full(document["shape"], np.array(fill_of(document["fill_value"], values.dtype), values.dtype))
    return entry(name, path, document, values)


def fill_of(fill, dtype):
    """The fill value as NumPy takes it, from the specification's spelling."""
    if dtype.names:
        return tuple(fill_of(fill[name], dtype[name]) for name in dtype.names)
    if dtype.kind in "SV":
        return np.frombuffer(base64.b64decode(fill).ljust(dtype.itemsize, b"\0"), dtype)[0]
    if dtype.kind in "Mm":
        return np.array(np.iinfo("i8").min if fill == "NaT" else fill, "i8").view(dtype)[()]
    if dtype.kind == "c":
        return complex(float(fill[0]), float(fill[1]))
    return float(fill) if dtype.kind == "f" else fill


def write_structs(path, document, values):
    if values.size:
        return write_by_zarr_python(path, document, values)
    with pipeline("zarr-python"):
        metadata = zarr.core.metadata.v3.ArrayV3Metadata.from_dict(document).to_dict()
    return write_document(path, metadata)


def write_metadata(path, document, values):
    write_document(path, document)


def main():
    folder = sys.argv[2] if len(sys.argv) > 2 else DEFAULT
    warnings.simplefilter("ignore")
    zarr.config.set({"array.rectilinear_chunks": True})
    python = {"writer": "zarr-python", "version": VERSIONS["zarr"]}
    crate = {"writer": "zarrs crate", "version": ZARRS_CRATE}
    by_hand = {"writer": "by hand"}
    sets = {
        "zarr_python_structs": (python, write_structs, struct_entry, cases.struct_arrays()),
        "zarr_python_units": (python, write_by_zarr_python, entry, cases.unit_arrays()),
        "zarr_python_rectilinear": (python, write_by_zarr_python, grid_entry, cases.rectilinear_arrays()),
        "tensorstore_small": ({"writer": "tensorstore", "version": VERSIONS["tensorstore"]}, write_by_tensorstore, small_entry, cases.small_arrays()),
        "zarrs_small": (crate, write_by_zarrs, small_entry, cases.small_arrays()),
        "zarrs_rectilinear": (crate, write_by_zarrs, grid_entry, cases.rectilinear_arrays()),
        "small_fills": (by_hand, write_metadata, small_entry, cases.small_fill_arrays()),
    }
    for name, (writer, write, entry_of, arrays) in sets.items():
        with tempfile.TemporaryDirectory() as root:
            entries, refused = written_set(write, entry_of, arrays, root)
            save(folder, name, root, writer | {"arrays": entries, "refused": refused})
    with tempfile.TemporaryDirectory() as root:
        entries, _ = hand_set(cases.legacy_structs() | cases.shorthand(), root)
        save(folder, "shorthand", root, by_hand | {"arrays": entries})
    write_sums(folder)


if __name__ == "__main__":
    main()

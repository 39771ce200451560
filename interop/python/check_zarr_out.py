"""Checks the Zarr arrays that Varve wrote (ZarrOutputTest).

    python check_zarr_out.py STORE TRUTH.json

TRUTH.json lists the arrays of STORE: path, shape, SHA-256 of the canonical bytes (canonical.py), attributes, dimension names. Each is read by
zarr-python (with both of its pipelines), zarrs (strict, so that it does not fall back to zarr-python) and tensorstore. What a
peer does not read as it was written stands in PINNED with the reason; what it does otherwise, for the better too, is an error.
Prints one line per peer.
"""

import hashlib
import json
import multiprocessing
import os
import re
import sys

import zarr

from canonical import canonical_bytes
from make_zarr_fixtures import READERS, pipeline, read

LONGEST = 60
zarr.config.set({"array.rectilinear_chunks": True})

# The types that only zarr-python has, and where they stand in the table.
NUMPY_TYPES = "null_terminated_bytes|fixed_length_utf32|raw_bytes"
OTHER_TYPES = "struct|string|variable_length_bytes|datetime64_[^/]+|timedelta64_[^/]+"
ZARR_PYTHON = [
    ("differs", r"fill/float16/_0x7e01_.*", "loses the payload of a float16 NaN"),
    ("differs", r"fill/float32/_0x7f800001_.*", "makes a signalling NaN quiet"),
    ("refuses", r"apart/transpose_around_shard", "divides shards as they are before the transpose"),
    ("refuses", r"apart/small/.*", "does not have the type"),
]
# What the peer does, with which paths (the first that matches), and why.
PINNED = {
    "zarr-python": ZARR_PYTHON,
    "zarr-python fused": ZARR_PYTHON,
    "zarrs": [
        ("refuses", rf"(chain|fill)/({OTHER_TYPES})/.*|layout/(?!2d_empty)[^/]+/string/.*", "its Python package has numbers and bool only"),
        ("refuses", rf"(chain|fill)/({NUMPY_TYPES})/.*", "its Python package has numbers and bool only"),
        ("refuses", r"chain/[^/]+/(lz4|fletcher32)", "does not have the codec"),
        ("refuses", r"chain/[^/]+/bitround.*", "knows bitround by no name that zarr-python has"),
        ("differs", r"chain/complex[^/]+/.*big", "swaps the bytes of complex numbers as if they were one number"),
        ("differs", r"fill/(float|complex)[^/]+/_0x.*", "loses the payload of NaN"),
        ("refuses", r"apart/(transpose_around_shard|small/.*)", "is asked through zarr-python"),
    ],
    "tensorstore": [
        ("refuses", rf"(chain|fill)/({OTHER_TYPES})/.*|layout/[^/]+/string/.*", "does not have the type"),
        ("refuses", rf"(chain|fill)/({NUMPY_TYPES})/.*", "does not have the type, or gives raw bits no form in NumPy"),
        ("refuses", r"chain/[^/]+/(shuffle_zstd|zlib|bz2|lz4|fletcher32|bitround|bitround_zstd)", "has no codec of numcodecs"),
        ("refuses", r"chain/[^/]+/shard_in_gzip", "has no codecs around shards"),
        ("refuses", r"apart/grid/.*", "has no rectilinear grids"),
        ("refuses", r"apart/small/(uint.|float6_[^/]+|float8_e4m3|complex_[^/]+)/.*", "does not have the type"),
    ],
}


def outcome(store, truth, reader):
    try:
        found = read(os.path.join(store, truth["path"]), reader)
    except Exception as error:  # each peer refuses with exceptions of its own
        return f"refuses: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    if found.dtype.kind == "U" and truth["data_type"] == "string":
        found = found.astype(object)  # NumPy's choice for a scalar
    if found.itemsize == 0 and found.dtype.kind == "V":
        return "refuses: there are no values in the array"
    if list(found.shape) != truth["shape"]:
        return f"differs: shape {found.shape}"
    if hashlib.sha256(canonical_bytes(found)).hexdigest() != truth["sha256"]:
        return "differs"
    return "equal"


def serve(pipe, store, reader):
    """Reads what it is told to, in a process of its own: a peer may end it."""
    while True:
        truth = pipe.recv()
        pipe.send(outcome(store, truth, reader))


class Peer:
    """A process that reads; started again when it dies."""

    def __init__(self, store, reader):
        self.arguments = (store, reader)
        self.process = None

    def ask(self, truth):
        if self.process is None:
            context = multiprocessing.get_context("spawn")
            self.pipe, other = context.Pipe()
            self.process = context.Process(target=serve, args=(other, *self.arguments), daemon=True)
            self.process.start()
            other.close()
        self.pipe.send(truth)
        try:
            if self.pipe.poll(LONGEST):
                return self.pipe.recv()
            result = "hangs"
        except EOFError:
            result = "crashes"
        self.stop()
        return result

    def stop(self):
        self.process.kill()
        self.process.join()
        self.process = None


def expected(path, reader):
    """What is pinned; equal where nothing is."""
    for kind, paths, _ in PINNED[reader]:
        if re.fullmatch(paths, path):
            return kind
    return "equal"


def check(store, arrays, reader):
    peer = Peer(store, reader)
    right = 0
    for truth in arrays:
        found = peer.ask(truth)
        wanted = expected(truth["path"], reader)
        if found.split(":")[0] == wanted:
            right += 1
        else:
            print(f"{reader}: {truth['path']} {found}, expected: {wanted}", file=sys.stderr)
    peer.stop()
    for kind, paths, why in PINNED[reader]:
        if not any(re.fullmatch(paths, truth["path"]) for truth in arrays):
            print(f"{reader}: nothing is pinned by {paths}: {why}", file=sys.stderr)
            right = 0
    print(f"{reader}: {right} of {len(arrays)} as expected", flush=True)
    return right == len(arrays)


def check_hierarchy(store, arrays):
    """zarr-python sees every array in the consolidated metadata, with its attributes and dimension names.

    But for those that are kept apart, because it refuses the whole group for one array that it does not read.
    """
    arrays = [a for a in arrays if not a["path"].startswith("apart/")]
    with pipeline("zarr-python"):
        group = zarr.open_consolidated(store, mode="r")
        members = {path: node for path, node in group.members(max_depth=None) if isinstance(node, zarr.Array)}
    wrong = [f"lists {sorted(set(members) ^ {a['path'] for a in arrays})[:5]}"] if len(members) != len(arrays) else []
    for truth in arrays:
        metadata = members[truth["path"]].metadata
        names = truth.get("dimension_names")
        if metadata.dimension_names != (None if names is None else tuple(names)):
            wrong.append(f"{truth['path']}: dimension names {metadata.dimension_names}")
        if dict(metadata.attributes) != truth["attributes"]:
            wrong.append(f"{truth['path']}: attributes {metadata.attributes}")
    for problem in wrong[:10]:
        print(f"consolidated metadata: {problem}", file=sys.stderr)
    return not wrong


def main():
    store = sys.argv[1]
    with open(sys.argv[2], encoding="utf-8") as file:
        arrays = json.load(file)
    only = sys.argv[3] if len(sys.argv) > 3 else "."
    arrays = [a for a in arrays if re.search(only, a["path"])]
    results = [check(store, arrays, reader) for reader in READERS]
    results.append(check_hierarchy(store, arrays))
    sys.exit(not all(results))


if __name__ == "__main__":
    main()

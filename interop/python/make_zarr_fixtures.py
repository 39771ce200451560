"""Writes small Zarr v3 stores with zarr-python, tensorstore and zarrs, packed as zip files, each with what it holds as JSON.

    python make_zarr_fixtures.py [FOLDER]

FOLDER is core/src/test/resources/fixtures/zarr unless told otherwise. The same versions (requirements.txt) write the same bytes.
"""

import contextlib
import gzip
import hashlib
import json
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import warnings
import zipfile
from types import SimpleNamespace
from unittest import mock

import numcodecs
import numpy as np
import tensorstore
import xarray
import zarr
import zarrs
from zarr.core.metadata.v3 import ArrayV3Metadata

import zarr_handmade
from canonical import canonical_bytes, digest, samples
from zarr_cases import blosc_arrays, fill_arrays, layout_arrays, number_arrays, other_arrays

DEFAULT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../core/src/test/resources/fixtures/zarr")
PIPELINES = {
    "zarr-python": "zarr.core.codec_pipeline.BatchedCodecPipeline",
    "zarr-python fused": "zarr.core.codec_pipeline.FusedCodecPipeline",
    "zarrs": "zarrs.ZarrsCodecPipeline",
}
READERS = (*PIPELINES, "tensorstore")
EARLIEST = (1980, 1, 1, 0, 0, 0)


def version(module):
    import importlib.metadata

    return importlib.metadata.version(module.__name__)


VERSIONS = {m.__name__: version(m) for m in (zarr, tensorstore, zarrs, numcodecs, xarray, np)}


@contextlib.contextmanager
def pipeline(name):
    with zarr.config.set({"codec_pipeline.path": PIPELINES[name], "codec_pipeline.strict": name == "zarrs"}):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield


def write_by_zarr_python(path, document, values, name="zarr-python"):
    """zarr-python's own metadata document, then its chunks."""
    extra = {k: v for k, v in document.items() if isinstance(v, dict) and v.get("must_understand") is False}
    with pipeline(name):
        metadata = ArrayV3Metadata.from_dict({k: v for k, v in document.items() if k not in extra}).to_dict() | extra
        os.makedirs(path)
        with open(os.path.join(path, "zarr.json"), "w", encoding="utf-8") as file:
            json.dump(metadata, file, indent=1)
        with mock.patch.object(gzip, "time", SimpleNamespace(time=lambda: 0.0)):
            zarr.open_array(path, mode="r+")[...] = values


def write_by_zarrs(path, document, values):
    write_by_zarr_python(path, document, values, "zarrs")


def write_by_tensorstore(path, document, values):
    metadata = {k: v for k, v in document.items() if k not in ("zarr_format", "node_type")}
    spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": path}, "metadata": metadata}
    store = tensorstore.open(spec, create=True).result()
    store[...] = values


def read(path, reader):
    if reader == "tensorstore":
        spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": path}}
        return np.asarray(tensorstore.open(spec).result().read().result())
    with pipeline(reader):
        return np.asarray(zarr.open_array(path, mode="r")[...])


def readers_of(path, values):
    """Who reads these very values; a reader that reads others is an error here, one that refuses is not listed."""
    listed = []
    for reader in READERS:
        try:
            found = read(path, reader)
        except Exception:  # each peer refuses with exceptions of its own
            continue
        if reader == "tensorstore" and found.dtype.kind == "V":
            continue
        if canonical_bytes(found) != canonical_bytes(values):
            print(f"  {reader} reads other values: {path}", file=sys.stderr)
            continue
        listed.append(reader)
    return listed


WRITERS = {"zarr-python": write_by_zarr_python, "tensorstore": write_by_tensorstore, "zarrs": write_by_zarrs}
# Values go through an array->array codec that loses bits; truth is what zarr-python reads back.
LOSSY = "bitround"


def expected(path, name, document, values):
    if LOSSY in name:
        return read(path, "zarr-python")
    return np.asarray(values)


def entry(name, path, document, values):
    truth = expected(path, name, document, values)
    return {
        "path": name, "data_type": document["data_type"], "shape": document["shape"], "fill_value": document["fill_value"],
        "sha256": digest(truth), "canonical_bytes": len(canonical_bytes(truth)), "samples": samples(truth),
        "read_by": readers_of(path, truth),
    }


def write_set(writer, arrays, root):
    """Every array that this writer can write."""
    entries, refused = [], {}
    for name, (document, values) in arrays.items():
        path = os.path.join(root, name)
        try:
            WRITERS[writer](path, document, values)
        except Exception as error:  # each peer refuses with exceptions of its own
            shutil.rmtree(path, ignore_errors=True)
            refused[name] = type(error).__name__
            continue
        entries.append(entry(name, path, document, values))
    return entries, refused


def fill_part(fill, size):
    """The bytes of one number as the specification says: zarr-python loses some NaN payloads, zarrs more."""
    if isinstance(fill, str) and fill.startswith("0x"):
        return int(fill, 16).to_bytes(size, "little")
    if fill == "NaN":
        return {2: 0x7E00, 4: 0x7FC00000, 8: 0x7FF8000000000000}[size].to_bytes(size, "little")
    return np.array(float(fill), f"<f{size}").tobytes()


def filled(document, dtype):
    fill = document["fill_value"]
    if dtype.kind in "fc":
        parts = fill if isinstance(fill, list) else [fill]
        content = b"".join(fill_part(part, dtype.itemsize // len(parts)) for part in parts)
        return np.frombuffer(content * int(np.prod(document["shape"])), dtype).reshape(document["shape"])
    return np.full(document["shape"], fill).astype(dtype)


def fill_set(arrays, root):
    """Metadata only: nothing is stored, every element is fill."""
    entries = []
    for name, (document, values) in arrays.items():
        path = os.path.join(root, name)
        os.makedirs(path)
        with open(os.path.join(path, "zarr.json"), "w", encoding="utf-8") as file:
            json.dump(document, file, indent=1)
        entries.append(entry(name, path, document, filled(document, values.dtype)))
    return entries, {}


def write_files(root, name, files):
    for key, content in files.items():
        path = os.path.join(root, name, key)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)


def handmade_sets(root_good, root_bad):
    good, bad = [], []
    peer = Peer()
    for name, (files, values) in zarr_handmade.good().items():
        write_files(root_good, name, files)
        document = json.loads(files["zarr.json"])
        good.append(entry(name, os.path.join(root_good, name), document, values))
    for name, (files, why) in zarr_handmade.bad().items():
        write_files(root_bad, name, files)
        bad.append({"path": name, "why": why, "peers": {r: peer.outcome(os.path.join(root_bad, name), r) for r in READERS}})
    control = {r: peer.outcome(os.path.join(root_good, "shard_in_order"), r) for r in READERS}
    if set(control.values()) != {"accepts"}:
        raise AssertionError(f"peers refuse what is right: {control}")
    peer.stop("done")
    return good, bad


def serve(pipe):
    """Reads what it is told to, in a process of its own: a peer may crash on bad bytes, never end, or take all the memory."""
    resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        path, reader = pipe.recv()
        try:
            read(path, reader)
            pipe.send("accepts")
        except BaseException:  # each peer refuses with exceptions of its own
            pipe.send("refuses")


class Peer:
    """A process that reads bad stores; started again when it dies."""

    def __init__(self):
        self.process = None

    def outcome(self, path, reader):
        if self.process is None:
            context = multiprocessing.get_context("spawn")
            self.pipe, other = context.Pipe()
            self.process = context.Process(target=serve, args=(other,), daemon=True)
            self.process.start()
            other.close()
        self.pipe.send((path, reader))
        if not self.pipe.poll(30):
            return self.stop("hangs")
        try:
            return self.pipe.recv()
        except EOFError:
            return self.stop("crashes")

    def stop(self, result):
        self.process.kill()
        self.process.join()
        self.process = None
        return result


def xarray_store(root):
    """A dataset that xarray writes, with groups and consolidated metadata; the attributes are listed as xarray gives them."""
    path = os.path.join(root, "dataset.zarr")
    time = np.array(["2000-01-01", "2000-01-02", "2000-01-03"], "M8[ns]")
    field = (np.arange(24, dtype="f4").reshape(3, 2, 4) / 8).astype("f4")
    field[1, 1, 1] = np.nan
    dataset = xarray.Dataset(
        {"t2m": (("time", "lat", "lon"), field, {"units": "K", "valid": np.float32(0.1)}),
         "count": ("lat", np.array([3, -1], "i2"), {"flag_values": np.array([1, 2], "i2")}),
         "station": ("lat", np.array(["Bern", "Zürich"], object))},
        {"time": time, "lat": [46.5, 47.5], "lon": np.arange(4.0)}, {"title": "written by xarray", "version": 3},
    )
    encoding = {"t2m": {"_FillValue": np.float32(-9999), "shards": (2, 2, 4), "chunks": (1, 2, 2)}, "count": {"_FillValue": -1}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset.to_zarr(path, zarr_format=3, encoding=encoding)
        dataset.isel(time=0, drop=True).to_zarr(path, group="nested/group", mode="a", zarr_format=3)
        zarr.consolidate_metadata(path)
        group = zarr.open_group(path, mode="r")
    entries = []
    for name, node in sorted(group.members(max_depth=None)):
        if isinstance(node, zarr.Array):
            document = json.loads(json.dumps(node.metadata.to_dict()))
            entries.append(entry(name, os.path.join(path, name), document, np.asarray(node[...])) | {"attributes": dict(node.attrs)})
    return path, entries


def pack(root, target):
    """A zip file that is the same whenever it is made."""
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for parent, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(parent, name)
                info = zipfile.ZipInfo(os.path.relpath(path, root).replace(os.sep, "/"), EARLIEST)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                with open(path, "rb") as file:
                    archive.writestr(info, file.read(), compresslevel=9)
                count += 1
    return count


def save(folder, name, root, truth):
    target = os.path.join(folder, name + ".zip")
    count = pack(root, target)
    with open(target, "rb") as file:
        truth["sha256_of_zip"] = hashlib.sha256(file.read()).hexdigest()
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
        file.write(to_text(truth))
    print(f"{name}: {len(truth['arrays'])} arrays, {count} files, {os.path.getsize(target)} bytes, {len(truth.get('refused', {}))} refused")


def to_text(truth):
    """JSON with one line per array."""
    lines = []
    for key, value in truth.items():
        if isinstance(value, list):
            items = ",\n".join("    " + json.dumps(v, ensure_ascii=False) for v in value)
            lines.append(f'  "{key}": [\n{items}\n  ]')
        else:
            lines.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


SETS = {"numbers": number_arrays, "blosc": blosc_arrays, "other_types": other_arrays, "layouts": layout_arrays}
# tensorstore has none of these types, and ends the process when it is asked for some of them.
NOT_WRITTEN = {("other_types", "tensorstore")}
FILE_NAMES = {"zarr-python": "zarr_python", "tensorstore": "tensorstore", "zarrs": "zarrs"}


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else DEFAULT
    os.makedirs(folder, exist_ok=True)
    for set_name, arrays in SETS.items():
        for writer in WRITERS:
            if (set_name, writer) in NOT_WRITTEN:
                continue
            with tempfile.TemporaryDirectory() as root:
                entries, refused = write_set(writer, arrays(), root)
                if entries:
                    save(folder, f"{FILE_NAMES[writer]}_{set_name}", root,
                         {"writer": writer, "version": VERSIONS[writer.replace("-python", "")], "arrays": entries, "refused": refused})
    with tempfile.TemporaryDirectory() as root:
        entries, _ = fill_set(fill_arrays(), root)
        save(folder, "fill_values", root, {"writer": "by hand", "arrays": entries})
    with tempfile.TemporaryDirectory() as root_good, tempfile.TemporaryDirectory() as root_bad:
        good, bad = handmade_sets(root_good, root_bad)
        save(folder, "unusual", root_good, {"writer": "by hand", "arrays": good})
        save(folder, "bad", root_bad, {"writer": "by hand", "arrays": bad})
    with tempfile.TemporaryDirectory() as root:
        path, entries = xarray_store(root)
        save(folder, "xarray_dataset", path, {"writer": "xarray", "version": VERSIONS["xarray"], "arrays": entries})
    with open(os.path.join(folder, "VERSIONS.json"), "w", encoding="utf-8") as file:
        json.dump(VERSIONS, file, indent=2)
        file.write("\n")
    write_sums(folder)


def write_sums(folder):
    names = sorted(n for n in os.listdir(folder) if n.endswith((".zip", ".json")))
    with open(os.path.join(folder, "SHA256SUMS"), "w", encoding="utf-8") as file:
        for name in names:
            with open(os.path.join(folder, name), "rb") as content:
                file.write(f"{hashlib.sha256(content.read()).hexdigest()}  {name}\n")


if __name__ == "__main__":
    main()

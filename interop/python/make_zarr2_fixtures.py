"""Writes small Zarr v2 stores with zarr-python (whose codecs are those of numcodecs), tensorstore and xarray.

    python make_zarr2_fixtures.py [FOLDER]

FOLDER is core/src/test/resources/fixtures/zarr unless told otherwise; the v3 stores there stay as they are. Zip files and JSON
are those of make_zarr_fixtures.py. The same versions (requirements.txt) write the same bytes.
"""

import gzip
import json
import os
import shutil
import sys
import tempfile
import warnings
from types import SimpleNamespace
from unittest import mock

import numcodecs
import numpy as np
import tensorstore
import xarray
import zarr

from canonical import canonical_bytes, digest, samples
from make_zarr_fixtures import DEFAULT, PIPELINES, READERS, VERSIONS, pipeline, save, write_sums
from zarr2_cases import (
    blosc_arrays, codec_arrays, filter_arrays, layout_arrays, more_arrays, object_arrays, object_codec_arrays, other_arrays, small_arrays,
    struct_arrays, subarray_arrays, type_arrays, unusual,
)

SETS = {"types": type_arrays, "other_types": other_arrays, "objects": object_arrays, "codecs": codec_arrays, "blosc": blosc_arrays,
        "filters": filter_arrays, "layouts": layout_arrays, "structs": struct_arrays, "subarrays": subarray_arrays,
        "more": more_arrays, "small": small_arrays, "object_codecs": object_codec_arrays}
# These lose bits: truth is what zarr-python reads back.
LOSSY = ("scaled", "quantize", "bitround", "astype_float", "zfpy_")


def write_document(path, document, attributes=None):
    os.makedirs(path)
    with open(os.path.join(path, ".zarray"), "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)
    if attributes is not None:
        with open(os.path.join(path, ".zattrs"), "w", encoding="utf-8") as file:
            json.dump(attributes, file, indent=1)


def write_by_zarr_python(path, document, values):
    """The document as it is given, then zarr-python's chunks; a gzip member without a time."""
    write_document(path, document)
    with pipeline("zarr-python"), mock.patch.object(gzip, "time", SimpleNamespace(time=lambda: 0.0)):
        zarr.open_array(path, mode="r+", zarr_format=2)[...] = values


def write_by_tensorstore(path, document, values):
    spec = {"driver": "zarr", "kvstore": {"driver": "file", "path": path}, "metadata": document}
    store = tensorstore.open(spec, create=True).result()
    store[...] = values


def write_by_numpy(path, document, values):
    """Chunks put together from NumPy's bytes and the codecs of numcodecs, as zarr-python 2 did it."""
    write_document(path, document)
    chunk = document["chunks"]
    for index in np.ndindex(*(-(-n // c) for n, c in zip(values.shape, chunk))):
        content = np.zeros(chunk, values.dtype)
        part = values[tuple(slice(i * c, (i + 1) * c) for i, c in zip(index, chunk))]
        content[tuple(slice(n) for n in part.shape)] = part
        encoded = content.tobytes(order=document["order"])
        for codec in (document["filters"] or []) + [document["compressor"] or {}]:
            encoded = numcodecs.get_codec(codec).encode(encoded) if codec else encoded
        with open(os.path.join(path, ".".join(map(str, index))), "wb") as file:
            file.write(bytes(encoded))


def write_by_numcodecs(path, document, values):
    """Chunks of objects that numcodecs encodes, as zarr-python 2 did it and zarr-python 3 does not."""
    write_document(path, document)
    chunk = document["chunks"]
    for index in np.ndindex(*(-(-n // c) for n, c in zip(values.shape, chunk))):
        encoded = np.full(chunk, "", values.dtype)
        part = values[tuple(slice(i * c, (i + 1) * c) for i, c in zip(index, chunk))]
        encoded[tuple(slice(n) for n in part.shape)] = part
        for codec in (document["filters"] or []) + [document["compressor"] or {}]:
            encoded = numcodecs.get_codec(codec).encode(encoded) if codec else encoded
        with open(os.path.join(path, ".".join(map(str, index))), "wb") as file:
            file.write(bytes(encoded))


def read(path, reader):
    if reader == "tensorstore":
        spec = {"driver": "zarr", "kvstore": {"driver": "file", "path": path}}
        return np.asarray(tensorstore.open(spec).result().read().result())
    with pipeline(reader):
        return np.asarray(zarr.open_array(path, mode="r", zarr_format=2)[...])


def readers_of(path, values):
    """Who reads these very values; a reader that reads others is told, one that refuses is not listed."""
    listed = []
    for reader in READERS:
        try:
            found = read(path, reader)
        except Exception:  # each peer refuses with exceptions of its own
            continue
        if reader == "tensorstore" and found.dtype.kind == "V":
            continue
        if canonical_bytes(found) == canonical_bytes(values):
            listed.append(reader)
        else:
            print(f"  {reader} reads other values: {path}", file=sys.stderr)
    return listed


def entry(name, path, values, rest=None):
    with open(os.path.join(path, ".zarray"), encoding="utf-8") as file:
        document = json.load(file)
    return {
        "path": name, "zarr_format": 2, "data_type": document["dtype"], "shape": document["shape"], "fill_value": document["fill_value"],
        "sha256": digest(values), "canonical_bytes": len(canonical_bytes(values)), "samples": samples(values),
        "read_by": readers_of(path, values),
    } | (rest or {})


WRITERS = {"zarr-python": write_by_zarr_python, "tensorstore": write_by_tensorstore, "numpy": write_by_numpy, "numcodecs": write_by_numcodecs}
FILE_NAMES = {"zarr-python": "zarr_python", "tensorstore": "tensorstore", "numpy": "numpy", "numcodecs": "numcodecs"}
# tensorstore has none of these types and codecs, and ends the process when it is asked for some.
WRITTEN = {"zarr-python": set(SETS) - {"subarrays", "small", "object_codecs"}, "tensorstore": {"types", "codecs", "blosc", "layouts", "small"},
           "numpy": {"subarrays"}, "numcodecs": {"object_codecs"}}


def write_set(writer, arrays, root):
    entries, refused = [], {}
    for name, (document, values) in arrays.items():
        path = os.path.join(root, name)
        try:
            WRITERS[writer](path, document, values)
        except Exception as error:  # each peer refuses with exceptions of its own
            shutil.rmtree(path, ignore_errors=True)
            refused[name] = type(error).__name__
            continue
        truth = read(path, "zarr-python") if name.split("/")[0].startswith(LOSSY) else values
        entries.append(entry(name, path, truth))
    for name in refused:  # zarr-python may still have been writing chunks when it refused
        shutil.rmtree(os.path.join(root, name), ignore_errors=True)
    return entries, refused


def unusual_set(root):
    entries = []
    for name, document in unusual().items():
        path = os.path.join(root, name)
        write_document(path, document)
        entries.append(entry(name, path, read(path, "zarr-python")))
    return entries


def dataset():
    field = (np.arange(24, dtype="f4").reshape(3, 2, 4) / 8).astype("f4")
    field[1, 1, 1] = np.nan
    return xarray.Dataset(
        {"t2m": (("time", "lat", "lon"), field, {"units": "K", "valid": np.float32(0.1)}),
         "count": ("lat", np.array([3, -1], "i2"), {"flag_values": np.array([1, 2], "i2")}),
         "flag": ("lat", np.array([True, False])),
         "station": ("lat", np.array(["Bern", "Zürich"], object)),
         "code": ("lat", np.array([b"ab", b"c"], "S2"))},
        {"time": np.array(["2000-01-01", "2000-01-02", "2000-01-03"], "M8[ns]"), "lat": [46.5, 47.5], "lon": np.arange(4.0)},
        {"title": "written by xarray", "version": 3, "nothing": np.nan},
    )


def xarray_store(root, is_consolidated):
    """A dataset that xarray writes, with a group in a group; the attributes are listed as zarr-python gives them."""
    path = os.path.join(root, "dataset.zarr")
    encoding = {"t2m": {"_FillValue": np.float32(-9999), "chunks": (1, 2, 3)}, "count": {"_FillValue": -1}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset().to_zarr(path, zarr_format=2, encoding=encoding, consolidated=False)
        dataset().isel(time=0, drop=True).to_zarr(path, group="nested/group", mode="a", zarr_format=2, consolidated=False)
        if is_consolidated:
            zarr.consolidate_metadata(path, zarr_format=2)
        group = zarr.open_group(path, mode="r", zarr_format=2, use_consolidated=False)
    entries = []
    for name, node in sorted(group.members(max_depth=None)):
        if isinstance(node, zarr.Array):
            entries.append(entry(name, os.path.join(path, name), np.asarray(node[...]), {"attributes": dict(node.attrs)}))
    return path, entries


def write_all(folder):
    for writer in WRITERS:
        for set_name, arrays in SETS.items():
            if set_name not in WRITTEN[writer]:
                continue
            with tempfile.TemporaryDirectory() as root:
                entries, refused = write_set(writer, arrays(), root)
                save(folder, f"v2_{FILE_NAMES[writer]}_{set_name}", root,
                     {"writer": writer, "version": VERSIONS[writer.replace("-python", "")], "arrays": entries, "refused": refused})
    with tempfile.TemporaryDirectory() as root:
        save(folder, "v2_unusual", root, {"writer": "by hand", "arrays": unusual_set(root)})
    for name, is_consolidated in {"v2_xarray_dataset": True, "v2_xarray_listed": False}.items():
        with tempfile.TemporaryDirectory() as root:
            path, entries = xarray_store(root, is_consolidated)
            save(folder, name, path, {"writer": "xarray", "version": VERSIONS["xarray"], "arrays": entries})


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else DEFAULT
    os.makedirs(folder, exist_ok=True)
    write_all(folder)
    write_sums(folder)


if __name__ == "__main__":
    main()

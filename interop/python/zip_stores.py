"""Zarr stores in zip archives, written and read by zarr-python (ZippedStorePeersTest).

Reads lines from standard input and answers each with one line:

    write KIND ARCHIVE     makes an archive of one array 'a' of int32; answers SHA-256 of its little-endian elements
    check ARCHIVE FOLDER   whether zarr-python and xarray see the same in an archive as in a store that is a folder: `same`,
                           or what differs
"""

import hashlib
import os
import sys
import tempfile
import warnings
import zipfile

import numpy as np
import xarray as xr
import zarr
from zarr.storage import ZipStore

VALUES = np.arange(7 * 11, dtype="<i4").reshape(7, 11)


def create(store, zarr_format=3, **options):
    array = zarr.create_array(
        store, name="a", shape=VALUES.shape, chunks=(3, 4), dtype="int32", fill_value=-1, zarr_format=zarr_format, **options
    )
    array[...] = VALUES
    return array


def by_zarr(archive, compression, **options):
    with ZipStore(archive, mode="w", compression=compression) as store:
        create(store, **options)
    return VALUES


def duplicates(archive):
    """Each write appends an entry; the last of a name counts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with ZipStore(archive, mode="w") as store:
            array = create(store)
            array[1:5, 2:9] = -VALUES[1:5, 2:9]
            array[0:2] = 7
            expected = array[...]
    names = zipfile.ZipFile(archive).namelist()
    assert len(names) > len(set(names)), "the archive was to have a name twice"
    return expected


def packed(archive, **options):
    """A folder packed by zipfile, as users do it; options are those of ZipFile.open."""
    with tempfile.TemporaryDirectory() as folder:
        create(folder)
        with zipfile.ZipFile(archive, "w") as packing:
            for root, folders, files in os.walk(folder):
                for name in sorted(folders):
                    packing.mkdir(os.path.relpath(os.path.join(root, name), folder))
                for name in sorted(files):
                    path = os.path.join(root, name)
                    with open(path, "rb") as file, packing.open(os.path.relpath(path, folder), "w", **options) as entry:
                        entry.write(file.read())
    return VALUES


def many(archive):
    """More entries than the old directory can count."""
    packed(archive)
    with zipfile.ZipFile(archive, "a") as packing:
        for i in range(66000):
            packing.writestr(f"other/{i}", b"")
    return VALUES


KINDS = {
    "stored": lambda archive: by_zarr(archive, zipfile.ZIP_STORED),
    "deflated": lambda archive: by_zarr(archive, zipfile.ZIP_DEFLATED),
    "version2": lambda archive: by_zarr(archive, zipfile.ZIP_STORED, zarr_format=2),
    "version2_deflated": lambda archive: by_zarr(archive, zipfile.ZIP_DEFLATED, zarr_format=2),
    "sharded": lambda archive: by_zarr(archive, zipfile.ZIP_STORED, shards=(6, 8)),
    "sharded_deflated": lambda archive: by_zarr(archive, zipfile.ZIP_DEFLATED, shards=(6, 8)),
    "duplicates": duplicates,
    "packed": packed,
    "zip64": lambda archive: packed(archive, force_zip64=True),
    "many": many,
}


def arrays(store):
    """All arrays of a store by their paths."""
    return {path: node for path, node in zarr.open_group(store, mode="r").members(max_depth=None) if isinstance(node, zarr.Array)}


def check(archive, folder):
    with zipfile.ZipFile(archive) as packed_store:
        broken = packed_store.testzip()
        if broken:
            return f"{broken} is broken"
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in packed_store.infolist()):
            return "an entry is not stored as it is"
    with ZipStore(archive, mode="r") as store:
        found = arrays(store)
        expected = arrays(folder)
        if found.keys() != expected.keys():
            return f"arrays {sorted(found)}, not {sorted(expected)}"
        for path, array in expected.items():
            if dict(found[path].attrs) != dict(array.attrs) or found[path].metadata != array.metadata:
                return f"metadata of {path}"
            if found[path][...].tobytes() != array[...].tobytes():
                return f"values of {path}"
        left = xr.open_zarr(store).load()
        right = xr.open_zarr(folder).load()
        left.attrs.pop("history", None)
        right.attrs.pop("history", None)
        if not left.identical(right):
            return "the dataset of xarray"
    return "same"


def answer(words):
    if words[0] == "write":
        return hashlib.sha256(KINDS[words[1]](words[2]).astype("<i4").tobytes()).hexdigest()
    return check(words[1], words[2])


for line in sys.stdin:
    print(answer(line.split()), flush=True)

"""Reads chunks that Varve encoded, as HDF5 does.

    python read_hdf5_filters.py FILTER FILE

FILE holds cases as make_hdf5_filter_golden.py writes them, without inputs. Each becomes a dataset of one chunk whose encoded
bytes are stored as they are; what HDF5 reads must be the decoded bytes. Prints how many were right.
"""

import io
import pathlib
import struct
import sys

import h5py
import hdf5plugin  # noqa: F401  (registers the filters)
import numpy as np

BITSHUFFLE = 32008


def read(code, client, size, length, encoded):
    dtype = np.dtype(f"V{size}") if size not in (1, 2, 4, 8) else np.dtype(f"<u{size}")
    with h5py.File(io.BytesIO(), "w") as f:
        dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        dcpl.set_chunk((length // size,))
        # Bitshuffle puts version and element size in front itself.
        dcpl.set_filter(code, 0, client[3:] if code == BITSHUFFLE else client)
        space = h5py.h5s.create_simple((length // size,))
        dset = h5py.h5d.create(f.id, b"x", h5py.h5t.py_create(dtype, logical=True), space, dcpl)
        dset.write_direct_chunk((0,), encoded)
        return h5py.Dataset(dset)[:].tobytes()


def main(code, path):
    data = pathlib.Path(path).read_bytes()
    at = 0

    def take(count):
        nonlocal at
        at += count
        return data[at - count : at]

    def number():
        return struct.unpack("<I", take(4))[0]

    right = 0
    while at < len(data):
        client = tuple(number() for _ in range(number()))
        size = number()
        decoded = take(number())
        encoded = take(number())
        if read(code, client, size, len(decoded), encoded) != decoded:
            sys.exit(f"filter {code}, client data {client}: HDF5 reads other bytes")
        right += 1
    print(right)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

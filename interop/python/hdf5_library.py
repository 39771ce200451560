"""Calls of the HDF5 library that h5py does not offer, made in the library that h5py has loaded."""

import ctypes
import glob
import os

import h5py
import numcodecs
from h5py import h5d, h5p, h5s, h5t


def loaded_library():
    folder = os.path.join(os.path.dirname(os.path.dirname(h5py.__file__)), "h5py.libs")
    (path,) = glob.glob(os.path.join(folder, "libhdf5-*.so*"))
    return ctypes.CDLL(path)


LIBRARY = loaded_library()


def check(status, call):
    if status < 0:
        raise RuntimeError(call)


def set_istore_k(fcpl, k):
    """Half the number of chunks in a node of a version 1 B-tree."""
    check(LIBRARY.H5Pset_istore_k(ctypes.c_int64(fcpl.id), ctypes.c_uint(k)), "H5Pset_istore_k")


def set_sym_k(fcpl, tree, leaf):
    """Half the number of children of a group's B-tree node, and of the symbols in a leaf."""
    check(LIBRARY.H5Pset_sym_k(ctypes.c_int64(fcpl.id), ctypes.c_uint(tree), ctypes.c_uint(leaf)), "H5Pset_sym_k")


def share_messages(fcpl, kinds, least_size):
    """Object header messages of these kinds are kept once for the whole file."""
    check(LIBRARY.H5Pset_shared_mesg_nindexes(ctypes.c_int64(fcpl.id), ctypes.c_uint(1)), "H5Pset_shared_mesg_nindexes")
    check(
        LIBRARY.H5Pset_shared_mesg_index(
            ctypes.c_int64(fcpl.id), ctypes.c_uint(0), ctypes.c_uint(kinds), ctypes.c_uint(least_size)
        ),
        "H5Pset_shared_mesg_index",
    )


def keep_partial_chunks_unfiltered(dcpl):
    """Chunks that reach beyond the array are stored as they are."""
    check(LIBRARY.H5Pset_chunk_opts(ctypes.c_int64(dcpl.id), ctypes.c_uint(2)), "H5Pset_chunk_opts")


def set_undefined_fill(dcpl):
    """No fill value at all."""
    check(
        LIBRARY.H5Pset_fill_value(ctypes.c_int64(dcpl.id), ctypes.c_int64(h5t.STD_I32LE.id), None), "H5Pset_fill_value"
    )


def set_nbit(dcpl):
    check(LIBRARY.H5Pset_nbit(ctypes.c_int64(dcpl.id)), "H5Pset_nbit")


def open_file(path, libver, fcpl=None, **options):
    """A new file for low-level work, with both library version bounds set to one version."""
    bounds = {
        "earliest": h5py.h5f.LIBVER_EARLIEST, "v18": h5py.h5f.LIBVER_V18, "v110": h5py.h5f.LIBVER_V110,
        "v112": h5py.h5f.LIBVER_V112, "v114": h5py.h5f.LIBVER_V114, "v200": h5py.h5f.LIBVER_V200,
    }
    fapl = h5p.create(h5p.FILE_ACCESS)
    high = bounds["v18"] if libver == "earliest" else bounds[libver]
    fapl.set_libver_bounds(bounds[libver], high)
    for name, value in options.items():
        getattr(fapl, name)(*value)
    fcpl = fcpl or h5p.create(h5p.FILE_CREATE)
    fcpl.set_obj_track_times(False)
    return h5py.File(h5py.h5f.create(os.fsencode(path), h5py.h5f.ACC_TRUNC, fcpl=fcpl, fapl=fapl))


def create_dataset(parent, name, type_id, shape, dcpl=None, maxshape=None):
    """A dataset with a type and properties that only the low-level interface can express."""
    dcpl = dcpl or h5p.create(h5p.DATASET_CREATE)
    dcpl.set_obj_track_times(False)
    limits = None
    if maxshape is not None:
        limits = tuple(h5s.UNLIMITED if m is None else m for m in maxshape)
    space = h5s.create_simple(tuple(shape), limits) if shape != () else h5s.create(h5s.SCALAR)
    lcpl = h5p.create(h5p.LINK_CREATE)
    lcpl.set_create_intermediate_group(True)
    dataset = h5d.create(parent.id, name.encode(), type_id, space, dcpl=dcpl, lcpl=lcpl)
    return h5py.Dataset(dataset)


def dataset_properties(chunks=None):
    dcpl = h5p.create(h5p.DATASET_CREATE)
    if chunks is not None:
        dcpl.set_chunk(tuple(chunks))
    return dcpl


FIXED_TIME = (1_577_836_800).to_bytes(4, "little")


def lookup3(content):
    """The checksum of HDF5's metadata (Jenkins, lookup3)."""
    return numcodecs.JenkinsLookup3().encode(content)[-4:]


def fix_times(path):
    """Object headers of version 2 hold the time of writing: replaced, so that a file is the same whenever it is made."""
    with open(path, "rb") as file:
        content = bytearray(file.read())
    at = content.find(b"OHDR")
    while at >= 0:
        fix_header_times(content, at)
        at = content.find(b"OHDR", at + 4)
    with open(path, "wb") as file:
        file.write(content)


def fix_header_times(content, at):
    flags = content[at + 5]
    if content[at + 4] != 2 or not flags & 0x20:
        return
    size_at = at + 6 + 16 + (4 if flags & 0x10 else 0)
    size_width = 1 << (flags & 3)
    end = size_at + size_width + int.from_bytes(content[size_at : size_at + size_width], "little")
    if content[end : end + 4] != lookup3(bytes(content[at:end])):
        return
    content[at + 6 : at + 22] = FIXED_TIME * 4
    content[end : end + 4] = lookup3(bytes(content[at:end]))

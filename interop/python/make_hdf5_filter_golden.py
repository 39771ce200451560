"""Writes core/src/test/resources/golden/hdf5filters: chunks as h5py and hdf5plugin store them.

One file per filter. Little-endian; per case: the number of client data values, those values, the element size, the decoded
length and bytes, the encoded length and bytes, the input length and bytes; lengths and values are 4 bytes. The decoded bytes
are what HDF5 itself reads back, the input what was written: of no length when it is the same. SHA256SUMS lists the files.

    pip install -r requirements.txt
    python make_hdf5_filter_golden.py ../../core/src/test/resources/golden/hdf5filters

The same versions (h5py 3.16.0, hdf5plugin 7.1.0, numpy 2.5.5) write the same bytes.
"""

import ctypes
import hashlib
import io
import pathlib
import struct
import sys

import h5py
import hdf5plugin
import numpy as np

LZF, SZIP, NBIT, SCALEOFFSET, LZ4, BITSHUFFLE = 32000, 4, 5, 6, 32004, 32008
UNDEFINED = object()


def field(n, kind, rng):
    """Values between 0 and 1."""
    t = np.arange(n)
    if kind == "wave":
        return 0.5 + 0.4 * np.sin(t / 37.0) + rng.normal(0, 0.002, n)
    if kind == "noise":
        return rng.random(n)
    if kind == "constant":
        return np.full(n, 0.625)
    if kind == "sparse":
        return np.where(rng.random(n) < 0.01, rng.random(n), 0.0)
    if kind == "steps":
        return (t // 50 % 7) / 7.0
    raise ValueError(kind)


def values(dtype, n, kind, rng, bits=None):
    dtype = np.dtype(dtype)
    unit = np.clip(field(n, kind, rng), 0, 1)
    if dtype.kind == "f":
        return (200 + 100 * unit).astype(dtype)
    bits = bits or 8 * dtype.itemsize
    low = -(2 ** (bits - 1)) if dtype.kind == "i" else 0
    top = min(2**bits - 1, 2**52)
    return (low + np.floor(unit * top).astype("i8")).astype(dtype)


def undefine_fill(dcpl):
    """h5py has no call for H5Pset_fill_value(NULL)."""
    with open("/proc/self/maps") as maps:
        library = next(line.split()[-1] for line in maps if "/libhdf5-" in line)
    call = ctypes.CDLL(library).H5Pset_fill_value
    call.argtypes = [ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
    if call(dcpl.id, h5py.h5t.NATIVE_INT8.id, None) < 0:
        raise OSError("H5Pset_fill_value")


def file_type(dtype, bits):
    file_dtype = h5py.h5t.py_create(np.dtype(dtype), logical=True).copy()
    if bits:
        file_dtype.set_precision(bits)
    return file_dtype


def case(data, chunk, set_filter, code, bits=None, fill=None):
    """Stores one chunk and returns its client data, element size, decoded, encoded and input bytes."""
    with h5py.File(io.BytesIO(), "w") as f:
        dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        dcpl.set_chunk(chunk)
        if fill is UNDEFINED:
            undefine_fill(dcpl)
        elif fill is not None:
            dcpl.set_fill_value(np.asarray(fill, data.dtype))
        set_filter(dcpl)
        space = h5py.h5s.create_simple(data.shape)
        tid = file_type(data.dtype, bits)
        dset = h5py.h5d.create(f.id, b"x", tid, space, dcpl)
        memory = h5py.h5t.py_create(data.dtype)
        dset.write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(data), memory)
        f.flush()
        mask, encoded = dset.read_direct_chunk((0,) * data.ndim)
        if mask:
            return None  # HDF5 stored the chunk as it is
        found, _, client, _ = dset.get_create_plist().get_filter(0)
        assert found == code
        decoded = np.zeros(data.shape, data.dtype)
        dset.read(h5py.h5s.ALL, h5py.h5s.ALL, decoded, tid)
        source = b"" if decoded.tobytes() == data.tobytes() or bits else data.tobytes()
        return client, data.dtype.itemsize, decoded.tobytes(), bytes(encoded), source


def szip_cases(rng):
    for dtype in ("u1", "i1", "<i2", ">i2", "<i4", ">u4", "<f4", ">f4", "<i8", "<f8"):
        for option in (h5py.h5z.SZIP_NN_OPTION_MASK, h5py.h5z.SZIP_EC_OPTION_MASK):
            for kind, shape, block in (("wave", (13, 23), 8), ("sparse", (413,), 32), ("noise", (5, 61), 2)):
                data = values(dtype, np.prod(shape), kind, rng).reshape(shape)
                yield case(data, shape, lambda d: d.set_szip(option, block), SZIP)
    for block in range(2, 33, 2):
        data = values("<i2", 600, "steps", rng).reshape(20, 30)
        yield case(data, data.shape, lambda d: d.set_szip(h5py.h5z.SZIP_NN_OPTION_MASK, block), SZIP)
    for dtype, bits in (("<u2", 12), (">u2", 9), ("<u4", 20), ("<u4", 24), ("u1", 5), ("u1", 1)):
        data = values(dtype, 700, "wave", rng, bits).reshape(7, 100)
        yield case(data, data.shape, lambda d: d.set_szip(h5py.h5z.SZIP_NN_OPTION_MASK, 10), SZIP, bits)
    data = values("u1", 9000, "constant", rng)
    yield case(data, data.shape, lambda d: d.set_szip(h5py.h5z.SZIP_NN_OPTION_MASK, 32), SZIP)


def lzf_cases(rng):
    for dtype in ("u1", "<i2", "<f8"):
        for kind in ("wave", "constant", "sparse", "steps"):
            data = values(dtype, 1100, kind, rng)
            yield case(data, data.shape, lambda d: d.set_filter(LZF, h5py.h5z.FLAG_OPTIONAL, ()), LZF)
    text = np.frombuffer(("abcabcabc" * 3 + "layer upon layer, laid down by years. ").encode() * 20, "u1")
    yield case(text, text.shape, lambda d: d.set_filter(LZF, h5py.h5z.FLAG_OPTIONAL, ()), LZF)


def lz4_cases(rng):
    for block in (0, 7, 64, 1000, 65536):
        for dtype, kind in (("u1", "steps"), ("<i2", "wave"), ("<f4", "sparse"), ("<f8", "constant"), ("u1", "noise")):
            data = values(dtype, 500, kind, rng)
            yield case(data, data.shape, lambda d: d.set_filter(LZ4, h5py.h5z.FLAG_OPTIONAL, (block,)), LZ4)


def bitshuffle_cases(rng):
    for name in ("none", "lz4", "zstd"):
        for elements in (0, 8, 64, 512):
            for dtype, kind, n in (("u1", "steps", 1001), ("<i2", "wave", 700), ("<f4", "wave", 415), ("<f8", "sparse", 213)):
                data = values(dtype, n, kind, rng)
                options = hdf5plugin.Bitshuffle(nelems=elements, cname=name).filter_options
                yield case(data, data.shape, lambda d: d.set_filter(BITSHUFFLE, 0, options), BITSHUFFLE)


def nbit_cases(rng):
    for dtype, bits in (("u1", 3), ("i1", 7), ("<u2", 12), (">i2", 11), ("<i4", 17), (">u4", 30), ("<i8", 40), ("<f4", None)):
        data = values(dtype, 333, "wave", rng, bits)
        yield case(data, data.shape, lambda d: d.set_filter(NBIT, 0, ()), NBIT, bits)


def scaleoffset_cases(rng):
    for dtype in ("u1", "i1", "<u2", ">i2", "<i4", ">u4", "<i8", "<u8"):
        for kind in ("wave", "constant", "steps"):
            for bits in (0, 6):
                if bits and kind != "steps":
                    continue
                data = values(dtype, 101, kind, rng, 6 if bits else None)
                for fill in (UNDEFINED, None, data[3]):
                    yield case(
                        data, data.shape, lambda d: d.set_scaleoffset(h5py.h5z.SO_INT, bits), SCALEOFFSET, None, fill
                    )
    for dtype in ("<f4", ">f4", "<f8", ">f8"):
        for kind in ("wave", "constant"):
            for digits in (-1, 2, 5):
                data = values(dtype, 101, kind, rng)
                for fill in (UNDEFINED, None, data[3]):
                    options = (h5py.h5z.SO_FLOAT_DSCALE, digits % 2**32)
                    yield case(data, data.shape, lambda d: d.set_filter(SCALEOFFSET, 0, options), SCALEOFFSET, None, fill)


def main(target):
    target = pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    sums = []
    makers = dict(
        szip=szip_cases, lzf=lzf_cases, lz4=lz4_cases, bitshuffle=bitshuffle_cases, nbit=nbit_cases, scaleoffset=scaleoffset_cases
    )
    for name, make in makers.items():
        cases = [c for c in make(np.random.default_rng(121)) if c]
        out = bytearray()
        for client, size, *runs in cases:
            out += struct.pack(f"<{len(client) + 2}I", len(client), *client, size)
            for run in runs:
                out += struct.pack("<I", len(run)) + run
        (target / f"{name}.bin").write_bytes(out)
        sums.append(f"{hashlib.sha256(out).hexdigest()}  {name}.bin\n")
        print(f"{name}: {len(cases)} cases, {len(out)} bytes")
    (target / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    main(sys.argv[1])

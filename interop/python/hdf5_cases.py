"""HDF5 files by h5py: layouts, chunk indexes, filters and fills."""

import zlib

import h5py
import hdf5plugin
import numpy as np
from h5py import h5d, h5t, h5z

from cases import case, counting, smooth, specials
from hdf5_library import (
    create_dataset,
    dataset_properties,
    keep_partial_chunks_unfiltered,
    open_file,
    set_istore_k,
    set_nbit,
    set_undefined_fill,
)

LIBVERS = ["earliest", "v18", "v110", "v112", "v200"]
MODERN = ["v110", "v200"]


def one_of_each(file):
    """What every library version writes in its own way."""
    file.attrs["title"] = "one of each"
    file.attrs["fixed"] = np.bytes_(b"fixed text")
    file.create_dataset("contiguous", data=counting("<i4", (5, 6)))
    file.create_dataset("big_endian", data=counting(">f8", (5, 6)))
    compact = dataset_properties()
    compact.set_layout(h5d.COMPACT)
    create_dataset(file, "compact", h5t.STD_I16LE, (3, 4), compact).write_direct(counting("<i2", (3, 4)))
    file.create_dataset("single_chunk", data=counting("<i2", (5, 6)), chunks=(5, 6))
    file.create_dataset("single_chunk_deflated", data=smooth("<i2", (20, 30)), chunks=(20, 30), compression="gzip")
    file.create_dataset("chunks_fixed", data=counting("<f4", (10, 11)), chunks=(3, 4))
    file.create_dataset("chunks_fixed_deflated", data=smooth("<f4", (10, 11)), chunks=(3, 4), compression="gzip", shuffle=True)
    file.create_dataset("chunks_growing", data=counting("<f4", (10, 11)), chunks=(3, 4), maxshape=(None, 11))
    file.create_dataset("chunks_growing_second", data=counting("<f4", (10, 11)), chunks=(3, 4), maxshape=(10, None))
    file.create_dataset("chunks_growing_deflated", data=smooth("<f4", (10, 11)), chunks=(3, 4), maxshape=(None, 11),
                        compression="gzip", fletcher32=True)
    file.create_dataset("chunks_growing_twice", data=counting("<u8", (10, 11)), chunks=(3, 4), maxshape=(None, None))
    file.create_dataset("chunks_growing_twice_deflated", data=smooth("<u8", (10, 11)), chunks=(3, 4),
                        maxshape=(None, None), compression="gzip")
    early = dataset_properties((3, 4))
    early.set_alloc_time(h5d.ALLOC_TIME_EARLY)
    create_dataset(file, "chunks_early", h5t.STD_I32LE, (10, 11), early).write_direct(counting("<i4", (10, 11)))
    file.create_dataset("sparse", shape=(10, 11), dtype="<i4", chunks=(3, 4), fillvalue=-7)[4, 5] = 1
    file.create_dataset("never", shape=(4, 3), dtype="<f8", fillvalue=2.5)
    file.create_dataset("never_chunked", shape=(4, 3), dtype="<f8", chunks=(2, 2), fillvalue=2.5)
    file.create_dataset("scalar", data=np.float32(1.5))
    file.create_dataset("empty", data=h5py.Empty("<f4"))
    file.create_dataset("zero_length", shape=(0, 3), dtype="<i2", maxshape=(None, 3), chunks=(2, 3))
    for name, value in typed_values().items():
        file.create_dataset(f"type/{name}", data=value)
    file["group/nested/deep"] = np.arange(3)
    file["group"].attrs["number"] = np.int64(5)


def typed_values():
    text = np.array(["a", "", "ünïcode"], dtype=object)
    compound = np.zeros(3, [("id", "<i4"), ("x", ">f8"), ("tag", "S3")])
    compound["id"], compound["x"], compound["tag"] = [1, 2, 3], [0.5, 1.5, 2.5], [b"a", b"bc", b"def"]
    return {
        "bool": np.array([True, False, True]),
        "float16": np.array([1, -2, 0.5], "<f2"),
        "complex64": np.array([1 + 2j, -3, 4j], "<c8"),
        "complex128": np.array([1 + 2j, -3, 4j], "<c16"),
        "string": text.astype(h5py.string_dtype("utf-8")),
        "fixed": np.array([b"abc", b"", b"abcde"], "S5"),
        "compound": compound,
        "enum": np.array([0, 2, 1], dtype=h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 2}, basetype="<i2")),
        "opaque": np.array([b"abcd", b"efgh"], dtype="V4"),
        "array": np.array([((1, 2, 3),), ((4, 5, 6),)], dtype=[("a", "<i4", (3,))]),
    }


EACH_REFUSALS = {
    "type/compound": "compound type", "type/array": "compound type", "type/opaque": "opaque type", "empty": "null dataspace",
}

for _libver in LIBVERS:

    @case("hdf5", f"each_{_libver}.h5", refusals=EACH_REFUSALS)
    def _(path, libver=_libver):
        """One of each layout, chunk index and type, as this version of the library writes them."""
        with open_file(path, libver) as file:
            one_of_each(file)


# Chunk indexes


@case("hdf5", "index_btree1_levels.h5", markers={"TREE": 12})
def _(path):
    """A version 1 B-tree of several levels: two chunks in a node, superblock version 1."""
    fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    set_istore_k(fcpl, 2)
    with open_file(path, "earliest", fcpl) as file:
        file.create_dataset("v", data=counting("<i2", (15, 14)), chunks=(2, 2))
        file.create_dataset("deflated", data=smooth("<i2", (40, 16)), chunks=(4, 4), compression="gzip")
        sparse = file.create_dataset("sparse", shape=(100, 100), dtype="<i2", chunks=(2, 2), fillvalue=-7)
        for i in range(0, 100, 9):
            sparse[i, (i * 7) % 100] = i


@case("hdf5", "index_btree1_default.h5", markers={"TREE": 4})
def _(path):
    """A version 1 B-tree of two levels with the usual node size; chunks written backwards."""
    with open_file(path, "earliest") as file:
        data = counting("<i4", (200,))
        dataset = file.create_dataset("v", shape=(200,), dtype="<i4", chunks=(1,))
        for i in range(199, -1, -1):
            dataset[i] = data[i]


for _libver in MODERN:

    @case("hdf5", f"index_fixed_array_{_libver}.h5", markers={"FAHD": 3, "FADB": 2})
    def _(path, libver=_libver):
        """Fixed arrays: plain, filtered, sparse, never written; edges that do not fit."""
        with open_file(path, libver) as file:
            file.create_dataset("plain", data=counting("<i2", (11, 13)), chunks=(2, 3))
            file.create_dataset("deflated", data=smooth("<i2", (31, 33)), chunks=(8, 9), compression="gzip")
            file.create_dataset("sparse", shape=(11, 13), dtype="<i2", chunks=(2, 3), fillvalue=-7)[5, 6] = 1
            file.create_dataset("never", shape=(11, 13), dtype="<i2", chunks=(2, 3), fillvalue=-7)
            file.create_dataset("bounded", shape=(6, 6), maxshape=(20, 20), dtype="<i2", chunks=(4, 4))[:] = counting("<i2", (6, 6))


@case("hdf5", "index_fixed_array_paged.h5", markers={"FAHD": 2, "FADB": 2})
def _(path):
    """Fixed arrays with more than 1024 chunks: pages, some of them never begun."""
    with open_file(path, "v110") as file:
        file.create_dataset("full", data=counting("i1", (1500,)), chunks=(1,))
        sparse = file.create_dataset("sparse", shape=(3000,), dtype="i1", chunks=(1,), fillvalue=-7)
        for i in (0, 5, 1023, 2048, 2999):
            sparse[i] = i % 100


@case("hdf5", "index_fixed_array_paged_deflated.h5", markers={"FAHD": 1, "FADB": 1})
def _(path):
    """A paged fixed array of filtered chunks."""
    with open_file(path, "v110") as file:
        file.create_dataset("v", shape=(1200, 2), dtype="i1", chunks=(1, 2), compression="gzip", fillvalue=-7)[::50] = 3


for _libver in MODERN:

    @case("hdf5", f"index_extensible_array_{_libver}.h5", markers={"EAHD": 4, "EAIB": 3, "EADB": 3})
    def _(path, libver=_libver):
        """Extensible arrays: in the index block, in data blocks; filtered, sparse; the growing axis not the first."""
        with open_file(path, libver) as file:
            file.create_dataset("few", data=counting("<i2", (3,)), chunks=(1,), maxshape=(None,))
            file.create_dataset("some", data=counting("<i2", (60,)), chunks=(1,), maxshape=(None,))
            file.create_dataset("deflated", data=smooth("<i2", (40, 10)), chunks=(2, 5), maxshape=(None, 10), compression="gzip")
            file.create_dataset("second", data=counting("<i2", (5, 14)), chunks=(2, 3), maxshape=(5, None))
            file.create_dataset("middle", data=counting("<i2", (3, 7, 4)), chunks=(2, 2, 3), maxshape=(3, None, 4))
            sparse = file.create_dataset("sparse", shape=(300,), dtype="<i2", chunks=(1,), maxshape=(None,), fillvalue=-7)
            for i in (0, 3, 4, 17, 40, 150, 299):
                sparse[i] = i


@case("hdf5", "index_extensible_array_super_blocks.h5", markers={"EAHD": 1, "EASB": 2, "EADB": 8})
def _(path):
    """An extensible array with so many chunks that it has super blocks."""
    with open_file(path, "v110") as file:
        file.create_dataset("v", data=counting("i1", (900,)), chunks=(1,), maxshape=(None,))


@case("hdf5", "index_extensible_array_paged.h5", markers={"EAHD": 1, "EASB": 1, "EADB": 1})
def _(path):
    """An extensible array whose data blocks have pages: few chunks, far apart."""
    with open_file(path, "v110") as file:
        sparse = file.create_dataset("v", shape=(140_000,), dtype="i1", chunks=(1,), maxshape=(None,), fillvalue=-7)
        for i in (0, 2, 131_060, 131_061, 131_500, 132_500, 133_107):
            sparse[i] = i % 100


for _libver in MODERN:

    @case("hdf5", f"index_btree2_{_libver}.h5", markers={"BTHD": 3, "BTLF": 3})
    def _(path, libver=_libver):
        """Version 2 B-trees: two growing axes; filtered, sparse, of rank 4."""
        with open_file(path, libver) as file:
            file.create_dataset("plain", data=counting("<i2", (7, 9)), chunks=(2, 2), maxshape=(None, None))
            file.create_dataset("deflated", data=smooth("<i2", (30, 30)), chunks=(8, 8), maxshape=(None, None), compression="gzip")
            file.create_dataset("sparse", shape=(50, 50), dtype="<i2", chunks=(2, 2), maxshape=(None, None), fillvalue=-7)[33, 44] = 1
            file.create_dataset("four", data=counting("<i2", (2, 3, 4, 5)), chunks=(1, 2, 2, 2), maxshape=(None, 3, None, 5))


@case("hdf5", "index_btree2_levels.h5", markers={"BTHD": 2, "BTIN": 1, "BTLF": 5})
def _(path):
    """Version 2 B-trees with internal nodes, plain and filtered."""
    with open_file(path, "v110") as file:
        file.create_dataset("v", data=counting("i1", (20, 20)), chunks=(1, 1), maxshape=(None, None))
        file.create_dataset("deflated", data=counting("i1", (15, 15)), chunks=(1, 1), maxshape=(None, None), compression="gzip")


@case("hdf5", "index_btree2_deep.h5", markers={"BTHD": 1, "BTIN": 3, "BTLF": 20})
def _(path):
    """A version 2 B-tree of three levels, for chunks of rank 4."""
    with open_file(path, "v110") as file:
        file.create_dataset("v", data=counting("i1", (9, 9, 8, 4)), chunks=(1, 1, 1, 1), maxshape=(None,) * 4)


@case("hdf5", "index_implicit.h5")
def _(path):
    """Chunks allocated at once, with no index: written, partly written, never written, each filled before."""
    with open_file(path, "v110") as file:
        for name in ("full", "partly", "never"):
            dcpl = dataset_properties((3, 4))
            dcpl.set_alloc_time(h5d.ALLOC_TIME_EARLY)
            dcpl.set_fill_value(np.array(-7, "<i4"))
            dataset = create_dataset(file, name, h5t.STD_I32LE, (10, 11), dcpl)
            if name == "full":
                dataset[...] = counting("<i4", (10, 11))
            if name == "partly":
                dataset[2:5, 3:9] = counting("<i4", (3, 6))


@case("hdf5", "resized.h5")
def _(path):
    """Datasets that grew and shrank after they were written."""
    with open_file(path, "v110") as file:
        for name, maxshape in {"one": (None, 9), "two": (None, None), "fixed": (20, 20)}.items():
            dataset = file.create_dataset(name, data=counting("<i4", (9, 9)), chunks=(4, 4), maxshape=maxshape, fillvalue=-7)
            dataset.resize((5, 9))
            dataset.resize((12, 9))
    with h5py.File(path, "a") as file:
        file["one"][11, 8] = 1


# Layouts and fills


@case("hdf5", "layouts.h5")
def _(path):
    """Compact, contiguous and chunked for several ranks and types; edges; a chunk larger than the array."""
    with open_file(path, "v18") as file:
        for rank, shape in enumerate([(), (7,), (5, 6), (3, 4, 5), (2, 3, 2, 4), (2, 2, 3, 2, 2)]):
            for dtype in ("<i2", ">i4", "<f4", ">f8", "u1"):
                dcpl = dataset_properties()
                dcpl.set_layout(h5d.COMPACT)
                type_id = h5t.py_create(np.dtype(dtype))
                name = f"{np.dtype(dtype).name}_{rank}d"
                create_dataset(file, f"compact/{name}", type_id, shape, dcpl)[...] = counting(dtype, shape)
                file[f"contiguous/{name}"] = counting(dtype, shape)
                if rank:
                    chunks = tuple(max(1, s - 1) for s in shape)
                    file.create_dataset(f"chunked/{name}", data=counting(dtype, shape), chunks=chunks)
        file.create_dataset("chunk_larger", data=counting("<i4", (3, 2)), chunks=(10, 10), maxshape=(None, None))
        file.create_dataset("special_float32", data=specials("f4"))
        file.create_dataset("special_float64", data=specials("f8"))
        file.create_dataset("special_float16", data=specials("f2"))


for _libver in ("earliest", "v110", "v200"):

    @case("hdf5", f"fill_{_libver}.h5", refusals={"undefined": "no fill value is defined"})
    def _(path, libver=_libver):
        """Fill values: default, given, undefined; never written, partly written; allocated early, late, step by step."""
        with open_file(path, libver) as file:
            times = {"early": h5d.ALLOC_TIME_EARLY, "late": h5d.ALLOC_TIME_LATE, "step": h5d.ALLOC_TIME_INCR}
            for when, alloc in times.items():
                for fill in (None, -7):
                    for chunks in (None, (3, 4)):
                        if chunks is None and when == "step":
                            continue
                        dcpl = dataset_properties(chunks)
                        dcpl.set_alloc_time(alloc)
                        if fill is not None:
                            dcpl.set_fill_value(np.array(fill, "<i4"))
                        name = f"{when}_{'default' if fill is None else 'given'}_{'contiguous' if chunks is None else 'chunked'}"
                        create_dataset(file, f"{name}_never", h5t.STD_I32LE, (5, 6), dcpl)
                        create_dataset(file, f"{name}_partly", h5t.STD_I32LE, (5, 6), dcpl)[4, 5] = 1
            undefined = dataset_properties((3, 4))
            set_undefined_fill(undefined)
            create_dataset(file, "undefined", h5t.STD_I32LE, (5, 6), undefined)
            for dtype, value in {"<f4": np.nan, ">f8": -1.5, "<u8": 2**64 - 1, "i1": -128, ">i2": 258, "<f2": 1.5}.items():
                name = np.dtype(dtype).name
                file.create_dataset(f"type_{name}", shape=(3, 4), dtype=dtype, fillvalue=value, chunks=(2, 2))
                file.create_dataset(f"type_{name}_contiguous", shape=(3, 4), dtype=dtype, fillvalue=value)
            file.create_dataset("type_text", shape=(3,), dtype=h5py.string_dtype(), chunks=(2,))
            file.create_dataset("type_fixed", shape=(3,), dtype="S4", fillvalue=b"none", chunks=(2,))
            file.create_dataset("type_complex", shape=(3,), dtype="<c8", fillvalue=1 - 2j, chunks=(2,))


# Filters


def plugin_filters():
    filters = {}
    for compressor in ("blosclz", "lz4", "lz4hc", "zlib", "zstd", "snappy"):
        for shuffle in (0, 1, 2):
            if compressor != "snappy":
                filters[f"blosc_{compressor}_{shuffle}"] = hdf5plugin.Blosc(cname=compressor, clevel=5, shuffle=shuffle)
    filters["blosc_level_0"] = hdf5plugin.Blosc(clevel=0)
    filters["blosc_level_9"] = hdf5plugin.Blosc(cname="zstd", clevel=9, shuffle=1)
    for level in (-5, 1, 3, 22):
        filters[f"zstd_{level}".replace("-", "minus_")] = hdf5plugin.Zstd(clevel=level)
    filters["lz4"] = hdf5plugin.LZ4()
    filters["lz4_blocks"] = hdf5plugin.LZ4(nbytes=512)
    for level in (1, 9):
        filters[f"bzip2_{level}"] = hdf5plugin.BZip2(blocksize=level)
    filters["lzf"] = {"compression": "lzf"}
    return filters


for _libver in ("v18", "v200"):

    @case("hdf5", f"filters_plugins_{_libver}.h5")
    def _(path, libver=_libver):
        """The registered filters zstd, blosc (each compressor and shuffle), lz4, bzip2 and lzf."""
        with open_file(path, libver) as file:
            for name, options in plugin_filters().items():
                file.create_dataset(name, data=smooth("<f4", (30, 40)), chunks=(16, 18), **options)


@case("hdf5", "filters_plugins_types.h5")
def _(path):
    """The same filters for elements of 1, 2 and 8 bytes, and data that does not compress."""
    with open_file(path, "v110") as file:
        some = ["blosc_lz4_1", "blosc_lz4_2", "blosc_zstd_1", "zstd_3", "lz4", "lz4_blocks", "bzip2_9", "lzf", "blosc_blosclz_1"]
        filters = plugin_filters()
        for name in some:
            for dtype in ("i1", ">i2", "<f8"):
                file.create_dataset(f"{name}/{np.dtype(dtype).name}", data=smooth(dtype, (20, 30)), chunks=(16, 18), **filters[name])
            file.create_dataset(f"{name}/noise", data=counting("<u8", (20, 10)), chunks=(16, 10), **filters[name])
            shuffled = {"shuffle": True, **filters[name]}
            file.create_dataset(f"{name}/shuffled", data=smooth("<i4", (20, 30)), chunks=(16, 18), **shuffled)


@case("hdf5", "filters_deflate.h5")
def _(path):
    """Deflate, shuffle and fletcher32 alone and together, for types of 1 to 16 bytes; noise; edges."""
    with open_file(path, "v18") as file:
        for dtype in ("i1", "<i2", ">i4", "<f8", "<c16"):
            name = np.dtype(dtype).name
            data = smooth("f8", (21, 22)).astype(dtype)
            for level in (0, 1, 9):
                file.create_dataset(f"{name}/level_{level}", data=data, chunks=(8, 9), compression="gzip", compression_opts=level)
            file.create_dataset(f"{name}/shuffle", data=data, chunks=(8, 9), shuffle=True)
            file.create_dataset(f"{name}/fletcher32", data=data, chunks=(8, 9), fletcher32=True)
            file.create_dataset(f"{name}/all", data=data, chunks=(8, 9), shuffle=True, compression="gzip", fletcher32=True)
        file.create_dataset("noise", data=counting("<u8", (20, 10)), chunks=(7, 10), shuffle=True, compression="gzip")
        file.create_dataset("odd_bytes", data=counting("u1", (7, 3)), chunks=(7, 3), fletcher32=True)
        file.create_dataset("text", data=np.array([b"abc", b"de"] * 10, "S3"), chunks=(7,), shuffle=True, compression="gzip")
        file.create_dataset("strings", data=np.array(["abc", "de"] * 10, object).astype(h5py.string_dtype()), chunks=(7,),
                            shuffle=True, compression="gzip")


@case("hdf5", "filters_order.h5")
def _(path):
    """Filters in unusual orders: fletcher32 before deflate, shuffle after, deflate twice (skipped where it does not help)."""
    orders = {
        "fletcher_deflate": [3, 1], "deflate_shuffle": [1, 2], "deflate_deflate": [1, 1], "fletcher_shuffle_deflate": [3, 2, 1],
        "deflate_fletcher_deflate": [1, 3, 1], "fletcher_fletcher": [3, 3],
    }
    with open_file(path, "v110") as file:
        for name, codes in orders.items():
            dcpl = dataset_properties((8, 9))
            for code in codes:
                values = (4,) if code == 1 else ()
                dcpl.set_filter(code, h5z.FLAG_OPTIONAL if codes.count(1) > 1 else 0, values)
            create_dataset(file, name, h5t.IEEE_F32LE, (21, 22), dcpl)[...] = smooth("<f4", (21, 22))


@case("hdf5", "filters_szip.h5")
def _(path):
    """Szip: both coders, several block sizes, types of 1 to 8 bytes in both orders, edges, with other filters, noise."""
    with open_file(path, "v18") as file:
        for coder in ("nn", "ec"):
            for pixels in (2, 4, 8, 16, 32):
                every = ("u1", "i1", "<i2", ">i2", "<i4", "<f4", ">f4", "<f8", ">f8")
                for dtype in every if pixels == 8 else ("<i2", ">f4"):
                    order = "be" if dtype[0] == ">" else "le"
                    name = f"{coder}_{pixels}/{np.dtype(dtype).name}_{order}"
                    file.create_dataset(name, data=smooth(dtype, (12, 37)), chunks=(8, 37), compression="szip",
                                        compression_opts=(coder, pixels))
        file.create_dataset("shuffle", data=smooth("<i4", (30, 50)), chunks=(16, 32), shuffle=True, compression="szip")
        file.create_dataset("fletcher32", data=smooth("<i4", (30, 50)), chunks=(16, 32), fletcher32=True, compression="szip")
        file.create_dataset("noise", data=counting("<i4", (30, 20)), chunks=(16, 20), compression="szip")
        file.create_dataset("constant", data=np.full((64, 64), 7, "<i2"), chunks=(64, 64), compression="szip")
        file.create_dataset("long_rows", data=smooth("<i2", (2, 5000)), chunks=(1, 5000), compression="szip")
        file.create_dataset("three", data=smooth("<f4", (5, 6, 7)), chunks=(2, 3, 7), compression="szip")


OTHER_FILTERS = {"scaleoffset": "scaleoffset filter", "nbit": "nbit filter", "bitshuffle": "bitshuffle filter",
                 "blosc2": "blosc2 filter", "zfp": "zfp filter"}


def write_other_filters(file):
    file.create_dataset("plain", data=smooth("<i4", (20, 30)), chunks=(8, 9))
    file.create_dataset("scaleoffset/int", data=smooth("<i4", (20, 30)), chunks=(8, 9), scaleoffset=0)
    file.create_dataset("scaleoffset/int16_bits", data=smooth("<i2", (20, 30)), chunks=(8, 9), scaleoffset=10)
    file.create_dataset("scaleoffset/unsigned_filled", data=smooth("<u4", (20, 30)), chunks=(8, 9), scaleoffset=0, fillvalue=99)
    file.create_dataset("scaleoffset/float", data=smooth("<f4", (20, 30)), chunks=(8, 9), scaleoffset=2)
    file.create_dataset("scaleoffset/double", data=smooth(">f8", (20, 30)), chunks=(8, 9), scaleoffset=3)
    narrow = h5t.STD_I32LE.copy()
    narrow.set_precision(12)
    narrow.set_offset(3)
    dcpl = dataset_properties((8, 9))
    set_nbit(dcpl)
    create_dataset(file, "nbit/int", narrow, (20, 30), dcpl)[...] = smooth("<i4", (20, 30))
    for name, options in {
        "none": hdf5plugin.Bitshuffle(cname="none"), "lz4": hdf5plugin.Bitshuffle(cname="lz4"),
        "zstd": hdf5plugin.Bitshuffle(cname="zstd"),
    }.items():
        file.create_dataset(f"bitshuffle/{name}", data=smooth("<f4", (20, 30)), chunks=(16, 18), **options)
    file.create_dataset("blosc2/v", data=smooth("<f4", (20, 30)), chunks=(16, 18), **hdf5plugin.Blosc2())
    file.create_dataset("zfp/v", data=smooth("<f4", (20, 32)), chunks=(16, 16), **hdf5plugin.Zfp(reversible=True))


OTHER_NAMES = ["scaleoffset/int", "scaleoffset/int16_bits", "scaleoffset/unsigned_filled", "scaleoffset/float",
               "scaleoffset/double", "nbit/int", "bitshuffle/none", "bitshuffle/lz4", "bitshuffle/zstd", "blosc2/v", "zfp/v"]


@case("hdf5", "filters_other.h5", refusals={n: OTHER_FILTERS[n.split("/")[0]] for n in OTHER_NAMES})
def _(path):
    """Filters that a reader may not know: it must say so by name, and still read the rest."""
    with open_file(path, "v110") as file:
        write_other_filters(file)


@case("hdf5", "filters_unknown.h5", refusals={"unknown": "filter 40000"})
def _(path):
    """A filter that nobody registered, marked optional and skipped in one dataset, needed in another."""
    with open_file(path, "v110") as file:
        data = smooth("<i4", (8, 8))
        for name, flag, mask in (("skipped", h5z.FLAG_OPTIONAL, 1), ("unknown", h5z.FLAG_OPTIONAL, 0)):
            dcpl = dataset_properties((8, 8))
            dcpl.set_filter(40000, flag, (1, 2, 3))
            dataset = create_dataset(file, name, h5t.STD_I32LE, (8, 8), dcpl)
            if name == "skipped":
                dataset.id.write_direct_chunk((0, 0), data.tobytes(), mask)


for _libver in ("v18", "v110", "v200"):

    @case("hdf5", f"filter_masks_{_libver}.h5")
    def _(path, libver=_libver):
        """Chunks for which some filters were skipped, one by one."""
        data = smooth("<i2", (16, 8))
        with open_file(path, libver) as file:
            for name, maxshape in {"fixed": (16, 8), "growing": (None, 8), "growing_twice": (None, None)}.items():
                dataset = file.create_dataset(name, shape=(16, 8), dtype="<i2", chunks=(4, 8), maxshape=maxshape,
                                              shuffle=True, compression="gzip")
                for i, mask in enumerate((0b00, 0b01, 0b10, 0b11)):
                    chunk = data[4 * i : 4 * i + 4].tobytes()
                    if not mask & 0b01:
                        chunk = np.frombuffer(chunk, "u1").reshape(-1, 2).T.tobytes()
                    if not mask & 0b10:
                        chunk = zlib.compress(chunk)
                    dataset.id.write_direct_chunk((4 * i, 0), chunk, mask)


@case("hdf5", "partial_chunks_unfiltered.h5")
def _(path):
    """Chunks at the edge are stored without filters, the others with them."""
    with open_file(path, "v110") as file:
        for name, maxshape in {"fixed": (21, 22), "growing": (None, 22), "growing_twice": (None, None)}.items():
            dcpl = dataset_properties((8, 9))
            dcpl.set_shuffle()
            dcpl.set_deflate(4)
            keep_partial_chunks_unfiltered(dcpl)
            create_dataset(file, name, h5t.IEEE_F32LE, (21, 22), dcpl, maxshape)[...] = smooth("<f4", (21, 22))

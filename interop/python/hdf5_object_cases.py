"""HDF5 files by h5py: types, attributes, links, groups, superblocks and headers."""

import h5py
import netCDF4  # noqa: F401  (both libraries are loaded before any file is opened)
import numpy as np
from h5py import h5d, h5p, h5t

from cases import case, counting, smooth, specials
from hdf5_library import create_dataset, dataset_properties, open_file, set_sym_k, share_messages

# Types


def odd_float(size, sign, exponent, mantissa, bias, order):
    """A binary float of `size` bytes: positions and widths of its fields in bits."""
    type_id = h5t.IEEE_F64LE.copy()
    type_id.set_fields(sign, mantissa, exponent, 0, mantissa)
    type_id.set_ebias(bias)
    type_id.set_size(size)
    type_id.set_order(order)
    return type_id


def odd_integer(size, precision, offset, signed, order):
    type_id = (h5t.STD_I64LE if signed else h5t.STD_U64LE).copy()
    type_id.set_precision(precision)
    type_id.set_offset(offset)
    type_id.set_size(size)
    type_id.set_order(order)
    return type_id


NUMBER_REFUSALS = {
    n: "a number of unusual size" for n in (
        "bfloat16", "bfloat16_big", "float24", "float8_e5m2", "longdouble", "int24", "int12_shifted", "uint40_big",
        "bitfield8", "bitfield16", "time32")
}


@case("hdf5", "numbers.h5", refusals=NUMBER_REFUSALS)
def _(path):
    """Integers and floats of every usual size and order, and unusual ones: bfloat16, 24 bits, shifted, bit fields, time."""
    with open_file(path, "v18") as file:
        for order in "<>":
            for kind in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16"):
                dtype = np.dtype(order + kind)
                name = f"{dtype.name}_{'little' if order == '<' else 'big'}"
                file.create_dataset(name, data=counting(dtype, (3, 4)))
                file.create_dataset(f"{name}_chunked", data=counting(dtype, (3, 4)), chunks=(2, 3), shuffle=True, compression="gzip")
        file.create_dataset("bool", data=counting("b1", (3, 4)))
        values = np.array([1.0, -2.5, 0.0, 100.0], "f4")
        floats = {
            "bfloat16": odd_float(2, 15, 8, 7, 127, h5t.ORDER_LE), "bfloat16_big": odd_float(2, 15, 8, 7, 127, h5t.ORDER_BE),
            "float24": odd_float(3, 23, 7, 16, 63, h5t.ORDER_LE), "float8_e5m2": odd_float(1, 7, 5, 2, 15, h5t.ORDER_LE),
        }
        for name, type_id in floats.items():
            dataset = create_dataset(file, name, shrink_float(type_id, name), (4,))
            dataset.id.write(h5py.h5s.ALL, h5py.h5s.ALL, values, h5t.NATIVE_FLOAT)
        extended = np.array([1.5, -2], np.longdouble)
        extended.view("u1").reshape(2, 16)[:, 10:] = 0
        file.create_dataset("longdouble", data=extended)
        integers = {
            "int24": odd_integer(3, 24, 0, True, h5t.ORDER_LE), "int12_shifted": odd_integer(4, 12, 5, True, h5t.ORDER_LE),
            "uint40_big": odd_integer(5, 40, 0, False, h5t.ORDER_BE),
        }
        for name, type_id in integers.items():
            numbers = np.array([0, 1, 1000, 2000], "i8") - (0 if name.startswith("u") else 100)
            create_dataset(file, name, type_id, (4,)).id.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers, h5t.NATIVE_INT64)
        for name, type_id in {"bitfield8": h5t.STD_B8LE, "bitfield16": h5t.STD_B16BE}.items():
            bits = np.array([1, 2, 255, 128], "u1" if name == "bitfield8" else ">u2")
            create_dataset(file, name, type_id, (4,)).id.write(h5py.h5s.ALL, h5py.h5s.ALL, bits, type_id)
        create_dataset(file, "time32", h5t.UNIX_D32LE, (4,))


def shrink_float(type_id, name):
    """The fields must fit before the size shrinks, and the precision follows the size."""
    bits = {"bfloat16": 16, "bfloat16_big": 16, "float24": 24, "float8_e5m2": 8}[name]
    type_id.set_precision(bits)
    type_id.set_size(bits // 8)
    return type_id


@case("hdf5", "text.h5")
def _(path):
    """Fixed text with three paddings, variable text in two character sets, null pointers, long text, many texts."""
    with open_file(path, "v18") as file:
        raw = np.array([b"abc", b"", b"abcdef", b"a b "], "S6")
        for name, padding in {"null_terminated": h5t.STR_NULLTERM, "null_padded": h5t.STR_NULLPAD, "space_padded": h5t.STR_SPACEPAD}.items():
            type_id = h5t.C_S1.copy()
            type_id.set_size(7)
            type_id.set_strpad(padding)
            create_dataset(file, f"fixed/{name}", type_id, (4,))[...] = raw
        utf8 = h5t.C_S1.copy()
        utf8.set_size(12)
        utf8.set_cset(h5t.CSET_UTF8)
        encoded = np.array([text.encode() for text in ("é", "数据", "plain")], "S12")
        create_dataset(file, "fixed/utf8", utf8, (3,)).id.write(h5py.h5s.ALL, h5py.h5s.ALL, encoded, utf8)
        file.create_dataset("fixed/one", data=np.array(list("abc"), "S1"))
        file.create_dataset("fixed/scalar", data=np.bytes_(b"scalar"))
        file.create_dataset("fixed/chunked", data=np.array([[b"ab", b"cd"], [b"ef", b""]] * 5, "S4"), chunks=(3, 2), compression="gzip")
        texts = np.array(["a", "", "ünïcode – 数据", "x" * 5000], object)
        file.create_dataset("variable/utf8", data=texts, dtype=h5py.string_dtype())
        file.create_dataset("variable/ascii", data=np.array(["a", "bc", "", "d"], object), dtype=h5py.string_dtype("ascii"))
        file.create_dataset("variable/scalar", data="scalar", dtype=h5py.string_dtype())
        file.create_dataset("variable/two_dimensional", data=texts.reshape(2, 2), dtype=h5py.string_dtype())
        many = np.array([f"text number {i}" for i in range(600)], object)
        file.create_dataset("variable/many", data=many, dtype=h5py.string_dtype(), chunks=(100,), compression="gzip")
        file.create_dataset("variable/never", shape=(3,), dtype=h5py.string_dtype())
        file.create_dataset("variable/partly", shape=(9,), dtype=h5py.string_dtype(), chunks=(2,))[4] = "middle"


COMPOUNDS = ["pair", "nested", "padded", "with_text", "with_array", "with_enum", "chunked", "vlen_int", "vlen_float",
             "vlen_of_text", "opaque", "opaque_tagged", "array_of_array"]


@case("hdf5", "structures.h5", refusals={n: "a structured type" for n in COMPOUNDS})
def _(path):
    """Compounds (nested, padded, with text, arrays and enums), ragged sequences, opaque bytes, named types."""
    with open_file(path, "v18") as file:
        pair = np.dtype([("a", "<i2"), ("b", ">f4")])
        values = np.zeros(4, pair)
        values["a"], values["b"] = [1, 2, 3, 4], [0.5, 1.5, 2.5, 3.5]
        file["pair"] = values
        nested = np.zeros(2, [("p", pair), ("c", "<c8"), ("deep", [("q", pair, (2,))])])
        nested["p"]["a"], nested["c"] = [7, 8], [1 + 2j, 3 - 4j]
        file["nested"] = nested
        padded = np.zeros(3, np.dtype({"names": ["a", "b"], "formats": ["u1", "<f8"], "offsets": [3, 8], "itemsize": 24}))
        padded["a"], padded["b"] = [1, 2, 3], [4, 5, 6]
        file["padded"] = padded
        with_text = np.zeros(2, [("name", h5py.string_dtype()), ("code", "S3"), ("n", "<i8")])
        with_text["name"], with_text["code"], with_text["n"] = ["first", "zweites ü"], [b"abc", b"d"], [1, 2]
        file["with_text"] = with_text
        file["with_array"] = np.zeros(2, [("m", "<f4", (2, 3)), ("n", "u1")])
        colours = h5py.enum_dtype({"RED": 0, "BLUE": 5}, basetype="u1")
        file["with_enum"] = np.array([(5, True), (0, False)], [("colour", colours), ("flag", "?")])
        file.create_dataset("chunked", data=values, chunks=(3,), compression="gzip", shuffle=True)
        for name, dtype in {"vlen_int": "<i4", "vlen_float": ">f8"}.items():
            ragged = file.create_dataset(name, shape=(5,), dtype=h5py.vlen_dtype(np.dtype(dtype)))
            for i in range(1, 5):
                ragged[i] = np.arange(i - 1, dtype=dtype)
        file["opaque"] = np.array([b"abcd", b"\0\1\2\3"], "V4")
        tagged = h5t.create(h5t.OPAQUE, 5)
        tagged.set_tag(b"five bytes")
        create_dataset(file, "opaque_tagged", tagged, (2,))
        file["named/pair_t"] = pair
        file["named/float_t"] = np.dtype(">f8")
        file["named/colour_t"] = colours
        file.create_dataset("by_name/float", data=[1.5, 2.5], dtype=file["named/float_t"])
        file.create_dataset("by_name/enum", data=[0, 5, 0], dtype=file["named/colour_t"])
        file["by_name/float"].attrs.create("limits", [0.5, 9.5], dtype=file["named/float_t"])
        wide = h5py.enum_dtype({"LOW": -(2**40), "HIGH": 2**40}, basetype=">i8")
        file.create_dataset("enum_wide", data=np.array([2**40, -(2**40)], ">i8"), dtype=wide)
        file.create_dataset("enum_many", data=np.arange(10, dtype="<u2"), dtype=h5py.enum_dtype({f"VALUE_{i}": i for i in range(300)}, basetype="<u2"))


for _libver in ("v112", "v200"):

    @case("hdf5", f"structures_{_libver}.h5", refusals={
        "references": "references", "regions": "references", "pair": "compound type", "text_pair": "compound type",
        "native_complex": "complex type of HDF5 2", "native_complex_big": "complex type of HDF5 2"})
    def _(path, libver=_libver):
        """Newer versions of the datatype message: compounds, enums, arrays, references; the complex type of HDF5 2."""
        with open_file(path, libver) as file:
            file["target"] = np.arange(4)
            file["pair"] = np.array([(1, 2.5)], [("a", "<i2"), ("b", ">f4")])
            file["text_pair"] = np.array([("x", 2)], [("a", h5py.string_dtype()), ("b", "<i2")])
            file.create_dataset("references", data=np.array([file["target"].ref], dtype=h5py.ref_dtype))
            file.create_dataset("regions", data=np.array([file["target"].regionref[1:3]], dtype=h5py.regionref_dtype))
            file["enum"] = np.array([1], dtype=h5py.enum_dtype({"A": 1}, basetype="u1"))
            file["bool"] = np.array([True, False])
            file["complex"] = np.array([1 + 2j], "<c8")
            if libver == "v200":
                for name, type_id, dtype in (("native_complex", h5t.COMPLEX_IEEE_F32LE, "<c8"), ("native_complex_big", h5t.COMPLEX_IEEE_F64BE, ">c16")):
                    create_dataset(file, name, type_id, (3,))[...] = np.array([1 + 2j, -3, 4.5j], dtype)


# Attributes


def every_attribute(owner):
    for kind in ("i1", "u1", "<i2", ">i2", "<u2", "<i4", ">u4", "<i8", ">i8", "<u8", "<f4", ">f4", "<f8", ">f8", "<f2"):
        dtype = np.dtype(kind)
        name = f"{dtype.name}_{'big' if kind[0] == '>' else 'little'}"
        owner.attrs.create(f"{name}_scalar", counting(dtype, ())[()], dtype=dtype)
        owner.attrs.create(f"{name}_one", counting(dtype, (1,)), dtype=dtype)
        owner.attrs.create(f"{name}_many", counting(dtype, (5,)), dtype=dtype)
    owner.attrs["float64_special"] = specials("f8")
    owner.attrs["float32_special"] = specials("f4")
    owner.attrs["two_dimensional"] = counting("<i4", (2, 3))
    owner.attrs["bool"] = True
    owner.attrs["bools"] = np.array([True, False])
    owner.attrs["complex"] = 1 + 2j
    owner.attrs["zero_length"] = np.zeros(0, "<i4")
    owner.attrs["null_float"] = h5py.Empty("<f4")
    owner.attrs["null_text"] = h5py.Empty("S3")
    owner.attrs["enum"] = np.array(5, dtype=h5py.enum_dtype({"RED": 0, "BLUE": 5}, basetype="u1"))
    owner.attrs["opaque"] = np.void(b"opaque")
    owner.attrs["compound"] = np.array([(1, 2.5)], [("a", "<i2"), ("b", ">f4")])
    owner.attrs.create("vlen", np.array([np.arange(3, dtype="<i4"), np.arange(1, dtype="<i4")], dtype=object), dtype=h5py.vlen_dtype("<i4"))
    owner.attrs["text"] = "variable text, ünïcode – 数据"
    owner.attrs["text_empty"] = ""
    owner.attrs["texts"] = ["a", "", "ünï", "x" * 300]
    owner.attrs["text_one"] = ["single"]
    owner.attrs.create("text_ascii", "ascii", dtype=h5py.string_dtype("ascii"))
    owner.attrs["fixed"] = np.bytes_(b"fixed")
    owner.attrs["fixed_many"] = np.array([b"a", b"bcd", b""])
    for name, padding in {"null_terminated": h5t.STR_NULLTERM, "null_padded": h5t.STR_NULLPAD, "space_padded": h5t.STR_SPACEPAD}.items():
        type_id = h5t.C_S1.copy()
        type_id.set_size(8)
        type_id.set_strpad(padding)
        attribute = h5py.h5a.create(owner.id, f"fixed_{name}".encode(), type_id, h5py.h5s.create(h5py.h5s.SCALAR))
        attribute.write(np.array(b"text", "S8"))
    utf8 = h5t.C_S1.copy()
    utf8.set_size(5)
    utf8.set_cset(h5t.CSET_UTF8)
    attribute = h5py.h5a.create(owner.id, b"fixed_utf8", utf8, h5py.h5s.create(h5py.h5s.SCALAR))
    attribute.write(np.array("aü€".encode()[:3], "S5"), mtype=utf8)
    owner.attrs["größe – name"] = 1


for _libver in ("earliest", "v18", "v112", "v200"):

    @case("hdf5", f"attributes_{_libver}.h5")
    def _(path, libver=_libver):
        """Attributes of every type and shape on the root, a group and datasets, with references."""
        with open_file(path, libver) as file:
            file["v"] = np.arange(3)
            group = file.create_group("group")
            for owner in (file, file["v"], group):
                every_attribute(owner)
            file["v"].attrs["reference"] = group.ref
            file["v"].attrs.create("references", np.array([group.ref, file["v"].ref]), dtype=h5py.ref_dtype)
            file["v"].attrs["region"] = file["v"].regionref[0:2]


for _libver in ("v18", "v110", "v200"):

    @case("hdf5", f"attributes_dense_{_libver}.h5", markers={"FRHP": 3, "FHDB": 3, "BTHD": 3})
    def _(path, libver=_libver):
        """More attributes than a header holds; one of more than 64 kB; long names; some deleted again."""
        with open_file(path, libver) as file:
            file["v"] = np.arange(3)
            for i in range(60):
                file["v"].attrs[f"attribute_{i:03d}"] = np.int32(i) if i % 2 else f"text {i}"
            for i in range(0, 60, 7):
                del file["v"].attrs[f"attribute_{i:03d}"]
            file["big"] = np.arange(2)
            file["big"].attrs["large"] = counting("<i4", (17_000,)) % 10
            file["big"].attrs["small"] = 1
            file["medium"] = np.arange(2)
            for i in range(12):
                file["medium"].attrs["long name " * 20 + str(i)] = counting("<i8", (100,), i + 1)
            ordered = dataset_properties()
            ordered.set_attr_creation_order(h5p.CRT_ORDER_TRACKED | h5p.CRT_ORDER_INDEXED)
            dataset = create_dataset(file, "ordered", h5t.STD_I32LE, (2,), ordered)
            for i in range(15):
                dataset.attrs[f"z{(i * 7) % 15:02d}"] = i


@case("hdf5", "attributes_tracked.h5")
def _(path):
    """Few attributes with their order of creation kept."""
    with open_file(path, "v110") as file:
        ordered = dataset_properties()
        ordered.set_attr_creation_order(h5p.CRT_ORDER_TRACKED)
        dataset = create_dataset(file, "v", h5t.STD_I32LE, (2,), ordered)
        for name in ("zebra", "apple", "mango"):
            dataset.attrs[name] = name.upper()


@case("hdf5", "attributes_header_blocks.h5")
def _(path):
    """Version 1 object headers continued in further blocks, with messages deleted and enlarged."""
    with open_file(path, "earliest") as file:
        for owner in (file.create_group("group"), file.create_dataset("v", data=np.arange(3))):
            for i in range(30):
                owner.attrs[f"attribute_{i:02d}"] = "x" * (i * 13 % 40)
            for i in range(0, 30, 4):
                del owner.attrs[f"attribute_{i:02d}"]
            for i in range(1, 30, 4):
                owner.attrs[f"attribute_{i:02d}"] = np.arange(i)


# Groups and links


@case("hdf5", "group_old_many.h5", markers={"SNOD": 20, "HEAP": 1, "TREE": 3})
def _(path):
    """Old-style groups with many members in B-trees of several levels."""
    fcpl = h5p.create(h5p.FILE_CREATE)
    set_sym_k(fcpl, 2, 2)
    with open_file(path, "earliest", fcpl) as file:
        group = file.create_group("many")
        for i in range(120):
            group.create_group(f"member_{(i * 37) % 120:03d}") if i % 3 else group.create_dataset(f"member_{(i * 37) % 120:03d}", data=np.int16(i))


@case("hdf5", "group_new_few.h5")
def _(path):
    """New-style groups with compact links: plain, in order of creation, names of one to three hundred letters in UTF-8."""
    with open_file(path, "v110") as file:
        for name in ("a", "ü" * 30, "long " * 60):
            file[f"plain/{name}"] = np.int16(len(name))
        ordered = file.create_group("ordered", track_order=True)
        for name in ("zebra", "apple", "mango"):
            ordered[name] = np.int16(len(name))


@case("hdf5", "group_dense.h5", markers={"FRHP": 2, "BTHD": 3, "BTIN": 2})
def _(path):
    """Groups with dense links: more than a thousand members, in order of creation, with members deleted."""
    with open_file(path, "v110") as file:
        target = file.create_dataset("target", data=np.int16(5))
        group = file.create_group("thousand")
        for i in range(1100):
            group[f"member_{i:04d}"] = target
        ordered = file.create_group("ordered", track_order=True)
        for i in range(40):
            ordered[f"m{(i * 11) % 40:02d}"] = np.int16(i)
        for i in range(0, 40, 5):
            del ordered[f"m{i:02d}"]


@case("hdf5", "group_dense_long_names.h5", markers={"FRHP": 1, "FHIB": 1, "FHDB": 10})
def _(path):
    """Dense links with names so long that their heap has indirect blocks."""
    with open_file(path, "v110") as file:
        target = file.create_dataset("target", data=np.int16(5))
        group = file.create_group("long")
        for i in range(160):
            group[f"{i:03d} " + "name " * 50] = target


@case("hdf5", "links.h5")
def _(path):
    """Soft, external and dangling links; several hard links to one object; links to a parent and to the root: cycles."""
    with open_file(path, "v18") as file:
        file["data/v"] = np.arange(3)
        file["hard"] = file["data/v"]
        file["soft"] = h5py.SoftLink("/data/v")
        file["soft_group"] = h5py.SoftLink("/data")
        file["dangling"] = h5py.SoftLink("/nowhere")
        file["external"] = h5py.ExternalLink("other.h5", "/v")
        file["soft_loop"] = h5py.SoftLink("/soft_loop")
        file["data/up"] = file["/"]
        file["data/self"] = file["data"]
        file["data/deeper/up"] = file["data"]


@case("hdf5", "links_old.h5")
def _(path):
    """Soft links and cycles in old-style groups."""
    with open_file(path, "earliest") as file:
        file["data/v"] = np.arange(3)
        file["soft"] = h5py.SoftLink("/data/v")
        file["relative"] = h5py.SoftLink("data/v")
        file["data/up"] = file["/"]


@case("hdf5", "deep.h5")
def _(path):
    """Groups a hundred levels deep."""
    with open_file(path, "v110") as file:
        file["/".join(f"g{i}" for i in range(100)) + "/v"] = np.arange(3)


# Files


for _size in (512, 1024, 4096):

    @case("hdf5", f"user_block_{_size}.h5")
    def _(path, size=_size):
        """A user block in front of the file: every address is relative to what follows it."""
        fcpl = h5p.create(h5p.FILE_CREATE)
        fcpl.set_userblock(size)
        libver = {512: "earliest", 1024: "v110", 4096: "v200"}[size]
        with open_file(path, libver, fcpl) as file:
            one_of_some(file)
        with open(path, "r+b") as file:
            file.write(b"user block\n")


def one_of_some(file):
    file["contiguous"] = counting("<i4", (3, 4))
    file.create_dataset("chunked", data=smooth("<i4", (9, 10)), chunks=(4, 4), compression="gzip")
    file.create_dataset("growing", data=smooth("<i4", (9, 10)), chunks=(4, 4), maxshape=(None, 10))
    file.create_dataset("growing_twice", data=smooth("<i4", (9, 10)), chunks=(4, 4), maxshape=(None, None), compression="gzip")
    file.create_dataset("text", data=np.array(["a", "bcd"], object), dtype=h5py.string_dtype())
    file["group/nested"] = np.arange(3)
    file.attrs["title"] = "some"
    for i in range(12):
        file["contiguous"].attrs[f"a{i}"] = i


# Lengths of four bytes and less with a newer version than the first give files that the library cannot read itself.
for _offsets, _lengths, _libver in ((4, 4, "earliest"), (8, 4, "earliest"), (2, 2, "earliest"), (4, 8, "earliest"), (4, 8, "v110")):

    @case("hdf5", f"sizes_{_offsets}_{_lengths}_{_libver}.h5")
    def _(path, offsets=_offsets, lengths=_lengths, libver=_libver):
        """Addresses and lengths of other sizes than eight bytes."""
        fcpl = h5p.create(h5p.FILE_CREATE)
        fcpl.set_sizes(offsets, lengths)
        with open_file(path, libver, fcpl) as file:
            one_of_some(file)


for _strategy in ("page", "aggregate", "none"):

    @case("hdf5", f"file_space_{_strategy}.h5")
    def _(path, strategy=_strategy):
        """File space strategies, which put a message of their own into the superblock's extension."""
        codes = {"page": h5py.h5f.FSPACE_STRATEGY_PAGE, "aggregate": h5py.h5f.FSPACE_STRATEGY_AGGR, "none": h5py.h5f.FSPACE_STRATEGY_NONE}
        fcpl = h5p.create(h5p.FILE_CREATE)
        fcpl.set_file_space_strategy(codes[strategy], strategy != "none", 1)
        if strategy == "page":
            fcpl.set_file_space_page_size(512)
        with open_file(path, "v110", fcpl) as file:
            one_of_some(file)


for _libver in ("v18", "v110", "v200"):

    @case("hdf5", f"shared_messages_{_libver}.h5", markers={"SMTB": 1})
    def _(path, libver=_libver):
        """Dataspaces, types, fills, filters and attributes kept once for the whole file and shared by object headers."""
        fcpl = h5p.create(h5p.FILE_CREATE)
        share_messages(fcpl, 0x1F, 10)
        with open_file(path, libver, fcpl) as file:
            for i in range(12):
                dataset = file.create_dataset(f"v{i}", data=smooth("<f4", (9, 10)), chunks=(4, 4), compression="gzip", shuffle=True, fillvalue=-7)
                dataset.attrs["units"] = "kelvin and more text"
                dataset.attrs["limits"] = np.array([1.5, 2.5])
            file["plain"] = np.arange(4)


@case("hdf5", "times_tracked.h5")
def _(path):
    """Modification times in object headers of both versions."""
    with open_file(path, "v18") as file:
        file.create_dataset("v", data=np.arange(3), track_times=False)
        file.create_dataset("w", data=np.arange(3), chunks=(2,), track_times=False)
        group = h5p.create(h5p.GROUP_CREATE)
        group.set_obj_track_times(False)
        h5py.h5g.create(file.id, b"group", gcpl=group)


def scale(file, name, values, label=None, **attributes):
    dataset = file.create_dataset(name, data=values)
    dataset.make_scale(label if label is not None else name.rsplit("/", 1)[-1])
    for key, value in attributes.items():
        dataset.attrs[key] = value
    return dataset


for _libver in ("earliest", "v18", "v200"):

    @case("hdf5", f"dimension_scales_{_libver}.h5")
    def _(path, libver=_libver):
        """Dimension scales made without the netCDF library: in groups, several on one axis, without variables."""
        with open_file(path, libver) as file:
            time = file.create_dataset("time", data=np.arange(3.0), maxshape=(None,), chunks=(4,))
            time.make_scale("time")
            time.attrs["units"] = "days since 2000-01-01"
            lat = scale(file, "lat", np.arange(4, dtype="f4"), units="degrees_north")
            lon = scale(file, "lon", np.arange(5, dtype="f4"))
            bare = file.create_dataset("bare", shape=(2,), dtype=">f4")
            bare.make_scale("This is a netCDF dimension but not a netCDF variable.         2")
            data = file.create_dataset("data", data=counting("<f4", (3, 4, 5)), maxshape=(None, 4, 5), chunks=(1, 4, 5))
            for axis, dimension in enumerate((time, lat, lon)):
                data.dims[axis].attach_scale(dimension)
            half = file.create_dataset("half", data=counting("<f4", (4, 7)))
            half.dims[0].attach_scale(lat)
            other = file.create_dataset("other", data=counting("<i2", (2, 4)))
            other.dims[0].attach_scale(bare)
            other.dims[1].attach_scale(lat)
            group = file.create_group("group")
            level = scale(group, "level", np.arange(2))
            nested = group.create_dataset("nested", data=counting("<i2", (2, 4)))
            nested.dims[0].attach_scale(level)
            nested.dims[1].attach_scale(lat)


@case("hdf5", "dimension_scales_several.h5")
def _(path):
    """Two scales on one axis, and labels."""
    with open_file(path, "v18") as file:
        first = scale(file, "first", np.arange(4))
        second = scale(file, "second", np.arange(4) * 2.0)
        data = file.create_dataset("data", data=np.arange(4))
        data.dims[0].attach_scale(first)
        data.dims[0].attach_scale(second)
        data.dims[0].label = "label"


@case("hdf5", "no_scales.h5")
def _(path):
    """No dimension scales at all: netCDF-C invents names."""
    with open_file(path, "v18") as file:
        file["a"], file["b"], file["c"] = np.ones(3), np.ones((3, 3)), np.ones((2, 3))
        file["scalar"] = 1.5
        file.create_dataset("grows", data=np.ones(3), maxshape=(None,))
        file.create_dataset("zero", shape=(0, 2), dtype="f4")
        file["group/a"], file["group/z"] = np.ones(3), np.ones(4)
        file["group/nested/y"] = np.ones((4, 3))


@case("hdf5", "virtual.h5", refusals={"virtual": "virtual layout"})
def _(path):
    """A virtual dataset beside a plain one."""
    with open_file(path, "v110") as file:
        file["plain"] = np.arange(6)
        layout = h5py.VirtualLayout(shape=(6,), dtype="i8")
        layout[:] = h5py.VirtualSource(".", "plain", shape=(6,))
        file.create_virtual_dataset("virtual", layout)


@case("hdf5", "external_storage.h5", refusals={"external": "data in another file", "never": "data in another file"})
def _(path):
    """Data in another file, which is not there: a reader must not invent it, nor open names that a file tells it to."""
    with open_file(path, "v18") as file:
        file["plain"] = np.arange(6)
        file.create_dataset("external", shape=(4,), dtype="<i4", external=[("/not/there/raw.bin", 0, 16)])


@case("hdf5", "references.h5", refusals={n: "references" for n in ("objects", "regions")})
def _(path):
    """Datasets of object and region references."""
    with open_file(path, "v18") as file:
        file["v"] = np.arange(6)
        file["group/w"] = np.arange(3)
        file.create_dataset("objects", data=np.array([file["v"].ref, file["group"].ref], dtype=h5py.ref_dtype))
        file.create_dataset("regions", data=np.array([file["v"].regionref[1:4]], dtype=h5py.regionref_dtype))


@case("hdf5", "empty.h5")
def _(path):
    """Nothing but the root group."""
    open_file(path, "earliest").close()


@case("hdf5", "empty_latest.h5")
def _(path):
    """Nothing but the root group, in the newest form."""
    open_file(path, "v200").close()


@case("hdf5", "contiguous_large_rank.h5")
def _(path):
    """Arrays of rank 8, 16 and 32."""
    with open_file(path, "v18") as file:
        file["r8"] = counting("<i2", (1, 2, 1, 3, 1, 2, 1, 2))
        file["r16"] = counting("<i2", (1, 2) * 4 + (1,) * 8)
        file.create_dataset("r32", data=counting("<i2", (1,) * 30 + (2, 3)), chunks=(1,) * 31 + (2,))

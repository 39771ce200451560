"""What h5py and netCDF4-python say a file holds, as JSON."""

import hashlib
import json
import os

import h5py
import netCDF4
import numpy as np
from h5py import h5a, h5d, h5t, h5z

from canonical import canonical_bytes, digest, plain, samples

PADDINGS = {h5t.STR_NULLTERM: "null-terminated", h5t.STR_NULLPAD: "null-padded", h5t.STR_SPACEPAD: "space-padded"}
LAYOUTS = {h5d.COMPACT: "compact", h5d.CONTIGUOUS: "contiguous", h5d.CHUNKED: "chunked", h5d.VIRTUAL: "virtual"}
FILTERS = {
    1: "deflate", 2: "shuffle", 3: "fletcher32", 4: "szip", 5: "nbit", 6: "scaleoffset", 307: "bzip2", 32000: "lzf",
    32001: "blosc", 32004: "lz4", 32008: "bitshuffle", 32013: "zfp", 32015: "zstd", 32026: "blosc2",
}
HDF5_FORMATS = {"NETCDF4", "NETCDF4_CLASSIC"}


def order_name(order):
    return {h5t.ORDER_LE: "little", h5t.ORDER_BE: "big"}.get(order, "none")


def integer_type(type_id):
    bits = 8 * type_id.get_size()
    name = ("int" if type_id.get_sign() == h5t.SGN_2 else "uint") + str(bits)
    info = {"type": name, "order": order_name(type_id.get_order())}
    if type_id.get_precision() != bits or type_id.get_offset():
        info |= {"precision": type_id.get_precision(), "bit_offset": type_id.get_offset()}
    return info


def float_type(type_id):
    bits = 8 * type_id.get_size()
    info = {"type": f"float{bits}", "order": order_name(type_id.get_order())}
    standard = {16: (15, 10, 5, 0, 10), 32: (31, 23, 8, 0, 23), 64: (63, 52, 11, 0, 52)}
    if type_id.get_fields() != standard.get(bits) or type_id.get_precision() != bits:
        info |= {"type": f"odd float of {bits} bits", "bit_fields": list(type_id.get_fields()), "bias": type_id.get_ebias()}
    return info


def string_type(type_id):
    charset = "utf-8" if type_id.get_cset() == h5t.CSET_UTF8 else "ascii"
    if type_id.is_variable_str():
        return {"type": "string", "charset": charset}
    return {
        "type": "fixed string", "length": type_id.get_size(), "padding": PADDINGS[type_id.get_strpad()], "charset": charset,
    }


def compound_type(type_id):
    fields = []
    for i in range(type_id.get_nmembers()):
        fields.append({"name": type_id.get_member_name(i).decode(), "offset": type_id.get_member_offset(i),
                       **type_info(type_id.get_member_type(i))})
    return {"type": "compound", "size": type_id.get_size(), "fields": fields}


def enum_type(type_id):
    members = {type_id.get_member_name(i).decode(): int(type_id.get_member_value(i)) for i in range(type_id.get_nmembers())}
    return {"type": "enum", "base": type_info(type_id.get_super()), "members": members}


def type_info(type_id):
    """An HDF5 type in words."""
    kind = type_id.get_class()
    if kind == h5t.INTEGER:
        return integer_type(type_id)
    if kind == h5t.FLOAT:
        return float_type(type_id)
    if kind == h5t.STRING:
        return string_type(type_id)
    if kind == h5t.COMPOUND:
        return compound_type(type_id)
    if kind == h5t.ENUM:
        return enum_type(type_id)
    if kind == h5t.VLEN:
        return {"type": "vlen", "of": type_info(type_id.get_super())}
    if kind == h5t.ARRAY:
        return {"type": "array", "shape": list(type_id.get_array_dims()), "of": type_info(type_id.get_super())}
    if kind == h5t.OPAQUE:
        return {"type": "opaque", "length": type_id.get_size()}
    names = {h5t.BITFIELD: "bitfield", h5t.REFERENCE: "reference", h5t.TIME: "time", h5t.COMPLEX: "complex"}
    return {"type": names[kind], "size": type_id.get_size()}


def holds_reference(info):
    nested = [info.get("of"), info.get("base"), *info.get("fields", [])]
    return info["type"] in ("reference", "time") or any(holds_reference(n) for n in nested if n)


def attribute_info(obj, name):
    attribute = h5a.open(obj.id, name.encode())
    info = type_info(attribute.get_type())
    space = attribute.get_space()
    info["shape"] = None if space.get_simple_extent_type() == h5py.h5s.NULL else list(attribute.shape)
    if info["shape"] is not None and not holds_reference(info):
        value = np.asarray(obj.attrs[name])
        if value.size <= 64:
            info["value"] = plain(value)
        info["sha256"] = digest(value)
    return info


def filters_of(dcpl):
    result = []
    for i in range(dcpl.get_nfilters()):
        code, flags, values, _ = dcpl.get_filter(i)
        result.append({"id": code, "name": FILTERS.get(code, str(code)), "optional": bool(flags & h5z.FLAG_OPTIONAL),
                       "values": [int(v) for v in values]})
    return result


def chunk_info(dataset):
    """How many chunks are stored, and where the first and the last few lie."""
    count = dataset.id.get_num_chunks()
    chosen = sorted(set(range(min(count, 3))) | set(range(max(0, count - 2), count)))
    listed = []
    for i in chosen:
        info = dataset.id.get_chunk_info(i)
        listed.append({"start": list(info.chunk_offset), "offset": info.byte_offset, "size": info.size,
                       "filter_mask": info.filter_mask})
    return {"stored_chunks": count, "some_chunks": listed}


def storage_info(dataset):
    dcpl = dataset.id.get_create_plist()
    layout = LAYOUTS[dcpl.get_layout()]
    info = {"layout": layout, "filters": filters_of(dcpl)}
    if layout == "chunked":
        info["chunk_shape"] = list(dcpl.get_chunk())
        if dataset.shape is not None:
            info |= chunk_info(dataset)
    elif layout == "contiguous" and dataset.id.get_offset() is not None:
        info |= {"data_offset": dataset.id.get_offset(), "stored_bytes": dataset.id.get_storage_size()}
    return info


def as_strings(array):
    """Fixed-size text as variable text: what a reader that knows only strings sees."""
    stripped = [bytes(v) for v in array.reshape(-1)]
    result = np.empty(len(stripped), dtype=object)
    result[:] = stripped
    return digest(result)


def values_info(array):
    array = np.asarray(array)
    if array.dtype == np.longdouble:
        array = array.astype("f8")
    info = {"numpy_type": str(array.dtype), "sha256": digest(array), "canonical_bytes": len(canonical_bytes(array)), "samples": samples(array)}
    if array.dtype.kind == "S":
        info["sha256_as_strings"] = as_strings(array)
    return info


def dataset_info(dataset, refusals):
    path = dataset.name.lstrip("/")
    info = {"path": path, **type_info(dataset.id.get_type())}
    info["shape"] = None if dataset.shape is None else list(dataset.shape)
    info["max_shape"] = None if dataset.maxshape is None else [-1 if m is None else m for m in dataset.maxshape]
    info |= storage_info(dataset)
    info["attributes"] = {n: attribute_info(dataset, n) for n in sorted(dataset.attrs)}
    if path in refusals:
        info["may_refuse"] = refusals[path]
    if dataset.shape is not None and not holds_reference(info):
        info |= read_values(dataset, path in refusals)
    return info


def holds_odd_integers(dataset):
    type_id = dataset.id.get_type()
    return type_id.get_class() == h5t.INTEGER and type_id.get_size() not in (1, 2, 4, 8)


def odd_integers(dataset):
    """Integers of three or five bytes, which numpy has not, as 64 bits."""
    values = np.empty(dataset.shape, "i8")
    dataset.id.read(h5py.h5s.ALL, h5py.h5s.ALL, values, h5t.NATIVE_INT64)
    return values


def read_values(dataset, may_fail):
    """The digest of the values, or h5py's reason where it cannot read what a reader may refuse too."""
    try:
        return values_info(odd_integers(dataset) if holds_odd_integers(dataset) else dataset[()])
    except (OSError, TypeError, ValueError) as error:
        if not may_fail:
            raise
        return {"h5py_refuses": str(error).split("\n")[0]}


def collect(group, refusals, seen, result):
    """Walks hard links only, each object once, so that cycles end."""
    result["groups"][group.name.lstrip("/")] = {n: attribute_info(group, n) for n in sorted(group.attrs)}
    seen.add(h5py.h5o.get_info(group.id).addr)
    for name in group:
        link = group.get(name, getlink=True)
        path = f"{group.name.rstrip('/')}/{name}".lstrip("/")
        if not isinstance(link, h5py.HardLink):
            result["links"][path] = [type(link).__name__, getattr(link, "filename", ""), link.path]
            continue
        child = group[name]
        address = h5py.h5o.get_info(child.id).addr
        if address in seen:
            result["links"][path] = ["HardLink", "", child.name]
        elif isinstance(child, h5py.Group):
            collect(child, refusals, seen, result)
        elif isinstance(child, h5py.Dataset):
            seen.add(address)
            result["variables"].append(dataset_info(child, refusals))
        else:
            seen.add(address)
            result["named_types"][path] = type_info(child.id)


def describe_hdf5(path, refusals):
    """An HDF5 file as h5py sees it."""
    result = {"reader": f"h5py {h5py.__version__}", "groups": {}, "links": {}, "named_types": {}, "variables": []}
    with h5py.File(path, "r") as file:
        result["user_block"] = file.userblock_size
        collect(file, refusals, set(), result)
    if len(result["links"]) > 100:
        result["links"] = {"count": len(result["links"]), "sha256_of_sorted_paths": text_digest(sorted(result["links"]))}
    dims = netcdf_dims(path)
    if dims is not None:
        result["netcdf_dims"] = dims
    return result


def text_digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def netcdf_dims(path):
    """The dimension names that netCDF-C gives, or nothing where it cannot open the file (some files crash it)."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(sending, json.dumps(open_for_dims(path)).encode())
        finally:
            os._exit(0)
    os.close(sending)
    with os.fdopen(receiving) as stream:
        text = stream.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def open_for_dims(path):
    with netCDF4.Dataset(path) as dataset:
        names = {}
        for group in walk(dataset):
            for name, variable in group.variables.items():
                names[f"{group.path.strip('/')}/{name}".lstrip("/")] = list(variable.dimensions)
        return names


def walk(group):
    yield group
    for child in group.groups.values():
        yield from walk(child)


def netcdf_type(variable):
    datatype = variable.datatype
    if isinstance(datatype, netCDF4.EnumType):
        return {"type": "enum", "name": datatype.name, "base": np.dtype(datatype.dtype).name,
                "members": {k: int(v) for k, v in datatype.enum_dict.items()}}
    if isinstance(datatype, netCDF4.CompoundType):
        fields = [{"name": n, "type": str(datatype.dtype[n])} for n in datatype.dtype.names]
        return {"type": "compound", "name": datatype.name, "fields": fields}
    if isinstance(datatype, netCDF4.VLType):
        if datatype.dtype is str:
            return {"type": "string"}
        return {"type": "vlen", "name": datatype.name, "of": np.dtype(datatype.dtype).name}
    if variable.dtype is str:
        return {"type": "string"}
    dtype = np.dtype(variable.dtype)
    return {"type": "char" if dtype.kind == "S" else dtype.name, "order": variable.endian()}


def netcdf_attribute(owner, name, text_types):
    value = owner.getncattr(name)
    if isinstance(value, str) or isinstance(value, list):
        texts = [value] if isinstance(value, str) else value
        return {"type": text_types.get(name, "char"), "value": texts}
    array = np.asarray(value)
    return {"type": "char" if array.dtype.kind in "SU" else array.dtype.name, "value": plain(array.reshape(-1))}


def text_types(path, owner_path):
    """Which attributes are NC_STRING and which NC_CHAR; netCDF4-python does not tell."""
    with h5py.File(path, "r") as file:
        obj = file[owner_path or "/"]
        types = {}
        for name in obj.attrs:
            info = type_info(h5a.open(obj.id, name.encode()).get_type())
            types[name] = "string" if info["type"] == "string" else "char"
        return types


def hdf5_path(group_path, name, file):
    """A variable named like a dimension that is not its coordinate is stored under a longer name."""
    plain_path = f"{group_path}/{name}".lstrip("/")
    hidden = f"{group_path}/_nc4_non_coord_{name}".lstrip("/")
    return hidden if hidden in file else plain_path


def netcdf_variable(path, group, name, variable, is_hdf5, refusals):
    group_path = group.path.strip("/")
    full = f"{group_path}/{name}".lstrip("/")
    variable.set_auto_maskandscale(False)
    variable.set_auto_chartostring(False)
    info = {"path": full, **netcdf_type(variable), "shape": [int(s) for s in variable.shape]}
    info["dims"] = [{"name": d.name, "group": d.group().path.strip("/")} for d in variable.get_dims()]
    types = {}
    values = netcdf_values(variable)
    if is_hdf5:
        with h5py.File(path, "r") as file:
            stored = hdf5_path(group_path, name, file)
            info["hdf5_path"] = stored
            info |= storage_info(file[stored])
            values = padded(values, file[stored])
        types = text_types(path, stored)
    info["attributes"] = {n: netcdf_attribute(variable, n, types) for n in variable.ncattrs()}
    if full in refusals:
        info["may_refuse"] = refusals[full]
    return info | values_info(values)


def padded(values, dataset):
    """What lies beyond a variable that is shorter than its unlimited dimensions is fill; netCDF-C fills one axis only."""
    if dataset.shape == values.shape or sum(a < b for a, b in zip(dataset.shape, values.shape)) < 2:
        return values
    result = np.full(values.shape, dataset.fillvalue, values.dtype)
    result[tuple(slice(0, n) for n in dataset.shape)] = dataset[()]
    return result


def netcdf_values(variable):
    values = variable[...]
    if variable.dtype is str and variable.ndim == 0:
        return np.asarray(values, dtype=object)
    return np.asarray(np.ma.getdata(values))


def describe_netcdf(path, refusals):
    """A netCDF file as netCDF4-python sees it."""
    with netCDF4.Dataset(path) as dataset:
        is_hdf5 = dataset.data_model in HDF5_FORMATS
        result = {"reader": f"netCDF4 {netCDF4.__version__} (netCDF-C {netCDF4.__netcdf4libversion__.split()[0]})",
                  "data_model": dataset.data_model, "groups": {}, "variables": []}
        for group in walk(dataset):
            group_path = group.path.strip("/")
            types = text_types(path, group_path) if is_hdf5 else {}
            result["groups"][group_path] = {
                "dimensions": {n: {"length": len(d), "unlimited": d.isunlimited()} for n, d in group.dimensions.items()},
                "attributes": {n: netcdf_attribute(group, n, types) for n in group.ncattrs()},
            }
            for name, variable in group.variables.items():
                result["variables"].append(netcdf_variable(path, group, name, variable, is_hdf5, refusals))
        return result

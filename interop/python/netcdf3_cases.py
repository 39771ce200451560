"""Classic files: CDF-1, CDF-2 and CDF-5."""

import struct

import netCDF4
import numpy as np

from cases import case, counting, smooth, specials

CLASSIC_TYPES = {"byte": "i1", "char": "S1", "short": "i2", "int": "i4", "float": "f4", "double": "f8"}
CDF5_TYPES = CLASSIC_TYPES | {"ubyte": "u1", "ushort": "u2", "uint": "u4", "int64": "i8", "uint64": "u8"}
FORMATS = {
    "cdf1": ("NETCDF3_CLASSIC", CLASSIC_TYPES),
    "cdf2": ("NETCDF3_64BIT_OFFSET", CLASSIC_TYPES),
    "cdf5": ("NETCDF3_64BIT_DATA", CDF5_TYPES),
}


def values(dtype, shape, seed=1):
    if dtype == "S1":
        return (counting("u1", shape, seed) % 26 + 97).view("S1")
    return counting(dtype, shape, seed)


def create(path, format_name, fill=True):
    dataset = netCDF4.Dataset(path, "w", format=format_name)
    if not fill:
        dataset.set_fill_off()
    return dataset


def attributes_of_every_type(owner, types):
    """Lengths 1 to 5, so that padding to four bytes is needed and not needed."""
    for name, dtype in types.items():
        for length in (1, 2, 3, 4, 5):
            if dtype == "S1":
                owner.setncattr(f"{name}_{length}", "abcde"[:length])
            else:
                owner.setncattr(f"{name}_{length}", counting(dtype, (length,), length))
    owner.empty_text = ""


def fixed(path, format_name, types):
    with create(path, format_name) as dataset:
        for name, length in {"x": 3, "y": 5, "z": 2, "t": 2, "one": 1}.items():
            dataset.createDimension(name, length)
        dataset.createDimension("not_used", 7)
        attributes_of_every_type(dataset, types)
        for name, dtype in types.items():
            for dims in ((), ("x",), ("x", "y"), ("z", "y", "x"), ("t", "z", "y", "x"), ("one", "t", "z", "y", "x")):
                variable = dataset.createVariable(f"{name}_{len(dims)}d", dtype, dims)
                shape = tuple(len(dataset.dimensions[d]) for d in dims)
                variable[...] = values(dtype, shape, len(dims) + 1)
        for name in ("float", "double"):
            special = specials(types[name])
            if "special" not in dataset.dimensions:
                dataset.createDimension("special", special.size)
            dataset.createVariable(f"{name}_special", types[name], ("special",))[:] = special
        attributes_of_every_type(dataset.variables["int_1d"], types)


def record(path, format_name, types):
    with create(path, format_name) as dataset:
        dataset.createDimension("time", None)
        dataset.createDimension("x", 3)
        dataset.createDimension("y", 2)
        for name, dtype in types.items():
            dataset.createVariable(f"{name}_t", dtype, ("time",))
            dataset.createVariable(f"{name}_tx", dtype, ("time", "x"))
            dataset.createVariable(f"{name}_fixed", dtype, ("y", "x"))[:] = values(dtype, (2, 3), 9)
            dataset.createVariable(f"{name}_tyx", dtype, ("time", "y", "x"))
        for name, dtype in types.items():
            dataset.variables[f"{name}_t"][:] = values(dtype, (4,), 3)
            dataset.variables[f"{name}_tx"][:] = values(dtype, (4, 3), 4)
            dataset.variables[f"{name}_tyx"][:] = values(dtype, (4, 2, 3), 5)


for _format, (_format_name, _types) in FORMATS.items():

    @case("netcdf3", f"{_format}_fixed.nc")
    def _(path, format_name=_format_name, types=_types):
        """Every type, no record dimension, ranks 0 to 5, attributes of every type with lengths 1 to 5."""
        fixed(path, format_name, types)

    @case("netcdf3", f"{_format}_record.nc")
    def _(path, format_name=_format_name, types=_types):
        """Several record variables of every type: records interleaved, each padded to four bytes."""
        record(path, format_name, types)

    for _name, _dtype in _types.items():
        if np.dtype(_dtype).itemsize > 2:
            continue

        @case("netcdf3", f"{_format}_only_record_variable_{_name}.nc")
        def _(path, format_name=_format_name, dtype=_dtype):
            """A single record variable of a small type: its records are not padded."""
            with create(path, format_name) as dataset:
                dataset.createDimension("time", None)
                dataset.createDimension("x", 3)
                dataset.createVariable("fixed", "i4", ("x",))[:] = [7, 8, 9]
                variable = dataset.createVariable("v", dtype, ("time", "x"))
                variable[:] = values(dtype, (5, 3), 2)

    @case("netcdf3", f"{_format}_empty.nc")
    def _(path, format_name=_format_name, types=_types):
        """No dimension, no variable, no attribute."""
        create(path, format_name).close()

    @case("netcdf3", f"{_format}_no_records.nc")
    def _(path, format_name=_format_name, types=_types):
        """A record dimension of length zero."""
        with create(path, format_name) as dataset:
            dataset.createDimension("time", None)
            dataset.createDimension("x", 3)
            dataset.createVariable("time", "f8", ("time",)).units = "days since 2000-01-01"
            dataset.createVariable("v", "i2", ("time", "x"))
            dataset.createVariable("fixed", "f4", ("x",))[:] = [1, 2, 3]

    @case("netcdf3", f"{_format}_fill.nc")
    def _(path, format_name=_format_name, types=_types):
        """Variables never written and partly written: the default fill values and explicit ones."""
        with create(path, format_name) as dataset:
            dataset.createDimension("time", None)
            dataset.createDimension("x", 3)
            for name, dtype in types.items():
                dataset.createVariable(f"{name}_never", dtype, ("x",))
                if dtype != "S1":
                    dataset.createVariable(f"{name}_explicit", dtype, ("x",), fill_value=42)
                dataset.createVariable(f"{name}_record", dtype, ("time", "x"))
            dataset.variables["int_record"][2, :] = [1, 2, 3]

    @case("netcdf3", f"{_format}_many.nc")
    def _(path, format_name=_format_name, types=_types):
        """Many variables, dimensions and attributes; names in UTF-8 and with odd characters."""
        with create(path, format_name) as dataset:
            for i in range(40):
                dataset.createDimension(f"dim{i}", i % 4 + 1)
                variable = dataset.createVariable(f"variable_{i:02d}", "i2", (f"dim{i}",))
                variable[:] = values("i2", (i % 4 + 1,), i + 1)
                variable.number = np.int16(i)
            for name in ("temperature °C", "a.b-c+d@e", "Größe", "_underscore", "数据"):
                dataset.createVariable(name, "f4", ("dim3",))[:] = [1, 2, 3, 4]
            dataset.setncattr("größe", "naïve ünïcode – 数据")
            dataset.history = "line one\nline two\n"


@case("netcdf3", "cdf1_char_fill.nc")
def _(path):
    """A fill attribute on characters, which xarray reads from netCDF but not from Zarr."""
    with create(path, "NETCDF3_CLASSIC") as dataset:
        dataset.createDimension("x", 3)
        dataset.createVariable("never", "S1", ("x",), fill_value="-")
        dataset.createVariable("partly", "S1", ("x",), fill_value="-")[1] = "b"


@case("netcdf3", "cdf1_cf.nc")
def _(path):
    """A small CF file: time with bounds and calendar, packed data, grid mapping, char labels, auxiliary coordinates."""
    with create(path, "NETCDF3_CLASSIC") as dataset:
        for name, length in {"time": None, "lat": 4, "lon": 6, "nv": 2, "station": 3, "name_length": 8}.items():
            dataset.createDimension(name, length)
        time = dataset.createVariable("time", "f8", ("time",))
        time.setncatts({"units": "days since 1850-01-01", "calendar": "noleap", "bounds": "time_bnds", "axis": "T"})
        bounds = dataset.createVariable("time_bnds", "f8", ("time", "nv"))
        for name, axis in {"lat": "Y", "lon": "X"}.items():
            coordinate = dataset.createVariable(name, "f4", (name,))
            coordinate.setncatts({"axis": axis, "units": "degrees_north" if axis == "Y" else "degrees_east"})
            coordinate[:] = smooth("f4", (len(dataset.dimensions[name]),))
        packed = dataset.createVariable("t2m", "i2", ("time", "lat", "lon"), fill_value=-32767)
        packed.set_auto_maskandscale(False)
        packed.setncatts({"scale_factor": 0.01, "add_offset": 273.15, "missing_value": np.int16(-32767),
                          "coordinates": "area", "grid_mapping": "crs", "units": "K", "cell_methods": "time: mean"})
        dataset.createVariable("area", "f8", ("lat", "lon"))[:] = smooth("f8", (4, 6))
        dataset.createVariable("crs", "i4", ()).grid_mapping_name = "latitude_longitude"
        dataset.createVariable("station_name", "S1", ("station", "name_length"))[:] = netCDF4.stringtochar(
            np.array(["Bern", "Davos", "Locarno"], "S8"))
        dataset.Conventions = "CF-1.8"
        time[:] = [15.5, 45.0, 74.5]
        bounds[:] = [[0, 31], [31, 59], [59, 90]]
        data = smooth("i2", (3, 4, 6))
        data[1, 2, 3] = -32767
        packed[:] = data
        dataset.variables["crs"][...] = 0


def patch(path, offset, replacement):
    with open(path, "r+b") as file:
        file.seek(offset)
        file.write(replacement)


@case("netcdf3", "cdf1_streaming_numrecs.nc", refusals={"*": "the number of records is marked as unknown"})
def _(path):
    """The number of records is 0xFFFFFFFF, as a writer leaves it that streams: the file's size tells."""
    record(path, "NETCDF3_CLASSIC", CLASSIC_TYPES)


@case("netcdf3", "cdf5_streaming_numrecs.nc", refusals={"*": "the number of records is marked as unknown"})
def _(path):
    """The same in CDF-5, where the count has eight bytes."""
    record(path, "NETCDF3_64BIT_DATA", CDF5_TYPES)


def name_bytes(text):
    raw = text.encode()
    return struct.pack(">i", len(raw)) + raw + bytes(-len(raw) % 4)


@case("netcdf3", "cdf1_gaps.nc")
def _(path):
    """Gaps between the header and the variables and between the variables, and wrong vsize fields."""
    dims = struct.pack(">ii", 10, 2) + name_bytes("x") + struct.pack(">i", 3) + name_bytes("y") + struct.pack(">i", 2)
    absent = struct.pack(">ii", 0, 0)

    def variable(name, dim_ids, type_code, vsize, begin):
        ids = struct.pack(f">i{len(dim_ids)}i", len(dim_ids), *dim_ids)
        return name_bytes(name) + ids + absent + struct.pack(">iIi", type_code, vsize, begin)

    listed = [("second", [1, 0], 5, 0xFFFFFFFF, 512), ("scalar", [], 6, 999, 700), ("first", [0], 3, 0, 1024)]
    header = b"CDF\x01" + struct.pack(">i", 0) + dims + absent + struct.pack(">ii", 11, 3)
    header += b"".join(variable(*v) for v in listed)
    content = bytearray(1032)
    content[: len(header)] = header
    content[512:536] = np.arange(6, dtype=">f4").tobytes()
    content[700:708] = np.array(2.5, ">f8").tobytes()
    content[1024:1030] = np.array([7, -8, 9], ">i2").tobytes()
    with open(path, "wb") as file:
        file.write(content)


AFTER_TRUTH = {
    "cdf1_streaming_numrecs.nc": lambda path: patch(path, 4, b"\xff" * 4),
    "cdf5_streaming_numrecs.nc": lambda path: patch(path, 4, b"\xff" * 8),
}

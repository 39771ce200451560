"""NetCDF-4 files by netCDF4-python."""

import netCDF4
import numpy as np

from cases import case, counting, smooth, specials

NUMERIC = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"]


def create(path, format_name="NETCDF4"):
    return netCDF4.Dataset(path, "w", format=format_name)


def coordinate(group, name, values, **attributes):
    variable = group.createVariable(name, values.dtype, (name,))
    variable.setncatts(attributes)
    variable[:] = values
    return variable


@case("netcdf4", "types.nc")
def _(path):
    """Every numeric type in both byte orders, contiguous and chunked, with ranks 0 to 5 and the special floats."""
    with create(path) as dataset:
        for name, length in {"x": 4, "y": 3, "z": 2, "t": 2, "one": 1, "special": 12}.items():
            dataset.createDimension(name, length)
        for dtype in NUMERIC:
            for endian in ("little", "big"):
                stored = np.dtype(dtype).newbyteorder("<" if endian == "little" else ">")
                name = f"{dtype}_{endian}"
                dataset.createVariable(f"{name}_0d", stored, (), endian=endian)[...] = 7
                dataset.createVariable(f"{name}_2d", stored, ("y", "x"), endian=endian)[:] = counting(dtype, (3, 4))
                dataset.createVariable(f"{name}_chunked", stored, ("y", "x"), endian=endian, chunksizes=(2, 3))[:] = (
                    counting(dtype, (3, 4), 2))
                if dtype[0] == "f":
                    dataset.createVariable(f"{name}_special", stored, ("special",), endian=endian)[:] = specials(dtype)
        dataset.createVariable("five", "i2", ("one", "t", "z", "y", "x"))[:] = counting("i2", (1, 2, 2, 3, 4))


@case("netcdf4", "classic_model.nc")
def _(path):
    """NetCDF-4 classic model: one unlimited dimension, classic types, characters."""
    with create(path, "NETCDF4_CLASSIC") as dataset:
        dataset.createDimension("time", None)
        dataset.createDimension("x", 3)
        dataset.createDimension("length", 5)
        coordinate(dataset, "time", np.arange(4.0), units="days since 2000-01-01")
        for dtype in ("i1", "i2", "i4", "f4", "f8"):
            dataset.createVariable(dtype, dtype, ("time", "x"))[:] = counting(dtype, (4, 3))
        dataset.createVariable("label", "S1", ("x", "length"))[:] = netCDF4.stringtochar(np.array(["a", "bcd", "efghi"], "S5"))
        dataset.title = "classic"
        dataset.numbers = np.array([1, 2, 3], "i2")


@case("netcdf4", "groups.nc")
def _(path):
    """Nested groups: dimensions and coordinates of parents, the same names again further down, groups with nothing."""
    with create(path) as dataset:
        dataset.createDimension("time", None)
        dataset.createDimension("lat", 3)
        dataset.title = "root"
        coordinate(dataset, "time", np.arange(2.0), units="hours since 2020-01-01", calendar="standard")
        coordinate(dataset, "lat", np.array([10.0, 20, 30], "f4"), units="degrees_north")
        forecast = dataset.createGroup("forecast")
        forecast.model = "IFS"
        forecast.createDimension("lon", 2)
        coordinate(forecast, "lon", np.array([5.0, 6], "f4"), units="degrees_east")
        forecast.createVariable("t2m", "f4", ("time", "lat", "lon"), fill_value=-999.0)[:] = counting("f4", (2, 3, 2))
        surface = forecast.createGroup("surface")
        surface.createDimension("lat", 5)
        coordinate(surface, "lat", np.arange(5, dtype="f8"))
        surface.createVariable("height", "i2", ("lat", "lon"))[:] = counting("i2", (5, 2))
        dataset.createGroup("empty")
        dataset.createGroup("deep/er/and/deeper").createVariable("v", "u1", ())[...] = 3
        dataset.createGroup("analysis").createVariable("t2m", "f8", ("lat",))[:] = [1, 2, 3]


@case("netcdf4", "cf.nc")
def _(path):
    """CF: bounds, calendar, packing of several kinds, flags, grid mapping, auxiliary coordinates, labels, unsigned bytes."""
    with create(path) as dataset:
        for name, length in {"time": None, "lat": 4, "lon": 6, "nv": 2, "station": 3, "length": 8}.items():
            dataset.createDimension(name, length)
        coordinate(dataset, "time", np.array([15.5, 45.0, 74.5]), units="days since 1850-01-01", calendar="360_day",
                   bounds="time_bnds", axis="T", standard_name="time")
        dataset.createVariable("time_bnds", "f8", ("time", "nv"))[:] = [[0, 31], [31, 59], [59, 90]]
        coordinate(dataset, "lat", smooth("f4", (4,)), units="degrees_north")
        coordinate(dataset, "lon", smooth("f4", (6,)), units="degrees_east")
        packed = dataset.createVariable("t2m", "i2", ("time", "lat", "lon"), fill_value=-32767, zlib=True, shuffle=True)
        packed.set_auto_maskandscale(False)
        packed.setncatts({"scale_factor": 0.01, "add_offset": 273.15, "missing_value": np.int16(-32767),
                          "valid_range": np.array([-5000, 5000], "i2"), "coordinates": "area", "grid_mapping": "crs"})
        data = smooth("i2", (3, 4, 6))
        data[1, 2, 3] = -32767
        packed[:] = data
        variable = dataset.createVariable("packed_bytes", "i1", ("lat",), fill_value=-128)
        variable.set_auto_maskandscale(False)
        variable.setncatts({"scale_factor": 0.1, "add_offset": 5.3})
        variable[:] = [1, -128, 3, 4]
        flags = dataset.createVariable("quality", "u1", ("lat", "lon"), fill_value=255)
        flags.setncatts({"flag_values": np.array([0, 1, 2], "u1"), "flag_meanings": "good bad missing"})
        flags[:] = counting("u1", (4, 6)) % 3
        unsigned = dataset.createVariable("unsigned", "i1", ("lat",), fill_value=-1)
        unsigned.set_auto_maskandscale(False)
        unsigned.setncattr("_Unsigned", "true")
        unsigned[:] = np.array([1, -1, -100, 127], "i1")
        dataset.createVariable("area", "f8", ("lat", "lon"))[:] = smooth("f8", (4, 6))
        crs = dataset.createVariable("crs", "i4", ())
        crs.setncatts({"grid_mapping_name": "rotated_latitude_longitude", "grid_north_pole_latitude": 39.25})
        crs[...] = 0
        duration = dataset.createVariable("duration", "i4", ("time",), fill_value=-1)
        duration.units = "hours"
        duration[:] = [1, 2, -1]
        floats = dataset.createVariable("masked", "f4", ("lat", "lon"), fill_value=1e20)
        floats.missing_value = np.float32(1e20)
        floats[:] = counting("f4", (4, 6))
        nans = dataset.createVariable("nan_filled", "f8", ("lat",), fill_value=np.nan)
        nans[:] = [1, np.nan, 3, 4]
        dataset.createVariable("name", "S1", ("station", "length"))[:] = netCDF4.stringtochar(
            np.array(["Bern", "Davos", "Locarno"], "S8"))
        dataset.setncatts({"Conventions": "CF-1.8", "history": "written for a test", "version": np.int32(3)})


@case("netcdf4", "packed_float32.nc")
def _(path):
    """Packed with attributes of float32: xarray unpacks to float32 here, to float64 from any Zarr store."""
    with create(path) as dataset:
        dataset.createDimension("x", 4)
        for dtype in ("i1", "i2", "i4"):
            variable = dataset.createVariable(f"{dtype}_both", dtype, ("x",), fill_value=-128)
            variable.set_auto_maskandscale(False)
            variable.setncatts({"scale_factor": np.float32(0.1), "add_offset": np.float32(5.3)})
            variable[:] = [1, -128, 3, 4]
            variable = dataset.createVariable(f"{dtype}_scale", dtype, ("x",))
            variable.set_auto_maskandscale(False)
            variable.scale_factor = np.float32(0.1)
            variable[:] = [1, -128, 3, 4]


@case("netcdf4", "unlimited.nc")
def _(path):
    """Several unlimited dimensions, in groups too; variables shorter than their unlimited dimension."""
    with create(path) as dataset:
        dataset.createDimension("time", None)
        dataset.createDimension("level", None)
        dataset.createDimension("x", 3)
        dataset.createDimension("never", None)
        dataset.createVariable("long", "i4", ("time",), chunksizes=(4,))[:] = np.arange(7)
        dataset.createVariable("short", "i4", ("time", "x"), chunksizes=(2, 3))[:] = counting("i4", (2, 3))
        dataset.createVariable("short_filled", "i4", ("time", "x"), chunksizes=(2, 3), fill_value=-7)[:] = counting("i4", (2, 3))
        dataset.createVariable("level", "f8", ("level",), chunksizes=(4,))[:] = np.arange(5.0)
        dataset.createVariable("nothing", "f4", ("time", "x"), chunksizes=(2, 3))
        dataset.createVariable("no_length", "f4", ("never", "x"), chunksizes=(2, 3))
        group = dataset.createGroup("group")
        group.createDimension("record", None)
        group.createVariable("v", "i2", ("record", "time"), chunksizes=(2, 3))[:] = counting("i2", (2, 3))
        text = dataset.createVariable("text", str, ("time",), chunksizes=(4,))
        text[:] = np.array(["a", "bb"], dtype=object)


@case("netcdf4", "unlimited_twice.nc")
def _(path):
    """Variables shorter than both of their unlimited dimensions: netCDF-C itself leaves part of the memory as it was."""
    with create(path) as dataset:
        dataset.createDimension("time", None)
        dataset.createDimension("level", None)
        dataset.createVariable("time", "f8", ("time",), chunksizes=(4,))[:] = np.arange(7.0)
        dataset.createVariable("level", "f8", ("level",), chunksizes=(4,))[:] = np.arange(5.0)
        dataset.createVariable("both", "f4", ("time", "level"), chunksizes=(2, 3))[:] = counting("f4", (3, 4))
        dataset.createVariable("both_short", "f4", ("time", "level"), chunksizes=(2, 3))[:] = counting("f4", (1, 2))


@case("netcdf4", "dimensions_without_variables.nc")
def _(path):
    """Dimensions that have no variable, one of length zero, some used by nothing."""
    with create(path) as dataset:
        for name, length in {"a": 2, "b": 3, "zero": None, "unused": 9, "unlimited_unused": None}.items():
            dataset.createDimension(name, length)
        dataset.createVariable("v", "f4", ("a", "b"))[:] = counting("f4", (2, 3))
        dataset.createVariable("square", "f4", ("b", "b"))[:] = counting("f4", (3, 3))
        dataset.createVariable("z", "f4", ("zero", "b"))
        dataset.createVariable("scalar", "f8", ())[...] = 4.5


@case("netcdf4", "odd_coordinates.nc")
def _(path):
    """Variables named like dimensions that are not their coordinates: of rank 2, of another dimension, in another group."""
    with create(path) as dataset:
        dataset.createDimension("x", 2)
        dataset.createDimension("y", 3)
        dataset.createDimension("s", 4)
        dataset.createVariable("x", "f4", ("x", "y"))[:] = counting("f4", (2, 3))
        dataset.createVariable("y", "f4", ("x",))[:] = [1, 2]
        dataset.createVariable("data", "f4", ("s", "y", "x"))[:] = counting("f4", (4, 3, 2))
        group = dataset.createGroup("g")
        group.createVariable("s", "i4", ("s",))[:] = [4, 3, 2, 1]


@case("netcdf4", "odd_scalar_coordinate.nc")
def _(path):
    """A scalar named like a dimension: netCDF allows it, xarray refuses it."""
    with create(path) as dataset:
        dataset.createDimension("s", 4)
        dataset.createVariable("s", "f4", ())[...] = 9
        dataset.createVariable("data", "f4", ("s",))[:] = [1, 2, 3, 4]


@case("netcdf4", "text_filled.nc")
def _(path):
    """Strings and characters with a fill attribute, which xarray reads from netCDF but not from Zarr."""
    with create(path) as dataset:
        dataset.createDimension("x", 4)
        dataset.createDimension("length", 6)
        dataset.createVariable("string_filled", str, ("x",), fill_value="none")[0] = "first"
        filled = dataset.createVariable("char_filled", "S1", ("x", "length"), fill_value="-")
        filled.set_auto_chartostring(False)
        filled[0, :3] = np.array(list("abc"), "S1")


@case("netcdf4", "text.nc")
def _(path):
    """Strings and characters: empty, long, multi-byte, scalars, with and without an encoding attribute."""
    with create(path) as dataset:
        for name, length in {"x": 4, "y": 2, "length": 6, "zero": 0, "time": None}.items():
            dataset.createDimension(name, length)
        texts = np.array(["a", "", "ünïcode – 数据", "x" * 300], dtype=object)
        dataset.createVariable("string", str, ("x",))[:] = texts
        dataset.createVariable("string_2d", str, ("y", "x"))[:] = np.stack([texts, texts[::-1]])
        dataset.createVariable("string_scalar", str, ())[...] = "scalar"
        dataset.createVariable("string_chunked", str, ("x",), chunksizes=(3,), zlib=True)[:] = texts
        dataset.createVariable("string_never", str, ("x",))
        dataset.createVariable("string_partly", str, ("time",), chunksizes=(2,))[3] = "fourth"
        dataset.createVariable("string_zero", str, ("zero",))
        chars = np.array(["ab", "cdefgh", "", "x y"], "S6").view("S1").reshape(4, 6)
        dataset.createVariable("char", "S1", ("x", "length"))[:] = chars
        dataset.createVariable("char_chunked", "S1", ("x", "length"), chunksizes=(3, 6), zlib=True)[:] = chars
        dataset.createVariable("char_1d", "S1", ("x",))[:] = np.array(list("abcd"), "S1")
        dataset.createVariable("char_scalar", "S1", ())[...] = "q"
        encoded = dataset.createVariable("char_utf8", "S1", ("y", "length"))
        encoded.set_auto_chartostring(False)
        encoded[:] = np.array(["é".encode(), "aü".encode()], "S6").view("S1").reshape(2, 6)
        encoded.setncattr("_Encoding", "utf-8")


@case("netcdf4", "user_types.nc", refusals={
    "compound": "compound type", "compound_nested": "compound type", "vlen": "vlen type", "group/vlen_float": "vlen type",
    "compound_scalar": "compound type", "vlen_never": "vlen type"})
def _(path):
    """Enum, compound, nested compound and vlen (ragged) types, defined in the root and in a group."""
    with create(path) as dataset:
        dataset.createDimension("x", 3)
        clouds = dataset.createEnumType(np.uint8, "cloud_t", {"clear": 0, "cumulus": 1, "stratus": 2, "missing": 255})
        dataset.createVariable("enum", clouds, ("x",), fill_value=255)[:] = [0, 2, 255]
        dataset.createVariable("enum_unset", clouds, ("x",))
        wide = dataset.createEnumType(np.int64, "wide_t", {"least": -(2**62), "most": 2**62})
        dataset.createVariable("enum_wide", wide, ("x",))[:] = [2**62, -(2**62), 2**62]
        dataset.createVariable("plain", "f4", ("x",))[:] = [1, 2, 3]
        inner = np.dtype([("u", "f4"), ("v", "f4")])
        outer = np.dtype([("id", "i2"), ("wind", inner), ("levels", "f8", (2,))])
        wind = dataset.createCompoundType(inner, "wind_t")
        station = dataset.createCompoundType(outer, "station_t")
        data = np.zeros(3, inner)
        data["u"], data["v"] = [1, 2, 3], [4, 5, 6]
        dataset.createVariable("compound", wind, ("x",))[:] = data
        dataset.createVariable("compound_scalar", wind, ())[...] = data[1]
        nested = np.zeros(3, outer)
        nested["id"], nested["wind"], nested["levels"] = [1, 2, 3], data, [[1, 2], [3, 4], [5, 6]]
        dataset.createVariable("compound_nested", station, ("x",))[:] = nested
        ragged = dataset.createVLType(np.int32, "ragged_t")
        variable = dataset.createVariable("vlen", ragged, ("x",))
        for i in range(3):
            variable[i] = np.arange(i * 2, dtype="i4")
        dataset.createVariable("vlen_never", ragged, ("x",))
        group = dataset.createGroup("group")
        floats = group.createVLType(np.float64, "floats_t")
        variable = group.createVariable("vlen_float", floats, ("x",))
        variable[1] = np.array([1.5, 2.5])
        group.createVariable("enum", clouds, ("x",))[:] = [1, 1, 0]


@case("netcdf4", "fill.nc")
def _(path):
    """Never written, partly written and explicitly filled variables of every type; filling switched off."""
    with create(path) as dataset:
        dataset.createDimension("x", 5)
        dataset.createDimension("y", 6)
        for dtype in NUMERIC:
            dataset.createVariable(f"{dtype}_never", dtype, ("x",))
            dataset.createVariable(f"{dtype}_never_chunked", dtype, ("x", "y"), chunksizes=(2, 4), zlib=True)
            dataset.createVariable(f"{dtype}_sparse", dtype, ("x", "y"), chunksizes=(2, 4), fill_value=7)[4, 5] = 1
            dataset.createVariable(f"{dtype}_explicit", dtype, ("x",), fill_value=7)[1:3] = [1, 2]
        dataset.createVariable("no_fill", "f4", ("x",), fill_value=False)[:] = [1, 2, 3, 4, 5]


def compressed(dataset, name, dtype="f4", shape=(30, 20), chunks=(16, 12), **options):
    for i, length in enumerate(shape):
        if f"d{i}_{length}" not in dataset.dimensions:
            dataset.createDimension(f"d{i}_{length}", length)
    dims = tuple(f"d{i}_{length}" for i, length in enumerate(shape))
    dataset.createVariable(name, dtype, dims, chunksizes=chunks, **options)[:] = smooth(dtype, shape)


@case("netcdf4", "filters_deflate.nc")
def _(path):
    """Deflate at several levels with and without shuffle and fletcher32, for types of 1 to 8 bytes."""
    with create(path) as dataset:
        for dtype in ("i1", "i2", "f4", "f8"):
            for level in (0, 1, 9):
                compressed(dataset, f"{dtype}_{level}", dtype, compression="zlib", complevel=level, shuffle=False)
            compressed(dataset, f"{dtype}_shuffle", dtype, compression="zlib", complevel=4, shuffle=True)
            compressed(dataset, f"{dtype}_all", dtype, compression="zlib", complevel=4, shuffle=True, fletcher32=True)
        compressed(dataset, "fletcher32_only", fletcher32=True)
        compressed(dataset, "shuffle_only", compression="zlib", complevel=0, shuffle=True)


@case("netcdf4", "filters_szip.nc")
def _(path):
    """Szip with both coders and several block sizes."""
    with create(path) as dataset:
        for coding in ("nn", "ec"):
            for pixels in (4, 8, 16, 32):
                compressed(dataset, f"{coding}_{pixels}", "i2", compression="szip", szip_coding=coding,
                           szip_pixels_per_block=pixels)
        compressed(dataset, "float", "f4", compression="szip", szip_coding="ec", szip_pixels_per_block=8)
        compressed(dataset, "double", "f8", compression="szip", szip_coding="nn", szip_pixels_per_block=16)


@case("netcdf4", "filters_plugins.nc")
def _(path):
    """The filters that netCDF4-python adds: zstd, bzip2, blosc with every compressor and shuffle."""
    with create(path) as dataset:
        for level in (1, 9):
            compressed(dataset, f"zstd_{level}", compression="zstd", complevel=level)
            compressed(dataset, f"bzip2_{level}", compression="bzip2", complevel=level)
        compressed(dataset, "zstd_shuffle", compression="zstd", complevel=4, shuffle=True)
        for compressor in ("lz", "lz4", "lz4hc", "zlib", "zstd"):
            for shuffle in (0, 1, 2):
                compressed(dataset, f"blosc_{compressor}_{shuffle}", shape=(40, 30), compression=f"blosc_{compressor}", complevel=5,
                           blosc_shuffle=shuffle)


@case("netcdf4", "quantized.nc")
def _(path):
    """Quantized floats with the attribute that tells how."""
    with create(path) as dataset:
        for mode in ("BitGroom", "BitRound", "GranularBitRound"):
            compressed(dataset, mode, "f4", compression="zlib", significant_digits=3, quantize_mode=mode)


@case("netcdf4", "attributes.nc")
def _(path):
    """Attributes of every type: scalars, arrays, empty ones, texts, lists of texts, NaN, long ones, many of them."""
    with create(path) as dataset:
        dataset.createDimension("x", 2)
        variable = dataset.createVariable("v", "f4", ("x",))
        variable[:] = [1, 2]
        for owner in (dataset, variable, dataset.createGroup("group")):
            for dtype in NUMERIC:
                owner.setncattr(f"{dtype}_scalar", counting(dtype, ())[()])
                owner.setncattr(f"{dtype}_array", counting(dtype, (3,)))
                owner.setncattr(f"{dtype}_empty", np.array([], dtype))
            for dtype in ("f4", "f8"):
                owner.setncattr(f"{dtype}_special", specials(dtype))
                owner.setncattr(f"{dtype}_nan", np.array(np.nan, dtype)[()])
                owner.setncattr(f"{dtype}_tenth", np.array(0.1, dtype)[()])
            for dtype in NUMERIC[:8]:
                limits = np.iinfo(dtype)
                owner.setncattr(f"{dtype}_limits", np.array([limits.min, limits.max], dtype))
            owner.text = "plain"
            owner.text_empty = ""
            owner.text_unicode = "naïve ünïcode – 数据"
            owner.text_lines = "one\ntwo\ttab \"quoted\" \\ back"
            owner.setncattr_string("string_one", "one")
            owner.setncattr_string("string_empty", "")
            owner.setncattr_string("string_list", ["a", "", "ünï", "x" * 500])
            owner.setncattr("name with spaces", "odd")
            owner.setncattr("größe", 1.5)
        variable.setncattr("long_text", "0123456789" * 2000)
        variable.setncattr("long_numbers", counting("i4", (3000,)))


@case("netcdf4", "many_attributes.nc", markers={"FRHP": 1, "BTHD": 1})
def _(path):
    """So many attributes that HDF5 stores them in a heap."""
    with create(path) as dataset:
        for i in range(150):
            dataset.setncattr(f"attribute_{i:03d}", f"value {i}")
        variable = dataset.createVariable("v", "i4", ())
        variable[...] = 1
        for i in range(60):
            variable.setncattr(f"number_{i:03d}", np.int32(i))


@case("netcdf4", "many_variables.nc")
def _(path):
    """Many variables and dimensions in one group."""
    with create(path) as dataset:
        for i in range(100):
            if i % 10 == 0:
                dataset.createDimension(f"dim_{i}", i // 10 + 1)
            dataset.createVariable(f"v{i:03d}", "i2", (f"dim_{i // 10 * 10}",))[:] = counting("i2", (i // 10 + 1,), i + 1)


@case("netcdf4", "renamed.nc")
def _(path):
    """A dimension and a variable renamed after they were written, an attribute deleted."""
    with create(path) as dataset:
        dataset.createDimension("x", 3)
        dataset.createDimension("y", 2)
        coordinate(dataset, "x", np.arange(3.0), units="m", dropped="yes")
        dataset.createVariable("old", "i4", ("y", "x"))[:] = counting("i4", (2, 3))
    with netCDF4.Dataset(path, "a") as dataset:
        dataset.renameVariable("old", "new")
        dataset.renameDimension("y", "lat")
        del dataset.variables["x"].dropped


@case("netcdf4", "appended.nc")
def _(path):
    """Records appended in a second and a third session, attributes grown."""
    for session in range(3):
        with netCDF4.Dataset(path, "w" if session == 0 else "a") as dataset:
            if session == 0:
                dataset.createDimension("time", None)
                dataset.createDimension("x", 4)
                dataset.createVariable("time", "f8", ("time",))
                dataset.createVariable("v", "f4", ("time", "x"), zlib=True)
            start = 3 * session
            dataset.variables["time"][start : start + 3] = np.arange(start, start + 3)
            dataset.variables["v"][start : start + 3] = counting("f4", (3, 4), session + 1)
            dataset.history = "session\n" * (session + 1)


@case("netcdf4", "chunk_shapes.nc", markers={"FAHD": 0})
def _(path):
    """Chunks that fit, that do not, as long as the array, longer than an unlimited one, of one element, contiguous."""
    with create(path) as dataset:
        dataset.createDimension("time", None)
        dataset.createDimension("y", 10)
        dataset.createDimension("x", 12)
        for chunks in ((1, 10, 12), (2, 3, 5), (1, 1, 1), (7, 10, 1), (4, 7, 11)):
            name = "chunks_" + "_".join(map(str, chunks))
            dataset.createVariable(name, "i2", ("time", "y", "x"), chunksizes=chunks)[:3] = counting("i2", (3, 10, 12))
        dataset.createVariable("whole", "i2", ("y", "x"), chunksizes=(10, 12))[:] = counting("i2", (10, 12))
        dataset.createVariable("contiguous", "i2", ("y", "x"), contiguous=True)[:] = counting("i2", (10, 12))

"""Whether what Varve selected, renamed, cast, scaled, masked, reordered or put together is what xarray makes of the same files.

Reads lines from standard input and answers each with one line:
- `make<TAB>FOLDER`: writes the files and answers `made`.
- `FOLDER<TAB>CASE<TAB>RESULT`: `same`, or what differs between xarray's answer to CASE and the dataset in RESULT, which is opened
  as a user opens it. Values, types, dimensions, coordinates and attributes are compared; encodings of time are not.
"""

import os
import sys
import warnings

import netCDF4
import numpy as np
import xarray as xr


def write(path, start, count, units="hours since 2000-01-01", calendar="standard", offset=0, packing=0.01):
    """A file of `count` six-hourly times from `start` hours on, counted from a date that lies `offset` hours later."""
    chance = np.random.default_rng(6)
    times = start + 6 * np.arange(count)
    with netCDF4.Dataset(path, "w") as nc:
        nc.title = "transforms"
        nc.history = f"made as {os.path.basename(path)}"
        for name, length in (("time", None), ("lev", 3), ("lat", 7), ("lon", 12), ("nv", 2)):
            nc.createDimension(name, length)
        time = nc.createVariable("time", "i4", ("time",))
        time.units, time.calendar, time.bounds = units, calendar, "time_bnds"
        time[:] = times - offset
        bounds = nc.createVariable("time_bnds", "i4", ("time", "nv"))
        bounds[:] = np.stack([times - offset - 3, times - offset + 3], axis=1)
        lev = nc.createVariable("lev", "f8", ("lev",))
        lev.units, lev.positive = "hPa", "down"
        lev[:] = [1000, 850, 500]
        lat = nc.createVariable("lat", "f4", ("lat",))
        lat.units = "degrees_north"
        lat[:] = np.linspace(90, -90, 7)
        lon = nc.createVariable("lon", "f8", ("lon",))
        lon.units = "degrees_east"
        lon[:] = np.arange(12) * 30
        land = nc.createVariable("land", "i1", ("lat", "lon"))
        land[:] = chance.integers(0, 2, (7, 12))
        t = nc.createVariable("t", "f8", ("time", "lev", "lat", "lon"), fill_value=-999.0, zlib=True, chunksizes=(2, 1, 7, 5))
        t.units, t.cell_methods = "K", "time: mean"
        values = times[:, None, None, None] / 8 + chance.integers(200, 300, (1, 3, 7, 12)) + 0.25
        values[:, 1, 2, :] = -999.0
        t[:] = values
        p = nc.createVariable("p", "i2", ("time", "lat", "lon"), fill_value=-32767)
        p.set_auto_maskandscale(False)
        p.scale_factor, p.add_offset, p.units = packing, 5.0, "mm"
        packed = (times[:, None, None] + chance.integers(0, 1000, (1, 7, 12))).astype("i2")
        packed[:, 0, 0] = -32767
        p[:] = packed


def make(folder):
    write(f"{folder}/one.nc", 0, 20)
    write(f"{folder}/part_c.nc", 96, 4)
    write(f"{folder}/part_a.nc", 0, 8)
    write(f"{folder}/part_b.nc", 48, 8)
    write(f"{folder}/ref_a.nc", 0, 8)
    write(f"{folder}/ref_b.nc", 48, 12, units="hours since 2000-01-03 00:00", offset=48)
    write(f"{folder}/noleap.nc", 24 * 57, 12, calendar="noleap")
    write(f"{folder}/pack_a.nc", 0, 8)
    write(f"{folder}/pack_b.nc", 48, 12, packing=0.02)
    write(f"{folder}/other_calendar.nc", 48, 12, calendar="noleap")
    return "made"


def joined(folder, pattern):
    return xr.open_mfdataset(
        f"{folder}/{pattern}",
        combine="by_coords",
        data_vars="minimal",
        coords="minimal",
        compat="equals",
        join="exact",
        combine_attrs="drop_conflicts",
    )


def open_one(folder, name="one.nc"):
    return xr.open_dataset(f"{folder}/{name}")


def masked(ds):
    ds["t"] = ds.t.where((ds.t >= 210) & (ds.t <= 280))
    ds["p"] = ds.p.where(ds.land != 0)
    return ds


def scaled(ds):
    for name, factor, offset, units in (("t", 1.0, -273.15, "degC"), ("lev", 100.0, 0.0, "Pa")):
        attributes = ds[name].attrs
        ds[name] = ds[name] * factor + offset
        ds[name].attrs = {**attributes, "units": units}
    return ds


def cast(ds):
    ds["t"] = ds.t.astype("float32")
    ds["p"] = ds.p.astype("float64")
    ds["land"] = ds.land.astype("int32")
    return ds


def side_by_side(folder):
    """Data get the new dimension; bounds and other coordinates, which are the same in all, do not."""
    one = open_one(folder)
    both = xr.concat([one, open_one(folder)], "member", data_vars=["t", "p", "land"], coords="minimal", compat="equals")
    both["time_bnds"] = one.time_bnds
    return both


CASES = {
    "isel": lambda f: open_one(f).isel(time=slice(3, 11), lev=-1, lat=slice(None, None, -1), lon=slice(1, None, 3)),
    "isel_scalar_time": lambda f: open_one(f).isel(time=5),
    "sel": lambda f: open_one(f).sel(time=slice("2000-01-02", "2000-01-03"), lat=slice(60, -30), lev=850),
    "sel_nearest": lambda f: open_one(f).sel(lat=22.0, lon=200.0, method="nearest"),
    "sel_month": lambda f: open_one(f, "noleap.nc").sel(time=slice("2000-02", "2000-03-01")),
    "rename": lambda f: open_one(f).rename(t="ta", lat="latitude", time_bnds="tb"),
    "cast": lambda f: cast(open_one(f)),
    "scale": lambda f: scaled(open_one(f)),
    "mask": lambda f: masked(open_one(f)),
    "transpose": lambda f: open_one(f).transpose("lon", ..., "time"),
    "concat": lambda f: joined(f, "part_*.nc"),
    "concat_rebased": lambda f: joined(f, "ref_*.nc"),
    "concat_unpacked": lambda f: joined(f, "pack_*.nc"),
    "concat_select": lambda f: joined(f, "part_*.nc").sel(time=slice("2000-01-02", "2000-01-04"), lat=slice(30, -30)),
    "concat_new": side_by_side,
    "all": lambda f: open_one(f).isel(time=slice(0, 8)).rename(t="ta").sel(lev=500).transpose("lon", "lat", "time", ...),
}


def plain(ds):
    """Without what is no part of the comparison: our line of history, the bounds named by an attribute that xarray drops."""
    ds = ds.load()
    ds.attrs.pop("history", None)
    for variable in ds.variables.values():
        variable.encoding.clear()
        for name in ("bounds", "cell_methods"):
            variable.attrs.pop(name, None)
    return ds


def types(ds):
    return {name: (v.dtype, v.dims) for name, v in ds.variables.items()}


def compare(folder, case, result):
    expected = plain(CASES[case](folder))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = plain(xr.open_dataset(result, decode_timedelta=False))
    for name in set(expected.variables) | set(found.variables):
        if name not in found.variables or name not in expected.variables:
            return f"{name} is on one side only"
        if name in expected.coords and name not in found.coords:
            return f"{name} is no coordinate any more"
    if types(expected) != types(found):
        return f"{types(expected)} but {types(found)}"
    xr.testing.assert_identical(expected.reset_coords(), found.reset_coords())
    return "same"


for line in sys.stdin:
    words = line.rstrip("\n").split("\t")
    try:
        answer = make(words[1]) if words[0] == "make" else compare(*words)
    except Exception as e:  # a peer's failure is an answer, and the next line is waiting
        answer = f"{type(e).__name__}: {e}"
    print(" ".join(str(answer).split()), flush=True)

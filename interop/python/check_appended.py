"""Holds stores that were appended to, or written over in a region, to xarray's own putting together of the inputs.

Each line of the input, tabs between: `make FOLDER` makes files; `appended FOLDER STORE` and `region FOLDER STORE` compare.
"""

import sys

import numpy as np
import xarray as xr

TIMES = 14


def dataset(times, seed):
    rng = np.random.default_rng(seed)
    shape = (len(times), 6, 8)
    return xr.Dataset(
        {
            "t": (("time", "lat", "lon"), rng.normal(280, 10, shape).astype("f4"), {"units": "K"}),
            "p": (("time", "lat", "lon"), rng.normal(1e5, 100, shape), {"units": "Pa"}),
            "land": (("lat", "lon"), (np.arange(48).reshape(6, 8) % 3 == 0).astype("i1")),
        },
        coords={
            "time": ("time", times, {"standard_name": "time"}),
            "lat": ("lat", np.linspace(-75, 75, 6)),
            "lon": ("lon", np.arange(8) * 45.0),
        },
        attrs={"title": "made for a test"},
    )


def save(ds, path):
    encoding = {
        "time": {"units": "hours since 2000-01-01", "calendar": "standard", "dtype": "f8"},
        "p": {"dtype": "i2", "scale_factor": 0.02, "add_offset": 1e5, "_FillValue": np.int16(-32768)},
    }
    ds.to_netcdf(path, encoding=encoding, unlimited_dims=["time"])


def make(folder):
    times = np.datetime64("2000-01-01", "ns") + np.arange(TIMES) * np.timedelta64(6, "h")
    save(dataset(times[:5], 1), f"{folder}/first.nc")
    save(dataset(times[5:], 2), f"{folder}/second.nc")
    save(dataset(times[3:9], 3).isel(lat=slice(1, 5)), f"{folder}/part.nc")
    return "made"


def compare(store, wanted):
    with xr.open_zarr(store, consolidated=True) as found:
        xr.testing.assert_identical(found.load().drop_attrs(), wanted.load().drop_attrs())
        for name, variable in wanted.variables.items():
            assert dict(found[name].attrs) == dict(variable.attrs), name
        assert found.attrs["title"] == wanted.attrs["title"]
    return "same"


def appended(folder):
    parts = [xr.open_dataset(f"{folder}/{name}.nc") for name in ("first", "second")]
    return xr.concat(parts, "time", data_vars="minimal", coords="minimal", compat="override")


def region(folder):
    whole = appended(folder).load()
    part = xr.open_dataset(f"{folder}/part.nc")
    for name in ("t", "p"):
        whole[name][3:9, 1:5] = part[name].values
    return whole


def answer(line):
    verb, folder, *rest = line.rstrip("\n").split("\t")
    try:
        if verb == "make":
            return make(folder)
        return compare(rest[0], appended(folder) if verb == "appended" else region(folder))
    except AssertionError as e:
        return f"{verb}: {e}".replace("\n", " ")


for question in sys.stdin:
    print(answer(question), flush=True)

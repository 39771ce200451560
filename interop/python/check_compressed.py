"""Whether a compressed store keeps what it says, as numpy sees it.

Reads lines `NETCDF<TAB>ZARR`, or `NETCDF<TAB>ZARR<TAB>MANIFEST` with the manifest of the sweep of one field, from standard input and
answers each with one line: `kept N fields`, or what is wrong. A field that was swept is held to the gates of its manifest. The store is
opened by xarray as a user opens it, with no options; every warning is an error. Errors are computed here from the stored numbers,
by the formulas that the attribute `varve_compression` names its gates after.
"""

import json
import sys
import warnings

import numpy as np
import xarray as xr

NSB_LIMIT = {"float32": 23, "float64": 52}


def opened(path, decode):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return xr.open_dataset(path, decode_cf=decode).load()


def ratio(a, b):
    return 0.0 if a == 0 else (np.inf if b == 0 else a / b)


def errors(x, y, missing):
    """x and y as they are stored; missing are the values that stand for none."""
    x = x.astype("f8").ravel()
    y = y.astype("f8").ravel()

    def is_number(v):
        number = np.isfinite(v)
        for value in missing:
            number &= v != value
        return number

    both = is_number(x) & is_number(y)
    changed = int(np.sum(is_number(x) != is_number(y)))
    d = np.abs(y[both] - x[both])
    return {
        "l1": ratio(d.sum(), np.abs(x[both]).sum()),
        "l2": ratio(np.sqrt((d**2).sum()), np.sqrt((x[both] ** 2).sum())),
        "linf": ratio(d.max(initial=0), np.abs(x[both]).max(initial=0)),
        "bias": ratio(abs((y[both] - x[both]).sum()), np.abs(x[both]).sum()),
        "max_abs": d.max(initial=0),
        "mean_abs": d.mean() if d.size else 0.0,
        "finite": changed,
    }


def check_field(name, before, after, container, swept):
    record = json.loads(after.attrs["varve_compression"])
    if swept and (swept["variable"] != name or swept["gates"] != record["gates"]):
        return f"{name}: gates {record['gates']}, but {swept['variable']} was swept with {swept['gates']}"
    missing = [np.float64(before.attrs[key]) for key in ("_FillValue", "missing_value") if key in before.attrs]
    found = errors(before.values, after.values, missing)
    for gate, limit in record["gates"].items():
        if gate in found and not found[gate] <= limit * (1 + 1e-9):
            return f"{name}: {gate} is {found[gate]}, the budget is {limit}"
    for gate, value in record["errors"].items():
        if gate in found and not np.isclose(found[gate], value, rtol=1e-9, atol=1e-13):
            return f"{name}: {gate} is {found[gate]}, recorded as {value}"
    if "bitround" in record["codecs"] and record["lossless_chunks"] < record["chunks"]:
        bits = after.attrs.get("quantization_nsb")
        if after.attrs.get("quantization") not in container or not 1 <= bits <= NSB_LIMIT[str(after.dtype)]:
            return f"{name}: quantization {after.attrs.get('quantization')}, {bits} bits"
        said = container[after.attrs["quantization"]].attrs
        if said["algorithm"] != "bitround" or not said["implementation"].startswith("varve "):
            return f"{name}: {said}"
    return ""


def check(netcdf, zarr, manifest=None):
    swept = None
    if manifest:
        with open(manifest, encoding="utf-8") as file:
            swept = json.load(file)
    opened(zarr, True)
    before = xr.open_dataset(netcdf, decode_cf=False).load()
    after = opened(zarr, False)
    fields = 0
    for name, variable in before.variables.items():
        stored = after.variables[name]
        if "varve_compression" in stored.attrs:
            fields += 1
            problem = check_field(name, variable, stored, after.variables, swept)
            if problem:
                return problem
        elif variable.dtype.kind not in "SUO" and not np.array_equal(
            variable.values, stored.values, equal_nan=variable.dtype.kind == "f"
        ):
            return f"{name} was to be stored without loss"
    return f"kept {fields} fields"


for line in sys.stdin:
    try:
        print(check(*line.rstrip("\n").split("\t")), flush=True)
    except Exception as failure:  # the test shows it
        print(f"{type(failure).__name__}: {failure}".replace("\n", " "), flush=True)

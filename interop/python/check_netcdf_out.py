"""Checks NetCDF-4 files that Varve wrote.

    python check_netcdf_out.py FOLDER

Beside each NAME.nc lies NAME.json: what netCDF must see in it, in the form that truth.py gives. Each file is read by
netCDF4-python, h5py, xarray, ncdump, h5dump and h5ls, copied by nccopy, and appended to by netCDF4-python, after which the
old content must still be there. Prints how many files were right; says what was wrong and fails otherwise.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

import h5py
import netCDF4
import numpy as np
import xarray

from canonical import digest
from truth import describe_netcdf

MANY = 1000
# What xarray refuses to hold, however it is written.
NOT_FOR_XARRAY = {"odd_coordinates.nc"}
# What nccopy refuses, where ncdump would fail otherwise.
NOT_COPIED = {"fill_outside_enumeration.nc"}
TOOLS = [["ncdump", "-s"], ["h5dump"], ["h5ls", "-r", "-v"]]


def differences(found, expected, where=""):
    """What is expected and not found; what is found beyond it does not matter in objects."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{where}: {found} is not {expected}"]
        result = []
        for key, value in expected.items():
            result += differences(found[key], value, f"{where}/{key}") if key in found else [f"{where}/{key} is missing"]
        return result
    if isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        return [d for i, (f, e) in enumerate(zip(found, expected)) for d in differences(f, e, f"{where}/{i}")]
    same = found == expected or (isinstance(expected, float) and np.float32(found) == np.float32(expected))
    return [] if same else [f"{where}: {str(found)[:200]} is not {str(expected)[:200]}"]


def dimension_paths(description):
    """Dimensions by their full names, as the truth has them."""
    for variable in description["variables"]:
        variable["dims"] = [f"{d['group']}/{d['name']}".lstrip("/") for d in variable["dims"]]
    return description


def names_in_order(description):
    result = [v["path"] for v in description["variables"]]
    for path, group in sorted(description["groups"].items()):
        result += [f"{path}@{a}" for a in group["attributes"]] + [f"{path}:{d}" for d in group["dimensions"]]
    for variable in description["variables"]:
        result += [f"{variable['path']}@{a}" for a in variable["attributes"]]
    return result


def check_netcdf(path, expected):
    found = dimension_paths(describe_netcdf(path, {}))
    wrong = differences(found, expected)
    wanted = names_in_order(expected)
    # Dimensions that Varve adds for the characters of byte strings.
    extra = set(names_in_order(found)) - set(wanted)
    if any(not n.startswith(":string") for n in extra):
        wrong.append(f"there is also {sorted(extra)[:5]}")
    if not wrong and [n for n in names_in_order(found) if n not in extra] != wanted:
        wrong.append("the order of names is another")
    return wrong


def check_many(path, expected):
    """The values and the order of so many variables that the truth would take minutes."""
    with netCDF4.Dataset(path) as dataset:
        root = [v for v in expected["variables"] if "/" not in v["path"]]
        if list(dataset.variables) != [v["path"] for v in root]:
            return ["the variables are others"]
        return [f"{v['path']} has other values" for v in root if digest(dataset[v["path"]][...]) != v["sha256"]]


def check_h5py(path):
    """Everything is readable, and every axis has its scale."""
    with h5py.File(path) as file:
        for name, node in [("/", file), *all_nodes(file)]:
            for attribute in node.attrs:
                if node.attrs[attribute] is None:
                    return [f"h5py: {name}@{attribute} has no value"]
            if isinstance(node, h5py.Dataset):
                node[()]
                if not node.is_scale and any(len(axis) != 1 for axis in node.dims):
                    return [f"h5py: {name} has axes without a scale"]
    return []


def all_nodes(group):
    for name in group:
        node = group[name]
        yield node.name, node
        if isinstance(node, h5py.Group):
            yield from all_nodes(node)


def check_xarray(path):
    if os.path.basename(path) in NOT_FOR_XARRAY:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with xarray.open_dataset(path, decode_cf=False) as dataset:
            dataset.load()
        with xarray.open_datatree(path, decode_cf=False) as tree:
            tree.load()
    return []


def check_tools(path):
    wrong = []
    for tool in TOOLS:
        run = subprocess.run([*tool, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=300)
        if run.returncode or run.stderr.strip():
            wrong.append(f"{tool[0]}: exit {run.returncode}: {run.stderr.decode()[-300:]}")
    return wrong


def check_copy(path, expected, folder):
    if os.path.basename(path) in NOT_COPIED:
        return []
    copy = os.path.join(folder, "copy.nc")
    run = subprocess.run(["nccopy", "-k", "nc4", path, copy], stderr=subprocess.PIPE, timeout=300)
    if run.returncode:
        return [f"nccopy: {run.stderr.decode()[-300:]}"]
    # NetCDF-C 4.9.0 does not copy names and attributes in an order of its own; only the content is compared.
    wrong = differences(dimension_paths(describe_netcdf(copy, {})), expected)
    return [f"nccopy: {w}" for w in wrong]


def append(path):
    """Every kind of change that a library that appends makes."""
    with netCDF4.Dataset(path, "r+") as dataset:
        dataset.set_auto_maskandscale(False)
        dataset.appended = "x" * 300
        for i in range(12):
            dataset.setncattr(f"appended_{i}", i)
        for name in dataset.ncattrs():
            if name.startswith("text"):
                dataset.setncattr(name, "changed to something longer")
        for variable in list(dataset.variables.values())[:50]:
            variable.appended = np.arange(5.0)
        unlimited = [d for d in dataset.dimensions.values() if d.isunlimited()]
        for variable in list(dataset.variables.values()):
            if variable.dimensions and variable.dimensions[0] in [d.name for d in unlimited]:
                first = variable.shape[0]
                if variable.dtype is not str:
                    variable[first : first + 3] = np.zeros((3, *variable.shape[1:]), variable.dtype)
        dataset.createDimension("appended_dimension", 3)
        for name in list(dataset.dimensions)[:6]:
            appended = f"appended_{len(dataset.variables)}"
            variable = dataset.createVariable(appended, "f4", (name, "appended_dimension"), zlib=True)
            variable[: len(dataset.dimensions[name])] = 1
        group = dataset.createGroup("appended_group")
        group.createDimension("n", 2)
        group.createVariable("n", "i4", ("n",))[:] = [1, 2]
        for i in range(20):
            group.createVariable(f"v{i}", "i4", ("n",))[:] = [i, i]


def check_append(path, expected, folder):
    """What was there is there afterwards, too."""
    copy = os.path.join(folder, "appended.nc")
    shutil.copy(path, copy)
    append(copy)
    wrong = check_h5py(copy) + check_tools(copy)
    with netCDF4.Dataset(path) as before, netCDF4.Dataset(copy) as after:
        for variable in expected["variables"]:
            old, new = before[variable["path"]], after[variable["path"]]
            old.set_auto_maskandscale(False)
            new.set_auto_maskandscale(False)
            box = tuple(slice(0, n) for n in old.shape)
            has_nan = old.dtype is not str and old.dtype.kind == "f"
            if not np.array_equal(np.asarray(old[...]), np.asarray(new[box]), equal_nan=has_nan):
                wrong.append(f"{variable['path']} has other values")
            for name in old.ncattrs():
                if not name.startswith("text") and not same(old.getncattr(name), new.getncattr(name)):
                    wrong.append(f"{variable['path']}@{name} has another value")
    return [f"appended: {w}" for w in wrong]


def same(a, b):
    return np.array_equal(np.asarray(a), np.asarray(b)) or str(a) == str(b)


def check(path):
    with open(path[:-3] + ".json", encoding="utf-8") as file:
        expected = json.load(file)
    with tempfile.TemporaryDirectory() as folder:
        if len(expected["variables"]) > MANY:
            wrong = check_many(path, expected) + check_h5py(path) + check_tools(path)
            return wrong + check_append(path, expected, folder)
        wrong = check_netcdf(path, expected) + check_h5py(path) + check_xarray(path) + check_tools(path)
        return wrong + check_copy(path, expected, folder) + check_append(path, expected, folder)


def main():
    folder = sys.argv[1]
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    failed = False
    right = 0
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".nc") or only not in name:
            continue
        try:
            wrong = check(os.path.join(folder, name))
        except Exception as error:
            wrong = [f"{type(error).__name__}: {error}"]
        for problem in wrong[:10]:
            print(f"{name}: {problem}", file=sys.stderr)
        failed |= bool(wrong)
        right += not wrong
    print(right)
    sys.exit(failed)


if __name__ == "__main__":
    main()

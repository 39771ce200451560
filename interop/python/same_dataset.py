"""Whether xarray sees the same dataset in two places.

Reads lines `LEFT<TAB>RIGHT` (a NetCDF file, then a Zarr store or NetCDF file) from standard input and answers each with one line:
`same`, or what differs. Both are opened as a user opens them: no options but the group. Every warning that opening the right
one gives and the left one does not is a difference.

Two things that JSON cannot say are pinned here, and nowhere else:
- xarray takes the type of unpacked data from the Python type of `scale_factor`, which any Zarr store has as a double; the
  left side is therefore unpacked with doubles too where its `scale_factor` is a float32.
- `_FillValue` of text breaks xarray when it stands in a Zarr v3 store; Varve keeps it in its own record. In v2 it is letters.
"""

import os
import sys
import warnings

import netCDF4
import numpy as np
import xarray as xr


def groups(path):
    """The paths of all groups of a NetCDF file, the root first."""
    found = [""]
    with netCDF4.Dataset(path) as dataset:
        waiting = [dataset]
        while waiting:
            group = waiting.pop()
            for child in group.groups.values():
                found.append(child.path.lstrip("/"))
                waiting.append(child)
    return found


def opened(path, group, decode):
    """The dataset and the warnings that opening it gave."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        options = {"group": group} if group else {}
        dataset = xr.open_dataset(path, decode_cf=decode, **options).load()
    return dataset, [str(w.message) for w in caught]


def is_text(variable):
    return variable.dtype.kind in "OSTU"


def kind_of(value):
    """The kind of type of an attribute's value.

    NumPy takes lists of integers beyond int64 for floats, and None, which stands for NaN in JSON, for an object.
    """
    if isinstance(value, list) and None in value:
        return "f"
    if isinstance(value, list) and value and all(isinstance(item, int) for item in value):
        return "i"
    return np.asarray(value).dtype.kind


def undecoded_differences(left, right):
    """Types, beyond what assert_identical compares; one family for all kinds of text."""
    for name, variable in left.variables.items():
        other = right.variables[name]
        same_type = variable.dtype == other.dtype or (is_text(variable) and is_text(other))
        if not same_type:
            yield f"{name} is {variable.dtype} left, {other.dtype} right"
        for key, value in variable.attrs.items():
            kind = kind_of(value)
            other_kind = kind_of(other.attrs[key])
            is_nan = kind == "f" and np.all(np.isnan(value))
            if np.size(value) == 0:
                continue  # an empty list has no type in JSON
            if kind != other_kind and {kind, other_kind} not in ({"i", "u"}, {"U", "T"}, {"U", "O"}) and not is_nan:
                yield f"{name}@{key} is {kind} left, {other_kind} right"


def with_double_packing(path, group):
    """The left dataset, unpacked with doubles."""
    raw, _ = opened(path, group, False)
    for variable in raw.variables.values():
        for key in ("scale_factor", "add_offset"):
            if key in variable.attrs:
                variable.attrs[key] = float(variable.attrs[key])
    return xr.decode_cf(raw)


def without_text_fill(dataset):
    for variable in dataset.variables.values():
        if is_text(variable):
            variable.attrs.pop("_FillValue", None)
    return dataset


def with_text_fill_in_letters(dataset):
    """JSON has no bytes."""
    for variable in dataset.variables.values():
        fill = variable.attrs.get("_FillValue")
        if isinstance(fill, bytes):
            variable.attrs["_FillValue"] = fill.decode("latin-1")
    return dataset


def is_version_2(path):
    return os.path.exists(os.path.join(path, ".zgroup"))


def packs_in_single(path, group):
    raw, _ = opened(path, group, False)
    return any(
        np.asarray(variable.attrs.get("scale_factor", 1.0)).dtype == np.float32 for variable in raw.variables.values()
    )


def compare(left_path, right_path):
    for group in groups(left_path):
        for decode in (True, False):
            left, left_warnings = opened(left_path, group, decode)
            right, right_warnings = opened(right_path, group, decode)
            new = [w for w in right_warnings if w not in left_warnings]
            if new:
                return f"group '{group}', decode_cf={decode}: new warnings {new}"
            is_zarr = right_path.rstrip("/").endswith(".zarr")
            if decode and is_zarr and packs_in_single(left_path, group):
                left = with_double_packing(left_path, group)
            if not decode and is_zarr and not is_version_2(right_path):
                left = without_text_fill(left)
            if not decode and is_zarr and is_version_2(right_path):
                left = with_text_fill_in_letters(left)
            # A history line of our own is no difference.
            left.attrs.pop("history", None)
            right.attrs.pop("history", None)
            try:
                xr.testing.assert_identical(left, right)
            except AssertionError as e:
                return f"group '{group}', decode_cf={decode}: {e}"
            if not decode:
                for difference in undecoded_differences(left, right):
                    return f"group '{group}', decode_cf={decode}: {difference}"
    return "same"


for line in sys.stdin:
    left, right = line.rstrip("\n").split("\t")
    try:
        answer = compare(left, right)
    except Exception as e:  # a peer's failure is an answer, and the next line is waiting
        answer = f"{type(e).__name__}: {e}"
    print(" ".join(answer.split()), flush=True)

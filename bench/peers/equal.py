"""Checks that a converted store holds exactly what the NetCDF file holds: opened with xarray, every variable bit by bit.

Exit status 1, and what differs, when it does not. ``--strict`` compares attributes too and lets no warning pass; the
peers add a ``_FillValue`` here and there, so they are held to values only.
"""

import argparse
import sys
import warnings

import numpy as np
import xarray as xr

parser = argparse.ArgumentParser()
parser.add_argument("source")
parser.add_argument("target")
parser.add_argument("--strict", action="store_true", help="compare attributes too; warnings are errors")
parser.add_argument("--engine", default="zarr", help="how xarray opens the target (default: zarr)")
options = parser.parse_args()
warnings.simplefilter("error" if options.strict else "ignore")

SLAB_BYTES = 64 << 20


def same_attributes(left, right):
    return xr.Variable((), 0, left).identical(xr.Variable((), 0, right))


def differences(ours, theirs):
    # A conversion adds a line to the history.
    left, right = ({k: v for k, v in side.attrs.items() if k != "history"} for side in (ours, theirs))
    if options.strict and not same_attributes(left, right):
        yield f"global attributes {left} and {right}"
    if set(ours.variables) != set(theirs.variables):
        yield f"variables {sorted(ours.variables)} and {sorted(theirs.variables)}"
        return
    for name, left in ours.variables.items():
        right = theirs.variables[name]
        if left.dims != right.dims or left.shape != right.shape or left.dtype != right.dtype:
            yield f"{name}: {left.dims} {left.shape} {left.dtype} and {right.dims} {right.shape} {right.dtype}"
            continue
        if options.strict and not same_attributes(left.attrs, right.attrs):
            yield f"{name}: attributes {left.attrs} and {right.attrs}"
        rows = max(1, SLAB_BYTES * max(1, left.shape[0]) // max(1, left.nbytes)) if left.ndim else 1
        for start in range(0, left.shape[0] if left.ndim else 1, rows):
            part = slice(start, start + rows) if left.ndim else ...
            if np.ascontiguousarray(left[part].values).tobytes() != np.ascontiguousarray(right[part].values).tobytes():
                yield f"{name}: values differ in {part}"
                break


with (
    xr.open_dataset(options.source, decode_cf=False, cache=False) as source,
    xr.open_dataset(options.target, decode_cf=False, cache=False, engine=options.engine) as target,
):
    found = list(differences(source, target))
for line in found:
    print(f"{options.target}: {line}", file=sys.stderr)
sys.exit(1 if found else 0)

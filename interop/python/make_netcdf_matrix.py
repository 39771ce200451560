"""Writes the NetCDF and HDF5 files that the readers' tests use, each with what it holds as JSON beside it.

    python make_netcdf_matrix.py [--only TEXT] [FOLDER]

FOLDER is formats/src/test/resources/fixtures unless told otherwise. The same versions (requirements.txt) write the same bytes.
"""

import argparse
import hashlib
import json
import os
import sys
import traceback
import warnings

import h5py
import hdf5plugin
import netCDF4
import numpy as np

import hdf5_cases  # noqa: F401
import hdf5_object_cases  # noqa: F401
import netcdf3_cases
import netcdf4_cases  # noqa: F401
from cases import CASES
from hdf5_library import fix_times
from truth import describe_hdf5, describe_netcdf

DEFAULT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../formats/src/test/resources/fixtures")
VERSIONS = {
    "h5py": h5py.__version__, "HDF5 of h5py": h5py.version.hdf5_version, "netCDF4": netCDF4.__version__,
    "netCDF-C": netCDF4.__netcdf4libversion__.split()[0], "HDF5 of netCDF4": netCDF4.__hdf5libversion__,
    "hdf5plugin": hdf5plugin.version, "numpy": np.__version__,
}


def assert_markers(case, content):
    for marker, least in case.markers.items():
        found = content.count(marker.encode())
        if found < least:
            raise AssertionError(f"{case.name} holds {found} {marker}, fewer than {least}")


def write(case, folder):
    path = os.path.join(folder, case.folder, case.name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.exists(path):
        os.remove(path)
    case.write(path)
    fix_times(path)
    describe = describe_hdf5 if case.folder == "hdf5" else describe_netcdf
    truth = {"file": case.name, "about": case.about, **describe(path, case.refusals)}
    if "*" in case.refusals:
        truth["may_refuse"] = case.refusals["*"]
    netcdf3_cases.AFTER_TRUTH.get(case.name, lambda _: None)(path)
    with open(path, "rb") as file:
        content = file.read()
    assert_markers(case, content)
    truth |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    with open(path.rsplit(".", 1)[0] + ".json", "w", encoding="utf-8") as file:
        file.write(to_text(truth))
    return len(content)


def in_child(case, folder):
    """Each file is written by a process of its own: a library that fails must not spoil the files after it."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    status = 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            print(f"{write(case, folder):8d} {case.folder}/{case.name}", flush=True)
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)


def to_text(truth):
    """JSON with one line per variable, so that differences can be read."""
    lines = []
    for key, value in truth.items():
        if isinstance(value, list) and value:
            items = ",\n".join("    " + json.dumps(v, ensure_ascii=False, allow_nan=False) for v in value)
            lines.append(f'  {json.dumps(key)}: [\n{items}\n  ]')
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write_sums(folder):
    sums = []
    for parent, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(parent, name)
            relative = os.path.relpath(path, folder)
            if name.endswith((".nc", ".h5", ".json")) and relative.split(os.sep)[0] in ("netcdf3", "netcdf4", "hdf5"):
                with open(path, "rb") as file:
                    sums.append(f"{hashlib.sha256(file.read()).hexdigest()}  {relative}\n")
    with open(os.path.join(folder, "SHA256SUMS"), "w", encoding="utf-8") as file:
        file.writelines(sums)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=DEFAULT)
    parser.add_argument("--only", default="", help="only files whose name contains this text")
    options = parser.parse_args()
    failures = []
    for case in CASES:
        if options.only in f"{case.folder}/{case.name}":
            if not in_child(case, options.folder):
                failures.append(f"{case.folder}/{case.name}")
    if not options.only:
        write_sums(options.folder)
        with open(os.path.join(options.folder, "VERSIONS.json"), "w", encoding="utf-8") as file:
            json.dump(VERSIONS, file, indent=2)
            file.write("\n")
    if failures:
        sys.exit("not written: " + ", ".join(failures))


if __name__ == "__main__":
    main()

"""Whether netCDF-C reads of a damaged file what Varve reads of it.

Reads lines `FILE<TAB>JSON` from standard input: a NetCDF file that Varve accepts, and what it reads of it (DamagedFilesTest
says how). Answers each with one line: `same`; `refused: why`, `crashed` or `endless` where netCDF-C gives no answer itself; or
`differs: what`. Each file is read in a process of its own, because netCDF-C does not survive all of them.
"""

import hashlib
import json
import os
import resource
import select
import signal
import sys
import warnings

import netCDF4
import numpy as np

from canonical import canonical_bytes
from truth import netcdf_type, netcdf_values, walk

LONGEST = 10
MEMORY = 4 << 30


class Difference(Exception):
    pass


def require(equal, what):
    if not equal:
        raise Difference(what)


def text(value):
    """Text as far as both sides can tell it: up to the first NUL, without what is no UTF-8."""
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return value.rstrip("\0").replace("\ufffd", "?")


def same_text(found, wanted):
    """netCDF4-python puts a mark for bytes that are no UTF-8; Varve takes the whole text for Latin-1 then."""
    marked = wanted.encode("latin-1", "replace").decode("utf-8", "replace")
    return text(found) == text(wanted) or text(found) == text(marked)


def compare_attributes(where, owner, expected):
    names = [n for n in owner.ncattrs()]
    require(sorted(names) == sorted(expected), f"{where} has attributes {names}, not {list(expected)}")
    for name in names:
        value = owner.getncattr(name)
        wanted = expected[name]
        if isinstance(wanted, list):
            found = [value] if isinstance(value, str) else list(value) if isinstance(value, list) else value
            is_same = (
                isinstance(found, list) and len(found) == len(wanted) and all(map(same_text, found, wanted)))
        else:
            found = np.asarray(value).reshape(-1)
            is_same = hashlib.sha256(canonical_bytes(found)).hexdigest() == wanted
        require(is_same, f"{where}@{name} is {str(value)[:80]!r}, not {str(wanted)[:80]!r}")


def compare_variable(path, variable, expected):
    require(path in expected, f"{path} is there")
    wanted = expected[path]
    variable.set_auto_maskandscale(False)
    variable.set_auto_chartostring(False)
    require(list(variable.shape) == wanted["shape"], f"{path} has shape {variable.shape}, not {wanted['shape']}")
    require(list(variable.dimensions) == wanted["dims"], f"{path} has dimensions {variable.dimensions}, not {wanted['dims']}")
    kind = netcdf_type(variable)
    name = kind.get("base", kind["type"])
    require(name == wanted["type"], f"{path} is {name}, not {wanted['type']}")
    compare_attributes(path, variable, wanted["attributes"])
    values = netcdf_values(variable)
    found = hashlib.sha256(canonical_bytes(values)).hexdigest()
    require(found == wanted["sha256"], f"{path} has other values")


def compare(file, expected):
    with netCDF4.Dataset(file) as dataset:
        found = set()
        for group in walk(dataset):
            where = group.path.strip("/")
            require(where in expected["groups"], f"group '{where}' is there")
            compare_attributes(where, group, expected["groups"][where])
            for name, variable in group.variables.items():
                path = f"{where}/{name}".lstrip("/")
                compare_variable(path, variable, expected["variables"])
                found.add(path)
        missing = set(expected["variables"]) - found
        require(not missing, f"there is no {sorted(missing)[:3]}")
    return "same"


def child(file, description, answers):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    warnings.simplefilter("ignore")
    try:
        with open(description, encoding="utf-8") as stream:
            expected = json.load(stream)
        answer = compare(file, expected)
    except Difference as difference:
        answer = f"differs: {difference}"
    except Exception as error:  # netCDF4-python raises many kinds
        answer = f"refused: {type(error).__name__}: {error}"
    os.write(answers, answer.encode("utf-8", "replace")[:4000])
    os._exit(0)


def ask(file, description):
    receiving, answers = os.pipe()
    process = os.fork()
    if process == 0:
        child(file, description, answers)
    os.close(answers)
    try:
        ready, _, _ = select.select([receiving], [], [], LONGEST)
        answer = os.read(receiving, 4096).decode("utf-8", "replace") if ready else "endless"
        os.kill(process, signal.SIGKILL)
        return " ".join(answer.split()) or "crashed"
    finally:
        os.waitpid(process, 0)
        os.close(receiving)


for line in sys.stdin:
    print(ask(*line.rstrip("\n").split("\t")), flush=True)

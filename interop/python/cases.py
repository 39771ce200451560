"""A list of files to write: each case is a function that writes one file."""

from dataclasses import dataclass, field

import numpy as np

CASES = []


@dataclass
class Case:
    folder: str
    name: str
    write: object
    about: str
    refusals: dict = field(default_factory=dict)
    markers: dict = field(default_factory=dict)


def case(folder, name, refusals=None, markers=None):
    """Registers a function that writes `folder/name`.

    refusals: variables that a reader may refuse, and why. markers: four-letter signatures of HDF5 structures that the
    file must hold, with their least number, so that a file tests what its name says.
    """

    def register(function):
        if any(c.folder == folder and c.name == name for c in CASES):
            raise ValueError(f"{folder}/{name} is there already")
        about = " ".join((function.__doc__ or "").split())
        CASES.append(Case(folder, name, function, about, refusals or {}, markers or {}))
        return function

    return register


def counting(dtype, shape, seed=1):
    """Values that differ from place to place, made with integers only, so that every machine makes the same."""
    size = int(np.prod(shape, dtype=np.int64))
    mixed = (np.arange(size, dtype=np.uint64) + np.uint64(seed)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return (mixed % np.uint64(3) == 0).reshape(shape)
    if dtype.kind in "iu":
        return mixed.astype(dtype.newbyteorder("=")).astype(dtype).reshape(shape)
    small = (mixed % np.uint64(4001)).astype(np.int64) - 2000
    if dtype.kind == "c":
        return ((small + 1j * small[::-1]) / 8).astype(dtype).reshape(shape)
    return (small / 8).astype(dtype).reshape(shape)


def smooth(dtype, shape):
    """Values that grow slowly, so that they compress."""
    size = int(np.prod(shape, dtype=np.int64))
    steps = np.arange(size, dtype=np.int64)
    values = (steps // 7 + (steps % 5)) % 100
    return (values / 4 if np.dtype(dtype).kind == "f" else values).astype(dtype).reshape(shape)


def specials(dtype):
    """The floats that go wrong: both zeros, both infinities, NaNs with payloads, the least and the greatest."""
    dtype = np.dtype(dtype).newbyteorder("=")
    info = np.finfo(dtype)
    bits = {2: "u2", 4: "u4", 8: "u8"}[dtype.itemsize]
    quiet = np.array([np.nan], dtype=dtype).view(bits)[0]
    nans = np.array([quiet, quiet + 1, quiet + 5], dtype=bits).view(dtype)
    rest = np.array([0.0, -0.0, np.inf, -np.inf, info.tiny, info.smallest_subnormal, info.max, info.min, 1.5], dtype=dtype)
    return np.concatenate([rest, nans])

"""A large NetCDF-4 file made fast, and the check that a conversion of it holds the same values.

    smooth_field.py write PATH MEBIBYTES     writes the file, one hour per chunk, deflate 1 and shuffle
    smooth_field.py check STORE MEBIBYTES    reads whole hours of a Zarr store and compares

An hour is a function of its number alone, so any hour can be checked without keeping the file: smooth waves, and noise
that shifts from hour to hour so that encoded bytes take real memory too. Values are multiples of 1/64 K, which deflate
is fast on. Chunks are compressed here, by threads, and handed to HDF5 as they are; it would compress one after another.
"""

import random
import sys
import zlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import numpy as np

LATITUDES, LONGITUDES = 721, 1440
CHECKED_HOURS = 24
IN_FLIGHT = 8
NOISE = np.random.Generator(np.random.PCG64(1)).standard_normal(LATITUDES * LONGITUDES, dtype=np.float32)


def hour(number):
    lat = np.linspace(-np.pi / 2, np.pi / 2, LATITUDES, dtype=np.float32)[:, None]
    lon = np.linspace(0, 2 * np.pi, LONGITUDES, endpoint=False, dtype=np.float32)[None, :]
    phase = np.float32(0.05 * number)
    field = np.float32(300) - 40 * np.sin(lat) ** 2 + 6 * np.cos(lat) * np.sin(5 * lon - phase) + 3 * np.sin(9 * lat + 2 * phase)
    field += 0.3 * np.roll(NOISE, 7919 * number).reshape(field.shape)
    # No two hours are equal, also where the waves come round again.
    field[0, 0] = number
    return np.round(field * np.float32(64)) / np.float32(64)


def encoded(number):
    planes = hour(number).reshape(-1, 1).view(np.uint8)
    return zlib.compress(np.ascontiguousarray(planes.T).tobytes(), 1)


def hour_count(mebibytes):
    return max(1, mebibytes * 2**20 // (4 * LATITUDES * LONGITUDES))


def write(path, mebibytes):
    import h5py
    import netCDF4

    hours = hour_count(mebibytes)
    with netCDF4.Dataset(path, "w") as file:
        for name, extent in (("time", hours), ("lat", LATITUDES), ("lon", LONGITUDES)):
            file.createDimension(name, extent)
        time = file.createVariable("time", "f8", ("time",))
        time.units = "hours since 2001-01-01"
        time[:] = np.arange(hours)
        field = file.createVariable(
            "t2m", "f4", ("time", "lat", "lon"), zlib=True, complevel=1, shuffle=True,
            chunksizes=(1, LATITUDES, LONGITUDES),
        )  # fmt: skip
        field.units = "K"
    with h5py.File(path, "r+") as file, ThreadPoolExecutor(2) as pool:
        chunks = file["t2m"].id
        pending = deque()
        for number in range(hours + IN_FLIGHT):
            if number < hours:
                pending.append(pool.submit(encoded, number))
            if number >= IN_FLIGHT:
                chunks.write_direct_chunk((number - IN_FLIGHT, 0, 0), pending.popleft().result())


def check(store, mebibytes):
    import zarr

    hours = hour_count(mebibytes)
    array = zarr.open_array(store, path="t2m", mode="r")
    if array.shape != (hours, LATITUDES, LONGITUDES):
        sys.exit(f"shape {array.shape} where {hours} hours were written")
    picked = {0, hours - 1, *random.Random(1).sample(range(hours), min(CHECKED_HOURS, hours))}
    for number in sorted(picked):
        if not np.array_equal(array[number], hour(number)):
            sys.exit(f"hour {number} is not what was written")
    print(f"{len(picked)} whole hours of {hours}, the first and the last among them, are what was written.")


if __name__ == "__main__":
    action, path, mebibytes = sys.argv[1:]
    {"write": write, "check": check}[action](path, int(mebibytes))

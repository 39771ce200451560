"""Makes, rechunks and checks the arrays of rechunk_peers.py.

rechunk_peer.py make STORE MEBIBYTES space|time       a Zarr v2 array (time, lat, lon) of float32
rechunk_peer.py rechunker IN OUT TEMP CHUNKS MEMORY   by rechunker's Python executor; needs zarr < 3
rechunk_peer.py cubed IN OUT TEMP CHUNKS MEMORY       by cubed's threads
rechunk_peer.py check A B                             exit status 1 unless all values are equal

The last line that a peer prints is how often it read a chunk of the input. MEMORY is in bytes, CHUNKS as in 8,512,512.
"""

import json
import sys
import threading

import numpy as np

EDGE = 512
CODEC = {"cname": "lz4", "clevel": 5, "shuffle": 1}


def steps(mebibytes):
    return mebibytes * 2**20 // (4 * EDGE * EDGE)


def chunks(layout, count):
    return {"space": (8, EDGE, EDGE), "time": (count, 32, 32)}[layout]


def field(first, count, noise):
    """Smooth waves and noise that shifts from step to step, in multiples of 1/64."""
    lat = np.linspace(-np.pi / 2, np.pi / 2, EDGE, dtype=np.float32)[:, None]
    lon = np.linspace(0, 2 * np.pi, EDGE, endpoint=False, dtype=np.float32)[None, :]
    out = np.empty((count, EDGE, EDGE), np.float32)
    for i in range(count):
        phase = np.float32(0.05 * (first + i))
        out[i] = 300 - 40 * np.sin(lat) ** 2 + 6 * np.cos(lat) * np.sin(5 * lon - phase)
        out[i] += 0.3 * np.roll(noise, 7919 * (first + i)).reshape(EDGE, EDGE)
    return np.round(out * np.float32(64)) / np.float32(64)


def make(store, mebibytes, layout):
    import zarr
    from numcodecs import Blosc

    count = steps(int(mebibytes))
    noise = np.random.Generator(np.random.PCG64(1)).standard_normal(EDGE * EDGE, dtype=np.float32)
    array = zarr.create_array(
        store, name=None, shape=(count, EDGE, EDGE), chunks=chunks(layout, count), dtype="f4", zarr_format=2,
        compressors=Blosc(**CODEC), fill_value=0, overwrite=True, attributes={"_ARRAY_DIMENSIONS": ["time", "lat", "lon"]},
    )  # fmt: skip
    if layout == "space":
        for first in range(0, count, 64):
            array[first : first + 64] = field(first, min(64, count - first), noise)
    else:
        whole = np.empty((count, EDGE, EDGE), np.float32)
        for first in range(0, count, 64):
            whole[first : first + 64] = field(first, min(64, count - first), noise)
        array[...] = whole
    print(array.nchunks)


def rechunker(source, target, temp, target_chunks, memory):
    import zarr
    from rechunker import rechunk

    class Counting(zarr.storage.DirectoryStore):
        reads = 0

        def __getitem__(self, key):
            if key[:1].isdigit():
                Counting.reads += 1
            return super().__getitem__(key)

    array = zarr.open(Counting(source), mode="r")
    plan = rechunk(array, shape(target_chunks), int(memory), target, temp_store=temp, executor="python")
    plan.execute()
    print(json.dumps({"reads": Counting.reads}))


def cubed(source, target, temp, target_chunks, memory):
    import cubed as engine
    from zarr.storage import LocalStore

    lock = threading.Lock()

    class Counting(LocalStore):
        reads = 0

        async def get(self, key, *args, **kwargs):
            if key[:1].isdigit():
                with lock:
                    Counting.reads += 1
            return await super().get(key, *args, **kwargs)

    from cubed.runtime.executors.local import ThreadsExecutor

    spec = engine.Spec(work_dir=temp, allowed_mem=int(memory), reserved_mem=0)
    array = engine.from_zarr(Counting(source, read_only=True), spec=spec)
    engine.to_zarr(array.rechunk(shape(target_chunks)), store=target, executor=ThreadsExecutor())
    print(json.dumps({"reads": Counting.reads}))


def shape(text):
    return tuple(int(extent) for extent in text.split(","))


def check(a, b):
    import zarr

    left, right = (found if isinstance(found, zarr.Array) else next(iter(dict(found.arrays()).values()))
                   for found in (zarr.open(path, mode="r") for path in (a, b)))  # fmt: skip
    print(right.chunks)
    for first in range(0, left.shape[0], 256):
        rows = slice(first, first + 256)
        if not np.array_equal(left[rows].view("u4"), right[rows].view("u4")):
            sys.exit(f"{b} differs from {a} in steps {first} to {first + 256}")


if __name__ == "__main__":
    {"make": make, "rechunker": rechunker, "cubed": cubed, "check": check}[sys.argv[1]](*sys.argv[2:])

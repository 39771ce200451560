"""Makes what the Zarr libraries are timed on, and judges what they read and wrote; zarr-python is the judge.

    zarr_stores.py fields FOLDER EDGE                     writes FOLDER/float32.raw and FOLDER/uint16.raw
    zarr_stores.py store STORE FIELD EDGE CONFIG_JSON     writes a field as a store
    zarr_stores.py spoil STORE CELLS                      overwrites the first cell of the operation "partial"
    zarr_stores.py equal STORE FIELD                      fails unless the store holds the field, as zarr-python reads it
    zarr_stores.py read DUMP STORE FIELD CELLS OPERATION  fails unless the dump is what the operation has to read
"""

import json
import sys
from pathlib import Path

import numpy as np
import zarr
from zarr.codecs import BloscCodec, GzipCodec, ZstdCodec

HERE = Path(__file__).resolve().parent
CODECS = {
    "none": None,
    "zstd": ZstdCodec(level=5),
    "blosc": BloscCodec(cname="zstd", clevel=5, shuffle="shuffle"),
    "gzip": GzipCodec(level=5),
}


def fields(folder, edge):
    """A smooth field with noise in its low bits, in kelvin; as integers it counts hundredths of a kelvin."""
    sys.path.insert(0, str(HERE.parent))
    from field import hours

    with open(f"{folder}/float32.raw.part", "wb") as floats, open(f"{folder}/uint16.raw.part", "wb") as integers:
        for layer in hours(int(edge), int(edge), int(edge), seed=1):
            floats.write(layer.astype("<f4"))
            integers.write(np.clip(np.round(layer * 100), 0, 65535).astype("<u2"))
    for name in ("float32", "uint16"):
        Path(f"{folder}/{name}.raw.part").replace(f"{folder}/{name}.raw")


def store(path, field, edge, config):
    config = json.loads(config)
    array = zarr.create_array(
        path,
        shape=(int(edge),) * 3,
        dtype=config["type"],
        shards=config["shard"],
        chunks=config["chunk"],
        compressors=CODECS[config["codec"]],
        filters=None,
        fill_value=0,
    )
    array[...] = read_field(field, array)


def read_field(path, array):
    return np.memmap(path, dtype=array.dtype, mode="r", shape=array.shape)


def cells_of(path, operation):
    for line in Path(path).read_text().splitlines():
        name, *numbers = line.split()
        if name == operation:
            start, extent = np.array(numbers, int).reshape(2, 3)
            yield tuple(map(slice, start, start + extent))


def spoil(path, cells):
    zarr.open_array(path, mode="r+")[next(cells_of(cells, "partial"))] = 1


def equal(path, field):
    array = zarr.open_array(path, mode="r")
    if array[...].tobytes() != read_field(field, array).tobytes():
        sys.exit(f"{path} does not hold the values of {field}")


def read(dump, path, field, cells, operation):
    array = zarr.open_array(path, mode="r")
    values = read_field(field, array)
    boxes = [...] if operation == "read" else list(cells_of(cells, operation))
    with open(dump, "rb") as file:
        for box in boxes:
            expected = values[box].tobytes()
            if file.read(len(expected)) != expected:
                sys.exit(f"wrong values at {box}")
        if file.read(1):
            sys.exit("more values than were asked for")


if __name__ == "__main__":
    action, *arguments = sys.argv[1:]
    {"fields": fields, "store": store, "spoil": spoil, "equal": equal, "read": read}[action](*arguments)

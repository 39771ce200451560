"""What numcodecs, zfpy and pcodec make of fields, through a memory store of zarr-python: the oracle of sweeps.

    python sweep_oracle.py fields DIR     makes fields from a seed: NAME.npy, and NAME.json with their shape and that of chunks
    python sweep_oracle.py measure DIR    tries what NAME.identities lists, one candidate a line, as dc_toolkit names them
    python sweep_oracle.py stores DIR     writes what NAME.kept lists as stores NAME.N.zarr, and what zarr-python reads of each
                                          as NAME.N.npy; NAME.N.v2.zarr and NAME.N.v2.npy likewise in Zarr v2

A line of NAME.identities that begins with "+" is tried on the field continued as it ends to whole chunks, and measured on
the field. measure writes NAME.results, one line of JSON a candidate: the bytes of all chunks and of everything below the array's prefix, the
SHA-256 of the chunks in the order of their keys, how far what comes back is from the field by dc_toolkit's formulas, with
sums that are exact before they are rounded; or the error that was raised.
"""

import hashlib
import json
import math
import sys
import warnings
from pathlib import Path

import numcodecs
import numcodecs.zfpy
import numpy as np
import zarr
from zarr.codecs import numcodecs as codecs
from zarr.registry import get_codec_class, register_codec

warnings.simplefilter("ignore")
np.seterr(all="ignore")

SEED = 20261126
# Whole chunks, and chunks of which some reach beyond the field.
WHOLE, EDGE, LARGE = ((3, 96, 120), (1, 96, 120)), ((2, 37, 50), (1, 20, 32)), ((1, 480, 720), (1, 480, 720))
# The most elements along an axis that a header of zfp holds, by the number of axes.
HELD = {1: 1 << 48, 2: 1 << 24, 3: 1 << 16, 4: 1 << 12}


def folded(shape):
    axes = [n for n in shape if n != 1] or [1]
    while len(axes) > 1 and (len(axes) > 4 or max(axes) > HELD[len(axes)]):
        axes[:2] = [axes[0] * axes[1]]
    return axes


class Rank(codecs.ZFPY, codec_name="zfpy"):
    """zfp without axes of one element, as dc_toolkit calls it."""

    def shaped(self, array):
        return array.reshape(folded(array.shape))

    def _encode_sync(self, chunk_data, chunk_spec):
        array = np.ascontiguousarray(chunk_data.as_ndarray_like())
        return chunk_spec.prototype.buffer.from_bytes(self._codec.encode(self.shaped(array)))

    async def _encode_single(self, chunk_data, chunk_spec):
        return self._encode_sync(chunk_data, chunk_spec)


class FlatCodec(numcodecs.zfpy.ZFPY):
    codec_id = "zfpy_flat"


numcodecs.register_codec(FlatCodec)


class Flat(Rank, codec_name="zfpy_flat"):
    """zfp of a chunk as one row."""

    def shaped(self, array):
        return array.reshape(-1)


register_codec("numcodecs.zfpy_flat", Flat)
OWN = {"numcodecs.zfpy": Rank, "numcodecs.zfpy_flat": Flat}


def field(dtype, kind, shape):
    random = np.random.default_rng(SEED)
    time, lat, lon = np.meshgrid(*(np.linspace(0, 1, n) for n in shape), indexing="ij")
    values = 280 + 25 * np.cos(3 * lat) + 4 * np.sin(9 * lon + time) * lat
    if kind == "noisy":
        values = 1e-3 * random.normal(size=shape) * np.exp(3 * random.normal(size=shape))
    else:
        values += 0.01 * random.normal(size=shape)
    if kind == "masked":
        values[:, (lat[0] + lon[0]) > 1.3] = np.nan
        values[1, 3, 4] = np.inf
    return values.astype(dtype)


def make_fields(folder):
    for dtype in ("float32", "float64"):
        for kind in ("smooth", "noisy", "masked", "edge", "large"):
            shape, chunks = {"edge": EDGE, "large": LARGE}.get(kind, WHOLE)
            np.save(folder / f"{kind}_{dtype}.npy", field(dtype, kind, shape))
            (folder / f"{kind}_{dtype}.json").write_text(json.dumps({"shape": shape, "chunks": chunks}))


def codec(document):
    if document is None:
        return None
    return OWN.get(document["name"], get_codec_class(document["name"])).from_dict(document)


def written(store, values, chunks, identity):
    """The array of a candidate in a store."""
    parts = {place: codec(document) for place, document in json.loads(identity).items()}
    array = zarr.create_array(
        store=store,
        shape=values.shape,
        dtype=values.dtype,
        chunks=tuple(chunks),
        filters=None if parts["filter"] is None else [parts["filter"]],
        serializer=parts["serializer"] or "auto",
        compressors=None if parts["compressor"] is None else [parts["compressor"]],
    )
    array[...] = values
    return array


def stored(values, chunks, identity):
    """The chunks by key, the bytes of everything, and what comes back."""
    store = {}
    array = written(zarr.storage.MemoryStore(store), values, chunks, identity)
    chunks = {key: value.to_bytes() for key, value in sorted(store.items()) if not key.endswith("zarr.json")}
    return chunks, sum(len(value.to_bytes()) for value in store.values()), array[...]


def continued(values, chunks):
    """A field as it ends, up to whole chunks."""
    return np.pad(values, [(0, -n % chunk) for n, chunk in zip(values.shape, chunks)], mode="edge")


def ratio(error, size):
    return error / size if size else 0.0 if error == 0 else math.inf


def q99_cut(values):
    sizes = np.abs(values[np.isfinite(values)].astype(np.float64))
    cut = np.percentile(sizes, 99)
    return cut if cut > 0 or not sizes.any() else np.percentile(sizes[sizes > 0], 99)


def classes(values):
    return np.where(np.isnan(values), 1, np.where(np.isposinf(values), 2, np.where(np.isneginf(values), 3, 0)))


def measures(before, after):
    both = np.isfinite(before) & np.isfinite(after)
    x = before[both].astype(np.float64)
    error = after[both].astype(np.float64) - x
    sizes, errors = np.abs(x), np.abs(error)
    top = sizes >= q99_cut(before)
    l2 = math.sqrt(math.fsum(error * error))
    return {
        "l1": ratio(math.fsum(errors), math.fsum(sizes)),
        "l2": ratio(l2, math.sqrt(math.fsum(x * x))),
        "linf": ratio(float(errors.max(initial=0)), float(sizes.max(initial=0))),
        "bias": ratio(abs(math.fsum(error)), math.fsum(sizes)),
        "q99": ratio(math.fsum(errors[top]), math.fsum(sizes[top])),
        "euclidean": l2,
        "mean_absolute": math.fsum(errors) / max(1, errors.size),
        "max_absolute": float(errors.max(initial=0)),
        "changed": int(np.count_nonzero(classes(before) != classes(after))),
    }


def measure(folder):
    for path in sorted(folder.glob("*.identities")):
        values = np.load(path.with_suffix(".npy"))
        chunks = json.loads(path.with_suffix(".json").read_text())["chunks"]
        with open(path.with_suffix(".results"), "w", encoding="utf-8") as out:
            for identity in path.read_text().splitlines():
                try:
                    whole = continued(values, chunks) if identity[0] == "+" else values
                    encoded, total, back = stored(whole, chunks, identity.lstrip("+"))
                    back = back[tuple(slice(n) for n in values.shape)]
                    row = {
                        "chunk_bytes": sum(map(len, encoded.values())),
                        "stored_bytes": total,
                        "sha256": hashlib.sha256(b"".join(encoded.values())).hexdigest(),
                        **measures(values, back),
                    }
                except Exception as error:  # each codec refuses with exceptions of its own
                    row = {"error": f"{type(error).__name__}: {error}"}
                out.write(json.dumps(row) + "\n")


def make_stores(folder):
    for path in sorted(folder.glob("*.kept")):
        values = np.load(path.with_suffix(".npy"))
        chunks = json.loads(path.with_suffix(".json").read_text())["chunks"]
        for number, identity in enumerate(path.read_text().splitlines()):
            name = f"{path.stem}.{number}"
            array = written(zarr.storage.LocalStore(folder / f"{name}.zarr"), values, chunks, identity)
            np.save(folder / f"{name}.npy", array[...])
            parts = [json.loads(identity)[place] for place in ("filter", "serializer", "compressor")]
            configs = [{"id": d["name"].removeprefix("numcodecs."), **d["configuration"]} for d in parts if d is not None]
            array = zarr.create_array(
                store=zarr.storage.LocalStore(folder / f"{name}.v2.zarr"),
                shape=values.shape,
                dtype=values.dtype,
                chunks=tuple(chunks),
                zarr_format=2,
                filters=[numcodecs.get_codec(config) for config in configs],
                compressors=None,
            )
            array[...] = values
            np.save(folder / f"{name}.v2.npy", array[...])


if __name__ == "__main__":
    {"fields": make_fields, "measure": measure, "stores": make_stores}[sys.argv[1]](Path(sys.argv[2]))

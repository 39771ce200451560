"""The scenarios and the matrix of parity of zarr-python's own tests, done by zarr-python with both of its pipelines (PipelineParityTest).

    python pipeline_parity.py make FOLDER     FOLDER/batched/ID and FOLDER/fused/ID, the list FOLDER/scenarios.json for
                                              "varve replay", and shards in every order in FOLDER/dense and FOLDER/patched
    python pipeline_parity.py check FOLDER    reads FOLDER/varve/ID with both pipelines, and compares values and keys with
                                              what zarr-python made

IDs are zarr-python's names: of test_codec_pipeline_suite.SCENARIOS, of the cells of test_pipeline_parity, and of its codecs
around shards.
"""

import base64
import json
import os
import shutil
import sys
import warnings

import numcodecs
import numpy as np
import zarr
from zarr.codecs import BytesCodec, Crc32cCodec, GzipCodec, ShardingCodec, TransposeCodec, ZstdCodec

PIPELINES = {
    "batched": "zarr.core.codec_pipeline.BatchedCodecPipeline",
    "fused": "zarr.core.codec_pipeline.FusedCodecPipeline",
}
DOCUMENTS = {"zarr.json", ".zarray", ".zattrs"}
ORDERS = ("morton", "lexicographic", "colexicographic", "unordered")


class Case:
    """An array, and what is written into it: boxes with a number, or with an array of numbers."""

    def __init__(self, name, shape, chunks, *writes, dtype="float64", fill=0, shards=None, keep=False, **more):
        self.name, self.writes, self.keep = name, writes, keep
        self.arguments = {"shape": shape, "chunks": chunks, "shards": shards, "dtype": dtype, "fill_value": fill}
        self.arguments |= {"compressors": None, **more}

    def make(self, path, pipeline):
        with zarr.config.set({"codec_pipeline.path": PIPELINES[pipeline]}):
            array = zarr.create_array(path, config={"write_empty_chunks": self.keep}, **self.arguments)
            for box, value in self.writes:
                array[box] = value

    def ops(self):
        shape, dtype = self.arguments["shape"], np.dtype(self.arguments["dtype"])
        for box, value in self.writes:
            start = [part.indices(extent)[0] for part, extent in zip(box, shape)]
            counts = [len(range(*part.indices(extent))) for part, extent in zip(box, shape)]
            op = {"start": start, "shape": counts}
            if np.ndim(value):
                numbers = np.ascontiguousarray(value, dtype.newbyteorder("<"))
                yield op | {"data_b64": base64.b64encode(numbers.tobytes()).decode()}
            else:
                yield op | {"value": value}


def whole(shape):
    return tuple(slice(0, extent) for extent in shape)


def numbers(*shape, first=0):
    return np.arange(first, first + np.prod(shape)).reshape(shape)


def line(name, *writes, shards=None, **more):
    return Case(name, (100,), (10,), *writes, shards=shards, **more)


def scenarios():
    full = (whole((100,)), numbers(100, first=1))
    tens = ((slice(0, 10),), numbers(10, first=1))
    square = {"dtype": "int32", "fill": -1}
    turned = {**square, "filters": [TransposeCodec(order=(1, 0))], "serializer": BytesCodec()}
    nested = ShardingCodec(chunk_shape=(10, 10), codecs=[ShardingCodec(chunk_shape=(5, 5))])
    older = {"zarr_format": 2}
    return [
        line("1d-unsharded-roundtrip", full),
        line("1d-sharded-roundtrip", full, shards=(100,)),
        line("1d-multi-chunk-shard-roundtrip", full, shards=(50,)),
        Case("2d-unsharded-roundtrip", (10, 20), (5, 10), (whole((10, 20)), numbers(10, 20)), **square),
        Case("2d-sharded-roundtrip", (20, 20), (5, 5), (whole((20, 20)), numbers(20, 20)), shards=(10, 10), **square),
        line("1d-gzip-roundtrip", full, compressors=GzipCodec(level=1)),
        line("1d-zstd-roundtrip", full, compressors=ZstdCodec(level=1)),
        Case("1d-float32-roundtrip", (50,), (10,), (whole((50,)), numbers(50, first=1)), dtype="float32"),
        line("v2-roundtrip", full, **older),
        line("v2-gzip-roundtrip", full, compressors=numcodecs.GZip(level=1), **older),
        line("v2-filter-gzip-roundtrip", full, filters=numcodecs.Delta(dtype="float64"), compressors=numcodecs.GZip(level=1), **older),
        line("missing-chunks-fill", fill=-7.0),
        line("missing-chunks-fill-sharded", fill=-7.0, shards=(100,)),
        line("partial-write-full-read", ((slice(5, 15),), numbers(10, first=1))),
        line("full-write-strided-read", full),
        line("partial-write-partial-read-sharded", ((slice(20, 70),), numbers(50, first=1)), shards=(100,)),
        line("sharded-scalar-reads-1d", full, shards=(50,)),
        Case("sharded-scalar-reads-2d", (20, 20), (5, 5), (whole((20, 20)), numbers(20, 20)), shards=(10, 10), **square),
        Case("transpose", (8, 12), (2, 4), (whole((8, 12)), numbers(8, 12)), **turned),
        Case("transpose-gzip", (8, 12), (2, 4), (whole((8, 12)), numbers(8, 12)), **turned | {"compressors": GzipCodec(level=1)}),
        Case("nested-sharding", (20, 20), (10, 10), (whole((20, 20)), numbers(20, 20)), dtype="int32", serializer=nested),
        Case(
            "partial-shard-overwrite",
            (40,),
            (4,),
            (whole((40,)), numbers(40)),
            ((slice(7, 18),), numbers(11, first=700)),
            shards=(40,),
            keep=True,
            **square,
        ),
        Case("write-empty-false-omits-fill-chunk", (20,), (10,), tens, ((slice(10, 20),), 0.0)),
        Case("write-empty-true-persists-fill-chunk", (20,), (10,), ((slice(0, 20),), 0.0), keep=True),
        Case("default-config-omits-fill-chunk", (20,), (10,), ((slice(10, 20),), 0.0)),
    ]


ENCODINGS = {
    "bytes-only": {},
    "gzip": {"compressors": GzipCodec(level=1)},
    "bytes-big-endian": {"serializer": BytesCodec(endian="big"), "dtype": "int32"},
    "bytes-crc32c": {"compressors": [Crc32cCodec()], "serializer": BytesCodec(), "dtype": "int32"},
}
LAYOUTS = {
    "1d-unsharded": ((100,), (10,), None),
    "1d-1chunk-per-shard": ((100,), (10,), (10,)),
    "1d-multi-chunk-per-shard": ((100,), (10,), (50,)),
    "2d-unsharded": ((20, 20), (5, 5), None),
    "2d-sharded": ((20, 20), (5, 5), (10, 10)),
    "2d-nested-sharded": ((20, 20), (10, 10), None),
}


def sequences(shape):
    n = shape[0]
    box = lambda start, stop: (slice(start, stop),) * len(shape)  # noqa: E731
    third = [(box(n // 2, n), 3)] if len(shape) == 1 else []
    return {
        "full-overwrite": [(whole(shape), numbers(*shape, first=1))],
        "partial-middle": [(box(n // 4, 3 * n // 4), 7)],
        "scalar-one-cell": [(box(n // 2, n // 2 + 1), 99)],
        "overlapping": [(box(0, n // 2), 1), (box(n // 4, 3 * n // 4), 2), *third],
        "ends-in-fill": [(whole(shape), 5), (whole(shape), 0)],
        "ends-in-partial-fill": [(whole(shape), 5), ((slice(0, n // 2), *whole(shape)[1:]), 0)],
    }


def matrix():
    for layout, (shape, chunks, shards) in LAYOUTS.items():
        for encoding, codecs in ENCODINGS.items():
            nested = layout == "2d-nested-sharded"
            if nested and "serializer" in codecs:
                continue  # two serializers
            if nested:
                inner = ShardingCodec(chunk_shape=(5, 5))
                codecs = {**codecs, "serializer": ShardingCodec(chunk_shape=(10, 10), codecs=[inner])}
            for sequence, writes in sequences(shape).items():
                for keep in (False, True):
                    name = f"{layout}-{encoding}-{sequence}-wec{keep}"
                    yield Case(name, shape, chunks, *writes, shards=shards, keep=keep, **codecs)


def around_shards():
    """Codecs around shards, where no part of an object means anything by itself."""
    writes = ((whole((8, 8)), numbers(8, 8, first=1)), ((slice(2, 5), slice(1, 3)), 99))
    more = {"dtype": "uint16", "serializer": ShardingCodec(chunk_shape=(2, 2))}
    yield Case("outer-gzip-around-sharding", (8, 8), (4, 4), *writes, compressors=[GzipCodec(level=1)], **more)
    yield Case("outer-transpose-around-sharding", (8, 8), (4, 4), *writes, filters=[TransposeCodec(order=(1, 0))], **more)


def cases():
    return [*scenarios(), *matrix(), *around_shards()]


def make(folder):
    listed = []
    for case in cases():
        for pipeline in PIPELINES:
            case.make(os.path.join(folder, pipeline, case.name), pipeline)
        document = os.path.join(folder, "batched", case.name, "zarr.json")
        if os.path.exists(document):  # not of Zarr v2, which no list for "replay" can have
            with open(document, encoding="utf-8") as file:
                metadata = json.load(file)
            listed.append({"id": case.name, "metadata": metadata, "write_empty_chunks": case.keep, "ops": list(case.ops())})
    with open(os.path.join(folder, "scenarios.json"), "w", encoding="utf-8") as file:
        json.dump(listed, file)
    for order in ORDERS:
        for location in ("start", "end"):
            dense, patched = (os.path.join(folder, kind, f"{order}-{location}") for kind in ("dense", "patched"))
            for path in (dense, patched):
                array = dense_shards(path, order, location)
                array[...] = numbers(12, 8)
            array[3:9, 1:6] = 777
    print(f"{len(listed)} of {len(cases())}")


def dense_shards(path, order, location):
    serializer = ShardingCodec(
        chunk_shape=(2, 2), codecs=[BytesCodec()], index_location=location, subchunk_write_order=order
    )
    return zarr.create_array(
        path,
        shape=(12, 8),
        chunks=(6, 4),
        dtype="int32",
        fill_value=-1,
        serializer=serializer,
        compressors=None,
        config={"write_empty_chunks": True},
    )


def keys(path):
    found = (os.path.relpath(os.path.join(at, name), path) for at, _, names in os.walk(path) for name in names)
    return {key for key in found if key not in DOCUMENTS}


def check(folder):
    wrong = []
    for case in cases():
        ours, theirs = os.path.join(folder, "batched", case.name), os.path.join(folder, "varve", case.name)
        if keys(ours) != keys(theirs):
            wrong.append(f"{case.name}: keys {sorted(keys(ours) ^ keys(theirs))}")
        expected = zarr.open_array(ours, mode="r")[...]
        for pipeline, path in PIPELINES.items():
            with zarr.config.set({"codec_pipeline.path": path}):
                found = zarr.open_array(theirs, mode="r")[...]
            if found.tobytes() != expected.tobytes():
                wrong.append(f"{case.name}: {pipeline} reads other values")
    for path in sorted(os.listdir(os.path.join(folder, "varve-patched"))):
        expected = zarr.open_array(os.path.join(folder, "patched", path), mode="r")[...]
        if zarr.open_array(os.path.join(folder, "varve-patched", path), mode="r")[...].tobytes() != expected.tobytes():
            wrong.append(f"{path}: other values after a patch in place")
    print("\n".join(wrong) or f"{len(cases())} of {len(cases())} as expected")
    return bool(wrong)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    action, where = sys.argv[1:]
    sys.exit({"make": make, "check": check}[action](where))

"""Writes core/src/test/resources/golden/partition/boxes.tsv: the boxes into which xpartition cuts grids of chunks.

A line per case: chunks along each dimension, the dimensions to be cut in their order, the number of ranks, and what each rank
gets: a box of chunks (0:2,3:5), or "-" for nothing. Dimensions are a, b, c, d. Cases are seeded.

    pip install xpartition==2025.3.0 "dask[array]==2026.8.0" xarray==2026.9.0
    python make_partition_golden.py ../../core/src/test/resources/golden/partition
"""

import pathlib
import random
import sys

import dask.array
import xarray
import xpartition  # noqa: F401  registers the accessors

CASES = 3000


def case(rng):
    rank = rng.choice([0, 1, 1, 2, 2, 2, 3, 3, 4])
    counts = [rng.randint(1, {0: 1, 1: 60, 2: 14, 3: 6, 4: 4}[rank]) for _ in range(rank)]
    names = list("abcd"[:rank])
    dims = rng.sample(names, rng.randint(0, rank))
    return counts, names, dims, rng.randint(1, 14)


def boxes(counts, names, dims, ranks):
    array = xarray.DataArray(dask.array.zeros(counts, chunks=1), dims=names)
    for rank in range(ranks):
        found = array.partition.indexers(ranks, rank, dims)
        if found is None:
            yield "-"
        else:
            yield ",".join(f"{found[name].start}:{found[name].stop}" for name in names)


def main(folder):
    rng = random.Random(20251126)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "boxes.tsv", "w", newline="\n") as out:
        for _ in range(CASES):
            counts, names, dims, ranks = case(rng)
            fields = [",".join(map(str, counts)), ",".join(dims), str(ranks), " ".join(boxes(counts, names, dims, ranks))]
            out.write("\t".join(fields) + "\n")


main(pathlib.Path(sys.argv[1]))

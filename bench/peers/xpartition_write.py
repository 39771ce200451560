"""Writes a NetCDF file to a Zarr v3 store with xpartition and dask: its serial example, a partition after the other.

    python xpartition_write.py in.nc out.zarr --like varve.zarr --ranks 8

Chunks, shards and codecs are those of the store given. dask computes on all cores, as it does by itself.
"""

import argparse

import xarray
import xpartition  # noqa: F401  registers the accessors
import zarr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--like", required=True)
    parser.add_argument("--ranks", type=int, required=True)
    options = parser.parse_args()
    like = zarr.open_group(options.like, mode="r")
    dataset = xarray.open_dataset(options.source, decode_cf=False, chunks={})
    for name in dataset.data_vars:
        array = like[name]
        cut = array.shards or array.chunks
        dataset[name] = dataset[name].chunk(dict(zip(dataset[name].dims, cut)))
        dataset[name].encoding = {"compressors": array.compressors, "filters": array.filters}
        if "_FillValue" in dataset[name].attrs:
            dataset[name].encoding["_FillValue"] = dataset[name].attrs.pop("_FillValue")
    dims = list(next(iter(dataset.data_vars.values())).dims)
    inner = next(iter(like[name] for name in dataset.data_vars))
    sharded = dict(zip(dims, inner.chunks)) if inner.shards else None
    dataset.partition.initialize_store(options.target, inner_chunks=sharded)
    for rank in range(options.ranks):
        dataset.partition.write(options.target, options.ranks, dims, rank)


main()

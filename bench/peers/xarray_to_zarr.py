"""Converts a NetCDF file to Zarr v3 with xarray, dask and zarr-python: what a user would write.

Without options it is the plain two-liner, and chunks and codecs are whatever xarray chooses. With ``--like STORE`` chunks,
shards and codecs of each array are those of that store, so that the same work is done, and values stay packed and
unmasked, which spares xarray a pass over the data.
"""

import argparse

import dask
import xarray as xr
import zarr

parser = argparse.ArgumentParser()
parser.add_argument("source")
parser.add_argument("target")
parser.add_argument("--like")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--fused", action="store_true", help="zarr-python's newer, faster codec pipeline")
options = parser.parse_args()

if options.fused:
    zarr.config.set({"codec_pipeline.path": "zarr.core.codec_pipeline.FusedCodecPipeline"})
encoding, blocks = {}, {}
if options.like:
    for name, array in zarr.open_group(options.like, mode="r").arrays():
        encoding[name] = {
            "chunks": array.chunks,
            "shards": array.shards,
            "filters": array.filters,
            "serializer": array.serializer,
            "compressors": array.compressors,
        }
        blocks[name] = dict(zip(array.metadata.dimension_names, array.shards or array.chunks))

with dask.config.set(scheduler="threads", num_workers=options.threads):
    with xr.open_dataset(options.source, chunks={}, decode_cf=not options.like) as data:
        # One dask block per stored object: what xarray asks for, and the only safe way to write shards in parallel.
        for name, block in blocks.items():
            if name not in data.indexes:
                data[name] = data[name].chunk(block)
                data[name].encoding = {}
        data.to_zarr(options.target, zarr_format=3, encoding=encoding)

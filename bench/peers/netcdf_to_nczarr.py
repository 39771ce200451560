"""Copies a NetCDF file to NCZarr with netCDF-C, the way nccopy does: hyperslab by hyperslab, through one buffer.

It stands beside Debian's nccopy because that one is built without NCZarr's filters and can only write uncompressed
chunks; the library in the Python wheel has them. Deflate and shuffle are as in the source. Only the root group is
copied; unlimited dimensions become fixed ones, which NCZarr asks for.
"""

import os
import sys

import netCDF4

BUFFER_BYTES = 5_000_000  # nccopy's own

source_path, target_path = sys.argv[1:]
url = f"file://{os.path.abspath(target_path)}#mode=nczarr,file"
with netCDF4.Dataset(source_path) as source, netCDF4.Dataset(url, "w") as target:
    source.set_auto_maskandscale(False)
    target.setncatts({name: source.getncattr(name) for name in source.ncattrs()})
    for name, dimension in source.dimensions.items():
        target.createDimension(name, len(dimension))
    for name, variable in source.variables.items():
        filters = variable.filters() or {}
        chunks = variable.chunking()
        if chunks != "contiguous":
            chunks = [max(1, min(pair)) for pair in zip(chunks, variable.shape)]
        attributes = {key: variable.getncattr(key) for key in variable.ncattrs()}
        copy = target.createVariable(
            name, variable.dtype, variable.dimensions,
            zlib=filters.get("zlib", False), complevel=filters.get("complevel", 4),
            shuffle=filters.get("shuffle", False),
            chunksizes=chunks if chunks != "contiguous" else None,
            fill_value=attributes.pop("_FillValue", None),
        )  # fmt: skip
        copy.set_auto_maskandscale(False)
        copy.setncatts(attributes)
        row_bytes = variable.dtype.itemsize
        for extent in variable.shape[1:]:
            row_bytes *= extent
        rows = max(1, BUFFER_BYTES // row_bytes)
        for start in range(0, variable.shape[0], rows):
            copy[start : start + rows] = variable[start : start + rows]

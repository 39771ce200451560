/**
 * Writes NetCDF-4 files: a dataset's groups, dimensions, variables and attributes become what the netCDF-C library would
 * have made of them in HDF5, so that it and all that stand on it read the file and may append to it. A dataset and encoded
 * chunks flow in, a file flows out.
 */
package dev.varve.formats.netcdf4.write;

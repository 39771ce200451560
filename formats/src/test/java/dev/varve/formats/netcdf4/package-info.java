/** Tests of NetCDF-4 sources against files that netCDF4-python and h5py wrote and described. */
package dev.varve.formats.netcdf4;

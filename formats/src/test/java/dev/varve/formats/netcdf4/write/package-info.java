/** Tests of the NetCDF-4 writer, and the files that other libraries are asked to read. */
package dev.varve.formats.netcdf4.write;

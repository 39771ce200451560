/** Tests of classic netCDF files, against what netCDF-C says they hold. */
package dev.varve.formats.netcdf3;

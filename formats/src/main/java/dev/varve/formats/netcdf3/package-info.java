/**
 * Classic netCDF files (CDF-1, CDF-2, CDF-5) as sources. The bytes of a file flow in; a dataset and blocks of its values
 * flow out. The format is the one of appendix B of the NetCDF User's Guide, "The NetCDF Classic Format Specification",
 * and of PnetCDF's CDF-5 specification.
 */
package dev.varve.formats.netcdf3;

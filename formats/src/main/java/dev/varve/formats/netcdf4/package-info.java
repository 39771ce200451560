/**
 * NetCDF-4: what HDF5 objects mean. Dimension scales become dimensions, datasets variables, attributes attributes, as the
 * netCDF-C library sees them; a plain HDF5 file is read by the same rules. An open {@link
 * dev.varve.formats.hdf5.Hdf5File} flows in, a {@link dev.varve.dataset.Dataset} and blocks of elements flow out.
 */
package dev.varve.formats.netcdf4;

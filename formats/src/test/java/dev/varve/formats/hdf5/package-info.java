/** Tests of the HDF5 structures by themselves. */
package dev.varve.formats.hdf5;

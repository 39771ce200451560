/**
 * The HDF5 file format, read in plain Java: superblocks, object headers, groups, attributes, datatypes and every chunk
 * index of the HDF5 File Format Specification 4.0. A {@link dev.varve.store.RangeReader} flows in; objects, their
 * attributes and blocks of elements flow out. What the bytes mean to netCDF is not known here.
 *
 * <p>A file is not trusted: every size, offset and count is checked against the bytes that are there before anything is
 * allocated, and every walk ends. Whatever is wrong ends in a {@link dev.varve.dataset.SourceFormatException} that names
 * the file, the object and the byte.
 */
package dev.varve.formats.hdf5;

/**
 * Writes HDF5 files front to back: data first, in the order in which it comes, then the headers and indexes that lead to
 * it, and last the superblock. Types, attributes and encoded chunks flow in; a file flows out that HDF5 1.8 and later
 * read and may extend. What lies where is defined by the HDF5 File Format Specification, version 3.0; section numbers in
 * comments are its.
 */
package dev.varve.formats.hdf5.write;

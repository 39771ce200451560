/**
 * What {@code zarr.json} says, and the documents of Zarr v2 (classes named V2), as values. Text flows in and immutable records come out, and back: JSON itself, data types,
 * fill values, grids, keys, codecs by name ({@link dev.varve.metadata.CodecRegistry}), arrays, groups and consolidated
 * metadata; also the text notation of codec chains ({@link dev.varve.metadata.ChainNotation}). No store is seen here. All
 * that is wrong with a document, however hostile, is one {@link dev.varve.metadata.MetadataException} with the place in it.
 */
package dev.varve.metadata;

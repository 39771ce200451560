/**
 * Codecs from arrays to arrays: they reorder or round the elements of a chunk, one file per codec. Chunks flow in and out;
 * nothing is read or written anywhere.
 */
package dev.varve.codec.filter;

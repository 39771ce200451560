/**
 * Codecs from bytes to bytes that make them fewer: one file per codec, beside it the package-private parts that it is made
 * of. Bytes of any length up to the bound size flow in and out; nothing is read or written anywhere.
 */
package dev.varve.codec.compressor;

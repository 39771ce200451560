/** Codecs that turn a chunk into bytes; one file each. */
package dev.varve.codec.serializer;

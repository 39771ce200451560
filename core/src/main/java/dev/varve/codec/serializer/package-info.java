/** Codecs from arrays to bytes, one file per codec. Chunks flow in, bytes flow out, and back. */
package dev.varve.codec.serializer;

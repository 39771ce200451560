/**
 * Codecs as values. A codec is configuration; {@code bind} fixes data type, fill value and chunk shape once; the bound
 * object does the work, is immutable, is shared by threads and does no IO. Arrays and bytes flow in and out; stores are
 * never seen. One file per codec lies in {@code filter} (array to array), {@code serializer} (array to bytes),
 * {@code compressor} and {@code checksum} (bytes to bytes).
 */
package dev.varve.codec;

/** Codecs from bytes to bytes that append a checksum and verify it, one file per codec. Bytes flow in and out. */
package dev.varve.codec.checksum;

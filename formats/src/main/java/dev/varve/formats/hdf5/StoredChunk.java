package dev.varve.formats.hdf5;

/**
 * Where the bytes of one chunk lie.
 *
 * @param offset the place in the file of the first byte
 * @param lengthBytes how many bytes there are
 * @param filterMask bit n is set when the n-th filter was skipped
 */
public record StoredChunk(long offset, long lengthBytes, int filterMask) {}

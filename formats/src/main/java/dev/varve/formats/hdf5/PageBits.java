package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;

/**
 * Which pages of an array index are there: one bit each, the most significant of a byte first.
 *
 * @param bytes the bits
 */
record PageBits(Bytes bytes) {
    boolean isSet(long page) {
        return (bytes.unsigned((int) (page >>> 3)) & 0x80 >>> (page & 7)) != 0;
    }
}

package dev.varve.codec.compressor;

/**
 * How an element of up to eight bytes lies in bytes.
 *
 * @param size bytes of an element, 1 to 8
 * @param isBigEndian the order of its bytes
 */
record ElementBytes(int size, boolean isBigEndian) {
    /** The bits of the element at byte {@code at}. */
    long get(byte[] bytes, int at) {
        long bits = 0;
        if (isBigEndian) {
            for (int i = 0; i < size; i++) {
                bits = bits << Byte.SIZE | (bytes[at + i] & 0xffL);
            }
        } else {
            for (int i = size - 1; i >= 0; i--) {
                bits = bits << Byte.SIZE | (bytes[at + i] & 0xffL);
            }
        }
        return bits;
    }

    /** Writes the low bits that an element has. */
    void put(byte[] bytes, int at, long bits) {
        long left = bits;
        if (isBigEndian) {
            for (int i = size - 1; i >= 0; i--) {
                bytes[at + i] = (byte) left;
                left >>>= Byte.SIZE;
            }
        } else {
            for (int i = 0; i < size; i++) {
                bytes[at + i] = (byte) left;
                left >>>= Byte.SIZE;
            }
        }
    }

    int bits() {
        return size * Byte.SIZE;
    }

    /** All bits of an element set. */
    long mask() {
        return mask(bits());
    }

    /** The lowest {@code bits} bits set, 0 to 64. */
    static long mask(int bits) {
        return bits == 0 ? 0 : -1L >>> (Long.SIZE - bits);
    }
}

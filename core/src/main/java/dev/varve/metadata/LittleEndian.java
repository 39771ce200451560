package dev.varve.metadata;

/** The low bytes of an integer, lowest first: how elements lie in memory. */
final class LittleEndian {
    private LittleEndian() {}

    static byte[] bytes(long value, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            bytes[i] = (byte) (value >> (Byte.SIZE * i));
        }
        return bytes;
    }
}

package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads bits, the most significant first; zeros follow the last byte. Not shared by threads. */
final class BitReader {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] in;
    private long position;

    /** Reads from byte {@code from} on; the caller knows that there are as many bits as it reads. */
    BitReader(Bytes bytes, int from) {
        int length = bytes.length() - from;
        in = new byte[Math.addExact(length, Long.BYTES + 1)];
        System.arraycopy(bytes.array(), bytes.offset() + from, in, 0, length);
    }

    /** The next {@code bits} bits, 1 to 64. */
    long read(int bits) {
        int at = (int) (position >>> 3);
        int skipped = (int) (position & 7);
        long word = (long) WORD.get(in, at) << skipped | (in[at + Long.BYTES] & 0xff) >>> (Byte.SIZE - skipped);
        position += bits;
        return word >>> (Long.SIZE - bits);
    }
}

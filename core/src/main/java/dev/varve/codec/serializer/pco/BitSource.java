package dev.varve.codec.serializer.pco;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads bits, the least significant first. The bytes are copied with zeros after them, so that a batch may be read without a
 * look at the end: whoever does so calls {@link #moveTo} after it, which notices.
 */
final class BitSource {
    /** Little-endian words at any byte. */
    static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** More than the symbols and offsets of a batch can take, and a word. */
    private static final int PADDING = Latents.BATCH * (AnsTable.MAX_SIZE_LOG + Long.SIZE) / Byte.SIZE + 2 * Long.BYTES;

    private final String codec;
    private final byte[] bytes;
    private final long end;
    private long position;

    BitSource(String codec, Bytes encoded) {
        this.codec = codec;
        this.end = (long) encoded.length() * Byte.SIZE;
        this.bytes = new byte[Math.addExact(encoded.length(), PADDING)];
        encoded.copyTo(bytes, 0);
    }

    /** The bytes, with zeros after them. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bits were read. */
    long position() {
        return position;
    }

    boolean isAtEnd() {
        return position == end;
    }

    /** A failure at the current byte. */
    CodecException error(String reason) {
        return new CodecException(codec, reason + " at byte " + position / Byte.SIZE);
    }

    /** Fails when fewer bits are left: to be asked before anything is allocated for them. */
    void require(long bits) {
        if (bits > end - position) {
            throw error("the stream is cut off: " + bits + " bits are needed, " + (end - position) + " are left");
        }
    }

    /** The next {@code count} bits, 0 to 64. */
    long read(int count) {
        require(count);
        int at = (int) (position >>> 3);
        int skipped = (int) (position & 7);
        long low = (long) WORD.get(bytes, at) >>> skipped;
        long high = ((long) WORD.get(bytes, at + Long.BYTES) << 1) << (63 - skipped);
        position += count;
        return count == 0 ? 0 : (low | high) & Latents.mask(count);
    }

    /** The next bits, at most 31. */
    int readInt(int count) {
        return (int) read(count);
    }

    boolean readBoolean() {
        return read(1) != 0;
    }

    /** Goes on behind bits that were read from {@link #bytes()}. */
    void moveTo(long position) {
        require(position - this.position);
        this.position = position;
    }

    /** Goes to the next whole byte; what is left of this one must be zeros. */
    void align() {
        if (read((int) (-position & 7)) != 0) {
            throw error("bits that must be zero are not");
        }
    }
}

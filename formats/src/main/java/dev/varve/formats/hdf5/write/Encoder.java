package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import dev.varve.codec.checksum.Lookup3;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts the little-endian fields of one structure together. */
public final class Encoder {
    /** The address that points nowhere (section I.A). */
    public static final long UNDEFINED = -1;

    private static final int FIRST_BYTES = 64;

    private byte[] target = new byte[FIRST_BYTES];
    private int length;

    /** How many bytes there are so far. */
    public int length() {
        return length;
    }

    private int grow(int count) {
        int at = length;
        length = Math.addExact(length, count);
        if (length > target.length) {
            target = Arrays.copyOf(target, Math.max(length, (int) Math.min(Integer.MAX_VALUE - 8, 2L * target.length)));
        }
        return at;
    }

    /** The lowest {@code count} bytes of a number. */
    public Encoder unsigned(long value, int count) {
        int at = grow(count);
        for (int i = 0; i < count; i++) {
            target[at + i] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    /** One byte. */
    public Encoder unsigned8(int value) {
        return unsigned(value, 1);
    }

    /** Two bytes. */
    public Encoder unsigned16(int value) {
        return unsigned(value, 2);
    }

    /** Four bytes. */
    public Encoder unsigned32(long value) {
        return unsigned(value, 4);
    }

    /** An address or a length: eight bytes. */
    public Encoder unsigned64(long value) {
        return unsigned(value, 8);
    }

    /** Bytes as they are. */
    public Encoder raw(Bytes bytes) {
        int at = grow(bytes.length());
        bytes.copyTo(target, at);
        return this;
    }

    /** ASCII characters as they are. */
    public Encoder signature(String text) {
        return raw(Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Zeros. */
    public Encoder zeros(int count) {
        grow(count);
        return this;
    }

    /** Zeros up to a length. */
    public Encoder zerosUpTo(int total) {
        return zeros(total - length);
    }

    /** The checksum of everything before it. */
    public Encoder checksum() {
        return unsigned32(Lookup3.of(Bytes.wrap(target), length));
    }

    /** Writes a checksum of everything, computed while its own four bytes at {@code at} are zero, there. */
    public Encoder checksumAt(int at) {
        int hash = Lookup3.of(Bytes.wrap(target), length);
        for (int i = 0; i < Integer.BYTES; i++) {
            target[at + i] = (byte) (hash >>> (8 * i));
        }
        return this;
    }

    /** What was put together; shares the bytes, the encoder is not used afterwards. */
    public Bytes bytes() {
        return Bytes.wrap(target, 0, length);
    }

    /** The UTF-8 bytes of a text with a NUL behind. */
    public static Bytes terminated(String text) {
        return Bytes.wrap((text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** Whether all characters are ASCII. */
    public static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}

package dev.varve.codec.serializer.zfp;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;

/**
 * An array as a stream of zfp 1.0, bit for bit as its C library writes it in words of 64 bits, with or without a header.
 * Immutable, shared by threads.
 */
public final class ZfpStream {
    private static final int LONGEST = Integer.MAX_VALUE - 64;

    private final String name;
    private final ZfpField field;
    private final BlockLimits limits;
    private final boolean hasHeader;

    private ZfpStream(String name, ZfpField field, BlockLimits limits, boolean hasHeader) {
        this.name = name;
        this.field = field;
        this.limits = limits;
        this.hasHeader = hasHeader;
        limits.requireRoomFor(field.type());
        if (mostBytes() > LONGEST) {
            throw new IllegalArgumentException(
                    name + ": " + field + " can become a stream of 2 GiB or more; use smaller chunks");
        }
    }

    /**
     * Streams of blocks alone.
     *
     * @param name of the codec, for messages
     * @throws IllegalArgumentException when the mode leaves a block no room, or a stream can be 2 GiB or more
     */
    public static ZfpStream of(String name, ZfpField field, ZfpMode mode) {
        return new ZfpStream(name, field, mode.limits(field.rank()), false);
    }

    /**
     * Streams that say first what they hold.
     *
     * @param name of the codec, for messages
     * @throws IllegalArgumentException as above, and when an extent is more than a header holds
     */
    public static ZfpStream withHeader(String name, ZfpField field, ZfpMode mode) {
        ZfpHeader.requireRoomFor(field);
        return new ZfpStream(name, field, mode.limits(field.rank()), true);
    }

    private long mostBytes() {
        long bits = field.blocks() * limits.mostBits(field.type(), field.rank());
        return words(bits + (hasHeader ? ZfpHeader.MOST_BITS : 0)) * Long.BYTES;
    }

    private static long words(long bits) {
        return (bits + Long.SIZE - 1) / Long.SIZE;
    }

    /** How many bytes an array becomes. */
    public EncodedSize encodedSize() {
        if (limits.isFixedSize()) {
            long bits = field.blocks() * limits.maxBits();
            return new EncodedSize.Exactly(words(bits + (hasHeader ? headerBits() : 0)) * Long.BYTES);
        }
        return new EncodedSize.AtMost(mostBytes());
    }

    private long headerBits() {
        BitWriter header = new BitWriter(ZfpHeader.MOST_BITS, ZfpHeader.MOST_BITS);
        new ZfpHeader(field, limits).write(header);
        return header.position();
    }

    /**
     * Encodes an array.
     *
     * @param decoded the numbers, little-endian, in C order
     */
    public Bytes encode(Bytes decoded) {
        int mostBytes = (int) mostBytes() + 2 * Long.BYTES;
        BitWriter out = new BitWriter(limits.isFixedSize() ? mostBytes : mostBytes / 4 + 64, LONGEST);
        if (hasHeader) {
            out.reserve(ZfpHeader.MOST_BITS);
            new ZfpHeader(field, limits).write(out);
        }
        BlockWalk walk = new BlockWalk(field);
        int mostBits = limits.mostBits(field.type(), field.rank());
        if (field.type().bits() == Integer.SIZE) {
            Block32.of(field.type(), field.rank(), limits)
                    .encodeAll(walk, mostBits, decoded.array(), decoded.offset(), out);
        } else {
            Block64.of(field.type(), field.rank(), limits)
                    .encodeAll(walk, mostBits, decoded.array(), decoded.offset(), out);
        }
        return out.finish();
    }

    /**
     * Decodes an array. What a header says of the type and the number of elements must be as bound; of extents and limits it
     * is heeded.
     *
     * @throws CodecException when the bytes are no such stream, or it does not end where they do
     */
    public Bytes decode(Bytes encoded) {
        BitReader in = new BitReader(encoded);
        ZfpField stored = field;
        BlockLimits storedLimits = limits;
        if (hasHeader) {
            ZfpHeader header = ZfpHeader.read(name, in);
            stored = header.field();
            storedLimits = header.limits();
            if (stored.type() != field.type() || stored.count() != field.count()) {
                throw new CodecException(name, "the header says " + stored + ", expected " + field);
            }
        }
        byte[] decoded = new byte[field.count() * field.type().sizeBytes()];
        BlockWalk walk = new BlockWalk(stored);
        if (field.type().bits() == Integer.SIZE) {
            Block32.of(field.type(), stored.rank(), storedLimits).decodeAll(walk, name, in, decoded);
        } else {
            Block64.of(field.type(), stored.rank(), storedLimits).decodeAll(walk, name, in, decoded);
        }
        requireEnd(in.position, encoded.length());
        return Bytes.wrap(decoded);
    }

    private void requireEnd(long bits, int length) {
        long expected = words(bits) * Long.BYTES;
        if (length != expected) {
            boolean isOtherWord = length < expected && length >= (bits + Byte.SIZE - 1) / Byte.SIZE;
            throw new CodecException(
                    name,
                    length + " bytes, where blocks end at bit " + bits + " and the last word of 64 bits at byte "
                            + expected
                            + (isOtherWord ? ": cut off, or written by a zfp that was built for smaller words" : ""));
        }
    }
}

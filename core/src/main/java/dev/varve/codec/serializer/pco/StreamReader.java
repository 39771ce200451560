package dev.varve.codec.serializer.pco;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/** Decodes standalone streams of all versions, 0 to 3, of the format's major versions 0 to 4. */
public final class StreamReader {
    /** The first four bytes. */
    static final int MAGIC = 'p' | 'c' << 8 | 'o' << 16 | '!' << 24;

    /** The standalone version that is written. */
    static final int STANDALONE_VERSION = 3;

    /** The format's major version that is written. */
    static final int MAJOR_VERSION = 4;

    /** Bits of the width of a number, less 1, before it. */
    static final int HINT_WIDTH_BITS = 6;

    /** Bits of the number of a chunk's numbers, less 1. */
    static final int COUNT_BITS = 24;

    private final BitSource source;
    private final NumberType type;
    private final int majorVersion;

    private StreamReader(String codec, NumberType type, Bytes stream) {
        this.source = new BitSource(codec, stream);
        this.type = type;
        if (source.readInt(Byte.SIZE) + (source.readInt(COUNT_BITS) << Byte.SIZE) != MAGIC) {
            throw source.error("no \"pco!\" at the start");
        }
        int version = source.readInt(Byte.SIZE);
        if (version > STANDALONE_VERSION) {
            throw source.error("version " + version + " of the stream, newest known: " + STANDALONE_VERSION);
        }
        if (version >= 3) {
            requireType(source.readInt(Byte.SIZE), true);
        }
        if (version >= 2) {
            source.read(1 + source.readInt(HINT_WIDTH_BITS));
            source.align();
        }
        // The two oldest versions had no number but the format's.
        majorVersion = version < 2 ? version : source.readInt(Byte.SIZE);
        if (majorVersion > MAJOR_VERSION) {
            throw source.error("version " + majorVersion + " of the format, newest known: " + MAJOR_VERSION);
        }
        if (majorVersion == MAJOR_VERSION) {
            source.read(Byte.SIZE);
        }
    }

    /** A type of 0 means, at the start, that each chunk has its own. */
    private void requireType(int code, boolean isOptional) {
        if (code != type.code() && !(code == 0 && isOptional)) {
            throw source.error("numbers of type " + code + ", not " + type.code() + " (" + type + ")");
        }
    }

    /**
     * Decodes a whole stream.
     *
     * @param codec for messages
     * @param count how many numbers the stream must hold; their bytes must fit in an array
     * @return the numbers, little-endian
     * @throws CodecException when the stream is malformed, holds another number of numbers, or goes on after its end
     */
    public static Bytes decode(String codec, NumberType type, int count, Bytes stream) {
        StreamReader reader = new StreamReader(codec, type, stream);
        int unit = type.bits() / Byte.SIZE;
        byte[] numbers = new byte[Math.multiplyExact(count, unit)];
        int done = 0;
        for (int code = reader.nextType(); code != 0; code = reader.nextType()) {
            reader.requireType(code, false);
            int n = 1 + reader.source.readInt(COUNT_BITS);
            if (n > count - done) {
                throw reader.source.error("more than " + count + " numbers");
            }
            new ChunkReader(reader.source, type, reader.majorVersion).read(n, numbers, done * unit);
            done += n;
        }
        if (done != count) {
            throw reader.source.error(done + " numbers, not " + count);
        }
        if (!reader.source.isAtEnd()) {
            throw reader.source.error("bytes after the end of the stream");
        }
        return Bytes.wrap(numbers);
    }

    private int nextType() {
        return source.readInt(Byte.SIZE);
    }
}

package dev.varve.formats.netcdf3;

import dev.varve.array.Bytes;
import dev.varve.dataset.SourceFormatException;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a header, front to back, a window of the file at a time. What is not there is an error that names
 * the byte; nothing is allocated for more bytes than the file has.
 */
final class HeaderCursor {
    private static final int WINDOW_BYTES = 64 << 10;

    private final RangeReader file;
    private Bytes window = Bytes.EMPTY;
    private long windowStart;
    private long at;

    HeaderCursor(RangeReader file) {
        this.file = file;
    }

    /** The position in the file of the next byte. */
    long position() {
        return at;
    }

    /** Something is wrong at the next byte. */
    SourceFormatException damaged(String problem) {
        return new SourceFormatException(file.name(), "netCDF header at byte " + at + ": " + problem);
    }

    /** The next bytes. */
    Bytes take(long count) throws IOException {
        if (count < 0 || count > file.size() - at) {
            throw damaged("needs " + Long.toUnsignedString(count) + " bytes more, the file has " + (file.size() - at)
                    + "; it is cut short or damaged");
        }
        if (count > Integer.MAX_VALUE - 8) {
            throw damaged("a field of " + count + " bytes is 2 GiB or more");
        }
        if (at + count > windowStart + window.length()) {
            window = file.read(at, (int) Math.max(count, Math.min(WINDOW_BYTES, file.size() - at)));
            windowStart = at;
        }
        Bytes taken = window.slice((int) (at - windowStart), (int) count);
        at += count;
        return taken;
    }

    /** The next bytes, and those after them up to a multiple of 4. */
    Bytes takePadded(long count) throws IOException {
        Bytes taken = take(count);
        take(-count & 3);
        return taken;
    }

    /** An unsigned big-endian number of 4 bytes, or one of 8 bytes below 2^63. */
    long unsigned(int width) throws IOException {
        long value = bits(width);
        if (value < 0) {
            throw damaged("the number " + Long.toUnsignedString(value) + " is too large");
        }
        return value;
    }

    /** The big-endian bits of a number of 4 or 8 bytes. */
    long bits(int width) throws IOException {
        Bytes bytes = take(width);
        return width == Integer.BYTES
                ? Integer.reverseBytes(bytes.getInt(0)) & 0xffffffffL
                : Long.reverseBytes(bytes.getLong(0));
    }

    /** The text: UTF-8, or Latin-1 where the bytes are not UTF-8, so that no byte is lost. */
    static String text(Bytes bytes) {
        try {
            ByteBuffer source = ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
            return StandardCharsets.UTF_8.newDecoder().decode(source).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes.array(), bytes.offset(), bytes.length(), StandardCharsets.ISO_8859_1);
        }
    }
}

package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.codec.checksum.Lookup3;
import dev.varve.dataset.SourceFormatException;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one structure, front to back; what is not there is an error that names the byte. */
final class Cursor {
    private final FileBytes file;
    private final String what;
    private final Bytes bytes;
    private final long address;
    private int at;

    Cursor(FileBytes file, String what, Bytes bytes, long address) {
        this.file = file;
        this.what = what;
        this.bytes = bytes;
        this.address = address;
    }

    /** The file that the bytes are of. */
    FileBytes file() {
        return file;
    }

    /** All the bytes, read or not. */
    Bytes bytes() {
        return bytes;
    }

    /** The same bytes from the start, under another name. */
    Cursor restart(String name) {
        return new Cursor(file, name, bytes, address);
    }

    /** How many bytes are left. */
    int remaining() {
        return bytes.length() - at;
    }

    /** How many bytes have been read. */
    int consumed() {
        return at;
    }

    /** The address of the next byte. */
    long address() {
        return address + at;
    }

    /** Something is wrong at the next byte. */
    SourceFormatException damaged(String problem) {
        return file.damaged(what, address + at, problem);
    }

    private int advance(long count) throws SourceFormatException {
        if (count < 0 || count > remaining()) {
            throw damaged("needs " + count + " bytes more, has " + remaining());
        }
        int from = at;
        at += (int) count;
        return from;
    }

    /** Passes over bytes. */
    void skip(long count) throws SourceFormatException {
        advance(count);
    }

    /** The next bytes; shares them. */
    Bytes take(long count) throws SourceFormatException {
        int from = advance(count);
        return bytes.slice(from, at - from);
    }

    /** The next bytes as a structure of its own. */
    Cursor part(String name, long count) throws SourceFormatException {
        long start = address();
        return new Cursor(file, name, take(count), start);
    }

    /** An unsigned byte. */
    int unsigned8() throws SourceFormatException {
        return bytes.unsigned(advance(1));
    }

    /** An unsigned 16-bit integer. */
    int unsigned16() throws SourceFormatException {
        return bytes.getShort(advance(2)) & 0xffff;
    }

    /** An unsigned 32-bit integer. */
    long unsigned32() throws SourceFormatException {
        return bytes.getInt(advance(4)) & 0xffffffffL;
    }

    /** A 32-bit word. */
    int bits32() throws SourceFormatException {
        return bytes.getInt(advance(4));
    }

    /** An unsigned integer of 0 to 8 bytes, below 2^63. */
    long unsigned(int count) throws SourceFormatException {
        long value = bits(count);
        if (value < 0) {
            throw damaged("the number " + Long.toUnsignedString(value) + " is too large");
        }
        return value;
    }

    private long bits(int count) throws SourceFormatException {
        int from = advance(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) bytes.unsigned(from + i) << (8 * i);
        }
        return value;
    }

    /** A length, below 2^63. */
    long length() throws SourceFormatException {
        return unsigned(file.lengthBytes());
    }

    /** A length that may be unlimited (all bits set), which is {@link FileBytes#UNDEFINED}. */
    long lengthOrUnlimited() throws SourceFormatException {
        return orUndefined(file.lengthBytes());
    }

    /** An address, {@link FileBytes#UNDEFINED} when it points nowhere. */
    long offset() throws SourceFormatException {
        return orUndefined(file.offsetBytes());
    }

    private long orUndefined(int count) throws SourceFormatException {
        long value = bits(count);
        if (value == (-1L >>> (64 - 8 * count))) {
            return FileBytes.UNDEFINED;
        }
        if (value < 0) {
            throw damaged("the number " + Long.toUnsignedString(value) + " is too large");
        }
        return value;
    }

    /** Requires these ASCII characters next. */
    void signature(String expected) throws SourceFormatException {
        SourceFormatException mismatch = damaged("does not begin with " + expected);
        Bytes found = take(expected.length());
        if (!found.equals(Bytes.wrap(expected.getBytes(StandardCharsets.US_ASCII)))) {
            throw mismatch;
        }
    }

    /** Requires this version next. */
    void version(int expected) throws SourceFormatException {
        int found = unsigned8();
        if (found != expected) {
            throw damaged("version " + found + " is not " + expected);
        }
    }

    /** Reads a checksum and requires that it is the one of all bytes before it. */
    void checksum() throws SourceFormatException {
        int computed = Lookup3.of(bytes, at);
        int stored = bits32();
        if (stored != computed) {
            throw damaged(String.format("checksum is %08x, its bytes give %08x", stored, computed));
        }
    }

    /** A text up to a NUL, which is passed over too. */
    String terminated() throws SourceFormatException {
        int end = at;
        while (end < bytes.length() && bytes.get(end) != 0) {
            end++;
        }
        Bytes text = take(end - at);
        skip(1);
        return Text.decode(text);
    }

    /** A text in a field of fixed length, up to a NUL if there is one. */
    String padded(long count) throws SourceFormatException {
        return Text.decode(Text.untilNul(take(count)));
    }
}

package dev.varve.formats.hdf5;

import dev.varve.dataset.SourceFormatException;
import dev.varve.store.RangeReader;
import java.io.IOException;

/**
 * The bytes of an HDF5 file as its addresses see them: counted from the base address, with the file's widths of
 * addresses and lengths, on behalf of one object that messages name.
 */
final class FileBytes {
    /** The address that points nowhere: all bits set (section I.A), whatever the width of addresses. */
    static final long UNDEFINED = -1;

    private final RangeReader reader;
    private final long base;
    private final int offsetBytes;
    private final int lengthBytes;
    private final String subject;

    private FileBytes(RangeReader reader, long base, int offsetBytes, int lengthBytes, String subject) {
        this.reader = reader;
        this.base = base;
        this.offsetBytes = offsetBytes;
        this.lengthBytes = lengthBytes;
        this.subject = subject;
    }

    /** The bytes of a file whose superblock lies at {@code base}. */
    static FileBytes of(RangeReader reader, long base, int offsetBytes, int lengthBytes) {
        return new FileBytes(reader, base, offsetBytes, lengthBytes, "");
    }

    /** The same bytes, read on behalf of an object: {@code variable 't2m'}. */
    FileBytes about(String object) {
        return new FileBytes(reader, base, offsetBytes, lengthBytes, object + ": ");
    }

    /** What messages call the file. */
    String name() {
        return reader.name();
    }

    /** Bytes of an address. */
    int offsetBytes() {
        return offsetBytes;
    }

    /** Bytes of a length. */
    int lengthBytes() {
        return lengthBytes;
    }

    /** How many bytes there are from the base address on. */
    long size() {
        return reader.size() - base;
    }

    /** The place in the file of an address. */
    long position(long address) {
        return base + address;
    }

    /**
     * Reads {@code length} bytes at an address.
     *
     * @param what what lies there, for messages
     * @throws SourceFormatException when the file does not hold them; nothing is allocated before that is known
     */
    Cursor read(String what, long address, long length) throws IOException {
        if (address < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || address > size() - length) {
            throw damaged(what, address, "its " + length + " bytes are not inside the file's " + reader.size());
        }
        return new Cursor(this, what, reader.read(base + address, (int) length), address);
    }

    /** Reads up to {@code length} bytes at an address, fewer where the file ends. */
    Cursor readUpTo(String what, long address, int length) throws IOException {
        return read(what, address, Math.max(1, Math.min(length, size() - Math.max(0, address))));
    }

    /** Something is wrong with what lies at an address. */
    SourceFormatException damaged(String what, long address, String problem) {
        String where = address == UNDEFINED ? " at an undefined address" : " at byte " + (base + address);
        return new SourceFormatException(reader.name(), subject + what + where + ": " + problem);
    }

    /** Something is wrong with, or not supported of, the object. */
    SourceFormatException failure(String problem) {
        return new SourceFormatException(reader.name(), subject + problem);
    }
}

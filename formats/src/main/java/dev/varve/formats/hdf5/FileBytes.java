package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.codec.ScratchPool;
import dev.varve.dataset.SourceFormatException;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

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
    private final AtomicLong allowance;
    private final ScratchPool scratches;

    private FileBytes(
            RangeReader reader,
            long base,
            int offsetBytes,
            int lengthBytes,
            String subject,
            AtomicLong allowance,
            ScratchPool scratches) {
        this.reader = reader;
        this.base = base;
        this.offsetBytes = offsetBytes;
        this.lengthBytes = lengthBytes;
        this.subject = subject;
        this.allowance = allowance;
        this.scratches = scratches;
    }

    /** What threads that decode chunks of this file keep from one to the next. */
    ScratchPool scratches() {
        return scratches;
    }

    /** The bytes of a file whose superblock lies at {@code base}. */
    static FileBytes of(RangeReader reader, long base, int offsetBytes, int lengthBytes) {
        return new FileBytes(
                reader, base, offsetBytes, lengthBytes, "", new AtomicLong(Long.MAX_VALUE), new ScratchPool());
    }

    /** The same bytes, read on behalf of an object: {@code variable 't2m'}. */
    FileBytes about(String object) {
        return new FileBytes(reader, base, offsetBytes, lengthBytes, object + ": ", allowance, scratches);
    }

    /**
     * The same bytes for one walk over structures that do not overlap, so that it reads no byte twice: structures that
     * are made to point at each other over and over must not make a small file cost more than itself.
     */
    FileBytes once() {
        return allowing(size());
    }

    /** The same bytes, of which only so many may be read until it is an error. */
    FileBytes allowing(long count) {
        return new FileBytes(reader, base, offsetBytes, lengthBytes, subject, new AtomicLong(count), scratches);
    }

    /** The same bytes, to be read as often as one likes. */
    FileBytes unlimited() {
        return allowing(Long.MAX_VALUE);
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
        requireInside(what, address, length);
        return new Cursor(this, what, reader.read(base + address, (int) length), address);
    }

    private void requireInside(String what, long address, long length) throws SourceFormatException {
        if (address < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || address > size() - length) {
            throw damaged(what, address, "its " + length + " bytes are not inside the file's " + reader.size());
        }
        if (allowance.addAndGet(-length) < 0) {
            throw damaged(what, address, "more is read than the file has: its structures overlap");
        }
    }

    /** The same, by the place in the file; {@code room} gives an array of at least the length that it is asked for. */
    Bytes readAt(String what, long position, long length, IntFunction<byte[]> room) throws IOException {
        requireInside(what, position - base, length);
        return reader.read(position, (int) length, room);
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

    /** As above, caused by another failure. */
    SourceFormatException failure(String problem, RuntimeException cause) {
        return new SourceFormatException(reader.name(), subject + problem, cause);
    }

    /** What a failure says, without the file and the object that it names. */
    String reason(SourceFormatException failure) {
        String start = reader.name() + ": " + subject;
        String message = failure.getMessage();
        return message.startsWith(start) ? message.substring(start.length()) : message;
    }
}

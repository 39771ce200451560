package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.dataset.SourceFormatException;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Where everything starts (section II.A, versions 0 to 3).
 *
 * @param version its version
 * @param bytes the file, with the widths of addresses and lengths that the superblock states
 * @param root the address of the root group's object header
 * @param extension the address of the superblock extension's object header, if there is one
 */
record Superblock(int version, FileBytes bytes, long root, OptionalLong extension) {
    private static final Bytes SIGNATURE = Bytes.wrap(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
    private static final int FIRST_USER_BLOCK = 512;

    /** Where the superblock lies: at 0, or behind a user block at 512, 1024, 2048 and so on. */
    static OptionalLong find(RangeReader reader) throws IOException {
        long last = reader.size() - SIGNATURE.length();
        for (long at = 0; at <= last; at = at == 0 ? FIRST_USER_BLOCK : 2 * at) {
            if (reader.read(at, SIGNATURE.length()).equals(SIGNATURE)) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Reads the superblock.
     *
     * @throws SourceFormatException when the file is no HDF5 file, or is cut short
     */
    static Superblock read(RangeReader reader) throws IOException {
        long base = find(reader)
                .orElseThrow(() -> new SourceFormatException(reader.name(), "is no HDF5 file: it has no signature"));
        Cursor head = FileBytes.of(reader, base, 8, 8).readUpTo("superblock", 0, SIGNATURE.length() + 7);
        head.skip(SIGNATURE.length());
        int version = head.unsigned8();
        if (version > 3) {
            throw head.damaged("version " + version + " is not supported");
        }
        head.skip(version < 2 ? 4 : 0);
        int offsetBytes = width(head, "addresses");
        int lengthBytes = width(head, "lengths");
        FileBytes bytes = FileBytes.of(reader, base, offsetBytes, lengthBytes);
        return version < 2 ? old(version, bytes) : recent(version, bytes);
    }

    private static int width(Cursor head, String what) throws SourceFormatException {
        int width = head.unsigned8();
        if (width != 2 && width != 4 && width != 8) {
            throw head.damaged("width of " + what + " is " + width + " bytes, not 2, 4 or 8");
        }
        return width;
    }

    private static Superblock old(int version, FileBytes bytes) throws IOException {
        int fixed = version == 0 ? 24 : 28;
        Cursor in = bytes.read("superblock", 0, fixed + 5L * bytes.offsetBytes() + bytes.lengthBytes());
        in.skip(fixed);
        long base = in.offset();
        in.skip(bytes.offsetBytes());
        long end = in.offset();
        in.skip(bytes.offsetBytes() + bytes.lengthBytes());
        requireWhole(bytes, base, end);
        return new Superblock(version, bytes, in.offset(), OptionalLong.empty());
    }

    private static Superblock recent(int version, FileBytes bytes) throws IOException {
        Cursor in = bytes.read("superblock", 0, 16 + 4L * bytes.offsetBytes());
        in.skip(12);
        long base = in.offset();
        long extension = in.offset();
        long end = in.offset();
        long root = in.offset();
        in.checksum();
        requireWhole(bytes, base, end);
        return new Superblock(
                version,
                bytes,
                root,
                extension == FileBytes.UNDEFINED ? OptionalLong.empty() : OptionalLong.of(extension));
    }

    /** The end is counted from the file's start, but a user block may have been added in front since. */
    private static void requireWhole(FileBytes bytes, long base, long end) throws SourceFormatException {
        if (end == FileBytes.UNDEFINED) {
            throw bytes.failure("its superblock states no end of the file");
        }
        long missing = end - Math.max(0, base) - bytes.size();
        if (missing > 0) {
            throw bytes.failure("is cut short: the last " + missing + " of its " + end + " bytes are missing");
        }
    }
}

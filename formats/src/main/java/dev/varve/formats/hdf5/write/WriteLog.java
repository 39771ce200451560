package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What was written where, so that it can be read back and compared: 24 bytes of memory for each piece. */
final class WriteLog {
    private static final int FIRST_PIECES = 16;

    private long[] labels = new long[FIRST_PIECES];
    private long[] addresses = new long[FIRST_PIECES];
    private int[] lengths = new int[FIRST_PIECES];
    private int[] checksums = new int[FIRST_PIECES];
    private int count;

    /** How many pieces there are. */
    int count() {
        return count;
    }

    /** What the caller calls a piece. */
    long label(int piece) {
        return labels[piece];
    }

    /** Where a piece lies. */
    long address(int piece) {
        return addresses[piece];
    }

    /** How many bytes it has. */
    int length(int piece) {
        return lengths[piece];
    }

    /** Notes a piece. */
    void add(long label, long address, Bytes bytes) {
        if (count == labels.length) {
            int more = Math.addExact(count, count);
            labels = Arrays.copyOf(labels, more);
            addresses = Arrays.copyOf(addresses, more);
            lengths = Arrays.copyOf(lengths, more);
            checksums = Arrays.copyOf(checksums, more);
        }
        labels[count] = label;
        addresses[count] = address;
        lengths[count] = bytes.length();
        checksums[count] = checksum(bytes);
        count++;
    }

    private static int checksum(Bytes bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) crc.getValue();
    }

    /**
     * Reads everything back.
     *
     * @param what what the pieces are, for messages
     * @throws IOException when a piece is not what was written
     */
    void verify(RangeReader file, String what) throws IOException {
        for (int piece = 0; piece < count; piece++) {
            if (checksum(file.read(addresses[piece], lengths[piece])) != checksums[piece]) {
                throw new IOException(what + ": the " + lengths[piece] + " bytes at " + addresses[piece]
                        + " read back are not those that were written; the disk or its file system is faulty");
            }
        }
    }
}

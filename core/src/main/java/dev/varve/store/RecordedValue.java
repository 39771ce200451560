package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What is recorded of a value, its length and checksum, which is compared with the value before any of it is handed out. One
 * that is read whole is compared by the bytes that were read; one that is read in parts is read once from end to end before
 * its first part is. Shared by threads.
 */
public final class RecordedValue {
    private final long bytes;
    private final ObjectChecksum checksum;
    private final Function<String, IOException> failure;
    private boolean isRight;

    /**
     * @param bytes the recorded length
     * @param checksum the recorded checksum
     * @param failure makes an exception of what is wrong, a sentence without its subject
     */
    public RecordedValue(long bytes, ObjectChecksum checksum, Function<String, IOException> failure) {
        this.bytes = bytes;
        this.checksum = checksum;
        this.failure = failure;
    }

    /**
     * The same value, compared when it is first read. Closing the result closes {@code value}.
     *
     * @throws IOException when its length is not the recorded one; the value is closed then
     */
    public RangeReader over(RangeReader value) throws IOException {
        if (value.size() != bytes) {
            value.close();
            requireLength(value.size());
        }
        return new ComparedReader(value);
    }

    /**
     * Compares a whole value.
     *
     * @throws IOException when it is not what is recorded
     */
    public void require(Bytes value) throws IOException {
        requireLength(value.length());
        require(ObjectChecksum.of(checksum.algorithm(), value));
    }

    /**
     * Reads a value from end to end and compares it, whatever was found before.
     *
     * @throws IOException when it is not what is recorded
     */
    public synchronized void require(RangeReader value) throws IOException {
        isRight = false;
        requireLength(value.size());
        require(ObjectChecksum.of(checksum.algorithm(), value));
        isRight = true;
    }

    private synchronized void requireOnce(RangeReader value) throws IOException {
        if (!isRight) {
            require(value);
        }
    }

    private void requireLength(long found) throws IOException {
        if (found != bytes) {
            throw failure.apply("has " + found + " bytes, " + bytes + " were written");
        }
    }

    private void require(ObjectChecksum found) throws IOException {
        if (!found.equals(checksum)) {
            throw failure.apply("does not hold the bytes that were written: its " + checksum.algorithm() + " is "
                    + found.digits() + ", not " + checksum.digits());
        }
    }

    /** Compares before it gives. */
    private final class ComparedReader implements RangeReader {
        private final RangeReader value;

        ComparedReader(RangeReader value) {
            this.value = value;
        }

        @Override
        public String name() {
            return value.name();
        }

        @Override
        public long size() {
            return value.size();
        }

        @Override
        public Bytes read(long offset, int length) throws IOException {
            return read(offset, length, byte[]::new);
        }

        @Override
        public Bytes read(long offset, int length, IntFunction<byte[]> room) throws IOException {
            boolean isWhole = offset == 0 && length == bytes;
            if (!isWhole) {
                requireOnce(value);
            }
            Bytes read = value.read(offset, length, room);
            if (isWhole) {
                require(read);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            value.close();
        }
    }
}

package dev.varve.store;

/** Which bytes of a value are wanted. */
public sealed interface ByteRange {
    /** The whole value. */
    ByteRange ALL = new From(0);

    /** Where the range starts in a value of {@code size} bytes. */
    long startIn(long size);

    /** How many bytes the range covers in a value of {@code size} bytes. */
    long lengthIn(long size);

    /** Whether a value of {@code size} bytes has every byte that is asked for. */
    boolean fits(long size);

    /** Bytes from {@code start} up to, not including, {@code stop}. */
    record Between(long start, long stop) implements ByteRange {
        public Between {
            if (start < 0 || stop < start) {
                throw new IllegalArgumentException("byte range " + start + " to " + stop);
            }
        }

        @Override
        public long startIn(long size) {
            return start;
        }

        @Override
        public long lengthIn(long size) {
            return stop - start;
        }

        @Override
        public boolean fits(long size) {
            return stop <= size;
        }
    }

    /** Bytes from {@code start} to the end. */
    record From(long start) implements ByteRange {
        public From {
            if (start < 0) {
                throw new IllegalArgumentException("byte range from " + start);
            }
        }

        @Override
        public long startIn(long size) {
            return start;
        }

        @Override
        public long lengthIn(long size) {
            return size - start;
        }

        @Override
        public boolean fits(long size) {
            return start <= size;
        }
    }

    /** The last {@code length} bytes. */
    record Last(long length) implements ByteRange {
        public Last {
            if (length < 0) {
                throw new IllegalArgumentException("byte range of the last " + length);
            }
        }

        @Override
        public long startIn(long size) {
            return size - length;
        }

        @Override
        public long lengthIn(long size) {
            return length;
        }

        @Override
        public boolean fits(long size) {
            return length <= size;
        }
    }
}

package dev.varve.codec;

/** What is known of a size in bytes before the bytes are seen. */
public sealed interface EncodedSize {
    /** The largest size that is possible. */
    long maxBytes();

    /** Whether a chunk of this many bytes is possible. */
    boolean admits(long bytes);

    /**
     * The size after {@code more} bytes, at least 0, were appended to every chunk.
     *
     * @throws ArithmeticException when an exact size exceeds 2^63-1; an upper limit stops there
     */
    EncodedSize plus(long more);

    /** Every chunk has this size. */
    record Exactly(long bytes) implements EncodedSize {
        public Exactly {
            if (bytes < 0) {
                throw new IllegalArgumentException("negative size " + bytes);
            }
        }

        @Override
        public long maxBytes() {
            return bytes;
        }

        @Override
        public boolean admits(long other) {
            return other == bytes;
        }

        @Override
        public EncodedSize plus(long more) {
            return new Exactly(Math.addExact(bytes, more));
        }

        /** For messages. */
        @Override
        public String toString() {
            return "exactly " + bytes + " bytes";
        }
    }

    /** Sizes differ, and none is larger. */
    record AtMost(long maxBytes) implements EncodedSize {
        public AtMost {
            if (maxBytes < 0) {
                throw new IllegalArgumentException("negative size " + maxBytes);
            }
        }

        @Override
        public boolean admits(long bytes) {
            return bytes >= 0 && bytes <= maxBytes;
        }

        @Override
        public EncodedSize plus(long more) {
            return new AtMost(maxBytes > Long.MAX_VALUE - more ? Long.MAX_VALUE : maxBytes + more);
        }

        /** For messages. */
        @Override
        public String toString() {
            return "at most " + maxBytes + " bytes";
        }
    }
}

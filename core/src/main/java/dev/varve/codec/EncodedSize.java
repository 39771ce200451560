package dev.varve.codec;

/** What is known of a size in bytes before the bytes are seen. */
public sealed interface EncodedSize {
    /** The largest size that is possible. */
    long maxBytes();

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
    }

    /** Sizes differ, and none is larger. */
    record AtMost(long maxBytes) implements EncodedSize {
        public AtMost {
            if (maxBytes < 0) {
                throw new IllegalArgumentException("negative size " + maxBytes);
            }
        }
    }
}

package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;

/**
 * Bitshuffle, alone or with LZ4 or Zstandard behind it, as HDF5 filter 32008 stores it.
 *
 * <p>Elements are taken in blocks, and the bits of a block are transposed; the last block holds what is left, in multiples of
 * eight elements, and up to seven elements at the end stay as they are. Without compression that is all. With it, a chunk
 * is its decoded length (8 bytes), the decoded length of a block (4 bytes), then for every block its encoded length (4 bytes)
 * and the block, then the last elements; all lengths big-endian.
 *
 * <p>Specification: <a href="https://github.com/kiyo-masui/bitshuffle">bitshuffle</a>, {@code bshuf_h5filter.c} and
 * {@code bitshuffle.h}. v3 name: none. v2 ids: none (there bitshuffle is an option of blosc). HDF5 filter: 32008,
 * client data {@code major, minor, element bytes[, block elements[, compression[, level]]]}.
 *
 * <pre>{@code {"name": "hdf5.bitshuffle", "configuration": {"element": 4, "block": 2048, "compression": "lz4"}}}</pre>
 *
 * <p>Differences from the reference: bytes after the last element are an error. The bytes written here may differ from
 * the reference's where LZ4's or Zstandard's version does, and decode to the same.
 *
 * @param elementBytes bytes of an element
 * @param blockElements elements of a block when encoding, a multiple of 8; with compression, decoding takes what the chunk
 *     says
 * @param compression what follows the transposition
 */
public record BitshuffleCodec(int elementBytes, int blockElements, Compression compression)
        implements BytesToBytesCodec {
    /** The name in messages: there is none in Zarr. */
    public static final String NAME = "hdf5.bitshuffle";

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    private static final int GROUP = 8;

    /** What follows the transposition. */
    public sealed interface Compression {
        /** Nothing. */
        record None() implements Compression {}

        /** LZ4, each block for itself. */
        record Lz4() implements Compression {}

        /**
         * Zstandard, each block for itself.
         *
         * @param level the level when encoding; 0 is Zstandard's default
         */
        record Zstd(int level) implements Compression {
            public Zstd {
                if (level < -131072 || level > 22) {
                    throw new IllegalArgumentException("zstd level " + level + " is not -131072 to 22");
                }
            }
        }
    }

    public BitshuffleCodec {
        if (elementBytes < 1) {
            throw new IllegalArgumentException("bitshuffle elements of " + elementBytes + " bytes");
        }
        if (blockElements < GROUP || blockElements % GROUP != 0 || blockElements > Integer.MAX_VALUE / elementBytes) {
            throw new IllegalArgumentException(
                    "bitshuffle block of " + blockElements + " elements is no multiple of 8 or too large");
        }
    }

    /**
     * The codec that a file's client data mean.
     *
     * @throws IllegalArgumentException when they mean none
     */
    public static BitshuffleCodec ofClientData(int... values) {
        if (values.length < 3 || values[2] < 1) {
            throw new IllegalArgumentException(NAME + ": client data without the size of an element");
        }
        int block = values.length > 3 && values[3] != 0 ? values[3] : defaultBlockElements(values[2]);
        int compression = values.length > 4 ? values[4] : 0;
        return new BitshuffleCodec(
                values[2],
                block,
                switch (compression) {
                    case 0 -> new Compression.None();
                    case 2 -> new Compression.Lz4();
                    case 3 -> new Compression.Zstd(values.length > 5 ? values[5] : 0);
                    default -> throw new IllegalArgumentException(NAME + ": unknown compression " + compression);
                });
    }

    /** The block that the reference takes when none is given: 8 KiB, but 128 elements at least. */
    public static int defaultBlockElements(int elementBytes) {
        return Math.max(8192 / elementBytes / GROUP * GROUP, 128);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        if (decoded instanceof EncodedSize.Exactly exactly && exactly.bytes() % elementBytes != 0) {
            throw new IllegalArgumentException(
                    NAME + ": " + exactly.bytes() + " bytes are no whole elements of " + elementBytes + " bytes");
        }
        return compression instanceof Compression.None ? new Plain(decoded) : new Compressed(decoded);
    }

    private int requireElements(int bytes) {
        if (bytes % elementBytes != 0) {
            throw new IllegalArgumentException(NAME + ": " + bytes + " bytes are no whole elements");
        }
        return bytes / elementBytes;
    }

    private final class Plain implements Bound {
        private final EncodedSize size;

        Plain(EncodedSize size) {
            this.size = size;
        }

        @Override
        public EncodedSize encodedSize() {
            return size;
        }

        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, size, decoded.length());
            int elements = requireElements(decoded.length());
            byte[] out = decoded.toArray();
            byte[] scratch = new byte[Math.min(elements, blockElements) * elementBytes];
            for (int done = 0; elements - done >= GROUP; ) {
                int count = nextBlock(elements - done, blockElements);
                int at = done * elementBytes;
                BitShuffle.shuffle(decoded.array(), decoded.offset() + at, out, at, count, elementBytes, scratch);
                done += count;
            }
            return Bytes.wrap(out);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            int length = DecodedSizes.requireOutput(NAME, size, encoded.length());
            if (length % elementBytes != 0) {
                throw new CodecException(NAME, length + " bytes are no whole elements of " + elementBytes + " bytes");
            }
            int elements = length / elementBytes;
            byte[] out = encoded.toArray();
            byte[] scratch = new byte[Math.min(elements, blockElements) * elementBytes];
            for (int done = 0; elements - done >= GROUP; ) {
                int count = nextBlock(elements - done, blockElements);
                int at = done * elementBytes;
                BitShuffle.unshuffle(encoded.array(), encoded.offset() + at, out, at, count, elementBytes, scratch);
                done += count;
            }
            return Bytes.wrap(out);
        }
    }

    /** The elements of the next block: a full one, or what is left in whole groups. */
    private static int nextBlock(int left, int block) {
        return left >= block ? block : left / GROUP * GROUP;
    }

    private BlockCoder coder() {
        return compression instanceof Compression.Zstd zstd
                ? new BlockCoder.Zstd(NAME, zstd.level())
                : new BlockCoder.Lz4(NAME);
    }

    private final class Compressed implements Bound {
        private final EncodedSize decodedSize;

        Compressed(EncodedSize decodedSize) {
            this.decodedSize = decodedSize;
        }

        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.AtMost(maxEncodedBytes(decodedSize.maxBytes()));
        }

        private long maxEncodedBytes(long decodedBytes) {
            if (decodedBytes > Integer.MAX_VALUE) {
                return Long.MAX_VALUE; // refused when encoding
            }
            long blockBytes = (long) blockElements * elementBytes;
            long blocks = decodedBytes / blockBytes;
            try (BlockCoder coder = coder()) {
                long full = blocks * (Integer.BYTES + coder.maxEncodedBytes(blockBytes));
                return HEADER_BYTES + full + Integer.BYTES + coder.maxEncodedBytes(decodedBytes - blocks * blockBytes);
            }
        }

        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            int elements = requireElements(decoded.length());
            byte[] out = new byte[DecodedSizes.arrayLength(NAME, maxEncodedBytes(decoded.length()))];
            BigEndian.putLong(out, 0, decoded.length());
            BigEndian.putInt(out, Long.BYTES, blockElements * elementBytes);
            byte[] rows = new byte[Math.min(elements, blockElements) * elementBytes];
            byte[] scratch = new byte[rows.length];
            int to = HEADER_BYTES;
            int done = 0;
            try (BlockCoder coder = coder()) {
                while (elements - done >= GROUP) {
                    int count = nextBlock(elements - done, blockElements);
                    int at = decoded.offset() + done * elementBytes;
                    BitShuffle.shuffle(decoded.array(), at, rows, 0, count, elementBytes, scratch);
                    int length = coder.encode(rows, count * elementBytes, out, to + Integer.BYTES);
                    BigEndian.putInt(out, to, length);
                    to += Integer.BYTES + length;
                    done += count;
                }
            }
            int rest = decoded.length() - done * elementBytes;
            System.arraycopy(decoded.array(), decoded.offset() + done * elementBytes, out, to, rest);
            return Bytes.wrap(out, 0, to + rest);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            if (encoded.length() < HEADER_BYTES) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few for the header at byte 0");
            }
            int length = DecodedSizes.requireDeclared(NAME, decodedSize, BigEndian.getLong(encoded, 0), 0);
            if (length % elementBytes != 0) {
                throw new CodecException(NAME, "length " + length + " at byte 0 is no whole number of elements");
            }
            int block = declaredBlock(encoded);
            int elements = length / elementBytes;
            byte[] rows = new byte[Math.min(elements, block) * elementBytes];
            byte[] scratch = new byte[rows.length];
            byte[] out = new byte[length];
            int from = HEADER_BYTES;
            int done = 0;
            try (BlockCoder coder = coder()) {
                while (elements - done >= GROUP) {
                    int count = nextBlock(elements - done, block);
                    from = decodeBlock(coder, encoded, from, rows, count * elementBytes);
                    BitShuffle.unshuffle(rows, 0, out, done * elementBytes, count, elementBytes, scratch);
                    done += count;
                }
            }
            int rest = length - done * elementBytes;
            if (encoded.length() - from != rest) {
                throw new CodecException(
                        NAME, (encoded.length() - from) + " bytes left at byte " + from + ", expected " + rest);
            }
            System.arraycopy(encoded.array(), encoded.offset() + from, out, done * elementBytes, rest);
            return Bytes.wrap(out);
        }

        private int declaredBlock(Bytes encoded) {
            long blockBytes = Integer.toUnsignedLong(BigEndian.getInt(encoded, Long.BYTES));
            long block = blockBytes / elementBytes;
            if (block == 0) {
                return defaultBlockElements(elementBytes); // as the reference does
            }
            if (block % GROUP != 0) {
                throw new CodecException(
                        NAME,
                        "block of " + blockBytes + " bytes at byte " + Long.BYTES + " is no multiple of 8 elements");
            }
            return (int) Math.min(block, Integer.MAX_VALUE / GROUP * GROUP);
        }

        private int decodeBlock(BlockCoder coder, Bytes encoded, int from, byte[] rows, int count) {
            if (encoded.length() - from < Integer.BYTES) {
                throw new CodecException(NAME, "chunk ends before the block at byte " + from);
            }
            int body = from + Integer.BYTES;
            long length = Integer.toUnsignedLong(BigEndian.getInt(encoded, from));
            if (length > encoded.length() - body) {
                throw new CodecException(NAME, "block of " + length + " bytes at byte " + from + " is cut off");
            }
            coder.decode(encoded, body, (int) length, rows, count);
            return body + (int) length;
        }
    }
}

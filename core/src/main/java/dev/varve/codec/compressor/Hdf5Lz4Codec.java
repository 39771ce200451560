package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;

/**
 * LZ4 in the frame of HDF5 filter 32004.
 *
 * <p>A chunk is its decoded length (8 bytes), the decoded length of a block (4 bytes), then for every block its encoded length
 * (4 bytes) and a raw LZ4 block; all lengths big-endian. A block whose encoded length is its decoded length is stored as it
 * is; the last block may be short.
 *
 * <p>Specification: <a href="https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md">HDF5
 * registered filters</a>, {@code H5Zlz4.c}; <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">LZ4
 * block format</a>. v3 name: none. v2 ids: none ({@code lz4} there has another frame). HDF5 filter: 32004, client data:
 * bytes of a block, if given.
 *
 * <pre>{@code {"name": "hdf5.lz4", "configuration": {"block": 1073741824}}}</pre>
 *
 * <p>Differences from the reference: bytes after the last block are an error. The bytes written here may differ from
 * liblz4's and decode to the same.
 *
 * @param blockBytes decoded bytes of a block when encoding, at most what LZ4 allows; decoding takes what the chunk says
 */
public record Hdf5Lz4Codec(int blockBytes) implements BytesToBytesCodec {
    /** The block of the reference when the file names none: in effect one block per chunk. */
    public static final int DEFAULT_BLOCK_BYTES = 1 << 30;

    /** The name in messages: there is none in Zarr. */
    public static final String NAME = "hdf5.lz4";

    /** LZ4_MAX_INPUT_SIZE. */
    private static final int MAX_BLOCK_BYTES = 0x7E000000;

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

    public Hdf5Lz4Codec {
        if (blockBytes < 1 || blockBytes > MAX_BLOCK_BYTES) {
            throw new IllegalArgumentException("lz4 block of " + blockBytes + " bytes is not 1 to " + MAX_BLOCK_BYTES);
        }
    }

    /**
     * The codec that a file's client data mean.
     *
     * @param values nothing, or the bytes of a block, 0 for the default
     */
    public static Hdf5Lz4Codec ofClientData(int... values) {
        long block = values.length == 0 ? 0 : Integer.toUnsignedLong(values[0]);
        return new Hdf5Lz4Codec(block == 0 ? DEFAULT_BLOCK_BYTES : (int) Math.min(block, MAX_BLOCK_BYTES));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundLz4(
                decoded, new EncodedSize.AtMost(maxEncodedBytes(decoded.maxBytes(), blockBytes)), blockBytes);
    }

    private static long maxEncodedBytes(long decodedBytes, int blockBytes) {
        long blocks = decodedBytes / blockBytes + 1;
        long extra = HEADER_BYTES + Math.min(blocks, Long.MAX_VALUE / 8) * Integer.BYTES;
        return decodedBytes > Long.MAX_VALUE - extra ? Long.MAX_VALUE : decodedBytes + extra;
    }

    private record BoundLz4(EncodedSize decodedSize, EncodedSize encodedSize, int blockBytes) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            int block = Math.min(blockBytes, decoded.length());
            long slack = Lz4Blocks.maxEncodedBytes(block) - block;
            long max = maxEncodedBytes(decoded.length(), blockBytes) + slack;
            byte[] out = new byte[DecodedSizes.arrayLength(NAME, max)];
            BigEndian.putLong(out, 0, decoded.length());
            BigEndian.putInt(out, Long.BYTES, block);
            int to = HEADER_BYTES;
            for (int from = 0; from < decoded.length(); from += block) {
                int count = Math.min(block, decoded.length() - from);
                int body = to + Integer.BYTES;
                int length = Lz4Blocks.encode(decoded, from, count, out, body);
                if (length >= count) {
                    System.arraycopy(decoded.array(), decoded.offset() + from, out, body, count);
                    length = count;
                }
                BigEndian.putInt(out, to, length);
                to = body + length;
            }
            return Bytes.wrap(out, 0, to);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            if (encoded.length() < HEADER_BYTES) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few for the header at byte 0");
            }
            int length = DecodedSizes.requireDeclared(NAME, decodedSize, BigEndian.getLong(encoded, 0), 0);
            long block = Integer.toUnsignedLong(BigEndian.getInt(encoded, Long.BYTES));
            if (block == 0 && length > 0) {
                throw new CodecException(NAME, "block of 0 bytes at byte " + Long.BYTES);
            }
            byte[] out = new byte[length];
            int from = HEADER_BYTES;
            for (int to = 0; to < length; ) {
                int count = (int) Math.min(block, length - to);
                from = decodeBlock(encoded, from, out, to, count);
                to += count;
            }
            if (from != encoded.length()) {
                throw new CodecException(NAME, (encoded.length() - from) + " bytes too many at byte " + from);
            }
            return Bytes.wrap(out);
        }

        /** Decodes the block at {@code from} and returns where the next one starts. */
        private static int decodeBlock(Bytes encoded, int from, byte[] out, int to, int count) {
            if (encoded.length() - from < Integer.BYTES) {
                throw new CodecException(NAME, "chunk ends before the block at byte " + from);
            }
            int body = from + Integer.BYTES;
            long length = Integer.toUnsignedLong(BigEndian.getInt(encoded, from));
            if (length > encoded.length() - body) {
                throw new CodecException(NAME, "block of " + length + " bytes at byte " + from + " is cut off");
            }
            if (length == count) {
                System.arraycopy(encoded.array(), encoded.offset() + body, out, to, count);
            } else {
                Lz4Blocks.decode(NAME, encoded, body, (int) length, out, to, count);
            }
            return body + (int) length;
        }
    }
}

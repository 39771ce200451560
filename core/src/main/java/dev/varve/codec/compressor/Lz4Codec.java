package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Arrays;

/**
 * LZ4: very fast compression. A chunk is its decoded length (4 bytes, little-endian) and one raw LZ4 block.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/compression/lz4.html">numcodecs.lz4</a>; <a
 * href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">LZ4 block format</a>. v3 name: {@code
 * numcodecs.lz4}. v2 ids: {@code lz4}.
 *
 * <pre>{@code {"name": "numcodecs.lz4", "configuration": {"acceleration": 1}}}</pre>
 *
 * <p>Differences from the reference: no bytes at all encode and decode too. Where liblz4 cannot be loaded, other bytes
 * are written, which decode to the same.
 *
 * @param acceleration 1 or more: larger is faster and compresses less; 0 means 1
 */
public record Lz4Codec(int acceleration) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.lz4";

    private static final int HEADER_BYTES = Integer.BYTES;
    /** A byte of a raw block never stands for more bytes than this. */
    private static final int MAX_RATIO = 255;

    public Lz4Codec {
        if (acceleration < 0) {
            throw new IllegalArgumentException("lz4 acceleration " + acceleration + " < 0");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        EncodedSize encoded = new EncodedSize.AtMost(Lz4Blocks.maxEncodedBytes(decoded.maxBytes())).plus(HEADER_BYTES);
        return new BoundLz4(acceleration, decoded, encoded);
    }

    private record BoundLz4(int acceleration, EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            int count = decoded.length();
            if (count > Lz4Blocks.MAX_INPUT_BYTES) {
                throw new IllegalArgumentException(NAME + ": " + count + " bytes are too many; use smaller chunks");
            }
            byte[] out = new byte[HEADER_BYTES + (int) Lz4Blocks.maxEncodedBytes(count)];
            for (int i = 0; i < HEADER_BYTES; i++) {
                out[i] = (byte) (count >>> (i * Byte.SIZE));
            }
            try (SplitEncoder encoder = Lz4Blocks.fast(acceleration)) {
                int length = encoder.encode(decoded.array(), decoded.offset(), count, out, HEADER_BYTES);
                return Bytes.wrap(Arrays.copyOf(out, HEADER_BYTES + length));
            }
        }

        @Override
        public Bytes decode(Bytes encoded) {
            int blockBytes = encoded.length() - HEADER_BYTES;
            if (blockBytes < 1) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few");
            }
            long declared = Integer.toUnsignedLong(encoded.getInt(0));
            DecodedSizes.requireDeclared(NAME, decodedSize, declared, 0);
            if (declared > (long) MAX_RATIO * blockBytes || declared > Lz4Blocks.MAX_INPUT_BYTES) {
                throw new CodecException(NAME, declared + " bytes are declared, more than " + blockBytes + " can hold");
            }
            byte[] out = new byte[(int) declared];
            Lz4Blocks.decode(NAME, encoded, HEADER_BYTES, blockBytes, out, 0, out.length);
            return Bytes.wrap(out);
        }
    }
}

package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.Scratch;

/**
 * Sorts the bytes of elements into planes, all first bytes, then all second bytes and so on, so that what follows
 * compresses better; also HDF5's filter 2, "shuffle".
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/filter/shuffle.html">numcodecs.shuffle</a>. v3
 * name: {@code numcodecs.shuffle}. v2 ids: {@code shuffle}.
 *
 * <pre>{@code {"name": "numcodecs.shuffle", "configuration": {"elementsize": 4}}}</pre>
 *
 * <p>Differences from the reference: bytes after the last whole element stay where they are, as in HDF5, where
 * numcodecs refuses them.
 *
 * @param elementBytes bytes of one element, at least 1
 */
public record ShuffleCodec(int elementBytes) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.shuffle";

    public ShuffleCodec {
        if (elementBytes < 1) {
            throw new IllegalArgumentException("shuffle element size " + elementBytes + " < 1");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundShuffle(elementBytes, decoded);
    }

    private record BoundShuffle(int elementBytes, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, encodedSize, decoded.length());
            if (elementBytes == 1) {
                return decoded;
            }
            byte[] out = new byte[decoded.length()];
            ByteShuffle.shuffle(decoded.array(), decoded.offset(), out, 0, out.length, elementBytes);
            return Bytes.wrap(out);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            try (Scratch scratch = new Scratch()) {
                return decode(encoded, scratch);
            }
        }

        @Override
        public Bytes decode(Bytes encoded, Scratch scratch) {
            if (!encodedSize.admits(encoded.length())) {
                throw new CodecException(NAME, "decodes to " + encoded.length() + " bytes, expected " + encodedSize);
            }
            if (elementBytes == 1) {
                return encoded;
            }
            int length = encoded.length();
            byte[] out = scratch.output(encoded, length);
            ByteShuffle.unshuffle(encoded.array(), encoded.offset(), out, 0, length, elementBytes);
            return Bytes.wrap(out, 0, length);
        }
    }
}

package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Bytes as text, four letters for three bytes.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/other.html">numcodecs.base64</a>; <a
 * href="https://www.rfc-editor.org/rfc/rfc4648">RFC 4648</a>, section 4. v3 name: {@code numcodecs.base64}. v2 ids: {@code
 * base64}.
 *
 * <pre>{@code {"name": "numcodecs.base64"}}</pre>
 *
 * <p>Differences from the reference: letters that are none of base64, which numcodecs passes over, are an error.
 */
public record Base64Codec() implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.base64";

    private static final int LETTERS = 4;
    private static final int BYTES = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        long most = decoded.maxBytes();
        boolean isHuge = most > Long.MAX_VALUE / LETTERS;
        long letters = isHuge ? Long.MAX_VALUE : (most + BYTES - 1) / BYTES * LETTERS;
        return new BoundBase64(
                decoded,
                decoded instanceof EncodedSize.Exactly
                        ? new EncodedSize.Exactly(letters)
                        : new EncodedSize.AtMost(letters));
    }

    private record BoundBase64(EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            DecodedSizes.arrayLength(NAME, (decoded.length() + BYTES - 1L) / BYTES * LETTERS);
            return Bytes.wrap(array(Base64.getEncoder().encode(decoded.asBuffer())));
        }

        @Override
        public Bytes decode(Bytes encoded) {
            if (!encodedSize.admits(encoded.length()) || encoded.length() % LETTERS != 0) {
                throw new CodecException(NAME, encoded.length() + " letters, expected " + encodedSize);
            }
            try {
                byte[] decoded = array(Base64.getDecoder().decode(encoded.asBuffer()));
                DecodedSizes.requireOutput(NAME, decodedSize, decoded.length);
                return Bytes.wrap(decoded);
            } catch (IllegalArgumentException e) {
                throw new CodecException(NAME, e.getMessage(), e);
            }
        }

        private static byte[] array(ByteBuffer bytes) {
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return array;
        }
    }
}

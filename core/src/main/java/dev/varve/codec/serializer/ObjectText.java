package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.VariableType;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text among the objects that codecs of numcodecs can encode: all that is read of them, because nothing says what else they are. */
final class ObjectText {
    /** What stands for Python objects, behind the elements. */
    static final String OBJECTS = "|O";

    private ObjectText() {}

    /**
     * How many elements a chunk has.
     *
     * @throws IllegalArgumentException when they are no text, or too many
     */
    static int count(String codec, ChunkSpec decoded) {
        if (decoded.type() != VariableType.STRING) {
            throw new IllegalArgumentException(codec + " takes string elements, not " + decoded.type());
        }
        if (decoded.shape().rank() == 0) {
            throw new IllegalArgumentException(codec + " takes no arrays without axes");
        }
        long count = decoded.shape().count();
        if (count > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(codec + ": " + count + " elements are too many; use smaller chunks");
        }
        return (int) count;
    }

    /**
     * Makes room for the elements of a chunk, each of which takes a byte at least.
     *
     * @throws CodecException when there are not as many bytes
     */
    static byte[][] room(String codec, int count, Bytes encoded) {
        if (encoded.length() < count) {
            throw new CodecException(codec, encoded.length() + " bytes are too few for " + count + " elements");
        }
        return new byte[count][];
    }

    /** Refuses what stands behind the elements unless it is {@link #OBJECTS}. */
    static void requireObjects(String codec, byte[] type) {
        if (!Arrays.equals(type, OBJECTS.getBytes(StandardCharsets.US_ASCII))) {
            throw new CodecException(codec, "other than \"|O\" behind the elements");
        }
    }
}

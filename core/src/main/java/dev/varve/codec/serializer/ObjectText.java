package dev.varve.codec.serializer;

import dev.varve.array.VariableType;
import dev.varve.codec.ChunkSpec;

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
}

package dev.varve.metadata;

import dev.varve.array.NumericType;

/** Numeric types as NumPy spells them, which is how numcodecs' codecs name types: {@code <f4}, {@code |u1}, {@code float32}. */
final class NumpyType {
    private NumpyType() {}

    /**
     * Reads a type of little-endian numbers. Big-endian ones are refused: what numcodecs takes them for depends on the order
     * in memory, which in Zarr v3 is nobody's business; readers of v2 metadata put the order into the serializer.
     */
    static NumericType parse(JsonCursor cursor) throws MetadataException {
        String text = cursor.string();
        String name = text.isEmpty() || "<|=".indexOf(text.charAt(0)) < 0 ? text : text.substring(1);
        for (NumericType type : NumericType.values()) {
            if (name.equals(type.toString()) || name.equals(code(type))) {
                return type;
            }
        }
        if (text.startsWith(">")) {
            throw cursor.error("big-endian " + cursor.quoted() + " has no meaning in Zarr v3; write '<"
                    + text.substring(1) + "' and leave the byte order to the bytes codec");
        }
        throw cursor.error("must be a numeric type as NumPy spells it, such as \"<f4\", not " + cursor.quoted());
    }

    /** Writes a type with its byte order, as {@code numpy.dtype.str} does. */
    static JsonString toJson(NumericType type) {
        return new JsonString((type.sizeBytes() == 1 ? "|" : "<") + code(type));
    }

    private static String code(NumericType type) {
        String kind =
                switch (type.kind()) {
                    case BOOL -> "b";
                    case SIGNED -> "i";
                    case UNSIGNED -> "u";
                    case FLOAT -> "f";
                    case COMPLEX -> "c";
                };
        return kind + type.sizeBytes();
    }
}

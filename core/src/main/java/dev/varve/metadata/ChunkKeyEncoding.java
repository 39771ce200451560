package dev.varve.metadata;

import java.util.List;
import java.util.Set;

/**
 * What chunks are called below their array (v3 core, section "Chunk key encoding").
 *
 * @param scheme which rule
 * @param separator what stands between positions: {@code /} or {@code .}
 */
public record ChunkKeyEncoding(Scheme scheme, String separator) {
    /** First: the constant below is checked against it. */
    private static final List<String> SEPARATORS = List.of("/", ".");

    /** {@code c/0/1}: what new arrays get. */
    public static final ChunkKeyEncoding DEFAULT = new ChunkKeyEncoding(Scheme.DEFAULT, "/");

    /** {@code 0.1}: what arrays of Zarr v2 get. */
    public static final ChunkKeyEncoding V2 = new ChunkKeyEncoding(Scheme.V2, ".");

    /** A rule of naming. */
    public enum Scheme {
        /** {@code c/0/1}; {@code c} for the chunk of a scalar. */
        DEFAULT("default", "/"),
        /** {@code 0.1}; {@code 0} for the chunk of a scalar. */
        V2("v2", ".");

        private final String word;
        private final String usual;

        Scheme(String word, String usual) {
            this.word = word;
            this.usual = usual;
        }
    }

    public ChunkKeyEncoding {
        if (!SEPARATORS.contains(separator)) {
            throw new IllegalArgumentException("chunk key separator '" + separator + "' is neither / nor .");
        }
    }

    /** The name of a chunk, below the array's path. */
    public String key(long... chunkIndex) {
        StringBuilder key = new StringBuilder(scheme == Scheme.DEFAULT ? "c" : "");
        for (long position : chunkIndex) {
            key.append(key.length() == 0 ? "" : separator).append(position);
        }
        return key.length() == 0 ? "0" : key.toString();
    }

    /** Reads an encoding. */
    public static ChunkKeyEncoding parse(JsonCursor cursor) throws MetadataException {
        Extension encoding = Extension.parse(cursor);
        for (Scheme scheme : Scheme.values()) {
            if (scheme.word.equals(encoding.name())) {
                encoding.configuration().requireOnly(Set.of("separator"));
                JsonCursor separator = encoding.configuration()
                        .find("separator")
                        .orElse(new JsonCursor(new JsonString(scheme.usual), cursor.path()));
                return new ChunkKeyEncoding(scheme, separator.oneOf(SEPARATORS));
            }
        }
        throw encoding.at()
                .error("chunk key encoding " + encoding.at().quoted()
                        + " is not supported; supported are \"default\" and \"v2\"");
    }

    /** Writes the encoding. */
    public JsonObject toJson() {
        return Extension.toJson(scheme.word, JsonObject.of("separator", new JsonString(separator)));
    }
}

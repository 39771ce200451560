package dev.varve.metadata;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The documents that {@code interop/python/make_metadata_golden.py} wrote. */
final class Golden {
    private static final String FOLDER = "/golden/metadata/";

    private Golden() {}

    static Bytes bytes(String name) {
        try (InputStream file = Golden.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no golden file " + name);
            }
            return Bytes.wrap(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Json json(String name) {
        return read(bytes(name));
    }

    /** A document that must be valid JSON. */
    static Json read(Bytes document) {
        return parsed(() -> JsonReader.read(document));
    }

    /** Something that must be read without an error. */
    static <T> T parsed(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (MetadataException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads something. */
    @FunctionalInterface
    interface Parsing<T> {
        T parse() throws MetadataException;
    }

    static List<String> lines(String name) {
        return new String(bytes(name).toArray(), StandardCharsets.UTF_8).lines().toList();
    }

    /** The names of all arrays that a writer wrote. */
    static List<String> arrays(String writer) {
        JsonObject all = (JsonObject) json("expected.json");
        return List.copyOf(
                ((JsonObject) all.get(writer).orElseThrow()).members().keySet());
    }

    /** What zarr-python makes of an array. */
    static JsonCursor expected(String writer, String name) throws MetadataException {
        return JsonCursor.of(json("expected.json")).get(writer).get(name);
    }
}

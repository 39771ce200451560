package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a complete store holds: every object with its size and checksum. With a manifest a chunk has three states: present,
 * deliberately empty (not listed), and missing (listed but not there), which is an error and never fill value.
 *
 * @param objects keys and what they hold, in order
 */
record Manifest(SortedMap<String, Entry> objects) {
    /** Where a store keeps its manifest. */
    static final Key KEY = new Key(".varve/manifest.json");

    private static final String SCHEMA = "varve.manifest/1";

    Manifest {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    /**
     * One object.
     *
     * @param bytes its length
     * @param crc32c its CRC-32C
     */
    record Entry(long bytes, int crc32c) {}

    /** The manifest of a store, if it has one. */
    static Optional<Manifest> read(Store store) throws IOException {
        Optional<Bytes> document = store.get(KEY);
        return document.isEmpty() ? Optional.empty() : Optional.of(parse(store, document.get()));
    }

    private static Manifest parse(Store store, Bytes document) throws IOException {
        try {
            JsonCursor root = JsonCursor.of(JsonReader.read(document));
            root.get("schema").oneOf(List.of(SCHEMA));
            SortedMap<String, Entry> objects = new TreeMap<>();
            JsonCursor listed = root.get("objects");
            for (String key : listed.object().members().keySet()) {
                List<JsonCursor> entry = listed.get(key).items();
                if (entry.size() != 2) {
                    throw listed.get(key).error("must be a size and a checksum");
                }
                objects.put(key, new Entry(entry.get(0).integer(0, Long.MAX_VALUE), checksum(entry.get(1))));
            }
            return new Manifest(objects);
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + KEY);
        }
    }

    private static int checksum(JsonCursor text) throws MetadataException {
        try {
            return Integer.parseUnsignedInt(text.string(), 16);
        } catch (NumberFormatException e) {
            throw text.error("is no checksum");
        }
    }

    /** The manifest as it is stored. */
    Bytes toBytes() {
        JsonObject.Builder listed = JsonObject.builder();
        for (Map.Entry<String, Entry> object : objects.entrySet()) {
            Json bytes = JsonNumber.of(object.getValue().bytes());
            Json crc = new JsonString(String.format("%08x", object.getValue().crc32c()));
            listed.put(object.getKey(), JsonArray.of(bytes, crc));
        }
        JsonObject document = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("objects", listed.build())
                .build();
        return Bytes.wrap(document.toText().getBytes(StandardCharsets.UTF_8));
    }
}

package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.Claim;
import dev.varve.store.Key;
import dev.varve.store.RecordedValue;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * What a complete store holds: every object with its size and checksum. With a manifest a chunk has three states: present,
 * deliberately empty (not listed), and missing (listed but not there), which is an error and never fill value.
 *
 * @param objects keys and what they hold, in order
 * @param arrays the paths of the arrays and the {@link #structureOf} each, in order; none in stores of older versions
 */
record Manifest(SortedMap<String, Entry> objects, SortedMap<String, Integer> arrays) {
    /** Where a store keeps its manifest. */
    static final Key KEY = new Key(".varve/manifest.json");

    private static final Manifest EMPTY = new Manifest(new TreeMap<>(), new TreeMap<>());

    private static final String SCHEMA = "varve.manifest/1";

    /** The members of an array's document that decide what its values are. */
    private static final List<String> STRUCTURE =
            List.of("shape", "data_type", "chunk_grid", "chunk_key_encoding", "fill_value", "codecs");

    /** The same in v2. */
    private static final List<String> V2_STRUCTURE =
            List.of("shape", "dtype", "chunks", "dimension_separator", "fill_value", "order", "filters", "compressor");

    Manifest {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
        arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
    }

    /**
     * One object.
     *
     * @param bytes its length
     * @param crc32c its CRC-32C
     */
    record Entry(long bytes, int crc32c) {
        /** What is compared with the object; {@code failure} makes an exception of a sentence without its subject. */
        RecordedValue recorded(Function<String, IOException> failure) {
            return new RecordedValue(bytes, crc32c, RecordedValue.Algorithm.CRC32C, failure);
        }
    }

    /**
     * Takes an array that is about to change out of a store's manifest: from then on nothing is said of it, rather than
     * something that is not so. Comes before the change, so that whatever is killed when, the manifest never lies.
     *
     * @param patience how long to wait for someone else who changes the manifest
     */
    static void forget(Store store, String path, Duration patience) throws IOException {
        if (store.size(KEY).isEmpty() || !read(store).orElse(EMPTY).knows(path)) {
            return;
        }
        try (Claim claim = store.claim(KEY, patience)) {
            Manifest rest = read(store).orElse(EMPTY).without(path);
            claim.requireHeld();
            if (rest.arrays().isEmpty()) {
                store.erase(KEY);
            } else {
                store.set(KEY, rest.toBytes());
            }
        }
    }

    private boolean knows(String path) {
        return arrays.isEmpty()
                || arrays.containsKey(path)
                || !below(path, objects).isEmpty();
    }

    private Manifest without(String path) {
        SortedMap<String, Entry> otherObjects = new TreeMap<>(objects);
        otherObjects.keySet().removeIf(key -> path.isEmpty() || key.startsWith(path + "/"));
        SortedMap<String, Integer> otherArrays = new TreeMap<>(arrays);
        otherArrays.remove(path);
        return new Manifest(otherObjects, otherArrays);
    }

    /** Whether it says what is there of an array; manifests of older versions do not tell for which arrays they speak. */
    boolean covers(String path) {
        return arrays.isEmpty() || arrays.containsKey(path);
    }

    /** What the manifest says of one node and all below it, by their paths from there. */
    Manifest below(String node) {
        return new Manifest(below(node, objects), below(node, arrays));
    }

    private static <T> SortedMap<String, T> below(String node, SortedMap<String, T> all) {
        SortedMap<String, T> below = new TreeMap<>();
        all.forEach((path, value) -> {
            if (path.equals(node)) {
                below.put("", value);
            } else if (path.startsWith(node + "/")) {
                below.put(path.substring(node.length() + 1), value);
            }
        });
        return below;
    }

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
                objects.put(
                        requireKey(key, listed.get(key)),
                        new Entry(entry.get(0).integer(0, Long.MAX_VALUE), checksum(entry.get(1))));
            }
            SortedMap<String, Integer> arrays = new TreeMap<>();
            Optional<JsonCursor> structures = root.find("arrays");
            if (structures.isPresent()) {
                for (String path : structures.get().object().members().keySet()) {
                    arrays.put(
                            requireKey(path, structures.get().get(path)),
                            checksum(structures.get().get(path)));
                }
            }
            return new Manifest(objects, arrays);
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + KEY);
        }
    }

    private static String requireKey(String key, JsonCursor at) throws MetadataException {
        try {
            return new Key(key).path();
        } catch (IllegalArgumentException e) {
            MetadataException failure = at.error(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static int checksum(JsonCursor text) throws MetadataException {
        try {
            return Integer.parseUnsignedInt(text.string(), 16);
        } catch (NumberFormatException e) {
            throw text.error("is no checksum");
        }
    }

    /**
     * The CRC-32C of what an array's document says about its values: all but attributes, names and extensions, which may be
     * edited. A document has no checksum of its own, and one digit more in a shape or a fill value is no error in it.
     */
    static int structureOf(ArrayMetadata array) {
        JsonObject document = array.toJson(CodecRegistry.standard());
        JsonObject.Builder structure = JsonObject.builder();
        for (String member : array.format() == ZarrFormat.V2 ? V2_STRUCTURE : STRUCTURE) {
            structure.put(member, document.get(member).orElseThrow());
        }
        CRC32C checksum = new CRC32C();
        checksum.update(structure.build().toText().getBytes(StandardCharsets.UTF_8));
        return (int) checksum.getValue();
    }

    /** Refuses an array whose document is another than that of the array that was written. */
    void requireSame(Store store, String path, Optional<ArrayMetadata> found) throws IOException {
        Key key = Key.of(path, NodeMetadata.KEY);
        if (found.isEmpty()) {
            throw new MissingObjectException(store.name(), key.path());
        }
        if (structureOf(found.get()) != arrays.get(path)) {
            throw new CorruptObjectException(
                    store.name(),
                    key.path(),
                    "does not say what was written: shape, data type, chunks, fill value or codecs have changed since");
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
        JsonObject.Builder structures = JsonObject.builder();
        arrays.forEach((path, crc32c) -> structures.put(path, new JsonString(String.format("%08x", crc32c))));
        JsonObject document = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("objects", listed.build())
                .put("arrays", structures.build())
                .build();
        return Bytes.wrap(document.toText().getBytes(StandardCharsets.UTF_8));
    }
}

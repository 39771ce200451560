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
import dev.varve.store.ObjectChecksum;
import dev.varve.store.RangeReader;
import dev.varve.store.RecordedValue;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
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
 * @param structures what it says of the arrays; nothing in stores of older versions
 */
record Manifest(SortedMap<String, Entry> objects, Optional<Structures> structures) {
    /** Where a store keeps its manifest. */
    static final Key KEY = new Key(".varve/manifest.json");

    private static final Manifest EMPTY = new Manifest(new TreeMap<>(), Optional.empty());

    private static final String SCHEMA = "varve.manifest/1";

    /** The members of an array's document that decide what its values are. */
    private static final List<String> STRUCTURE =
            List.of("shape", "data_type", "chunk_grid", "chunk_key_encoding", "fill_value", "codecs");

    /** The same in v2. */
    private static final List<String> V2_STRUCTURE =
            List.of("shape", "dtype", "chunks", "dimension_separator", "fill_value", "order", "filters", "compressor");

    Manifest {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    /**
     * The arrays of which a manifest speaks.
     *
     * @param format the version of Zarr whose documents were written; not told by stores of older versions
     * @param arrays their paths and the {@link Manifest#structureOf} each, in order
     */
    record Structures(Optional<ZarrFormat> format, SortedMap<String, Integer> arrays) {
        Structures {
            arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
        }

        private Structures with(SortedMap<String, Integer> others) {
            return new Structures(format, others);
        }

        private boolean isOf(ZarrFormat read) {
            return format.isEmpty() || format.get() == read;
        }
    }

    /**
     * One object.
     *
     * @param bytes its length
     * @param checksum its checksum; of two CRCs, but for what older versions wrote
     */
    record Entry(long bytes, ObjectChecksum checksum) {
        /** How checksums are made. */
        static final ObjectChecksum.Algorithm ALGORITHM = ObjectChecksum.Algorithm.CRC32_AND_CRC32C;

        /** What is to be said of an object that is there. */
        static Entry of(RangeReader object) throws IOException {
            return new Entry(object.size(), ObjectChecksum.of(ALGORITHM, object));
        }

        /** What is compared with the object; {@code failure} makes an exception of a sentence without its subject. */
        RecordedValue recorded(Function<String, IOException> failure) {
            return new RecordedValue(bytes, checksum, failure);
        }
    }

    /**
     * Takes an array that is about to change out of a store's manifest: from then on nothing is said of it, rather than
     * something that is not so. Comes before the change and lasts before it, so that whatever is killed when, the manifest
     * never lies.
     *
     * @param patience how long to wait for someone else who changes the manifest
     */
    static void forget(Store store, String path, Duration patience) throws IOException {
        if (store.size(KEY).isEmpty() || !read(store).orElse(EMPTY).knows(path)) {
            return;
        }
        try (Claim claim = store.claim(KEY, patience)) {
            StoreGrowth.requireNone(store);
            Manifest rest = read(store).orElse(EMPTY).without(path);
            claim.requireHeld();
            if (rest.arrays().isEmpty()) {
                store.erase(KEY);
            } else {
                store.set(KEY, rest.toBytes());
            }
            store.persist(KEY);
        }
    }

    private boolean knows(String path) {
        return structures.isEmpty()
                || arrays().keySet().stream().anyMatch(array -> isWithin(path, array))
                || objects.keySet().stream().anyMatch(key -> isWithin(path, key));
    }

    private SortedMap<String, Integer> arrays() {
        return structures.map(Structures::arrays).orElse(Collections.emptySortedMap());
    }

    private Manifest without(String path) {
        SortedMap<String, Entry> otherObjects = new TreeMap<>(objects);
        otherObjects.keySet().removeIf(key -> isWithin(path, key));
        SortedMap<String, Integer> otherArrays = new TreeMap<>(arrays());
        otherArrays.keySet().removeIf(array -> isWithin(path, array));
        return new Manifest(otherObjects, structures.map(known -> known.with(otherArrays)));
    }

    /** What both say; of what both speak, this one. */
    Manifest and(Manifest other) {
        SortedMap<String, Entry> allObjects = new TreeMap<>(other.objects);
        allObjects.putAll(objects);
        SortedMap<String, Integer> allArrays = new TreeMap<>(other.arrays());
        allArrays.putAll(arrays());
        Optional<Structures> either = structures.or(other::structures);
        return new Manifest(allObjects, either.map(known -> known.with(allArrays)));
    }

    /** What it says of some arrays alone. */
    Manifest of(Collection<String> paths) {
        SortedMap<String, Entry> theirs = new TreeMap<>(objects);
        theirs.keySet().removeIf(key -> paths.stream().noneMatch(path -> isWithin(path, key)));
        SortedMap<String, Integer> known = new TreeMap<>(arrays());
        known.keySet().retainAll(paths);
        return new Manifest(theirs, structures.map(all -> all.with(known)));
    }

    private static boolean isWithin(String node, String path) {
        return node.isEmpty() || path.equals(node) || path.startsWith(node + "/");
    }

    /**
     * Whether it says what is there of an array, as documents of one version have it; manifests of older versions do not tell
     * for which arrays they speak.
     */
    boolean covers(String path, ZarrFormat read) {
        return structures.isEmpty() || (structures.get().isOf(read) && arrays().containsKey(path));
    }

    /** What the manifest says of one node and all below it, by their paths from there; it may be nothing at all. */
    Manifest below(String node) {
        return new Manifest(below(node, objects), structures.map(known -> known.with(below(node, known.arrays()))));
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
        return read(store, KEY);
    }

    /** A document that has the form of a manifest. */
    static Optional<Manifest> read(Store store, Key key) throws IOException {
        Optional<Bytes> document = store.get(key);
        return document.isEmpty() ? Optional.empty() : Optional.of(parse(store.name() + "/" + key, document.get()));
    }

    private static Manifest parse(String place, Bytes document) throws IOException {
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
                        new Entry(entry.get(0).integer(0, Long.MAX_VALUE), objectChecksum(entry.get(1))));
            }
            Optional<JsonCursor> arrays = root.find("arrays");
            return new Manifest(
                    objects, arrays.isEmpty() ? Optional.empty() : Optional.of(structures(root, arrays.get())));
        } catch (MetadataException e) {
            throw e.in(place);
        }
    }

    private static Structures structures(JsonCursor root, JsonCursor listed) throws MetadataException {
        SortedMap<String, Integer> arrays = new TreeMap<>();
        for (String path : listed.object().members().keySet()) {
            arrays.put(requireKey(path, listed.get(path)), checksum(listed.get(path)));
        }
        Optional<JsonCursor> format = root.find("zarr_format");
        return new Structures(
                format.isEmpty()
                        ? Optional.empty()
                        : Optional.of(format.get().integer(2, 3) == 2 ? ZarrFormat.V2 : ZarrFormat.V3),
                arrays);
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

    private static ObjectChecksum objectChecksum(JsonCursor text) throws MetadataException {
        try {
            return ObjectChecksum.parse(text.string());
        } catch (IllegalArgumentException e) {
            MetadataException failure = text.error("is no checksum: " + e.getMessage());
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

    /** The arrays whose documents of one version are known; none when it was the other version that was written. */
    SortedMap<String, Integer> arrays(ZarrFormat read) {
        return structures
                .filter(known -> known.isOf(read))
                .map(Structures::arrays)
                .orElse(Collections.emptySortedMap());
    }

    /**
     * Refuses an array whose document is another than that of the array that was written.
     *
     * @param place the store that has the manifest
     * @param read the version whose documents are read
     */
    void requireSame(Store store, String place, String path, ZarrFormat read, Optional<ArrayMetadata> found)
            throws IOException {
        Key key = Key.of(path, read == ZarrFormat.V2 ? NodeMetadata.V2_ARRAY : NodeMetadata.KEY);
        if (found.isEmpty()) {
            throw new MissingObjectException(store.name(), key.path(), place);
        }
        if (structureOf(found.get()) != arrays(read).get(path)) {
            throw new CorruptObjectException(
                    store.name(),
                    key.path(),
                    place,
                    "does not say what was written: shape, data type, chunks, fill value or codecs have changed since");
        }
    }

    /** The manifest as it is stored. */
    Bytes toBytes() {
        JsonObject.Builder listed = JsonObject.builder();
        for (Map.Entry<String, Entry> object : objects.entrySet()) {
            Json bytes = JsonNumber.of(object.getValue().bytes());
            Json checksum = new JsonString(object.getValue().checksum().digits());
            listed.put(object.getKey(), JsonArray.of(bytes, checksum));
        }
        JsonObject.Builder document = JsonObject.builder().put("schema", SCHEMA).put("objects", listed.build());
        if (structures.isPresent()) {
            JsonObject.Builder checksums = JsonObject.builder();
            arrays().forEach((path, crc32c) -> checksums.put(path, new JsonString(String.format("%08x", crc32c))));
            structures
                    .get()
                    .format()
                    .ifPresent(format -> document.put("zarr_format", JsonNumber.of(format == ZarrFormat.V2 ? 2 : 3)));
            document.put("arrays", checksums.build());
        }
        return Bytes.wrap(document.build().toText().getBytes(StandardCharsets.UTF_8));
    }
}

package dev.varve.zarr;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.SourceFormatException;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The complete store that a change was planned for.
 *
 * @param content its {@link #contentOf}
 * @param arrays the arrays that change, by their paths
 */
record GrowthBase(String content, SortedMap<String, Old> arrays) {
    /**
     * An array as it was.
     *
     * @param shape its shape
     * @param objects the positions of the objects that are written, on the grid that it will have
     */
    record Old(Shape shape, Region objects) {}

    /** Whether a part of an array lies wholly outside of what it was, where nobody looks before the documents say so. */
    boolean isBeyond(String path, Region cell) {
        Shape shape = arrays.get(path).shape();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (cell.start(axis) >= shape.extent(axis)) {
                return true;
            }
        }
        return false;
    }

    JsonObject toJson() {
        JsonObject.Builder listed = JsonObject.builder();
        arrays.forEach((path, old) -> listed.put(
                path,
                JsonObject.builder()
                        .put("shape", JsonArray.of(old.shape().extents()))
                        .put("first", JsonArray.of(old.objects().starts()))
                        .put("objects", JsonArray.of(old.objects().shape().extents()))
                        .build()));
        return JsonObject.builder()
                .put("content", content)
                .put("arrays", listed.build())
                .build();
    }

    static GrowthBase read(Store store, Key key) throws IOException {
        JsonCursor kept = JsonCursor.of(NodeDocuments.object(store, key)
                .orElseThrow(() -> new SourceFormatException(store.name(), "is not being changed any more")));
        SortedMap<String, Old> arrays = new TreeMap<>();
        JsonCursor listed = kept.get("arrays");
        for (String path : listed.object().members().keySet()) {
            JsonCursor old = listed.get(path);
            arrays.put(
                    path,
                    new Old(
                            Shape.of(old.get("shape").integers(0)),
                            Region.of(
                                    old.get("first").integers(0),
                                    Shape.of(old.get("objects").integers(0)))));
        }
        return new GrowthBase(kept.get("content").string(), arrays);
    }

    /** SHA-256 over all documents of a complete store and its manifest, which has the checksum of every object. */
    static String contentOf(Store store) throws IOException {
        MessageDigest digest = sha256();
        add(digest, store, Manifest.KEY);
        add(digest, store, new Key(NodeMetadata.KEY));
        for (Map.Entry<String, ?> group : GroupDocuments.of(store).entrySet()) {
            add(digest, store, Key.of(group.getKey(), NodeMetadata.KEY));
        }
        Optional<Manifest> manifest = Manifest.read(store);
        for (String path : manifest.orElseThrow().arrays(ZarrFormat.V3).keySet()) {
            add(digest, store, Key.of(path, NodeMetadata.KEY));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Store store, Key key) throws IOException {
        digest.update((key.path() + "\n").getBytes(StandardCharsets.UTF_8));
        store.get(key).ifPresent(bytes -> digest.update(bytes.array(), bytes.offset(), bytes.length()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.varve.zarr;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The arrays that a store that is filled by and by was promised and does not have yet, so that it is visibly incomplete. */
final class Unfinished {
    /** Where a store says so. */
    static final Key KEY = new Key(".varve/unfinished.json");

    private static final String SCHEMA = "varve.unfinished/1";
    private static final String ARRAYS = "arrays";

    private Unfinished() {}

    /** The paths; none when nothing is missing. */
    static SortedSet<String> read(Store store) throws IOException {
        SortedSet<String> paths = new TreeSet<>();
        Optional<JsonObject> document = NodeDocuments.object(store, KEY);
        if (document.isPresent()) {
            for (JsonCursor path : JsonCursor.of(document.get()).get(ARRAYS).items()) {
                paths.add(path.string());
            }
        }
        return paths;
    }

    /** Writes the paths, or takes the document away when there are none. */
    static void write(Store store, SortedSet<String> paths) throws IOException {
        if (paths.isEmpty()) {
            store.erase(KEY);
            return;
        }
        store.set(
                KEY,
                JsonWriter.prettyBytes(JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put(
                                ARRAYS,
                                new JsonArray(paths.stream()
                                        .<Json>map(JsonString::new)
                                        .toList()))
                        .build()));
    }
}

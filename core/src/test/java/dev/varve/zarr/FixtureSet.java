package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A zip file of arrays that another program wrote, with what they hold: {@code fixtures/zarr/NAME.zip} and {@code NAME.json}.
 *
 * @param name the set's name
 * @param files the content of each file by its path
 * @param arrays the truth about each array
 */
public record FixtureSet(String name, Map<String, Bytes> files, List<JsonCursor> arrays) {
    /** Every set that the folder of resources holds, whoever put it there. */
    static List<FixtureSet> all() throws IOException {
        try {
            return in(Path.of(FixtureSet.class.getResource("/fixtures/zarr").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every set that a folder holds. */
    public static List<FixtureSet> in(Path folder) throws IOException {
        List<FixtureSet> sets = new ArrayList<>();
        for (Path zip : zips(folder)) {
            String name = zip.getFileName().toString().replace(".zip", "");
            Bytes truth = Bytes.wrap(Files.readAllBytes(zip.resolveSibling(name + ".json")));
            List<JsonCursor> arrays =
                    JsonCursor.of(JsonReader.read(truth)).get("arrays").items();
            sets.add(new FixtureSet(name, unzip(zip), arrays));
        }
        return sets;
    }

    private static List<Path> zips(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Bytes> unzip(Path zip) throws IOException {
        Map<String, Bytes> files = new LinkedHashMap<>();
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.put(entry.getName(), Bytes.wrap(entries.readAllBytes()));
            }
        }
        return files;
    }

    /** All arrays in one store. */
    public MemoryStore store() {
        MemoryStore store = new MemoryStore();
        files.forEach((path, content) -> store.set(new Key(path), content));
        return store;
    }

    /** A store whose root is one of the arrays. */
    MemoryStore storeOf(String array) {
        MemoryStore store = new MemoryStore();
        files.forEach((path, content) -> {
            if (path.startsWith(array + "/")) {
                store.set(new Key(path.substring(array.length() + 1)), content);
            }
        });
        return store;
    }
}

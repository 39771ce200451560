package dev.varve.zarr;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.StagedTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * A dataset on its way into a Zarr v3 store on a filesystem. The store is made under a hidden name; objects come first,
 * then the manifest, then the consolidated metadata of the root, then everything is forced to disk and renamed. A store
 * under the final name is complete.
 */
public final class ZarrSink implements Sink {
    private final StagedTarget target;
    private final FilesystemStore store;
    private final Durability durability;
    private final HierarchyDocuments documents;
    private final Map<String, Layout> layouts;
    private final SortedMap<String, Manifest.Entry> objects = new ConcurrentSkipListMap<>();

    private ZarrSink(
            StagedTarget target, Durability durability, HierarchyDocuments documents, Map<String, Layout> layouts) {
        this.target = target;
        this.store = new FilesystemStore(target.staging(), durability);
        this.durability = durability;
        this.documents = documents;
        this.layouts = layouts;
    }

    /**
     * Begins a store.
     *
     * @param path its final name
     * @param isReplacing whether a store that is there may be replaced when the new one is complete
     * @param durability what must survive a loss of power
     * @param dataset what it shall hold
     * @param layouts how each variable is cut up
     * @throws java.nio.file.FileAlreadyExistsException when something is there that may not be replaced
     * @throws IllegalArgumentException when a layout does not fit its variable
     */
    public static ZarrSink create(
            Path path, boolean isReplacing, Durability durability, Dataset dataset, Function<Variable, Layout> layouts)
            throws IOException {
        Map<String, Layout> byPath = new HashMap<>();
        for (Variable variable : dataset.variables()) {
            byPath.put(variable.path(), layouts.apply(variable));
        }
        HierarchyDocuments documents = HierarchyDocuments.of(dataset, byPath);
        StagedTarget target = StagedTarget.create(path, isReplacing);
        Files.createDirectory(target.staging());
        return new ZarrSink(target, durability, documents, byPath);
    }

    @Override
    public String name() {
        return target.target().toString();
    }

    @Override
    public Layout layout(Variable variable) {
        return layouts.get(variable.path());
    }

    @Override
    public ObjectWriter open(Variable variable, long... objectIndex) throws IOException {
        ArrayMetadata metadata = documents.array(variable.path());
        Key key = ZarrArray.keys(variable.path(), metadata).key(objectIndex);
        return new StoredObjectWriter(store, key, layouts.get(variable.path()), objects);
    }

    @Override
    public void commit() throws IOException {
        documents.writeTo(store, new Manifest(objects, documents.structures()));
        store.sync();
        target.publish(durability);
    }

    @Override
    public void close() throws IOException {
        store.close();
        target.close();
    }

    /** The bytes that all objects take. */
    public long storedBytes() {
        return objects.values().stream().mapToLong(Manifest.Entry::bytes).sum();
    }

    /** How many objects there are. */
    public int objectCount() {
        return objects.size();
    }
}

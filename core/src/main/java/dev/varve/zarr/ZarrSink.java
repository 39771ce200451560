package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.ObjectChecksum;
import dev.varve.store.RangeReader;
import dev.varve.store.StagedTarget;
import dev.varve.store.Store;
import dev.varve.store.ZipWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * A dataset on its way into a Zarr store of either version, a folder or a zip archive. The store is made under a hidden name;
 * objects come first, then the manifest, then the consolidated metadata of the root, then everything is forced to disk and
 * renamed. A store under the final name is complete.
 */
public final class ZarrSink implements Sink {
    private final StagedTarget target;
    private final Making making;
    private final Durability durability;
    private final ZarrFormat format;
    private final Map<String, Layout> layouts;
    private Dataset dataset;
    private HierarchyDocuments documents;
    private final Map<String, Bytes> emptyChunks = new ConcurrentHashMap<>();
    private final SortedMap<String, Manifest.Entry> objects = new ConcurrentSkipListMap<>();

    /** The store that is being made. */
    private sealed interface Making {
        Store store();

        /** Makes it whole, and forces it to disk. */
        void complete(Durability durability) throws IOException;

        record Folder(FilesystemStore store) implements Making {
            @Override
            public void complete(Durability durability) throws IOException {
                store.sync();
            }
        }

        record Archive(ZipWriter store) implements Making {
            @Override
            public void complete(Durability durability) throws IOException {
                try {
                    store.finish(durability);
                } catch (ZipException e) {
                    throw new LostWriteException(e.getMessage());
                }
            }
        }
    }

    /** A store of which everything but the place is known, so that what does not fit is refused before there is one. */
    private record Content(
            Dataset dataset, Map<String, Layout> layouts, ZarrFormat format, HierarchyDocuments documents) {
        static Content of(Dataset dataset, Function<Variable, Layout> layouts, ZarrFormat format)
                throws MetadataException {
            Map<String, Layout> byPath = ZarrSink.layouts(dataset, layouts, format);
            return new Content(dataset, byPath, format, HierarchyDocuments.of(dataset, byPath, format));
        }
    }

    private ZarrSink(StagedTarget target, Making making, Durability durability, Content content) {
        this.target = target;
        this.making = making;
        this.durability = durability;
        this.format = content.format();
        this.layouts = content.layouts();
        this.dataset = content.dataset();
        this.documents = content.documents();
    }

    /**
     * Begins a store of Zarr v3.
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
        return create(path, isReplacing, durability, dataset, layouts, ZarrFormat.V3);
    }

    /**
     * Begins a store.
     *
     * @param layouts how each variable is cut up; for v2 each as {@link #layoutV2} gives it
     * @param format the version of Zarr
     * @throws java.nio.file.FileAlreadyExistsException when something is there that may not be replaced
     * @throws IllegalArgumentException when a layout does not fit its variable, or the version has no words for it
     */
    public static ZarrSink create(
            Path path,
            boolean isReplacing,
            Durability durability,
            Dataset dataset,
            Function<Variable, Layout> layouts,
            ZarrFormat format)
            throws IOException {
        Content content = Content.of(dataset, layouts, format);
        return inFolder(StagedTarget.create(path, isReplacing), durability, content);
    }

    /** A part of a store of Zarr v3 that is made aside, whatever is there; committing makes it whole where it is, no more. */
    static ZarrSink createAside(
            StagedTarget target, Durability durability, Dataset dataset, Function<Variable, Layout> layouts)
            throws IOException {
        return inFolder(target, durability, Content.of(dataset, layouts, ZarrFormat.V3));
    }

    /**
     * Goes on with a store of which a process that was killed has made a part, or begins one: what is there already is taken over
     * with {@link #adopt}, the rest is removed with {@link #dropOthers}.
     *
     * @param target where the store is made; the folder may be there
     */
    public static ZarrSink resume(
            StagedTarget target,
            Durability durability,
            Dataset dataset,
            Function<Variable, Layout> layouts,
            ZarrFormat format)
            throws IOException {
        Content content = Content.of(dataset, layouts, format);
        Files.createDirectories(target.staging());
        Making making = new Making.Folder(new FilesystemStore(target.staging(), durability));
        return new ZarrSink(target, making, durability, content);
    }

    private static ZarrSink inFolder(StagedTarget target, Durability durability, Content content) throws IOException {
        Files.createDirectory(target.staging());
        Making making = new Making.Folder(new FilesystemStore(target.staging(), durability));
        return new ZarrSink(target, making, durability, content);
    }

    /** As above, but a zip archive with the store at its root, as zarr-python has them. */
    public static ZarrSink createZip(
            Path path,
            boolean isReplacing,
            Durability durability,
            Dataset dataset,
            Function<Variable, Layout> layouts,
            ZarrFormat format)
            throws IOException {
        Content content = Content.of(dataset, layouts, format);
        StagedTarget target = StagedTarget.create(path, isReplacing);
        Making making = new Making.Archive(ZipWriter.create(target.staging()));
        return new ZarrSink(target, making, durability, content);
    }

    private static Map<String, Layout> layouts(Dataset dataset, Function<Variable, Layout> layouts, ZarrFormat format) {
        Map<String, Layout> byPath = new HashMap<>();
        for (Variable variable : dataset.variables()) {
            Layout layout = layouts.apply(variable);
            byPath.put(variable.path(), format == ZarrFormat.V3 ? layoutV3(variable, layout) : layout);
        }
        return byPath;
    }

    /**
     * The layout of a variable in v3, which is what it was.
     *
     * @throws IllegalArgumentException when other software knows one of its codecs in v2 only: a store is for others, too
     */
    public static Layout layoutV3(Variable variable, Layout layout) {
        SortedSet<String> unknown = CodecRegistry.standard().zarrV2Only(layout.chain());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(variable.path() + ": other software knows " + String.join(", ", unknown)
                    + " in Zarr v2 only; choose another codec, or write Zarr v2");
        }
        return layout;
    }

    /**
     * The layout of a variable in v2: with the fill value that v2 can state for it.
     *
     * @throws IllegalArgumentException when v2 has no words for the layout
     */
    public static Layout layoutV2(Variable variable, Layout layout) {
        FillValue fill =
                HierarchyDocuments.bare(variable, layout, ZarrFormat.V2).fill();
        Layout fitted = new Layout(layout.objects(), layout.chunks(), layout.chain(), fill);
        HierarchyDocuments.bare(variable, fitted, ZarrFormat.V2).documents(CodecRegistry.standard());
        return fitted;
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
    public boolean takesOneObjectAtATime() {
        return making instanceof Making.Archive;
    }

    /**
     * What is known of a stored object.
     *
     * @param bytes its length
     * @param checksum its checksum
     */
    public record StoredObject(long bytes, ObjectChecksum checksum) {}

    private Key key(Variable variable, long... objectIndex) {
        return ZarrArray.keys(variable.path(), documents.array(variable.path())).key(objectIndex);
    }

    /** A finished object, unless all of it is fill value. */
    public Optional<StoredObject> stored(Variable variable, long... objectIndex) {
        Manifest.Entry entry = objects.get(key(variable, objectIndex).path());
        return entry == null ? Optional.empty() : Optional.of(new StoredObject(entry.bytes(), entry.checksum()));
    }

    /**
     * Takes over an object that an earlier process has finished, after reading it through.
     *
     * @return whether it is there and holds what was recorded of it
     */
    public boolean adopt(Variable variable, long[] objectIndex, StoredObject recorded) throws IOException {
        Key key = key(variable, objectIndex);
        Manifest.Entry entry = new Manifest.Entry(recorded.bytes(), recorded.checksum());
        Optional<RangeReader> opened = making.store().open(key);
        if (opened.isEmpty()) {
            return false;
        }
        try (RangeReader value = opened.get()) {
            entry.recorded(LostWriteException::new).require(value);
        } catch (LostWriteException e) {
            return false;
        }
        making.store().persist(key);
        objects.put(key.path(), entry);
        return true;
    }

    /** Removes from the folder what is none of the objects that are finished or taken over. */
    public void dropOthers() throws IOException {
        Path folder = target.staging();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(found -> !Files.isDirectory(found)).toList()) {
                if (!objects.containsKey(folder.relativize(file).toString().replace('\\', '/'))) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public ObjectWriter open(Variable variable, long... objectIndex) throws IOException {
        ArrayMetadata metadata = documents.array(variable.path());
        Key key = key(variable, objectIndex);
        Layout layout = layouts.get(variable.path());
        Optional<Bytes> empty = metadata.isFillStated()
                ? Optional.empty()
                : Optional.of(emptyChunks.computeIfAbsent(variable.path(), path -> emptyChunk(layout)));
        return new StoredObjectWriter(
                making.store(), key, layout, layout.objects().cell(objectIndex).shape(), empty, objects);
    }

    /** A chunk of nothing but fill value, which is stored too where the fill value is not stated. */
    private static Bytes emptyChunk(Layout layout) {
        return layout.chain()
                .bind(layout.chunkSpec())
                .encode(NdArray.filled(layout.chunks().largestCell(), layout.fill()));
    }

    /**
     * Says something else about a variable than when the sink was made: what is only known once its values are written.
     *
     * @throws MetadataException when attributes cannot be stored
     */
    public void describe(String path, List<Attribute> attributes) throws MetadataException {
        dataset = dataset.withAttributes(path, attributes);
        documents = HierarchyDocuments.of(dataset, layouts, format);
    }

    /** Makes the store whole under its hidden name. */
    void complete() throws IOException {
        documents.writeTo(making.store(), new Manifest(objects, Optional.of(documents.structures())));
        making.complete(durability);
    }

    @Override
    public void commit() throws IOException {
        complete();
        target.publish(durability);
    }

    @Override
    public void close() throws IOException {
        making.store().close();
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

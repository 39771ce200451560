package dev.varve.zarr;

import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.StagedTarget;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A Zarr v3 store in a folder that is filled part by part, by one run or by several at the same time. Each part is made aside
 * like a store of its own, and becomes part of the store when it is complete; what is there is never changed. What was
 * announced and is not there yet is written down in the store.
 */
public final class GrowingStore implements Closeable {
    private final Path target;
    private final Optional<StagedTarget> replacement;
    private final Durability durability;

    private GrowingStore(Path target, Optional<StagedTarget> replacement, Durability durability) {
        this.target = target;
        this.replacement = replacement;
        this.durability = durability;
    }

    /**
     * Begins to fill a store, which need not be there.
     *
     * @param target its final name
     * @param isReplacing whether a store that is there is replaced by a new one once that is complete, and not added to
     * @param durability what must survive a loss of power
     * @throws FileAlreadyExistsException when something is there that is no Zarr v3 store
     */
    public static GrowingStore open(Path target, boolean isReplacing, Durability durability) throws IOException {
        if (isReplacing) {
            return new GrowingStore(target, Optional.of(StagedTarget.create(target, true)), durability);
        }
        if (Files.exists(target)) {
            try (FilesystemStore store = new FilesystemStore(target)) {
                if (!(NodeDocuments.read(store, "", ZarrFormat.V3).orElse(null) instanceof GroupMetadata)) {
                    throw new FileAlreadyExistsException(
                            target.toString(), null, "is there and is no Zarr v3 store that could be added to");
                }
            }
        }
        return new GrowingStore(target, Optional.empty(), durability);
    }

    private Path folder() {
        return replacement.map(StagedTarget::staging).orElse(target);
    }

    /** Whether what was added is seen under the store's name. */
    public boolean isVisible() {
        return replacement.isEmpty() && Files.exists(target);
    }

    /** What is there already, with what a killed process has begun to add; nothing when there is no store yet. */
    public Optional<ZarrSource> content() throws IOException {
        if (!Files.exists(folder())) {
            return Optional.empty();
        }
        FilesystemStore store = new FilesystemStore(folder(), durability);
        if (store.size(StoreMerge.JOURNAL).isPresent()) {
            StoreConsolidation.run(folder(), durability);
        }
        return Optional.of(ZarrSource.open(store));
    }

    /**
     * Begins a part.
     *
     * @param dataset what it shall hold
     * @param layouts how each variable is cut up
     * @param announced the paths of variables that are to come in later parts
     */
    public Part begin(Dataset dataset, Function<Variable, Layout> layouts, Collection<String> announced)
            throws IOException {
        StagedTarget staged = StagedTarget.beside(target);
        return new Part(ZarrSink.createAside(staged, durability, dataset, layouts), staged, new TreeSet<>(announced));
    }

    /** A part on its way. */
    public final class Part implements Sink {
        private final ZarrSink sink;
        private final StagedTarget staged;
        private final SortedSet<String> announced;

        private Part(ZarrSink sink, StagedTarget staged, SortedSet<String> announced) {
            this.sink = sink;
            this.staged = staged;
            this.announced = announced;
        }

        @Override
        public String name() {
            return target.toString();
        }

        @Override
        public Layout layout(Variable variable) {
            return sink.layout(variable);
        }

        @Override
        public ObjectWriter open(Variable variable, long... objectIndex) throws IOException {
            return sink.open(variable, objectIndex);
        }

        /** Says something else about a variable than when the part was begun. */
        public void describe(String path, List<Attribute> attributes) throws IOException {
            sink.describe(path, attributes);
        }

        /** The bytes that all objects take. */
        public long storedBytes() {
            return sink.storedBytes();
        }

        /**
         * Makes the part one of the store.
         *
         * @throws ConflictException when the store has something else under one of its names
         */
        @Override
        public void commit() throws IOException {
            sink.complete();
            Path folder = folder();
            if (!Files.exists(folder)) {
                try (FilesystemStore store = new FilesystemStore(staged.staging(), durability)) {
                    announced.removeAll(Manifest.read(store)
                            .orElseThrow()
                            .arrays(ZarrFormat.V3)
                            .keySet());
                    Unfinished.write(store, announced);
                    store.sync();
                }
                if (staged.publishAs(folder, durability)) {
                    return;
                }
            }
            StoreMerge.merge(staged.staging(), folder, announced, durability);
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }

    /** Gives a store that replaces another one its name; does nothing to one that was added to. */
    public void publish() throws IOException {
        if (replacement.isPresent()) {
            replacement.get().publish(durability);
        }
    }

    @Override
    public void close() throws IOException {
        if (replacement.isPresent()) {
            replacement.get().close();
        }
    }
}

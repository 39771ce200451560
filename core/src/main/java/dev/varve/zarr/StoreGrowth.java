package dev.varve.zarr;

import dev.varve.array.Region;
import dev.varve.grid.GridOrder;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.ConflictException;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change of a complete store, on its way: arrays get longer, or get other values in a region. Until it is decided the store is
 * what it was. Objects beyond the old shapes are at their places, where nobody looks; those that take the place of others, and the
 * documents, wait aside. The {@link GrowthJournal} decides: from then on {@link ZarrSource} reads what is aside, and whoever
 * commits moves it to its place, objects first, the root's document last.
 *
 * <p>Other software reads what is at its place. In the moments of those renames it can see, of an array that grows, the old shape
 * with the old values (objects at the old edge hold them too), then the new shape; of a region that is written over, objects of
 * before beside objects of after; and the documents of single arrays before the root's copies of them.
 */
final class StoreGrowth {
    private final FilesystemStore store;
    private final FilesystemStore aside;
    private final WorkPlace place;
    private final Map<String, ArrayMetadata> arrays;
    private final GrowthBase base;

    /** @param arrays the arrays that change, as they will be */
    StoreGrowth(
            FilesystemStore store,
            FilesystemStore aside,
            WorkPlace place,
            Map<String, ArrayMetadata> arrays,
            GrowthBase base) {
        this.store = store;
        this.aside = aside;
        this.place = place;
        this.arrays = arrays;
        this.base = base;
    }

    /** What was written, once it is found to be there. */
    @FunctionalInterface
    interface Records {
        SortedMap<String, Manifest.Entry> read() throws IOException;
    }

    /**
     * Refuses to change a store in another way while a change of it is planned.
     *
     * @throws ConflictException when one is
     */
    static void requireNone(Store store) throws IOException {
        if (WorkPlace.growth(store).isPresent()) {
            throw new ConflictException(store.name() + ": a change of it is planned and not complete; 'varve status "
                    + store.name() + "' tells how far it is, 'varve commit --abandon' gives it up");
        }
    }

    /** Decides the change, unless it is decided, and finishes it; gives all that the store holds then. */
    SharedStore.Content commit(Records records, GrowthJournal.Steps steps) throws IOException {
        Optional<GrowthJournal> begun = GrowthJournal.read(store, place.journal());
        GrowthJournal journal = begun.isPresent() ? begun.get() : decided(records.read(), steps);
        journal.finish(store, aside.root(), steps);
        steps.reached("close");
        store.erase(WorkPlace.GROWTH_PLAN);
        store.persist(WorkPlace.GROWTH_PLAN);
        return SharedStore.content(Manifest.read(store).orElseThrow().objects());
    }

    private GrowthJournal decided(SortedMap<String, Manifest.Entry> written, GrowthJournal.Steps steps)
            throws IOException {
        steps.reached("compare");
        if (!GrowthBase.contentOf(store).equals(base.content())) {
            throw new ConflictException(store.name() + " is not what it was when its change was planned;"
                    + " 'varve commit --abandon' gives the change up");
        }
        List<Key> erased = eraseUnwritten(written, steps);
        Manifest old = Manifest.read(store).orElseThrow();
        SortedMap<String, Manifest.Entry> objects = new TreeMap<>(old.objects());
        erased.forEach(key -> objects.remove(key.path()));
        objects.putAll(written);
        SortedMap<String, Integer> structures = new TreeMap<>(old.arrays(ZarrFormat.V3));
        arrays.forEach((path, array) -> structures.put(path, Manifest.structureOf(array)));
        Manifest.Structures all = new Manifest.Structures(Optional.of(ZarrFormat.V3), structures);
        steps.reached("write manifest");
        aside.set(Manifest.KEY, new Manifest(objects, Optional.of(all)).toBytes());
        steps.reached("write plan");
        aside.set(WorkPlace.PLAN, store.get(place.plan()).orElseThrow());
        aside.sync();
        store.sync();
        GrowthJournal journal = new GrowthJournal(erased, moved(written));
        steps.reached("decide");
        journal.write(store, place.journal());
        return journal;
    }

    /** What waits aside, in the order in which it goes to its place; what a killed task has left there is not among it. */
    private List<Key> moved(SortedMap<String, Manifest.Entry> written) throws IOException {
        Key root = new Key(NodeMetadata.KEY);
        List<Key> objects = new ArrayList<>();
        List<Key> documents = new ArrayList<>();
        for (Key key : aside.list("")) {
            if (written.containsKey(key.path())) {
                objects.add(key);
            } else if (key.path().endsWith("/" + NodeMetadata.KEY)) {
                documents.add(key);
            }
        }
        objects.addAll(documents);
        objects.addAll(List.of(Manifest.KEY, WorkPlace.PLAN, root));
        return objects;
    }

    /**
     * What lies where nothing was written, because all is fill value there, goes: at once beyond the old shapes, where only dead
     * processes can have left something; else it is given back, to go with the rest.
     */
    private List<Key> eraseUnwritten(SortedMap<String, Manifest.Entry> written, GrowthJournal.Steps steps)
            throws IOException {
        List<Key> erased = new ArrayList<>();
        forEachObject((key, isBeyond) -> {
            if (!written.containsKey(key.path()) && store.size(key).isPresent()) {
                if (isBeyond) {
                    steps.reached("erase stray " + key);
                    store.erase(key);
                } else {
                    erased.add(key);
                }
            }
        });
        return erased;
    }

    private interface ObjectAction {
        void act(Key key, boolean isBeyond) throws IOException;
    }

    /** All objects of the change. */
    private void forEachObject(ObjectAction action) throws IOException {
        for (Map.Entry<String, GrowthBase.Old> old : base.arrays().entrySet()) {
            String path = old.getKey();
            ArrayMetadata array = arrays.get(path);
            Region objects = old.getValue().objects();
            long count = objects.count();
            for (long i = 0; i < count; i++) {
                long[] index = GridOrder.index(objects.shape(), i);
                for (int axis = 0; axis < index.length; axis++) {
                    index[axis] += objects.start(axis);
                }
                Region cell = array.grid().cell(index);
                action.act(ZarrArray.keys(path, array).key(index), base.isBeyond(path, cell));
            }
        }
    }

    /** Takes away what was written beyond the old shapes, then the plan. */
    void abandon() throws IOException {
        forEachObject((key, isBeyond) -> {
            if (isBeyond) {
                store.erase(key);
            }
        });
        store.sync();
        store.erase(WorkPlace.GROWTH_PLAN);
        store.persist(WorkPlace.GROWTH_PLAN);
    }
}

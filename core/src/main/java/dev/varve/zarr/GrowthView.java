package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.store.ByteRange;
import dev.varve.store.ForwardingStore;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A store whose change is decided and not finished, as it will be: what waits aside counts before what is at its place. What is not
 * aside any more is at its place, since it goes there by a rename.
 */
final class GrowthView extends ForwardingStore {
    private final String aside;
    private final Set<Key> erased;

    private GrowthView(Store inner, String aside, Set<Key> erased) {
        super(inner);
        this.aside = aside;
        this.erased = erased;
    }

    /** A store as it is to be read: the store itself, unless a change of it is decided. */
    static Store of(Store store) throws IOException {
        Optional<String> growth = WorkPlace.growth(store);
        if (growth.isEmpty()) {
            return store;
        }
        Optional<GrowthJournal> journal = GrowthJournal.read(store, new Key(growth.get() + "/journal.json"));
        return journal.isEmpty()
                ? store
                : new GrowthView(
                        store,
                        growth.get() + "/tree/",
                        new HashSet<>(journal.get().erased()));
    }

    private Key aside(Key key) {
        return new Key(aside + key.path());
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        return get(key, range, byte[]::new);
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range, IntFunction<byte[]> room) throws IOException {
        if (erased.contains(key)) {
            return Optional.empty();
        }
        Optional<Bytes> waiting = inner().get(aside(key), range, room);
        return waiting.isPresent() ? waiting : inner().get(key, range, room);
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        if (erased.contains(key)) {
            return Optional.empty();
        }
        Optional<RangeReader> waiting = inner().open(aside(key));
        return waiting.isPresent() ? waiting : inner().open(key);
    }

    @Override
    public OptionalLong size(Key key) throws IOException {
        if (erased.contains(key)) {
            return OptionalLong.empty();
        }
        OptionalLong waiting = inner().size(aside(key));
        return waiting.isPresent() ? waiting : inner().size(key);
    }

    @Override
    public List<Key> list(String prefix) throws IOException {
        String below = aside + prefix;
        String folder = below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
        Stream<Key> waiting =
                inner().list(folder).stream().map(key -> new Key(key.path().substring(aside.length())));
        Set<Key> all = new TreeSet<>(inner().list(prefix));
        all.addAll(waiting.toList());
        all.removeAll(erased);
        return List.copyOf(all);
    }
}

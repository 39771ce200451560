package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.store.ByteRange;
import dev.varve.store.ForwardingStore;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.RecordedValue;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * A store that is read by its manifest: a listed object that is not there is an error, not nothing, and so is one that is not
 * what was written. Of objects that are not listed nothing is known.
 */
final class ManifestedStore extends ForwardingStore {
    private final Manifest manifest;
    private final String place;
    private final Map<String, RecordedValue> records = new ConcurrentHashMap<>();

    /**
     * A store and what is known of it.
     *
     * @param place what messages call the store that has the manifest, of which {@code inner} may be a node
     */
    ManifestedStore(Store inner, Manifest manifest, String place) {
        super(inner);
        this.manifest = manifest;
        this.place = place;
    }

    /** What is known of the objects. */
    Manifest manifest() {
        return manifest;
    }

    private Optional<RecordedValue> record(Key key) {
        Manifest.Entry entry = manifest.objects().get(key.path());
        return entry == null
                ? Optional.empty()
                : Optional.of(records.computeIfAbsent(
                        key.path(),
                        path -> entry.recorded(
                                problem -> new CorruptObjectException(inner().name(), path, place, problem))));
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        return get(key, range, byte[]::new);
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range, IntFunction<byte[]> room) throws IOException {
        Optional<RecordedValue> record = record(key);
        if (record.isEmpty()) {
            return inner().get(key, range, room);
        }
        if (range.equals(ByteRange.ALL)) {
            Bytes whole = required(key, inner().get(key, range, room));
            record.get().require(whole);
            return Optional.of(whole);
        }
        try (RangeReader value = record.get().over(required(key, inner().open(key)))) {
            return Optional.of(value.read(range, room));
        }
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        Optional<RecordedValue> record = record(key);
        return record.isEmpty() ? inner().open(key) : Optional.of(record.get().over(required(key, inner().open(key))));
    }

    /** Reads a listed object from end to end and compares it with the manifest. */
    void require(Key key) throws IOException {
        try (RangeReader value = required(key, inner().open(key))) {
            record(key).orElseThrow().require(value);
        }
    }

    private <T> T required(Key key, Optional<T> found) throws MissingObjectException {
        return found.orElseThrow(() -> new MissingObjectException(inner().name(), key.path(), place));
    }
}

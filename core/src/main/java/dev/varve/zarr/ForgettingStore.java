package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.store.ByteRange;
import dev.varve.store.Claim;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.RangeWrites;
import dev.varve.store.Store;
import dev.varve.store.Upload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * A store in which something is done before every change: what must not be said of it any more is taken back. A claim is no
 * change, so that what is refused under it has none of that for its price.
 *
 * @param inner the store
 * @param first what comes before a change; may be called by many threads, and before each change
 */
record ForgettingStore(Store inner, Preparation first) implements Store {
    /** What comes before a change. */
    @FunctionalInterface
    interface Preparation {
        /** Is done when this returns; when it fails, the change does not come. */
        void run() throws IOException;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        return inner.get(key, range);
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range, IntFunction<byte[]> room) throws IOException {
        return inner.get(key, range, room);
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        return inner.open(key);
    }

    @Override
    public OptionalLong size(Key key) throws IOException {
        return inner.size(key);
    }

    @Override
    public List<Key> list(String prefix) throws IOException {
        return inner.list(prefix);
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        return inner.claim(key, patience);
    }

    @Override
    public void replace(Key key, Optional<Bytes> value, Duration patience) throws IOException {
        first.run();
        inner.replace(key, value, patience);
    }

    @Override
    public Optional<RangeWrites> rangeWrites() {
        return inner.rangeWrites().map(writes -> (key, offset, bytes) -> {
            first.run();
            writes.setRange(key, offset, bytes);
        });
    }

    @Override
    public Upload upload(Key key) throws IOException {
        first.run();
        return inner.upload(key);
    }

    @Override
    public void set(Key key, Bytes value) throws IOException {
        first.run();
        inner.set(key, value);
    }

    @Override
    public void erase(Key key) throws IOException {
        first.run();
        inner.erase(key);
    }

    @Override
    public void persist(Key key) throws IOException {
        inner.persist(key);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}

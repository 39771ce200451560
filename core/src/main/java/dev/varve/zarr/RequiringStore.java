package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.store.ByteRange;
import dev.varve.store.Claim;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import dev.varve.store.Upload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** A store of which every object must be there that is asked for. */
record RequiringStore(Store inner) implements Store {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        return required(key, inner.get(key, range));
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range, IntFunction<byte[]> room) throws IOException {
        return required(key, inner.get(key, range, room));
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        return required(key, inner.open(key));
    }

    private <T> Optional<T> required(Key key, Optional<T> found) throws IOException {
        if (found.isEmpty()) {
            throw new MissingObjectException(inner.name(), key.path());
        }
        return found;
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        return inner.claim(key, patience);
    }

    @Override
    public OptionalLong size(Key key) throws IOException {
        return inner.size(key);
    }

    @Override
    public Upload upload(Key key) throws IOException {
        return inner.upload(key);
    }

    @Override
    public void erase(Key key) throws IOException {
        inner.erase(key);
    }

    @Override
    public List<Key> list(String prefix) throws IOException {
        return inner.list(prefix);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}

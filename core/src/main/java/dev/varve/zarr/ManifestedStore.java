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

/** A store that is read by its manifest: a listed object that is not there is an error, not nothing. */
final class ManifestedStore implements Store {
    private final Store inner;
    private final Manifest manifest;

    ManifestedStore(Store inner, Manifest manifest) {
        this.inner = inner;
        this.manifest = manifest;
    }

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
        if (found.isEmpty() && manifest.objects().containsKey(key.path())) {
            throw new MissingObjectException(inner.name() + "/" + key);
        }
        return found;
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        return inner.claim(key, patience);
    }

    @Override
    public void replace(Key key, Optional<Bytes> value, Duration patience) throws IOException {
        inner.replace(key, value, patience);
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

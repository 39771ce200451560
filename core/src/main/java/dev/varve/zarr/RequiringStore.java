package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.store.ByteRange;
import dev.varve.store.ForwardingStore;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;

/** A store of which every object must be there that is asked for. */
final class RequiringStore extends ForwardingStore {
    RequiringStore(Store inner) {
        super(inner);
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        return required(key, inner().get(key, range));
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range, IntFunction<byte[]> room) throws IOException {
        return required(key, inner().get(key, range, room));
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        return required(key, inner().open(key));
    }

    private <T> Optional<T> required(Key key, Optional<T> found) throws IOException {
        if (found.isEmpty()) {
            throw new MissingObjectException(inner().name(), key.path());
        }
        return found;
    }
}

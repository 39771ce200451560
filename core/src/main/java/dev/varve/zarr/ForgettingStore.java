package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.store.ForwardingStore;
import dev.varve.store.Key;
import dev.varve.store.RangeWrites;
import dev.varve.store.Store;
import dev.varve.store.Upload;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A store in which something is done before every change: what must not be said of it any more is taken back. A claim is no
 * change, so that what is refused under it has none of that for its price.
 */
final class ForgettingStore extends ForwardingStore {
    private final Preparation first;

    /** What comes before a change. */
    @FunctionalInterface
    interface Preparation {
        /** Is done when this returns; when it fails, the change does not come. */
        void run() throws IOException;
    }

    /** @param first what comes before a change; may be called by many threads, and before each change */
    ForgettingStore(Store inner, Preparation first) {
        super(inner);
        this.first = first;
    }

    @Override
    public void replace(Key key, Optional<Bytes> value, Duration patience) throws IOException {
        first.run();
        inner().replace(key, value, patience);
    }

    @Override
    public Optional<RangeWrites> rangeWrites() {
        return inner().rangeWrites().map(writes -> (key, offset, bytes) -> {
            first.run();
            writes.setRange(key, offset, bytes);
        });
    }

    @Override
    public Upload upload(Key key) throws IOException {
        first.run();
        return inner().upload(key);
    }

    @Override
    public void erase(Key key) throws IOException {
        first.run();
        inner().erase(key);
    }
}

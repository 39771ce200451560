package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.Optional;

class LatentStoreTest extends StoreContract {
    private final MemoryStore inner = new MemoryStore();

    @Override
    protected Store newStore() {
        return new LatentStore(inner);
    }

    @Override
    protected Optional<byte[]> rawGet(Store store, Key key) throws IOException {
        return inner.get(key).map(Bytes::toArray);
    }
}

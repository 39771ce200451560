package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.Optional;

class MemoryStoreTest extends StoreContract {
    @Override
    protected Store newStore() {
        return new MemoryStore();
    }

    @Override
    protected Optional<byte[]> rawGet(Store store, Key key) throws IOException {
        return store.get(key).map(Bytes::toArray);
    }
}

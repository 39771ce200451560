package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultyStoreTest extends StoreContract {
    private final MemoryStore inner = new MemoryStore();

    @Override
    protected Store newStore() {
        return new FaultyStore(inner);
    }

    @Override
    protected Optional<byte[]> rawGet(Store store, Key key) throws IOException {
        return inner.get(key).map(Bytes::toArray);
    }

    @Test
    void theFailedCallLeavesTheOldValue() throws IOException {
        FaultyStore store = new FaultyStore(inner);
        Key key = new Key("k");
        store.set(key, Bytes.wrap(new byte[] {1}));
        for (int n = 1; n <= 3; n++) {
            store.failCall(n);
            assertThatIOException().isThrownBy(() -> store.set(key, Bytes.wrap(new byte[] {2, 3})));
            assertThat(inner.get(key)).contains(Bytes.wrap(new byte[] {1}));
        }
        store.failCall(4);
        store.set(key, Bytes.wrap(new byte[] {2, 3}));
        assertThat(store.calls()).isEqualTo(3);
        assertThat(inner.get(key)).contains(Bytes.wrap(new byte[] {2, 3}));
    }
}

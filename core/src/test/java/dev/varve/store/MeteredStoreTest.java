package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteredStoreTest extends StoreContract {
    private final MemoryStore inner = new MemoryStore();

    @Override
    protected Store newStore() {
        return new MeteredStore(inner);
    }

    @Override
    protected Optional<byte[]> rawGet(Store store, Key key) throws IOException {
        return inner.get(key).map(Bytes::toArray);
    }

    @Test
    void everyCallAndByteIsCounted() throws IOException {
        MeteredStore store = new MeteredStore(inner);
        Key key = new Key("k");
        store.set(key, Bytes.wrap(new byte[10]));
        store.get(key, new ByteRange.Last(4));
        assertThat(store.sets()).isEqualTo(1);
        assertThat(store.gets()).isEqualTo(1);
        assertThat(store.writtenBytes()).isEqualTo(10);
        assertThat(store.readBytes()).isEqualTo(4);
        store.reset();
        assertThat(store.gets() + store.sets() + store.readBytes() + store.writtenBytes())
                .isZero();
    }
}

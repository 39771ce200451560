package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Answers now and then later than asked, so that threads meet in every order; knows only what every store must. */
public final class LatentStore implements Store {
    private final Store inner;

    public LatentStore(Store inner) {
        this.inner = inner;
    }

    private static void dawdle() {
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(100_000));
        }
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        dawdle();
        return inner.get(key, range);
    }

    @Override
    public OptionalLong size(Key key) throws IOException {
        dawdle();
        return inner.size(key);
    }

    @Override
    public Upload upload(Key key) throws IOException {
        dawdle();
        return inner.upload(key);
    }

    @Override
    public void erase(Key key) throws IOException {
        dawdle();
        inner.erase(key);
    }

    @Override
    public List<Key> list(String prefix) throws IOException {
        return inner.list(prefix);
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        dawdle();
        return inner.open(key);
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        dawdle();
        return inner.claim(key, patience);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}

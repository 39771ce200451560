package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * A store that is another one but for what a subclass changes. Everything that a store can do is passed on, so that no wrapper
 * forgets what it does not care about; what is made of other verbs ({@link #get(Key)}, {@link #set}) goes through the
 * subclass's own. {@link #replace} is not among these, because stores have shorter ways for it: whoever changes
 * {@link #upload} or {@link #erase} changes it too.
 */
public abstract class ForwardingStore implements Store {
    private final Store inner;

    /** A wrapper of {@code inner}. */
    protected ForwardingStore(Store inner) {
        this.inner = inner;
    }

    /** The store that everything is passed on to. */
    protected final Store inner() {
        return inner;
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
        inner.replace(key, value, patience);
    }

    @Override
    public long requestBytes() {
        return inner.requestBytes();
    }

    @Override
    public Optional<RangeWrites> rangeWrites() {
        return inner.rangeWrites();
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
    public void persist(Key key) throws IOException {
        inner.persist(key);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}

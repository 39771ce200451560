package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what passes through to another store. */
public final class MeteredStore implements Store {
    private final Store inner;
    private final LongAdder gets = new LongAdder();
    private final LongAdder sets = new LongAdder();
    private final LongAdder readBytes = new LongAdder();
    private final LongAdder writtenBytes = new LongAdder();

    /** Meters {@code inner}. */
    public MeteredStore(Store inner) {
        this.inner = inner;
    }

    /** How often {@code get} was called. */
    public long gets() {
        return gets.sum();
    }

    /** How many values were committed. */
    public long sets() {
        return sets.sum();
    }

    /** How many bytes were read. */
    public long readBytes() {
        return readBytes.sum();
    }

    /** How many bytes were appended to values. */
    public long writtenBytes() {
        return writtenBytes.sum();
    }

    /** Sets all counts to zero. */
    public void reset() {
        gets.reset();
        sets.reset();
        readBytes.reset();
        writtenBytes.reset();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        gets.increment();
        Optional<Bytes> value = inner.get(key, range);
        value.ifPresent(bytes -> readBytes.add(bytes.length()));
        return value;
    }

    @Override
    public OptionalLong size(Key key) throws IOException {
        return inner.size(key);
    }

    @Override
    public Upload upload(Key key) throws IOException {
        Upload upload = inner.upload(key);
        return new Upload() {
            @Override
            public void append(Bytes piece) throws IOException {
                upload.append(piece);
                writtenBytes.add(piece.length());
            }

            @Override
            public void commit() throws IOException {
                upload.commit();
                sets.increment();
            }

            @Override
            public void close() throws IOException {
                upload.close();
            }
        };
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

package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Counts what passes through to another store. */
public final class MeteredStore extends ForwardingStore {
    private final LongAdder gets = new LongAdder();
    private final LongAdder sets = new LongAdder();
    private final LongAdder readBytes = new LongAdder();
    private final LongAdder writtenBytes = new LongAdder();
    private final LongAdder rangeSets = new LongAdder();
    private final LongAdder claims = new LongAdder();
    private final LongAdder copiedBytes = new LongAdder();

    /** Meters {@code inner}. */
    public MeteredStore(Store inner) {
        super(inner);
    }

    /** How often {@code get} was called, or an open value read. */
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

    /** How often a part of a value was overwritten. */
    public long rangeSets() {
        return rangeSets.sum();
    }

    /** How often the right to change a value was taken. */
    public long claims() {
        return claims.sum();
    }

    /** How many bytes were copied from one value to another. */
    public long copiedBytes() {
        return copiedBytes.sum();
    }

    /** Sets all counts to zero. */
    public void reset() {
        gets.reset();
        sets.reset();
        readBytes.reset();
        writtenBytes.reset();
        rangeSets.reset();
        claims.reset();
        copiedBytes.reset();
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        gets.increment();
        Optional<Bytes> value = inner().get(key, range);
        value.ifPresent(bytes -> readBytes.add(bytes.length()));
        return value;
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range, IntFunction<byte[]> room) throws IOException {
        gets.increment();
        Optional<Bytes> value = inner().get(key, range, room);
        value.ifPresent(bytes -> readBytes.add(bytes.length()));
        return value;
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        return inner().open(key).map(MeteredReader::new);
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        claims.increment();
        return inner().claim(key, patience);
    }

    @Override
    public void replace(Key key, Optional<Bytes> value, Duration patience) throws IOException {
        inner().replace(key, value, patience);
        if (value.isPresent()) {
            sets.increment();
            writtenBytes.add(value.get().length());
        }
    }

    @Override
    public Optional<RangeWrites> rangeWrites() {
        return inner().rangeWrites().map(writes -> (key, offset, bytes) -> {
            writes.setRange(key, offset, bytes);
            rangeSets.increment();
            writtenBytes.add(bytes.length());
        });
    }

    @Override
    public Upload upload(Key key) throws IOException {
        Upload upload = inner().upload(key);
        return new Upload() {
            @Override
            public void append(Bytes piece) throws IOException {
                upload.append(piece);
                writtenBytes.add(piece.length());
            }

            @Override
            public void append(RangeReader source, long offset, long length) throws IOException {
                upload.append(source instanceof MeteredReader metered ? metered.reader : source, offset, length);
                copiedBytes.add(length);
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

    /** An open value whose reads count as gets. */
    private final class MeteredReader implements RangeReader {
        private final RangeReader reader;

        MeteredReader(RangeReader reader) {
            this.reader = reader;
        }

        @Override
        public String name() {
            return reader.name();
        }

        @Override
        public long size() {
            return reader.size();
        }

        @Override
        public Bytes read(long offset, int length) throws IOException {
            return count(reader.read(offset, length));
        }

        @Override
        public Bytes read(long offset, int length, IntFunction<byte[]> room) throws IOException {
            return count(reader.read(offset, length, room));
        }

        private Bytes count(Bytes bytes) {
            gets.increment();
            readBytes.add(bytes.length());
            return bytes;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}

package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Fails the n-th call, and every one after it when told so; a part of what was appended may have been written. */
public final class FaultyStore implements Store {
    private final Store inner;
    private final AtomicLong calls = new AtomicLong();
    private volatile long failing = Long.MAX_VALUE;

    public FaultyStore(Store inner) {
        this.inner = inner;
    }

    /** The n-th call from now on, counted from 1, fails. */
    public void failCall(long n) {
        calls.set(0);
        failing = n;
    }

    /** How many calls there were since the last {@link #failCall}. */
    public long calls() {
        return calls.get();
    }

    private void call(String verb) throws IOException {
        if (calls.incrementAndGet() == failing) {
            throw new IOException("No space left on device (planted at call " + failing + ", " + verb + ")");
        }
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        call("get");
        return inner.get(key, range);
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        call("open");
        return inner.open(key).map(FaultyReader::new);
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        call("claim");
        return inner.claim(key, patience);
    }

    @Override
    public Optional<RangeWrites> rangeWrites() {
        return inner.rangeWrites().map(writes -> (key, offset, bytes) -> {
            call("setRange");
            writes.setRange(key, offset, bytes);
        });
    }

    /** An open value of which reading may fail. */
    private final class FaultyReader implements RangeReader {
        private final RangeReader reader;

        FaultyReader(RangeReader reader) {
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
            call("read");
            return reader.read(offset, length);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    @Override
    public void persist(Key key) throws IOException {
        call("persist");
        inner.persist(key);
    }

    @Override
    public OptionalLong size(Key key) throws IOException {
        call("size");
        return inner.size(key);
    }

    @Override
    public Upload upload(Key key) throws IOException {
        call("upload");
        Upload upload = inner.upload(key);
        return new Upload() {
            @Override
            public void append(Bytes piece) throws IOException {
                upload.append(piece.slice(0, piece.length() / 2));
                call("append");
                upload.append(piece.slice(piece.length() / 2, piece.length() - piece.length() / 2));
            }

            @Override
            public void commit() throws IOException {
                call("commit");
                upload.commit();
            }

            @Override
            public void close() throws IOException {
                upload.close();
            }
        };
    }

    @Override
    public void erase(Key key) throws IOException {
        call("erase");
        inner.erase(key);
    }

    @Override
    public List<Key> list(String prefix) throws IOException {
        call("list");
        return inner.list(prefix);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}

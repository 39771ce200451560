package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store on the heap: for tests, and for trying codecs on a sample. */
public final class MemoryStore implements Store {
    private final ConcurrentSkipListMap<String, Bytes> values = new ConcurrentSkipListMap<>();
    private final HeapClaims claims = new HeapClaims();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws EOFException {
        Bytes value = values.get(key.path());
        if (value == null) {
            return Optional.empty();
        }
        if (!range.fits(value.length())) {
            throw new EOFException(key + ": " + range + " of a value of " + value.length() + " bytes");
        }
        return Optional.of(value.slice((int) range.startIn(value.length()), (int) range.lengthIn(value.length())));
    }

    @Override
    public OptionalLong size(Key key) {
        Bytes value = values.get(key.path());
        return value == null ? OptionalLong.empty() : OptionalLong.of(value.length());
    }

    @Override
    public Optional<RangeReader> open(Key key) {
        return Optional.ofNullable(values.get(key.path())).map(value -> new HeapReader(key.path(), value));
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        return claims.take(key.path(), patience);
    }

    @Override
    public Optional<RangeWrites> rangeWrites() {
        return Optional.of(this::setRange);
    }

    /** A value is shared with whoever has got it: a changed copy takes its place. */
    private void setRange(Key key, long offset, Bytes bytes) throws IOException {
        Bytes old = values.get(key.path());
        if (old == null) {
            throw new NoSuchFileException(key.path());
        }
        if (offset < 0 || offset > old.length() - bytes.length()) {
            throw new EOFException(key + ": " + bytes.length() + " bytes at " + offset + " of " + old.length());
        }
        byte[] changed = old.toArray();
        bytes.copyTo(changed, (int) offset);
        values.put(key.path(), Bytes.wrap(changed));
    }

    @Override
    public Upload upload(Key key) {
        return new Upload() {
            private final List<Bytes> pieces = new ArrayList<>();
            private long total;

            @Override
            public void append(Bytes piece) {
                pieces.add(Bytes.wrap(piece.toArray()));
                total += piece.length();
            }

            @Override
            public void commit() {
                values.put(key.path(), pieces.size() == 1 ? pieces.get(0) : joined());
            }

            private Bytes joined() {
                byte[] all = new byte[Math.toIntExact(total)];
                int at = 0;
                for (Bytes piece : pieces) {
                    piece.copyTo(all, at);
                    at += piece.length();
                }
                return Bytes.wrap(all);
            }

            @Override
            public void close() {
                pieces.clear();
            }
        };
    }

    @Override
    public void set(Key key, Bytes value) {
        values.put(key.path(), value);
    }

    @Override
    public void erase(Key key) {
        values.remove(key.path());
    }

    @Override
    public List<Key> list(String prefix) {
        return values.keySet().stream()
                .filter(path -> prefix.isEmpty() || path.startsWith(prefix + "/"))
                .map(Key::new)
                .toList();
    }

    @Override
    public void close() {
        values.clear();
    }
}

package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store on the heap: for tests, and for trying codecs on a sample. */
public final class MemoryStore implements Store {
    private final ConcurrentSkipListMap<String, Bytes> values = new ConcurrentSkipListMap<>();

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
    public Upload upload(Key key) {
        return new Upload() {
            private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

            @Override
            public void append(Bytes piece) {
                pieces.write(piece.array(), piece.offset(), piece.length());
            }

            @Override
            public void commit() {
                values.put(key.path(), Bytes.wrap(pieces.toByteArray()));
            }

            @Override
            public void close() {
                pieces.reset();
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

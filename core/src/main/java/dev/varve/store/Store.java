package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * Keys and values in five verbs: get, size, set, erase, list. Safe for use by many threads at once. Everything else
 * (metering, faults, retries) is a wrapper.
 */
public interface Store extends Closeable {
    /** What messages call the store: its path or address. */
    String name();

    /**
     * Part of a value, or nothing when there is no such key.
     *
     * @throws java.io.EOFException when the value is shorter than the range asks for
     * @throws IOException when reading fails, or the range takes 2 GiB or more
     */
    Optional<Bytes> get(Key key, ByteRange range) throws IOException;

    /** The length of a value in bytes, or nothing when there is no such key. */
    OptionalLong size(Key key) throws IOException;

    /**
     * Begins to set a value piece by piece, so that a shard is never held whole. Nothing is visible under the key before
     * {@link Upload#commit()}.
     */
    Upload upload(Key key) throws IOException;

    /** Removes a value; nothing happens when there is none. */
    void erase(Key key) throws IOException;

    /**
     * All keys below a prefix, sorted; the empty prefix lists all.
     *
     * @param prefix segments joined by {@code /}, without one at the end
     */
    List<Key> list(String prefix) throws IOException;

    /**
     * Holds a value open, or nothing when there is no such key. All reads of it see the same value, even when it is replaced
     * or erased meanwhile, so that an index and what it points to belong together.
     */
    Optional<RangeReader> open(Key key) throws IOException;

    /**
     * Takes the right to change a value; waits while someone else has it.
     *
     * @throws ConflictException when someone else has it for longer than {@code patience}
     */
    Claim claim(Key key, Duration patience) throws IOException;

    /**
     * Sets a value that nothing of the old one is left in, or erases it, so that nobody undoes it who changes a part of the
     * old one under a {@link Claim} at the same time.
     *
     * @throws ConflictException when someone else has the claim for longer than {@code patience}
     */
    default void replace(Key key, Optional<Bytes> value, Duration patience) throws IOException {
        try (Claim claim = claim(key, patience)) {
            if (value.isPresent()) {
                try (Upload upload = upload(key)) {
                    upload.append(value.get());
                    claim.requireHeld();
                    upload.commit();
                }
            } else {
                claim.requireHeld();
                erase(key);
            }
        }
    }

    /**
     * About how many bytes could be read in the time that one more request takes: smaller holes between two parts of a value
     * are read rather than skipped.
     */
    default long requestBytes() {
        return 1 << 20;
    }

    /** Changes of parts of values, where the store is capable of them. */
    default Optional<RangeWrites> rangeWrites() {
        return Optional.empty();
    }

    /**
     * Part of a value as above, read into an array that is there already where that saves work.
     *
     * @param room gives an array of at least the length it is asked for; the result may lie in it, at its start
     */
    default Optional<Bytes> get(Key key, ByteRange range, IntFunction<byte[]> room) throws IOException {
        return get(key, range);
    }

    /**
     * Makes a value as it is now, or that there is none, survive a loss of power, before anything that is written later; does
     * nothing in a store that does not promise that anything does.
     */
    default void persist(Key key) throws IOException {}

    /** The whole value, or nothing when there is no such key. */
    default Optional<Bytes> get(Key key) throws IOException {
        return get(key, ByteRange.ALL);
    }

    /**
     * Stores a value under a key, replacing what is there. Atomic: readers and a crash see the old value or the new one,
     * never a part; when it fails, the old value stays.
     */
    default void set(Key key, Bytes value) throws IOException {
        try (Upload upload = upload(key)) {
            upload.append(value);
            upload.commit();
        }
    }
}

package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Values that had to be inflated whole: those asked for last are kept, because readers ask for parts of one value one after
 * another. What is kept and what is being inflated takes no more than twice a bound, whatever an archive claims. Shared by
 * threads.
 */
final class InflatedValues {
    private static final long MAX_BYTES = 256 << 20;

    /** So much room a value gets before any of it has come. */
    private static final int FIRST_BYTES = 1 << 20;

    /** The unit of {@link #room}, whose permits are no longs. */
    private static final long PERMIT_BYTES = 1 << 10;

    private final long most;
    private final Semaphore room;
    private final Map<String, Bytes> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    /** @param most the most bytes that are kept, and that values may take together while they are inflated */
    InflatedValues(long most) {
        this.most = most;
        this.room = new Semaphore(permits(most), true);
    }

    /** As much as suits the heap. */
    static InflatedValues suitingHeap() {
        return new InflatedValues(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 8));
    }

    private static int permits(long bytes) {
        return Math.toIntExact((bytes + PERMIT_BYTES - 1) / PERMIT_BYTES);
    }

    /** The length of the longest value that may be inflated. */
    long most() {
        return most;
    }

    /** A value that is kept. */
    synchronized Optional<Bytes> find(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    /** Keeps a value instead of those that nobody asked for most recently. */
    synchronized void keep(String name, Bytes value) {
        Bytes before = kept.put(name, value);
        keptBytes += value.length() - (before == null ? 0 : before.length());
        Iterator<Bytes> oldest = kept.values().iterator();
        while (keptBytes > most) {
            keptBytes -= oldest.next().length();
            oldest.remove();
        }
    }

    /** Where the bytes of a value come from. */
    interface Inflation {
        InputStream begin() throws IOException;
    }

    /**
     * Inflates a value of a stated length, which is not trusted: room grows with what comes.
     *
     * @param length at most {@link #most()}
     * @param compressed how many bytes it is made of
     * @throws EOFException when it has another length
     */
    Bytes inflate(Inflation inflation, long length, long compressed) throws IOException {
        room.acquireUninterruptibly(permits(length));
        try (InputStream in = inflation.begin()) {
            byte[] value = new byte[(int) Math.min(length, Math.max(FIRST_BYTES, 4 * compressed))];
            int came = in.readNBytes(value, 0, value.length);
            while (came == value.length && came < length) {
                value = Arrays.copyOf(value, (int) Math.min(length, 4L * came));
                came += in.readNBytes(value, came, value.length - came);
            }
            if (came != length || in.read() >= 0) {
                throw new EOFException(
                        "it inflates to " + (came < length ? "" + came : "more") + " bytes, not to " + length);
            }
            return Bytes.wrap(value);
        } finally {
            room.release(permits(length));
        }
    }
}

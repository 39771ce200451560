package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.run.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How small compressors made bytes. Different stages often give equal bytes, such as rounding that changes nothing; they need
 * not be compressed again. Shared by threads.
 */
final class CompressedSizes {
    private final Map<Work, Size> sizes = new ConcurrentHashMap<>();
    private final AtomicLong reused = new AtomicLong();

    /** What compressing took. */
    record Size(long bytes, long encodeNanos, long decodeNanos) {}

    private record Work(String digest, List<BytesToBytesCodec> codecs) {}

    /**
     * What compressing some bytes takes.
     *
     * @param digest the {@linkplain #digest digest} of the bytes
     */
    Size of(Bytes bytes, String digest, List<BytesToBytesCodec> codecs, Supplier<Size> compression) {
        Work work = new Work(digest, codecs.size() == 1 ? List.of(codecs.get(0).effectiveFor(bytes.length())) : codecs);
        Optional<Size> known = Optional.ofNullable(sizes.get(work));
        if (known.isPresent()) {
            reused.incrementAndGet();
            return known.get();
        }
        Size size = compression.get();
        sizes.put(work, size);
        return size;
    }

    /** How often nothing had to be compressed. */
    long reused() {
        return reused.get();
    }

    /** Tells bytes from others. */
    static String digest(Bytes bytes) {
        return bytes.length() + " " + Sha256.of(bytes);
    }
}

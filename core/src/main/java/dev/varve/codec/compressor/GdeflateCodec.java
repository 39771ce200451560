package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * GDEFLATE: DEFLATE with longer matches, whose words lie in 32 streams side by side for graphics processors. A chunk is its length, the number of
 * its pages of 64 KiB and their encoded lengths (64 bits each), then the pages.
 *
 * <p>Specification: <a href="https://codec.zarrs.dev/bytes_to_bytes/gdeflate">zarrs gdeflate</a>; <a
 * href="https://docs.nvidia.com/cuda/nvcomp/gdeflate.html">nvCOMP GDEFLATE</a>. v3 name: {@code zarrs.gdeflate}; alias
 * {@code gdeflate}. v2 ids: none.
 *
 * <pre>{@code {"name": "zarrs.gdeflate", "configuration": {"level": 9}}}</pre>
 *
 * <p>Differences from the reference: the words are those that zlib finds, at level 9 for all that is above; so the bytes are
 * others than zarrs writes. zarrs 0.23 reads chunks of one page alone, also its own. Pages that are not exactly as long as they
 * have to be are an error.
 *
 * @param level 0 (stored) to 12 (smallest)
 */
public record GdeflateCodec(int level) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "zarrs.gdeflate";

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_LEVEL = 12;
    private static final int ZLIB_LEVELS = 9;
    private static final int PAGE_BYTES = 1 << 16;
    private static final int HEADER_BYTES = 2 * Long.BYTES;
    /** One word of each stream. */
    private static final int LEAST_PAGE_BYTES = LaneReader.LANES * Integer.BYTES;
    /** Twice what a stored page takes: no encoder comes near it, and empty blocks cannot keep a decoder busy beyond it. */
    private static final int MOST_PAGE_BYTES = 2 * (PAGE_BYTES + 3 * LEAST_PAGE_BYTES);

    public GdeflateCodec {
        if (level < 0 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("gdeflate level " + level + " is not 0 to " + MAX_LEVEL);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundGdeflate(
                Math.min(level, ZLIB_LEVELS), decoded, new EncodedSize.AtMost(most(decoded.maxBytes())));
    }

    /** Each stream may end with two words that it did not fill. */
    private static long most(long decodedBytes) {
        long pages = pages(decodedBytes);
        long words = Deflation.maxEncodedBytes(decodedBytes);
        long perPage = Long.BYTES + 3L * LEAST_PAGE_BYTES;
        return pages > (Long.MAX_VALUE - words - HEADER_BYTES) / perPage
                ? Long.MAX_VALUE
                : words + HEADER_BYTES + pages * perPage;
    }

    private static long pages(long bytes) {
        return bytes / PAGE_BYTES + (bytes % PAGE_BYTES == 0 ? 0 : 1);
    }

    private record BoundGdeflate(int zlibLevel, EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            List<byte[]> pages = new ArrayList<>();
            long length = HEADER_BYTES;
            for (int at = 0; at < decoded.length(); at += PAGE_BYTES) {
                Bytes page = decoded.slice(at, Math.min(PAGE_BYTES, decoded.length() - at));
                pages.add(GdeflatePageEncoder.encode(NAME, page, zlibLevel));
                length += Long.BYTES + pages.get(pages.size() - 1).length;
            }
            byte[] out = new byte[DecodedSizes.arrayLength(NAME, length)];
            LONG.set(out, 0, (long) decoded.length());
            LONG.set(out, Long.BYTES, (long) pages.size());
            int at = HEADER_BYTES + pages.size() * Long.BYTES;
            for (int i = 0; i < pages.size(); i++) {
                byte[] page = pages.get(i);
                LONG.set(out, HEADER_BYTES + i * Long.BYTES, (long) page.length);
                System.arraycopy(page, 0, out, at, page.length);
                at += page.length;
            }
            return Bytes.wrap(out);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            if (encoded.length() < HEADER_BYTES) {
                throw new CodecException(NAME, encoded.length() + " bytes are no header of " + HEADER_BYTES);
            }
            int length = DecodedSizes.requireDeclared(NAME, decodedSize, encoded.getLong(0), 0);
            long pages = encoded.getLong(Long.BYTES);
            if (pages != pages(length)) {
                throw new CodecException(NAME, pages + " pages at byte 8 for " + length + " bytes");
            }
            if (pages > (encoded.length() - HEADER_BYTES) / (Long.BYTES + LEAST_PAGE_BYTES)) {
                throw new CodecException(NAME, encoded.length() + " bytes cannot hold " + pages + " pages");
            }
            byte[] out = new byte[length];
            int at = HEADER_BYTES + (int) pages * Long.BYTES;
            for (int i = 0; i < pages; i++) {
                long pageBytes = encoded.getLong(HEADER_BYTES + i * Long.BYTES);
                if (pageBytes < 0 || pageBytes > Math.min(encoded.length() - at, MOST_PAGE_BYTES)) {
                    throw new CodecException(
                            NAME,
                            "page " + i + " of " + pageBytes + " bytes at byte " + at + " of " + encoded.length());
                }
                int start = i * PAGE_BYTES;
                int end = (int) Math.min((long) start + PAGE_BYTES, length);
                GdeflatePageDecoder.decode(NAME, encoded.slice(at, (int) pageBytes), out, start, end);
                at += (int) pageBytes;
            }
            if (at != encoded.length()) {
                throw new CodecException(NAME, (encoded.length() - at) + " bytes too many at byte " + at);
            }
            return Bytes.wrap(out);
        }
    }
}

package dev.varve.codec.checksum;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;

/**
 * Appends the Fletcher-32 checksum of the bytes as HDF5 computes it (filter 3), 4 bytes little-endian, and verifies it: two
 * sums modulo 65535 over big-endian 16-bit words, a last odd byte being the upper half of a word.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/checksum32.html">numcodecs.fletcher32</a>;
 * HDF5's {@code H5_checksum_fletcher32} and {@code H5Zfletcher32.c}. v3 name: {@code numcodecs.fletcher32}. v2 ids:
 * {@code fletcher32}. HDF5 filter: 3.
 *
 * <pre>{@code {"name": "numcodecs.fletcher32"}}</pre>
 *
 * <p>Differences from the reference: as libhdf5 and unlike numcodecs, reading takes also the checksum with the bytes
 * of each half exchanged, which HDF5 up to 1.6.2 wrote on little-endian machines. Of an odd number of bytes it also takes the
 * checksum of all but the last, which zarrs writes.
 */
public record Fletcher32Codec() implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.fletcher32";

    /** So many words can be summed before the second sum may exceed 32 bits, in any state of both. */
    private static final int WORDS_BETWEEN_FOLDS = 360;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundFletcher32(new Stamp(NAME, Location.END, Fletcher32Codec::checksum, decoded));
    }

    private static int checksum(Bytes bytes) {
        byte[] array = bytes.array();
        int at = bytes.offset();
        int end = at + (bytes.length() & ~1);
        int sum1 = 0;
        int sum2 = 0;
        while (at < end) {
            int stop = Math.min(end, at + 2 * WORDS_BETWEEN_FOLDS);
            for (; at < stop; at += 2) {
                sum1 += ((array[at] & 0xff) << 8) | (array[at + 1] & 0xff);
                sum2 += sum1;
            }
            sum1 = fold(sum1);
            sum2 = fold(sum2);
        }
        if ((bytes.length() & 1) != 0) {
            sum1 = fold(sum1 + ((array[end] & 0xff) << 8));
            sum2 = fold(sum2 + sum1);
        }
        return fold(sum2) << 16 | fold(sum1);
    }

    private static int fold(int sum) {
        return (sum & 0xffff) + (sum >>> 16);
    }

    private static int exchangedHalves(int checksum) {
        return ((checksum & 0x00ff00ff) << 8) | ((checksum >>> 8) & 0x00ff00ff);
    }

    private record BoundFletcher32(Stamp stamp) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return stamp.encodedSize();
        }

        @Override
        public Bytes encode(Bytes decoded) {
            return stamp.encode(decoded);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            Bytes data = stamp.data(encoded);
            int checksum = checksum(data);
            int stored = stamp.stored(encoded);
            if (stored != checksum && stored != exchangedHalves(checksum) && !isOfAllButTheLast(stored, data)) {
                throw stamp.mismatch(data);
            }
            return data;
        }

        private static boolean isOfAllButTheLast(int stored, Bytes data) {
            return (data.length() & 1) == 1 && stored == checksum(data.slice(0, data.length() - 1));
        }
    }
}

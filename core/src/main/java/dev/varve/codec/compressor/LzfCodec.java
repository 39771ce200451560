package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * LZF: fast Lempel-Ziv compression with a window of 8 KiB, as h5py stores it in HDF5 filter 32000.
 *
 * <p>A chunk is a bare LZF stream without a length. Each control byte starts a run of up to 32 literals or a reference to up
 * to 264 bytes that were decoded before.
 *
 * <p>Specification: the comment "compressed format" of <a href="http://oldhome.schmorp.de/marc/liblzf.html">liblzf</a>;
 * h5py's {@code lzf_filter.c}. v3 name: none. v2 ids: none. HDF5 filter: 32000; its client data (versions and the size
 * of a chunk) change nothing in the bytes.
 *
 * <pre>{@code {"name": "hdf5.lzf"}}</pre>
 *
 * <p>Differences from the reference: the bytes written here differ from liblzf's and decode to the same. The reference
 * refuses to encode what does not become smaller, and HDF5 then stores the chunk as it is; here that choice is the
 * caller's.
 */
public record LzfCodec() implements BytesToBytesCodec {
    /** The name in messages: there is none in Zarr. */
    public static final String NAME = "hdf5.lzf";

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_LITERALS = 32;
    private static final int WINDOW_BYTES = 1 << 13;
    private static final int MIN_MATCH = 3;
    private static final int MAX_MATCH = 264;
    /** A length in the control byte of 7 means: add the next byte. */
    private static final int LONG_MATCH = 7;

    private static final int HASH_BITS = 14;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundLzf(decoded, new EncodedSize.AtMost(maxEncodedBytes(decoded.maxBytes())));
    }

    private static long maxEncodedBytes(long decodedBytes) {
        long controls = decodedBytes / MAX_LITERALS + 1;
        return decodedBytes > Long.MAX_VALUE - controls ? Long.MAX_VALUE : decodedBytes + controls;
    }

    private record BoundLzf(EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            return new Encoder(decoded).encode();
        }

        @Override
        public Bytes decode(Bytes encoded) {
            int length = decodedLength(encoded);
            byte[] out = new byte[length];
            byte[] in = encoded.array();
            int at = encoded.offset();
            int end = at + encoded.length();
            int to = 0;
            while (at < end) {
                int control = in[at++] & 0xff;
                if (control < MAX_LITERALS) {
                    to = copy(in, at, out, to, control + 1);
                    at += control + 1;
                } else {
                    int count = control >>> 5;
                    count += count == LONG_MATCH ? in[at++] & 0xff : 0;
                    int distance = ((control & 0x1f) << 8 | (in[at++] & 0xff)) + 1;
                    if (distance > to) {
                        throw new CodecException(
                                NAME,
                                "reference " + distance + " bytes back at byte " + (at - 1 - encoded.offset())
                                        + ", only " + to + " are decoded");
                    }
                    to = copyMatch(out, to, distance, count + MIN_MATCH - 1);
                }
            }
            return Bytes.wrap(out);
        }

        /** Walks over the control bytes: nothing is allocated before the whole stream is known to fit. */
        private int decodedLength(Bytes encoded) {
            long length = 0;
            int at = 0;
            while (at < encoded.length()) {
                int control = encoded.unsigned(at);
                int start = at;
                if (control < MAX_LITERALS) {
                    at += control + 2;
                    length += control + 1;
                } else if (control >>> 5 < LONG_MATCH) {
                    at += 2;
                    length += (control >>> 5) + MIN_MATCH - 1;
                } else {
                    at += 3;
                    length += at <= encoded.length() ? LONG_MATCH + MIN_MATCH - 1 + encoded.unsigned(start + 1) : 0;
                }
                if (at < 0 || at > encoded.length()) {
                    throw new CodecException(
                            NAME, "stream ends inside the run or reference that starts at byte " + start);
                }
                if (length > decodedSize.maxBytes()) {
                    throw new CodecException(
                            NAME, "more than " + decodedSize.maxBytes() + " bytes decoded at byte " + start);
                }
            }
            return DecodedSizes.requireOutput(NAME, decodedSize, length);
        }

        private static int copyMatch(byte[] out, int to, int distance, int count) {
            if (distance >= Long.BYTES) {
                return copy(out, to - distance, out, to, count);
            }
            int end = to + count;
            for (int i = to; i < end; i++) {
                out[i] = out[i - distance]; // overlaps itself: repeats what it has just written
            }
            return end;
        }

        /**
         * Copies forwards; ranges of one array may overlap from eight bytes apart. Most runs are short, so that whole words
         * are copied where both arrays go on: what is written beyond the run is written again later.
         */
        private static int copy(byte[] in, int from, byte[] out, int to, int count) {
            int end = to + count;
            if (Math.min(in.length - from, out.length - to) - count < Long.BYTES) {
                for (int i = 0; i < count; i++) {
                    out[to + i] = in[from + i];
                }
                return end;
            }
            for (int i = 0; i < count; i += Long.BYTES) {
                LONG.set(out, to + i, (long) LONG.get(in, from + i));
            }
            return end;
        }
    }

    /** Encodes one chunk. */
    private static final class Encoder {
        private final byte[] in;
        private final int start;
        private final int end;
        private final byte[] out;
        private int length;

        Encoder(Bytes decoded) {
            in = decoded.array();
            start = decoded.offset();
            end = start + decoded.length();
            out = new byte[DecodedSizes.arrayLength(NAME, maxEncodedBytes(decoded.length()))];
        }

        Bytes encode() {
            int[] lastSeen = new int[1 << HASH_BITS];
            int literals = start;
            int at = start;
            while (at <= end - MIN_MATCH) {
                int hash = hash(at);
                int candidate = start + lastSeen[hash];
                lastSeen[hash] = at - start;
                int count = candidate < at && at - candidate <= WINDOW_BYTES ? matchLength(candidate, at) : 0;
                if (count < MIN_MATCH) {
                    at++;
                    continue;
                }
                putLiterals(literals, at);
                putMatch(at - candidate, count);
                int next = at + count;
                for (int i = at + 1; i < next && i <= end - MIN_MATCH; i++) {
                    lastSeen[hash(i)] = i - start;
                }
                at = next;
                literals = next;
            }
            putLiterals(literals, end);
            return Bytes.wrap(out, 0, length);
        }

        private int hash(int at) {
            int three = (in[at] & 0xff) << 16 | (in[at + 1] & 0xff) << 8 | (in[at + 2] & 0xff);
            return (three * 0x9E3779B1) >>> (Integer.SIZE - HASH_BITS); // Knuth's multiplicative hash
        }

        private int matchLength(int candidate, int at) {
            int max = Math.min(MAX_MATCH, end - at);
            int count = 0;
            while (count < max && in[candidate + count] == in[at + count]) {
                count++;
            }
            return count;
        }

        private void putLiterals(int from, int to) {
            for (int at = from; at < to; at += MAX_LITERALS) {
                int count = Math.min(MAX_LITERALS, to - at);
                out[length++] = (byte) (count - 1);
                System.arraycopy(in, at, out, length, count);
                length += count;
            }
        }

        private void putMatch(int distance, int count) {
            int offset = distance - 1;
            int stored = count - MIN_MATCH + 1;
            if (stored < LONG_MATCH) {
                out[length++] = (byte) (stored << 5 | offset >>> 8);
            } else {
                out[length++] = (byte) (LONG_MATCH << 5 | offset >>> 8);
                out[length++] = (byte) (stored - LONG_MATCH);
            }
            out[length++] = (byte) offset;
        }
    }
}

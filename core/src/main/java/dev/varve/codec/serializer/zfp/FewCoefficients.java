package dev.varve.codec.serializer.zfp;

import java.util.Arrays;

/** Up to 64 coefficients: a plane is a word. */
final class FewCoefficients implements Coefficients {
    private final int size;
    private final long[] planes = new long[Long.SIZE];

    /**
     * @param size how many coefficients: 4, 16 or 64
     */
    FewCoefficients(int size) {
        this.size = size;
    }

    @Override
    public long[] planes() {
        return planes;
    }

    @Override
    public int encode(BitWriter out, int planeCount, int precision, int mostBits) {
        int last = size - 1;
        int lowest = Math.max(0, planeCount - precision);
        int k = planeCount - 1;
        while (k >= lowest && planes[k] == 0) {
            k--;
        }
        // A plane of zeros before the first one is a zero.
        int bits = mostBits - Math.min(mostBits, planeCount - 1 - k);
        out.pad(mostBits - bits);
        int known = 0;
        for (; k >= lowest && bits > 0 && known <= last; k--) {
            long plane = planes[k];
            if (known > 0) {
                int count = Math.min(known, bits);
                out.write(plane & (-1L >>> (Long.SIZE - count)), count);
                bits -= count;
                plane = plane >>> 1 >>> (known - 1);
            }
            while (bits > 0 && known <= last) {
                if (plane == 0) {
                    out.write(0, 1);
                    bits--;
                    break;
                }
                int zeros = Long.numberOfTrailingZeros(plane);
                known += zeros + 1;
                // The one that ends a run is not written where there is no other place for it.
                boolean isCertain = known > last;
                int length = Math.min(bits, isCertain ? zeros + 1 : zeros + 2);
                long word = isCertain ? 1 : 1 | 2L << zeros;
                out.write(word & (-1L >>> (Long.SIZE - length)), length);
                bits -= length;
                plane = plane >>> 1 >>> zeros;
            }
        }
        return mostBits - encodeKnown(out, k, lowest, bits);
    }

    /** Writes whole planes, as many at once as a word holds, and part of the last; gives the bits that are left. */
    private int encodeKnown(BitWriter out, int highest, int lowest, int mostBits) {
        int bits = mostBits;
        int k = highest;
        while (k >= lowest && bits >= size) {
            int count = Math.min(Long.SIZE, Math.min(k - lowest + 1, bits / size) * size);
            long word = 0;
            for (int shift = 0; shift < count; shift += size) {
                word |= planes[k] << shift;
                k--;
            }
            out.write(word, count);
            bits -= count;
        }
        if (k >= lowest && bits > 0) {
            out.write(planes[k] & (-1L >>> (Long.SIZE - bits)), bits);
            return 0;
        }
        return bits;
    }

    @Override
    public int decode(BitReader in, int planeCount, int precision, int mostBits) {
        int last = size - 1;
        int bits = mostBits;
        int known = 0;
        int lowest = Math.max(0, planeCount - precision);
        int k = planeCount - 1;
        long position = in.position;
        for (; k >= lowest && bits > 0 && known <= last; k--) {
            int count = Math.min(known, bits);
            bits -= count;
            long plane = word(in, position, count);
            position += count;
            while (bits > 0 && known <= last) {
                long next = in.peek(position);
                position++;
                bits--;
                if ((next & 1) == 0) {
                    break;
                }
                int room = Math.min(last - known, bits);
                int zeros = Math.min(room, Long.numberOfTrailingZeros(next >>> 1));
                if (zeros > BitReader.PEEK_BITS - 2) {
                    zeros = zeros(in, position, room);
                }
                int taken = Math.min(zeros + 1, room);
                position += taken;
                bits -= taken;
                known += zeros;
                plane |= 1L << known;
                known++;
            }
            planes[k] = plane;
        }
        in.position = position;
        return mostBits - decodeKnown(in, k, lowest, bits);
    }

    /** Reads what {@link #encodeKnown} wrote, and clears the planes that were not written; gives the bits that are left. */
    private int decodeKnown(BitReader in, int highest, int lowest, int mostBits) {
        int bits = mostBits;
        int k = highest;
        while (k >= lowest && bits > 0) {
            int count = Math.min(Long.SIZE, Math.max(1, Math.min(k - lowest + 1, bits / size)) * size);
            int taken = Math.min(count, bits);
            long word = word(in, in.position, taken);
            in.position += taken;
            bits -= taken;
            for (int shift = 0; shift < count; shift += size) {
                planes[k] = (word >>> shift) & (-1L >>> (Long.SIZE - size));
                k--;
            }
        }
        Arrays.fill(planes, 0, k + 1, 0);
        return bits;
    }

    /** 0 to 64 bits. */
    private static long word(BitReader in, long position, int count) {
        if (count == 0) {
            return 0;
        }
        long word = in.peek(position);
        if (count >= BitReader.PEEK_BITS) {
            int half = Long.SIZE / 2;
            word = (word & 0xffffffffL) | in.peek(position + half) << half;
        }
        return word & (-1L >>> (Long.SIZE - count));
    }

    /** A run of zeros that is longer than one look goes. */
    private static int zeros(BitReader in, long position, int room) {
        int half = Long.SIZE / 2;
        long low = in.peek(position) & 0xffffffffL;
        int zeros = low != 0
                ? Long.numberOfTrailingZeros(low)
                : half + Long.numberOfTrailingZeros(in.peek(position + half) & 0xffffffffL);
        return Math.min(room, zeros);
    }
}

package dev.varve.codec.serializer.zfp;

import java.util.Arrays;

/** 256 coefficients: a plane is four words, the words of plane k at k, 64 + k, 128 + k and 192 + k. */
final class ManyCoefficients implements Coefficients {
    private static final int WORDS = 4;
    private static final int SIZE = WORDS * Long.SIZE;

    private final long[] planes = new long[SIZE];

    @Override
    public long[] planes() {
        return planes;
    }

    @Override
    public int encode(BitWriter out, int planeCount, int precision, int mostBits) {
        int bits = mostBits;
        int known = 0;
        int lowest = Math.max(0, planeCount - precision);
        for (int k = planeCount - 1; k >= lowest && bits > 0; k--) {
            int count = Math.min(known, bits);
            for (int done = 0; done < count; done += Long.SIZE) {
                int part = Math.min(Long.SIZE, count - done);
                out.write(planes[done + k] & (-1L >>> (Long.SIZE - part)), part);
            }
            bits -= count;
            while (bits > 0 && known < SIZE) {
                int one = nextOne(k, known);
                bits--;
                out.write(one < SIZE ? 1 : 0, 1);
                if (one == SIZE) {
                    break;
                }
                int zeros = Math.min(bits, one - known);
                out.pad(zeros);
                bits -= zeros;
                if (bits > 0 && one < SIZE - 1) {
                    out.write(1, 1);
                    bits--;
                }
                known = one + 1;
            }
        }
        return mostBits - bits;
    }

    /** The first coefficient from one on that has a bit in a plane, or 256. */
    private int nextOne(int k, int from) {
        int first = from & (Long.SIZE - 1);
        int word = from - first;
        long left = planes[word + k] & (-1L << first);
        while (left == 0) {
            word += Long.SIZE;
            if (word == SIZE) {
                return SIZE;
            }
            left = planes[word + k];
        }
        return word + Long.numberOfTrailingZeros(left);
    }

    @Override
    public int decode(BitReader in, int planeCount, int precision, int mostBits) {
        Arrays.fill(planes, 0);
        int bits = mostBits;
        int known = 0;
        int lowest = Math.max(0, planeCount - precision);
        for (int k = planeCount - 1; k >= lowest && bits > 0; k--) {
            int count = Math.min(known, bits);
            bits -= count;
            readKnown(in, k, count);
            while (bits > 0 && known < SIZE) {
                bits--;
                if (in.read(1) == 0) {
                    break;
                }
                int room = Math.min(SIZE - 1 - known, bits);
                int zeros = zeros(in, room);
                int taken = Math.min(zeros + 1, room);
                in.skip(taken);
                bits -= taken;
                known += zeros;
                planes[(known & -Long.SIZE) + k] |= 1L << known;
                known++;
            }
        }
        return mostBits - bits;
    }

    private void readKnown(BitReader in, int k, int count) {
        int half = Long.SIZE / 2;
        for (int done = 0; done < count; done += half) {
            long part = in.read(Math.min(half, count - done));
            planes[(done & -Long.SIZE) + k] |= part << done;
        }
    }

    /** The zeros before the next one, none of them taken. */
    private static int zeros(BitReader in, int room) {
        int half = Long.SIZE / 2;
        for (int done = 0; done < room; done += half) {
            long look = in.peek(in.position + done) & 0xffffffffL;
            if (look != 0) {
                return Math.min(room, done + Long.numberOfTrailingZeros(look));
            }
        }
        return room;
    }
}

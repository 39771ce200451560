package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Decodes one stream of CCSDS 121.0-B coded samples, reference sample interval by interval. Not shared by threads. */
final class RiceDecoder {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Largest code of a pair of samples in a second extension block: larger ones are always longer than a split. */
    private static final int MAX_PAIR = 90;

    /** First sample of a pair in the high half, second in the low half; CCSDS 121.0-B-3, 3.4.3. */
    private static final int[] PAIRS = pairs();

    /** One block reads less than this beyond its start: 32 samples of one stop bit and 31 bits, id, reference and a word. */
    private static final int SLACK_BYTES = 160;

    private final String codec;
    private final RiceOptions options;
    private final byte[] in;
    private final long endBit;
    private final int skippedBytes;
    private long position;

    /**
     * @param codec the name in errors
     * @param encoded where the stream is
     * @param from where in {@code encoded} it starts
     */
    RiceDecoder(String codec, RiceOptions options, Bytes encoded, int from) {
        this.codec = codec;
        this.options = options;
        this.skippedBytes = from;
        int length = encoded.length() - from;
        // Ones after the end stop every unary code, so that only one check per block is needed.
        this.in = new byte[Math.addExact(length, SLACK_BYTES)];
        System.arraycopy(encoded.array(), encoded.offset() + from, in, 0, length);
        Arrays.fill(in, length, in.length, (byte) 0xff);
        this.endBit = (long) length * Byte.SIZE;
    }

    private static int[] pairs() {
        int[] pairs = new int[MAX_PAIR + 1];
        int code = 0;
        for (int sum = 0; code <= MAX_PAIR; sum++) {
            for (int second = 0; second <= sum; second++) {
                pairs[code++] = (sum - second) << 16 | second;
            }
        }
        return pairs;
    }

    /**
     * Decodes the next interval.
     *
     * @param samples receives the samples, at least an interval long; beyond the blocks asked for its content is undefined
     * @param blocks how many blocks are wanted; fewer than the interval has only at the end of the stream
     */
    void decodeInterval(int[] samples, int blocks) {
        int block = 0;
        while (block < blocks) {
            boolean hasReference = options.preprocess() && block == 0;
            int at = block * options.blockSamples();
            int id = read(options.idBits());
            if (id == 0) {
                block += readLowEntropy(samples, block, hasReference);
            } else if (id == options.uncompressedId()) {
                readBits(samples, at, at + options.blockSamples(), options.bits(), false);
                block++;
            } else {
                readSplit(samples, at, id - 1, hasReference);
                block++;
            }
            if (position > endBit) {
                throw new CodecException(
                        codec, "stream ends at byte " + (skippedBytes + endBit / Byte.SIZE) + ", too early");
            }
        }
        if (options.preprocess()) {
            undoPrediction(samples, blocks * options.blockSamples());
        }
    }

    private int read(int bits) {
        long word = (long) WORD.get(in, (int) (position >>> 3)) << (position & 7);
        position += bits;
        return (int) (word >>> (Long.SIZE - bits));
    }

    /** Reads a second extension block or a run of blocks of zeros; returns the number of blocks. */
    private int readLowEntropy(int[] samples, int block, boolean hasReference) {
        boolean isSecondExtension = read(1) == 1;
        int at = block * options.blockSamples();
        if (hasReference) {
            samples[at] = read(options.bits());
        }
        if (isSecondExtension) {
            readSecondExtension(samples, at, hasReference);
            return 1;
        }
        int run = zeroBlocks(readUnary(RiceOptions.SEGMENT_BLOCKS), block);
        int from = hasReference ? at + 1 : at;
        Arrays.fill(samples, from, at + run * options.blockSamples(), 0);
        return run;
    }

    private int zeroBlocks(int code, int block) {
        int left = options.blocks() - block;
        int count = code + 1;
        if (count == RiceOptions.REMAINDER_OF_SEGMENT) {
            return Math.min(left, RiceOptions.SEGMENT_BLOCKS - block % RiceOptions.SEGMENT_BLOCKS);
        }
        int run = count > RiceOptions.REMAINDER_OF_SEGMENT ? count - 1 : count;
        if (run > left) {
            throw malformed("run of " + run + " blocks of zeros, the interval has " + left + " left");
        }
        return run;
    }

    /** Reads zeros up to a one and counts them; more than {@code max} are an error. */
    private int readUnary(int max) {
        int count = 0;
        while (count <= max) {
            long word = (long) WORD.get(in, (int) (position >>> 3)) << (position & 7);
            int zeros = Long.numberOfLeadingZeros(word);
            if (word != 0) {
                count += zeros;
                position += zeros + 1;
                break;
            }
            int seen = Long.SIZE - (int) (position & 7);
            count += seen;
            position += seen;
        }
        if (count > max) {
            throw malformed("code " + count + " is larger than " + max);
        }
        return count;
    }

    private void readSecondExtension(int[] samples, int at, boolean hasReference) {
        int seen = 0;
        for (int i = 0; i < options.blockSamples(); i += 2) {
            int pair = PAIRS[readUnary(MAX_PAIR)];
            int first = pair >>> 16;
            int second = pair & 0xffff;
            // The reference sample takes the place of the first sample of the first pair.
            if (i > 0 || !hasReference) {
                samples[at + i] = first;
                seen |= first;
            }
            samples[at + i + 1] = second;
            seen |= second;
        }
        if ((seen & ~options.maxSample()) != 0) {
            throw malformed("sample beyond " + options.bits() + " bits");
        }
    }

    /** Reads a block whose samples were split: first all high parts in unary, then all low parts of {@code k} bits. */
    private void readSplit(int[] samples, int at, int k, boolean hasReference) {
        if (k > options.bits()) {
            throw malformed("split at bit " + k + " of samples of " + options.bits() + " bits");
        }
        int from = at;
        int to = at + options.blockSamples();
        if (hasReference) {
            samples[from++] = read(options.bits());
        }
        readHighParts(samples, from, to, k);
        if (k > 0) {
            readBits(samples, from, to, k, true);
        }
    }

    private void readHighParts(int[] samples, int from, int to, int k) {
        int max = options.maxSample() >>> k;
        long bit = position;
        int carried = 0;
        int seen = 0;
        int i = from;
        while (true) {
            long word = (long) WORD.get(in, (int) (bit >>> 3)) << (bit & 7);
            long start = bit;
            while (i < to && word != 0) {
                int zeros = Long.numberOfLeadingZeros(word);
                int high = carried + zeros;
                carried = 0;
                seen |= high;
                samples[i++] = high << k;
                word = word << zeros << 1;
                bit += zeros + 1;
            }
            if (i == to) {
                break;
            }
            long next = start + Long.SIZE - (start & 7);
            carried += (int) (next - bit);
            bit = next;
            if (carried > max) {
                break;
            }
        }
        position = bit;
        if (i < to || (seen & ~max) != 0) {
            throw malformed("sample beyond " + options.bits() + " bits");
        }
    }

    /** Reads samples of a fixed number of bits, or adds them to what is there. */
    private void readBits(int[] samples, int from, int to, int bits, boolean isLowPart) {
        long bit = position;
        int shift = Long.SIZE - bits;
        if (isLowPart) {
            for (int i = from; i < to; i++) {
                samples[i] |= (int) (((long) WORD.get(in, (int) (bit >>> 3)) << (bit & 7)) >>> shift);
                bit += bits;
            }
        } else {
            for (int i = from; i < to; i++) {
                samples[i] = (int) (((long) WORD.get(in, (int) (bit >>> 3)) << (bit & 7)) >>> shift);
                bit += bits;
            }
        }
        position = bit;
    }

    /**
     * Turns mapped differences into samples; CCSDS 121.0-B-3, 4.4. A sample is in range whenever its predecessor and the
     * mapped difference are.
     */
    private void undoPrediction(int[] samples, int count) {
        int max = options.maxSample();
        int signShift = Integer.SIZE - options.bits();
        int x = samples[0];
        for (int i = 1; i < count; i++) {
            int mapped = samples[i];
            // All ones (of a sample) when x lies in the upper half: then x ^ flip is the distance to the maximum.
            int flip = (x << signShift >> (Integer.SIZE - 1)) & max;
            int near = x + ((mapped >>> 1) ^ -(mapped & 1));
            int far = mapped ^ flip;
            x = mapped <= (x ^ flip) << 1 ? near : far;
            samples[i] = x;
        }
    }

    private CodecException malformed(String what) {
        return new CodecException(codec, what + ", before byte " + (skippedBytes + (position >>> 3)));
    }
}

package dev.varve.codec.compressor;

/**
 * Encodes samples as CCSDS 121.0-B says, reference sample interval by interval. Chooses each block's option as libaec does,
 * so that the bytes are the same. Not shared by threads.
 */
final class RiceEncoder {
    private static final long TOO_LONG = Long.MAX_VALUE;

    private final RiceOptions options;
    private final BitWriter out;
    private final int[] mapped;
    /** The split of the last split block, where the search for the next one starts. */
    private int split;

    RiceEncoder(RiceOptions options, BitWriter out) {
        this.options = options;
        this.out = out;
        this.mapped = new int[options.intervalSamples()];
    }

    /** Encodes one interval of samples, none of them larger than {@link RiceOptions#maxSample}. */
    void encodeInterval(int[] samples) {
        int[] values = samples;
        if (options.preprocess()) {
            predict(samples);
            values = mapped;
        }
        int block = 0;
        while (block < options.blocks()) {
            boolean hasReference = options.preprocess() && block == 0;
            int run = zeroBlocks(values, block);
            if (run > 0) {
                putZeroBlocks(run, block + run, samples[0], hasReference);
                block += run;
            } else {
                putBlock(values, block * options.blockSamples(), samples[0], hasReference);
                block++;
            }
        }
    }

    /** Maps each difference to its predecessor to a small non-negative number; CCSDS 121.0-B-3, 4.4. The first is 0. */
    private void predict(int[] samples) {
        int max = options.maxSample();
        int last = samples[0];
        mapped[0] = 0;
        for (int i = 1; i < mapped.length; i++) {
            int x = samples[i];
            int difference = x - last;
            int distance = Math.min(last, max - last);
            if (Math.abs(difference) > distance) {
                mapped[i] = distance == last ? x : max - x;
            } else {
                mapped[i] = difference << 1 ^ difference >> (Integer.SIZE - 1);
            }
            last = x;
        }
    }

    /** How many blocks of zeros start here, up to the end of the segment or interval. */
    private int zeroBlocks(int[] values, int block) {
        int segmentEnd = (block / RiceOptions.SEGMENT_BLOCKS + 1) * RiceOptions.SEGMENT_BLOCKS;
        int end = Math.min(segmentEnd, options.blocks()) * options.blockSamples();
        int start = block * options.blockSamples();
        int at = start;
        while (at < end && values[at] == 0) {
            at++;
        }
        return (at - start) / options.blockSamples();
    }

    private void putZeroBlocks(int run, int end, int reference, boolean hasReference) {
        out.put(0, options.idBits() + 1);
        if (hasReference) {
            out.put(reference, options.bits());
        }
        boolean isRemainder = end == options.blocks() || end % RiceOptions.SEGMENT_BLOCKS == 0;
        if (run < RiceOptions.REMAINDER_OF_SEGMENT) {
            out.putUnary(run - 1);
        } else {
            out.putUnary(isRemainder ? RiceOptions.REMAINDER_OF_SEGMENT - 1 : run);
        }
    }

    private void putBlock(int[] values, int at, int reference, boolean hasReference) {
        int coded = options.blockSamples() - (hasReference ? 1 : 0);
        long plain = (long) coded * options.bits();
        long splitLength = chooseSplit(values, at, coded);
        long pairsLength = secondExtensionLength(values, at, plain);
        if (Math.min(splitLength, pairsLength) >= plain) {
            putPlain(values, at, reference, hasReference);
        } else if (splitLength < pairsLength) {
            putSplit(values, at, reference, hasReference);
        } else {
            putPairs(values, at, reference, hasReference);
        }
    }

    private void putPlain(int[] values, int at, int reference, boolean hasReference) {
        out.put(options.uncompressedId(), options.idBits());
        out.put(hasReference ? reference : values[at], options.bits());
        for (int i = at + 1; i < at + options.blockSamples(); i++) {
            out.put(values[i], options.bits());
        }
    }

    private void putSplit(int[] values, int at, int reference, boolean hasReference) {
        int from = at;
        int to = at + options.blockSamples();
        out.put(split + 1, options.idBits());
        if (hasReference) {
            out.put(reference, options.bits());
            from++;
        }
        for (int i = from; i < to; i++) {
            out.putUnary(values[i] >>> split);
        }
        if (split > 0) {
            int mask = (1 << split) - 1;
            for (int i = from; i < to; i++) {
                out.put(values[i] & mask, split);
            }
        }
    }

    private void putPairs(int[] values, int at, int reference, boolean hasReference) {
        out.put(1, options.idBits() + 1);
        if (hasReference) {
            out.put(reference, options.bits());
        }
        for (int i = at; i < at + options.blockSamples(); i += 2) {
            int sum = values[i] + values[i + 1];
            out.putUnary(sum * (sum + 1) / 2 + values[i + 1]);
        }
    }

    /**
     * Finds the split with the shortest code and returns the code's length. The length has one minimum over the splits (A.
     * Kiely, IPN Progress Report 42-159): walk up from the last block's split, and down when up is not shorter at once.
     */
    private long chooseSplit(int[] values, int at, int coded) {
        int first = split;
        long highs = highParts(values, at, first);
        long shortest = highs + (long) coded * (first + 1);
        boolean isLongerBelow = first == 0;
        for (int k = first + 1; k <= options.maxSplit() && highs >= coded; k++) {
            highs = highParts(values, at, k);
            long length = highs + (long) coded * (k + 1);
            if (length >= shortest) {
                break;
            }
            shortest = length;
            split = k;
            isLongerBelow = true;
        }
        if (!isLongerBelow) {
            shortest = walkDown(values, at, coded, shortest);
        }
        return shortest;
    }

    private long walkDown(int[] values, int at, int coded, long known) {
        long shortest = known;
        for (int k = split - 1; k >= 0; k--) {
            long highs = highParts(values, at, k);
            long length = highs + (long) coded * (k + 1);
            if (length >= shortest) {
                break;
            }
            shortest = length;
            split = k;
            if (highs >= coded) {
                break;
            }
        }
        return shortest;
    }

    /** The zeros that the high parts of a block take when split at {@code k}; the reference's place holds a zero. */
    private long highParts(int[] values, int at, int k) {
        long sum = 0;
        for (int i = at; i < at + options.blockSamples(); i++) {
            sum += values[i] >>> k;
        }
        return sum;
    }

    private long secondExtensionLength(int[] values, int at, long limit) {
        long length = 1;
        for (int i = at; i < at + options.blockSamples(); i += 2) {
            long sum = (long) values[i] + values[i + 1];
            if (sum > limit) {
                return TOO_LONG; // before the square overflows
            }
            length += sum * (sum + 1) / 2 + values[i + 1] + 1;
        }
        return length > limit ? TOO_LONG : length;
    }
}

package dev.varve.codec.serializer.zfp;

/** A block of 32-bit integers: transformed, turned into bit planes, coded; and back. */
final class IntBlock {
    private static final int NEGABINARY = 0xaaaaaaaa;
    private static final ScalarType TYPE = ScalarType.INT32;

    /** The numbers, fastest axis first; coding changes them. */
    final int[] values;

    private final BlockLimits limits;
    private final int[] order;
    private final Coefficients coefficients;
    private final long[] rows = new long[Long.SIZE];

    IntBlock(int rank, BlockLimits limits) {
        this.limits = limits;
        this.order = CoefficientOrder.ofRank(rank);
        this.values = new int[order.length];
        this.coefficients = Coefficients.ofRank(rank);
    }

    /**
     * Writes the numbers.
     *
     * @param spent bits that the block has taken already
     * @param precision the most planes
     */
    void encode(BitWriter out, int spent, int precision) {
        IntTransform.forward(values);
        toPlanes();
        encodePlanes(out, spent, precision);
    }

    /** Writes the numbers so that none changes, unless the limits are too narrow. */
    void encodeReversibly(BitWriter out, int spent) {
        IntTransform.forwardReversible(values);
        int all = toPlanes();
        int needed = all == 0 ? 1 : TYPE.bits() - Integer.numberOfTrailingZeros(all);
        int precision = Math.min(needed, limits.maxPrecision());
        out.write(precision - 1, TYPE.precisionBits());
        encodePlanes(out, spent + TYPE.precisionBits(), precision);
    }

    private void encodePlanes(BitWriter out, int spent, int precision) {
        int bits = spent + coefficients.encode(out, TYPE.bits(), precision, limits.maxBits() - spent);
        if (bits < limits.minBits()) {
            out.pad(limits.minBits() - bits);
        }
    }

    /** Reads what {@link #encode} wrote. */
    void decode(BitReader in, int spent, int precision) {
        decodePlanes(in, spent, precision);
        IntTransform.inverse(values);
    }

    /** Reads what {@link #encodeReversibly} wrote. */
    void decodeReversibly(BitReader in, int spent) {
        int precision = (int) in.read(TYPE.precisionBits()) + 1;
        decodePlanes(in, spent + TYPE.precisionBits(), precision);
        IntTransform.inverseReversible(values);
    }

    private void decodePlanes(BitReader in, int spent, int precision) {
        int bits = spent + coefficients.decode(in, TYPE.bits(), precision, limits.maxBits() - spent);
        if (bits < limits.minBits()) {
            in.skip(limits.minBits() - bits);
        }
        fromPlanes();
    }

    private int negabinary(int coefficient) {
        return (values[order[coefficient]] + NEGABINARY) ^ NEGABINARY;
    }

    private void put(int coefficient, int negabinary) {
        values[order[coefficient]] = (negabinary ^ NEGABINARY) - NEGABINARY;
    }

    /** All numbers, joined by or. */
    private int toPlanes() {
        long[] planes = coefficients.planes();
        int all = 0;
        if (values.length < Long.SIZE) {
            return toFewPlanes(planes);
        }
        int half = Integer.SIZE;
        for (int first = 0; first < values.length; first += Long.SIZE) {
            for (int i = first; i < first + half; i++) {
                int low = negabinary(i);
                int high = negabinary(i + half);
                all |= low | high;
                planes[i] = (low & 0xffffffffL) | (long) high << half;
            }
            BitPlanes.transpose(planes, first, half);
        }
        return all;
    }

    private void fromPlanes() {
        long[] planes = coefficients.planes();
        if (values.length < Long.SIZE) {
            fromFewPlanes(planes);
            return;
        }
        int half = Integer.SIZE;
        for (int first = 0; first < values.length; first += Long.SIZE) {
            BitPlanes.transpose(planes, first, half);
            for (int i = first; i < first + half; i++) {
                put(i, (int) planes[i]);
                put(i + half, (int) (planes[i] >>> half));
            }
        }
    }

    /** 4 or 16 numbers: their matrices lie beside each other in the words. */
    private int toFewPlanes(long[] planes) {
        int size = values.length;
        int all = 0;
        for (int i = 0; i < size; i++) {
            int value = negabinary(i);
            all |= value;
            rows[i] = value & 0xffffffffL;
        }
        BitPlanes.transpose(rows, 0, size);
        long mask = (1L << size) - 1;
        for (int k = 0; k < TYPE.bits(); k += size) {
            for (int r = 0; r < size; r++) {
                planes[k + r] = (rows[r] >>> k) & mask;
            }
        }
        return all;
    }

    private void fromFewPlanes(long[] planes) {
        int size = values.length;
        for (int r = 0; r < size; r++) {
            long row = 0;
            for (int k = 0; k < TYPE.bits(); k += size) {
                row |= planes[k + r] << k;
            }
            rows[r] = row;
        }
        BitPlanes.transpose(rows, 0, size);
        for (int i = 0; i < size; i++) {
            put(i, (int) rows[i]);
        }
    }
}

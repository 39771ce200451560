package dev.varve.codec.serializer.zfp;

/** A block of 64-bit integers: transformed, turned into bit planes, coded; and back. */
final class LongBlock {
    private static final long NEGABINARY = 0xaaaaaaaaaaaaaaaaL;
    private static final ScalarType TYPE = ScalarType.INT64;

    /** The numbers, fastest axis first; coding changes them. */
    final long[] values;

    private final BlockLimits limits;
    private final int[] order;
    private final Coefficients coefficients;
    private final long[] rows = new long[Long.SIZE];

    LongBlock(int rank, BlockLimits limits) {
        this.limits = limits;
        this.order = CoefficientOrder.ofRank(rank);
        this.values = new long[order.length];
        this.coefficients = Coefficients.ofRank(rank);
    }

    /**
     * Writes the numbers.
     *
     * @param spent bits that the block has taken already
     * @param precision the most planes
     */
    void encode(BitWriter out, int spent, int precision) {
        LongTransform.forward(values);
        toPlanes();
        encodePlanes(out, spent, precision);
    }

    /** Writes the numbers so that none changes, unless the limits are too narrow. */
    void encodeReversibly(BitWriter out, int spent) {
        LongTransform.forwardReversible(values);
        long all = toPlanes();
        int needed = all == 0 ? 1 : TYPE.bits() - Long.numberOfTrailingZeros(all);
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
        LongTransform.inverse(values);
    }

    /** Reads what {@link #encodeReversibly} wrote. */
    void decodeReversibly(BitReader in, int spent) {
        int precision = (int) in.read(TYPE.precisionBits()) + 1;
        decodePlanes(in, spent + TYPE.precisionBits(), precision);
        LongTransform.inverseReversible(values);
    }

    private void decodePlanes(BitReader in, int spent, int precision) {
        int bits = spent + coefficients.decode(in, TYPE.bits(), precision, limits.maxBits() - spent);
        if (bits < limits.minBits()) {
            in.skip(limits.minBits() - bits);
        }
        fromPlanes();
    }

    private long negabinary(int coefficient) {
        return (values[order[coefficient]] + NEGABINARY) ^ NEGABINARY;
    }

    private void put(int coefficient, long negabinary) {
        values[order[coefficient]] = (negabinary ^ NEGABINARY) - NEGABINARY;
    }

    /** All numbers, joined by or. */
    private long toPlanes() {
        long[] planes = coefficients.planes();
        long all = 0;
        if (values.length < Long.SIZE) {
            return toFewPlanes(planes);
        }
        for (int i = 0; i < values.length; i++) {
            planes[i] = negabinary(i);
            all |= planes[i];
        }
        for (int first = 0; first < values.length; first += Long.SIZE) {
            BitPlanes.transpose(planes, first, Long.SIZE);
        }
        return all;
    }

    private void fromPlanes() {
        long[] planes = coefficients.planes();
        if (values.length < Long.SIZE) {
            fromFewPlanes(planes);
            return;
        }
        for (int first = 0; first < values.length; first += Long.SIZE) {
            BitPlanes.transpose(planes, first, Long.SIZE);
        }
        for (int i = 0; i < values.length; i++) {
            put(i, planes[i]);
        }
    }

    /** 4 or 16 numbers: their matrices lie beside each other in the words. */
    private long toFewPlanes(long[] planes) {
        int size = values.length;
        long all = 0;
        for (int i = 0; i < size; i++) {
            long value = negabinary(i);
            all |= value;
            rows[i] = value;
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
            put(i, rows[i]);
        }
    }
}

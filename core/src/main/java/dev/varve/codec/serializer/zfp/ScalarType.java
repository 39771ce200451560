package dev.varve.codec.serializer.zfp;

/** The four types of numbers that zfp knows. */
public enum ScalarType {
    INT32(0, Integer.SIZE, 0, 5),
    INT64(1, Long.SIZE, 0, 6),
    FLOAT32(2, Float.SIZE, 8, 5),
    FLOAT64(3, Double.SIZE, 11, 6);

    private final int code;
    private final int bits;
    private final int exponentBits;
    private final int precisionBits;

    ScalarType(int code, int bits, int exponentBits, int precisionBits) {
        this.code = code;
        this.bits = bits;
        this.exponentBits = exponentBits;
        this.precisionBits = precisionBits;
    }

    /** The number of the type in headers. */
    int code() {
        return code;
    }

    /** The type of a number in headers, 0 to 3. */
    static ScalarType ofCode(int code) {
        return switch (code) {
            case 0 -> INT32;
            case 1 -> INT64;
            case 2 -> FLOAT32;
            default -> FLOAT64;
        };
    }

    /** Bits of a number. */
    public int bits() {
        return bits;
    }

    /** Bytes of a number. */
    public int sizeBytes() {
        return bits / Byte.SIZE;
    }

    /** Whether numbers have an exponent. */
    public boolean isFloat() {
        return exponentBits > 0;
    }

    /** Bits of the exponent; 0 for integers. */
    int exponentBits() {
        return exponentBits;
    }

    /** What is added to an exponent so that it is not negative. */
    int exponentBias() {
        return (1 << (exponentBits - 1)) - 1;
    }

    /** Bits in which a reversible block says how many planes it has. */
    int precisionBits() {
        return precisionBits;
    }

    /** The most bits that a block takes before its first plane. */
    int leadBits(boolean isReversible) {
        int precision = isReversible ? precisionBits : 0;
        return precision + (isFloat() ? (isReversible ? 2 : 1) + exponentBits : 0);
    }
}

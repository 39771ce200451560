package dev.varve.array;

/**
 * Bits of a byte above those that count, of types with less than 8 bits. Stores may hold anything there (zarr-extensions,
 * {@code int4} and others); in memory they are the sign of {@link SmallInteger}s and zero for the rest, so that equal elements
 * have equal bits.
 */
public final class SmallBits {
    private SmallBits() {}

    /** Whether elements of a type have bits that do not count. */
    public static boolean areIn(DataType type) {
        if (type instanceof StructType struct) {
            for (StructType.Field field : struct.fields()) {
                if (areIn(field.type())) {
                    return true;
                }
            }
            return false;
        }
        return spareBits(type) > 0;
    }

    private static int spareBits(DataType type) {
        if (type instanceof SmallInteger integer) {
            return Byte.SIZE - integer.sizeBits();
        }
        if (type instanceof SmallFloat small) {
            return small.sizeBytes() * Byte.SIZE - small.format().sizeBits();
        }
        if (type instanceof SmallComplex complex) {
            return complex.part().sizeBytes() * Byte.SIZE - complex.part().sizeBits();
        }
        return 0;
    }

    /** The elements as they are in memory: the bytes themselves when all bits of the type count, else a copy. */
    public static Bytes canonical(DataType type, Bytes elements) {
        if (!areIn(type)) {
            return elements;
        }
        byte[] bytes = elements.toArray();
        int size = type.sizeBytes();
        for (int at = 0; at < bytes.length; at += size) {
            if (type instanceof StructType struct) {
                canonicalFields(struct, bytes, at);
            } else {
                canonicalBytes(type, bytes, at, bytes.length);
                break;
            }
        }
        return Bytes.wrap(bytes);
    }

    private static void canonicalFields(StructType struct, byte[] bytes, int at) {
        int from = at;
        for (StructType.Field field : struct.fields()) {
            int end = from + field.sizeBytes();
            if (field.type() instanceof StructType nested) {
                for (int inner = from; inner < end; inner += nested.sizeBytes()) {
                    canonicalFields(nested, bytes, inner);
                }
            } else if (spareBits(field.type()) > 0) {
                canonicalBytes(field.type(), bytes, from, end);
            }
            from = end;
        }
    }

    private static void canonicalBytes(DataType type, byte[] bytes, int from, int end) {
        int spare = spareBits(type);
        boolean isSigned = type instanceof SmallInteger integer && integer.isSigned();
        for (int i = from; i < end; i++) {
            bytes[i] = (byte) (isSigned ? bytes[i] << spare + 24 >> spare + 24 : (bytes[i] & 0xff) & 0xff >> spare);
        }
    }
}

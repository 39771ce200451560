package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import dev.varve.array.NumericType;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The type of elements as files have it (section IV.A.2.d), little-endian.
 *
 * @param encoded the datatype message, or the message that points to a committed type
 * @param sizeBytes bytes of one element
 * @param isCommitted whether it is the latter
 */
public record FileType(Bytes encoded, int sizeBytes, boolean isCommitted) {
    private static final int FIXED_POINT = 0x10;
    private static final int FLOATING_POINT = 0x11;
    private static final int TEXT = 0x13;
    private static final int COMPOUND = 0x36;
    private static final int REFERENCE = 0x17;
    private static final int ENUMERATION = 0x38;
    private static final int VARIABLE_LENGTH = 0x19;
    private static final int SIGNED = 0x08;
    private static final int UTF8 = 1;
    /** A length, the address of a heap collection and an index in it. */
    private static final int DESCRIPTOR_BYTES = 16;

    /** The address of an object. */
    public static final FileType OBJECT_REFERENCE = of(head(REFERENCE, 0, 8), 8);

    /** Addresses of objects, any number, in the global heap. */
    public static final FileType OBJECT_REFERENCES =
            of(head(VARIABLE_LENGTH, 0, DESCRIPTOR_BYTES).raw(OBJECT_REFERENCE.encoded()), DESCRIPTOR_BYTES);

    /** UTF-8 text of any length, in the global heap. */
    public static final FileType VARIABLE_TEXT = of(
            head(VARIABLE_LENGTH, 1 | UTF8 << 8, DESCRIPTOR_BYTES)
                    .raw(integer(NumericType.UINT8).bytes()),
            DESCRIPTOR_BYTES);

    /** Which axis of which dataset a dimension scale belongs to; what REFERENCE_LIST is made of. */
    public static final FileType SCALE_USE = of(
            head(COMPOUND, 2, 16)
                    .raw(Encoder.terminated("dataset"))
                    .unsigned8(0)
                    .raw(OBJECT_REFERENCE.encoded())
                    .raw(Encoder.terminated("dimension"))
                    .unsigned8(8)
                    .raw(integer(NumericType.UINT32).bytes()),
            16);

    private static FileType of(Encoder encoder, int sizeBytes) {
        return new FileType(encoder.bytes(), sizeBytes, false);
    }

    private static Encoder head(int classAndVersion, int bits, int sizeBytes) {
        return new Encoder().unsigned8(classAndVersion).unsigned(bits, 3).unsigned32(sizeBytes);
    }

    /**
     * Integers and floating-point numbers of 4 or 8 bytes; booleans are integers of one byte.
     *
     * @throws IllegalArgumentException for half precision and complex numbers
     */
    public static FileType number(NumericType type) {
        return switch (type.kind()) {
            case BOOL, SIGNED, UNSIGNED -> of(integer(type), type.sizeBytes());
            case FLOAT -> of(floating(type, false), type.sizeBytes());
            case COMPLEX -> throw new IllegalArgumentException("no HDF5 type for " + type);
        };
    }

    private static Encoder integer(NumericType type) {
        boolean isSigned = type.kind() != NumericType.Kind.UNSIGNED;
        return head(FIXED_POINT, isSigned ? SIGNED : 0, type.sizeBytes())
                .unsigned16(0)
                .unsigned16(8 * type.sizeBytes());
    }

    private static Encoder floating(NumericType type, boolean isBigEndian) {
        if (type == NumericType.FLOAT16) {
            throw new IllegalArgumentException("no HDF5 type for " + type);
        }
        boolean isSingle = type == NumericType.FLOAT32;
        int bits = 8 * type.sizeBytes();
        int fraction = isSingle ? 23 : 52;
        int exponent = isSingle ? 8 : 11;
        // Bit 5: the first bit of the mantissa is implied; from bit 8: where the sign is.
        return head(FLOATING_POINT, 0x20 | (bits - 1) << 8 | (isBigEndian ? 1 : 0), type.sizeBytes())
                .unsigned16(0)
                .unsigned16(bits)
                .unsigned8(fraction)
                .unsigned8(exponent)
                .unsigned8(0)
                .unsigned8(fraction)
                .unsigned32(isSingle ? 127 : 1023);
    }

    /** Big-endian single precision: what netCDF gives dimensions that are not variables. */
    public static FileType bigEndianFloat() {
        return of(floating(NumericType.FLOAT32, true), Float.BYTES);
    }

    /** Text of a fixed number of bytes, at least 1, padded with NUL. */
    public static FileType text(int sizeBytes, boolean isAscii) {
        return of(head(TEXT, isAscii ? 0 : UTF8 << 4, sizeBytes), sizeBytes);
    }

    /**
     * Integers with names.
     *
     * @throws IllegalArgumentException when there are more than 65,535
     */
    public static FileType enumeration(NumericType base, Map<String, Long> members) {
        if (members.size() > 0xffff) {
            throw new IllegalArgumentException(members.size() + " members of an enumeration are more than 65535");
        }
        Encoder encoder = head(ENUMERATION, members.size(), base.sizeBytes())
                .raw(integer(base).bytes());
        members.keySet().forEach(name -> encoder.raw(Bytes.wrap((name + '\0').getBytes(StandardCharsets.UTF_8))));
        members.values().forEach(value -> encoder.unsigned(value, base.sizeBytes()));
        return of(encoder, base.sizeBytes());
    }

    /** The same type, committed at an address (section IV.A.2, shared message version 3). */
    public FileType committedAt(long address) {
        Encoder encoder = new Encoder().unsigned8(3).unsigned8(2).unsigned64(address);
        return new FileType(encoder.bytes(), sizeBytes, true);
    }
}

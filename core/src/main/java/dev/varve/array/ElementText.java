package dev.varve.array;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.StringJoiner;

/** Single elements as people read them; numbers with every digit that tells them apart. */
public final class ElementText {
    private ElementText() {}

    /**
     * One element of a block.
     *
     * @param index its place in C order
     */
    public static String of(NdArray block, int index) {
        if (!block.type().isFixedSize()) {
            return of(block.type(), Bytes.wrap(block.elements()[index]));
        }
        int size = block.type().sizeBytes();
        return of(block.type(), block.data().slice(index * size, size));
    }

    /** One element. */
    public static String of(DataType type, Bytes bits) {
        if (type instanceof OptionalType optional) {
            int flag = OptionalType.FLAG_BYTES;
            return bits.get(0) == 0 ? "missing" : of(optional.inner(), bits.slice(flag, bits.length() - flag));
        }
        if (type == VariableType.STRING) {
            return '"' + new String(bits.toArray(), StandardCharsets.UTF_8) + '"';
        }
        if (type instanceof NumericType numeric) {
            return number(numeric, bits);
        }
        if (type instanceof SmallInteger integer) {
            return Integer.toString(integer.isSigned() ? bits.get(0) : bits.unsigned(0));
        }
        if (type instanceof SmallFloat small) {
            return number(small.format(), bits);
        }
        if (type instanceof SmallComplex complex) {
            int size = complex.part().sizeBytes();
            return complex(number(complex.part(), bits), number(complex.part(), bits.slice(size, size)));
        }
        if (type instanceof StructType struct) {
            return struct(struct, bits);
        }
        if (type instanceof TimeType) {
            return Long.toString(bits.getLong(0));
        }
        if (type instanceof NullTerminatedBytes) {
            int end = bits.length();
            while (end > 0 && bits.get(end - 1) == 0) {
                end--;
            }
            return '"' + new String(bits.array(), bits.offset(), end, StandardCharsets.ISO_8859_1) + '"';
        }
        if (type instanceof FixedUtf32) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < bits.length() && bits.getInt(i) != 0; i += 4) {
                text.appendCodePoint(Character.isValidCodePoint(bits.getInt(i)) ? bits.getInt(i) : 0xFFFD);
            }
            return '"' + text.toString() + '"';
        }
        return HexFormat.of().formatHex(bits.toArray());
    }

    private static String number(NumericType type, Bytes bits) {
        return switch (type) {
            case BOOL -> Boolean.toString(bits.get(0) != 0);
            case INT8 -> Integer.toString(bits.get(0));
            case INT16 -> Integer.toString(bits.getShort(0));
            case INT32 -> Integer.toString(bits.getInt(0));
            case INT64 -> Long.toString(bits.getLong(0));
            case UINT8 -> Integer.toString(bits.unsigned(0));
            case UINT16 -> Integer.toString(Short.toUnsignedInt(bits.getShort(0)));
            case UINT32 -> Integer.toUnsignedString(bits.getInt(0));
            case UINT64 -> Long.toUnsignedString(bits.getLong(0));
            case FLOAT16 -> Float.toString(Float16.toFloat(bits.getShort(0)));
            case FLOAT32 -> Float.toString(Float.intBitsToFloat(bits.getInt(0)));
            case FLOAT64 -> Double.toString(Double.longBitsToDouble(bits.getLong(0)));
            case COMPLEX64 -> complex(number(NumericType.FLOAT32, bits), number(NumericType.FLOAT32, bits.slice(4, 4)));
            case COMPLEX128 ->
                complex(number(NumericType.FLOAT64, bits), number(NumericType.FLOAT64, bits.slice(8, 8)));
        };
    }

    private static String number(FloatFormat format, Bytes bits) {
        int own = format.sizeBytes() == 1 ? bits.unsigned(0) : Short.toUnsignedInt(bits.getShort(0));
        return Float.toString((float) format.value(own));
    }

    private static String struct(StructType type, Bytes bits) {
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        int at = 0;
        for (StructType.Field field : type.fields()) {
            Bytes own = bits.slice(at, field.sizeBytes());
            fields.add(field.name() + ": " + (field.shape().rank() == 0 ? of(field.type(), own) : values(field, own)));
            at += field.sizeBytes();
        }
        return fields.toString();
    }

    private static String values(StructType.Field field, Bytes bits) {
        StringJoiner values = new StringJoiner(", ", "[", "]");
        int size = field.type().sizeBytes();
        for (int at = 0; at < bits.length(); at += size) {
            values.add(of(field.type(), bits.slice(at, size)));
        }
        return values.toString();
    }

    private static String complex(String real, String imaginary) {
        return real + (imaginary.startsWith("-") ? "" : "+") + imaginary + "i";
    }
}

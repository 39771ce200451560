package dev.varve.formats.netcdf4.write;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.ElementText;
import dev.varve.array.FillValue;
import dev.varve.array.Float16;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Variable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The attribute {@code _FillValue}, of which netCDF wants that it is one value of the variable's type.
 *
 * @param attribute the attribute, of that type
 * @param fill the same as the value of elements that were not written
 */
record FillAttribute(Attribute attribute, FillValue fill) {
    static final String NAME = "_FillValue";

    /**
     * The attribute in the variable's type.
     *
     * @throws IllegalArgumentException when it is no value of that type
     */
    static FillAttribute of(Variable variable, ElementForm form, Attribute.Value value) {
        return switch (form.kind()) {
            case NUMBER -> number(variable, value);
            case CHARACTERS -> character(variable, form, value);
            case TEXT -> text(variable, value);
        };
    }

    private static FillAttribute of(Attribute.Value value, DataType type, byte[] bits) {
        return new FillAttribute(new Attribute(NAME, value), new FillValue(type, Bytes.wrap(bits)));
    }

    private static IllegalArgumentException refused(Variable variable, String problem) {
        return new IllegalArgumentException("variable '" + variable.path() + "': attribute _FillValue " + problem
                + ", and NetCDF-4 wants one value of type " + variable.type() + "; change or remove it");
    }

    private static FillAttribute text(Variable variable, Attribute.Value value) {
        FillValue none = FillValue.zero(variable.type());
        if (value instanceof Attribute.Text text) {
            Attribute.Value strings = new Attribute.Strings(List.of(text.text()));
            return new FillAttribute(new Attribute(NAME, strings), none);
        }
        if (value instanceof Attribute.Strings strings && strings.texts().size() == 1) {
            return new FillAttribute(new Attribute(NAME, strings), none);
        }
        throw refused(variable, "is not one text");
    }

    private static FillAttribute character(Variable variable, ElementForm form, Attribute.Value value) {
        if (!(value instanceof Attribute.Text text)) {
            throw refused(variable, "is not a character");
        }
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 1) {
            throw refused(variable, "'" + text.text() + "' is more than one byte");
        }
        byte[] bits = new byte[form.charactersPerElement()];
        Arrays.fill(bits, bytes.length == 0 ? 0 : bytes[0]);
        return of(new Attribute.Text(bytes.length == 0 ? "\0" : text.text()), variable.type(), bits);
    }

    private static FillAttribute number(Variable variable, Attribute.Value value) {
        NumericType type = (NumericType) variable.type();
        NumericType stored = type == NumericType.BOOL ? NumericType.INT8 : type;
        if (!(value instanceof Attribute.Numbers numbers)
                || numbers.numbers().shape().count() != 1) {
            throw refused(variable, "is not one number");
        }
        NdArray given = numbers.numbers();
        byte[] bits = given.type() == type || given.type() == stored
                ? given.data().toArray()
                : bits(variable, stored, exact(given));
        NdArray same = NdArray.of(stored, Shape.of(1), Bytes.wrap(bits));
        return of(new Attribute.Numbers(same), type, bits);
    }

    /** All digits of a number. */
    private static String exact(NdArray number) {
        Bytes bits = number.data();
        return switch ((NumericType) number.type()) {
            case FLOAT16 -> Double.toString(Float16.toFloat(bits.getShort(0)));
            case FLOAT32 -> Double.toString(Float.intBitsToFloat(bits.getInt(0)));
            case BOOL -> Integer.toString(bits.get(0));
            default -> ElementText.of(number, 0);
        };
    }

    /** The bits of a number that is written out, in another type; floating-point numbers may be rounded. */
    private static byte[] bits(Variable variable, NumericType type, String number) {
        ByteBuffer bits = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            switch (type) {
                case FLOAT32 -> bits.putFloat((float) Double.parseDouble(number));
                case FLOAT64 -> bits.putDouble(Double.parseDouble(number));
                default -> {
                    BigInteger integer = new BigDecimal(number).toBigIntegerExact();
                    int width = 8 * type.sizeBytes();
                    BigInteger least = type.kind() == NumericType.Kind.UNSIGNED
                            ? BigInteger.ZERO
                            : BigInteger.ONE.shiftLeft(width - 1).negate();
                    BigInteger beyond = least.add(BigInteger.ONE.shiftLeft(width));
                    if (integer.compareTo(least) < 0 || integer.compareTo(beyond) >= 0) {
                        throw refused(variable, number + " is out of range");
                    }
                    bits.putLong(integer.longValue());
                }
            }
        } catch (NumberFormatException e) {
            throw refused(variable, number + " is no such number");
        } catch (ArithmeticException e) {
            throw refused(variable, number + " is not whole");
        }
        return Arrays.copyOf(bits.array(), type.sizeBytes());
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.Bytes;
import dev.varve.array.Conversion;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What stored numbers mean by the CF conventions: packed ones (section 8.1) are unpacked with doubles, and those that
 * {@code _FillValue} or {@code missing_value} name stand for no value.
 */
final class Decoding {
    static final String FILL = "_FillValue";
    static final String MISSING = "missing_value";
    static final String SCALE = "scale_factor";
    static final String OFFSET = "add_offset";
    static final String UNSIGNED = "_Unsigned";

    private final NumericType type;
    private final double scale;
    private final double offset;
    private final boolean isPacked;
    private final long[] missingIntegers;
    private final double[] missingFloats;

    private Decoding(
            NumericType type, double scale, double offset, boolean isPacked, long[] integers, double[] floats) {
        this.type = type;
        this.scale = scale;
        this.offset = offset;
        this.isPacked = isPacked;
        this.missingIntegers = integers;
        this.missingFloats = floats;
    }

    /**
     * How a variable's elements are decoded.
     *
     * @param verb what is to be done with it, for messages: {@code cast}
     * @throws TransformException when they are no real numbers
     */
    static Decoding of(Variable variable, String verb) {
        if (!(variable.type() instanceof NumericType stored) || stored.kind() == NumericType.Kind.COMPLEX) {
            throw new TransformException(
                    "variable '" + variable.path() + "' is of type " + variable.type() + ", which cannot be " + verb,
                    "a variable of integers or floating-point numbers");
        }
        boolean isUnsigned = variable.text(UNSIGNED)
                .map(text -> text.strip().equalsIgnoreCase("true"))
                .orElse(false);
        NumericType type = isUnsigned ? unsigned(stored) : stored;
        double scale = number(variable, SCALE).orElse(1.0);
        double offset = number(variable, OFFSET).orElse(0.0);
        boolean isPacked = type != stored
                || variable.attribute(SCALE).isPresent()
                || variable.attribute(OFFSET).isPresent();
        long[] integers = new long[0];
        double[] floats = new double[0];
        for (String name : List.of(FILL, MISSING)) {
            Optional<NdArray> numbers = numbers(variable, name).filter(n -> isHeld(n, stored));
            if (numbers.isPresent()) {
                NdArray own = Conversion.of(numbers.get(), stored).reinterpret(type);
                integers = Numbers.isInteger(type) ? join(integers, longs(own)) : integers;
                floats = Numbers.isInteger(type) ? floats : join(floats, doubles(own));
            }
        }
        return new Decoding(type, scale, offset, isPacked, integers, floats);
    }

    /** The same where one more stored number stands for no value. */
    Decoding withMissing(FillValue fill) {
        NdArray own = NdArray.of(fill.type(), Shape.of(1), fill.bits()).reinterpret(type);
        return Numbers.isInteger(type)
                ? new Decoding(type, scale, offset, isPacked, join(missingIntegers, longs(own)), missingFloats)
                : new Decoding(type, scale, offset, isPacked, missingIntegers, join(missingFloats, doubles(own)));
    }

    private static NumericType unsigned(NumericType type) {
        return switch (type) {
            case INT8 -> NumericType.UINT8;
            case INT16 -> NumericType.UINT16;
            case INT32 -> NumericType.UINT32;
            case INT64 -> NumericType.UINT64;
            default -> type;
        };
    }

    /** A not-a-number is no integer, and none of them is missing then. */
    private static boolean isHeld(NdArray numbers, NumericType type) {
        return !Numbers.isInteger(type)
                || Numbers.isInteger((NumericType) numbers.type())
                || Arrays.stream(doubles(numbers)).allMatch(Double::isFinite);
    }

    private static long[] join(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static double[] join(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The numbers of an attribute. */
    static Optional<NdArray> numbers(Variable variable, String name) {
        return variable.attribute(name)
                .filter(a -> a.value() instanceof Attribute.Numbers)
                .map(a -> ((Attribute.Numbers) a.value()).numbers())
                .filter(n -> n.shape().count() > 0 && ((NumericType) n.type()).kind() != NumericType.Kind.COMPLEX);
    }

    private static Optional<Double> number(Variable variable, String name) {
        return numbers(variable, name).map(numbers -> doubles(numbers)[0]);
    }

    /** All elements as doubles. */
    static double[] doubles(NdArray block) {
        NdArray wide = Conversion.of(block, NumericType.FLOAT64);
        double[] values = new double[Math.toIntExact(block.shape().count())];
        Numbers.readDoubles(wide.data(), 0, NumericType.FLOAT64, values, values.length);
        return values;
    }

    private static long[] longs(NdArray block) {
        long[] values = new long[Math.toIntExact(block.shape().count())];
        Numbers.readLongs(block.data(), 0, (NumericType) block.type(), values, values.length);
        return values;
    }

    /** One number as an attribute of a type. */
    static Attribute.Value attribute(NumericType type, double... values) {
        byte[] bytes = new byte[values.length * type.sizeBytes()];
        Numbers.writeDoubles(values, bytes, 0, type, values.length);
        return new Attribute.Numbers(NdArray.of(type, Shape.of(values.length), Bytes.wrap(bytes)));
    }

    /** The type that the stored bits are read as; that of the variable, or its unsigned twin. */
    NumericType type() {
        return type;
    }

    boolean isPacked() {
        return isPacked;
    }

    double scale() {
        return scale;
    }

    double offset() {
        return offset;
    }

    /** Whether some value stands for none. */
    boolean hasMissing() {
        return missingIntegers.length + missingFloats.length > 0;
    }

    boolean isMissing(long value) {
        for (long missing : missingIntegers) {
            if (value == missing) {
                return true;
            }
        }
        return false;
    }

    boolean isMissing(double value) {
        for (double missing : missingFloats) {
            if (value == missing || (Double.isNaN(value) && Double.isNaN(missing))) {
                return true;
            }
        }
        return false;
    }

    /** One stored number, unpacked. */
    double unpacked(double stored) {
        return isPacked ? stored * scale + offset : stored;
    }

    /**
     * Some elements, unpacked, and which of them stand for no value.
     *
     * @param first the place of the first one
     */
    void decode(NdArray block, int first, double[] values, boolean[] isMissing, int count) {
        Bytes data = block.data();
        if (Numbers.isInteger(type)) {
            long[] stored = new long[count];
            Numbers.readLongs(data, first, type, stored, count);
            for (int i = 0; i < count; i++) {
                isMissing[i] = isMissing(stored[i]);
                values[i] = unpacked(Numbers.toDouble(stored[i], type));
            }
            return;
        }
        Numbers.readDoubles(data, first, type, values, count);
        for (int i = 0; i < count; i++) {
            isMissing[i] = isMissing(values[i]);
            values[i] = unpacked(values[i]);
        }
    }
}

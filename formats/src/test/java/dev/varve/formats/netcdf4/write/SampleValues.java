package dev.varve.formats.netcdf4.write;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Blocks of values that netCDF can hold, different from each other. */
final class SampleValues {
    private static final String[] WORDS = {"", "Bern", "Zürich", "数据", "a longer text with blanks", "°C"};

    private SampleValues() {}

    static NdArray of(DataType type, Shape shape, long seed) {
        Random random = new Random(seed);
        int count = Math.toIntExact(shape.count());
        if (type == VariableType.STRING) {
            byte[][] elements = new byte[count][];
            for (int i = 0; i < count; i++) {
                elements[i] =
                        (WORDS[random.nextInt(WORDS.length)] + (i % 3 == 0 ? "" : i)).getBytes(StandardCharsets.UTF_8);
            }
            return NdArray.ofVariable(VariableType.STRING, shape, elements);
        }
        byte[] packed = new byte[count * type.sizeBytes()];
        if (type instanceof NumericType numeric && numeric.kind() == NumericType.Kind.FLOAT) {
            fillWithFloats(packed, numeric, random);
        } else if (type == NumericType.BOOL) {
            for (int i = 0; i < packed.length; i++) {
                packed[i] = (byte) random.nextInt(2);
            }
        } else if (type instanceof NullTerminatedBytes bytes) {
            fillWithLetters(packed, bytes.length(), random);
        } else if (type instanceof FixedUtf32 text) {
            fillWithCodePoints(packed, text.length(), random);
        } else {
            random.nextBytes(packed);
        }
        return NdArray.of(type, shape, Bytes.wrap(packed));
    }

    private static void fillWithFloats(byte[] packed, NumericType type, Random random) {
        int size = type.sizeBytes();
        for (int i = 0; i < packed.length / size; i++) {
            double value = i % 17 == 3 ? Double.NaN : Math.sin(i * 0.01) * 100 + random.nextInt(10);
            long bits =
                    size == Float.BYTES ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
            put(packed, i * size, bits, size);
        }
    }

    private static void put(byte[] packed, int at, long bits, int size) {
        for (int b = 0; b < size; b++) {
            packed[at + b] = (byte) (bits >>> (8 * b));
        }
    }

    private static void fillWithLetters(byte[] packed, int length, Random random) {
        for (int at = 0; at < packed.length; at += length) {
            int letters = length == 1 ? 1 : random.nextInt(length + 1);
            for (int i = 0; i < letters; i++) {
                packed[at + i] = (byte) ('a' + random.nextInt(26));
            }
        }
    }

    private static void fillWithCodePoints(byte[] packed, int length, Random random) {
        for (int at = 0; at < packed.length; at += Integer.BYTES * length) {
            int letters = random.nextInt(length + 1);
            for (int i = 0; i < letters; i++) {
                put(packed, at + Integer.BYTES * i, random.nextBoolean() ? 'a' + i : 0x1f600 + i, Integer.BYTES);
            }
        }
    }
}

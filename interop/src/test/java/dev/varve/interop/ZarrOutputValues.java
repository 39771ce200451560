package dev.varve.interop;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.SmallBits;
import dev.varve.array.VariableType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What stands in the arrays that the peers read: any bits that the type has, and a corner of nothing but fill value. */
final class ZarrOutputValues {
    private static final List<String> TEXTS =
            List.of("", "a", "bcd", "ünï", "数据", "\uD83C\uDF0A", "long text ".repeat(3));

    private ZarrOutputValues() {}

    /** Random elements; the far corner, where chunks are likely to lie whole, is fill value. */
    static NdArray of(Shape shape, FillValue fill, int seed) {
        Random random = new Random(seed);
        NdArray values = NdArray.filled(shape, fill);
        NdArray some = random(random, fill.type(), shape);
        if (shape.rank() == 0 || shape.count() == 0) {
            return some;
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            long[] stop = shape.extents();
            stop[axis] = (stop[axis] + 1) / 2;
            Region part = Region.between(new long[shape.rank()], stop);
            values.paste(some, part, new long[shape.rank()]);
        }
        return values;
    }

    private static NdArray random(Random random, DataType type, Shape shape) {
        int count = (int) shape.count();
        if (type instanceof VariableType variable) {
            byte[][] elements = new byte[count][];
            Arrays.setAll(elements, i -> text(random).getBytes(StandardCharsets.UTF_8));
            return NdArray.ofVariable(variable, shape, elements);
        }
        byte[] bytes = new byte[count * type.sizeBytes()];
        for (int at = 0; at < bytes.length; at += type.sizeBytes()) {
            byte[] element = element(random, type);
            System.arraycopy(element, 0, bytes, at, element.length);
        }
        return NdArray.of(type, shape, SmallBits.canonical(type, Bytes.wrap(bytes)));
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static byte[] element(Random random, DataType type) {
        byte[] bits = new byte[type.sizeBytes()];
        random.nextBytes(bits);
        if (type == NumericType.BOOL) {
            return new byte[] {(byte) (bits[0] & 1)};
        }
        if (type instanceof FixedUtf32) {
            return Arrays.copyOf(text(random).getBytes(Charset.forName("UTF-32LE")), bits.length);
        }
        if (type instanceof NullTerminatedBytes) {
            return Arrays.copyOf(text(random).getBytes(StandardCharsets.UTF_8), bits.length);
        }
        boolean isFloat = type instanceof NumericType numeric && !numeric.isInteger();
        // Random bits are mostly absurd numbers; every other number of a floating-point type is a plain one.
        return isFloat && random.nextBoolean() ? plain(random, bits, type.unitBytes()) : bits;
    }

    private static byte[] plain(Random random, byte[] bits, int unit) {
        ByteBuffer buffer = ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bits.length; at += unit) {
            double value = random.nextInt(5) == 0 ? -0.0 : random.nextInt(4000) / 16.0 - 100;
            switch (unit) {
                case 2 -> buffer.putShort(at, (short) (0x3c00 + random.nextInt(1024)));
                case 4 -> buffer.putFloat(at, (float) value);
                default -> buffer.putDouble(at, value);
            }
        }
        return bits;
    }

    /** Each number with {@code keepbits} bits of its mantissa, the nearest, half to even; NaN as it is. */
    static NdArray rounded(NdArray values, int keepbits) {
        int unit = values.type().unitBytes();
        int mantissa = unit == 2 ? 10 : unit == 4 ? 23 : 52;
        long infinity = unit == 2 ? 0x7c00 : unit == 4 ? 0x7f800000L : 0x7ff0000000000000L;
        byte[] bytes = values.data().toArray();
        for (int at = 0; at < bytes.length; at += unit) {
            long bits = 0;
            for (int i = unit - 1; i >= 0; i--) {
                bits = bits << 8 | bytes[at + i] & 0xff;
            }
            long sign = bits & 1L << (8 * unit - 1);
            long size = bits ^ sign;
            if (size <= infinity) {
                long step = 1L << (mantissa - keepbits);
                long below = size / step;
                long twice = 2 * (size % step);
                boolean isUp = twice > step || (twice == step && below % 2 == 1);
                bits = sign | (below + (isUp ? 1 : 0)) * step;
            }
            for (int i = 0; i < unit; i++) {
                bytes[at + i] = (byte) (bits >>> 8 * i);
            }
        }
        return NdArray.of(values.type(), values.shape(), Bytes.wrap(bytes));
    }
}

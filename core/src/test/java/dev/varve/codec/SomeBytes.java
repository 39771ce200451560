package dev.varve.codec;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.OptionalType;
import dev.varve.array.SmallBits;
import dev.varve.array.VariableType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Data to encode, the same in every run. */
public final class SomeBytes {
    private SomeBytes() {}

    /** None, one, noise, a run, a field, text; some of lengths that no element size divides. */
    public static List<Bytes> inputs() {
        byte[] run = new byte[5003];
        Arrays.fill(run, 100, 4000, (byte) 7);
        byte[] text = "the quick brown fox jumps over the lazy dog. ".repeat(40).getBytes(StandardCharsets.UTF_8);
        return List.of(
                Bytes.EMPTY,
                Bytes.wrap(new byte[] {42}),
                noise(1001, 1),
                Bytes.wrap(run),
                field(3000),
                Bytes.wrap(field(3000).array(), 0, 11_999),
                Bytes.wrap(text));
    }

    /** Bytes that nothing compresses. */
    public static Bytes noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** Smooth 32-bit floats with a little noise. */
    public static Bytes field(int count) {
        Random random = new Random(5);
        ByteBuffer values = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            values.putFloat((float) (280 + 15 * Math.sin(i / 311.0) + Math.rint(random.nextGaussian() * 8) / 64));
        }
        return Bytes.wrap(values.array());
    }

    /** A view in the middle of an array, so that reading and writing outside shows. */
    public static Bytes inside(Bytes bytes) {
        byte[] wide = new byte[bytes.length() + 30];
        Arrays.fill(wide, (byte) 0x5a);
        bytes.copyTo(wide, 13);
        return Bytes.wrap(wide, 13, bytes.length());
    }

    /** A chunk with elements at random, possible for the type. */
    public static NdArray chunk(ChunkSpec spec, Random random) {
        DataType type = spec.type();
        int count = (int) spec.shape().count();
        if (type instanceof OptionalType optional) {
            return someMissing(
                    chunk(new ChunkSpec(optional.inner(), spec.shape(), FillValue.zero(optional.inner())), random),
                    random);
        }
        if (type instanceof VariableType variable) {
            byte[][] elements = new byte[count][];
            for (int i = 0; i < count; i++) {
                elements[i] = "aé日\0"
                        .repeat(random.nextInt(4))
                        .concat("x".repeat(random.nextInt(5)))
                        .getBytes(StandardCharsets.UTF_8);
            }
            return NdArray.ofVariable(variable, spec.shape(), elements);
        }
        byte[] bytes = new byte[NdArray.sizeBytes(type, spec.shape())];
        random.nextBytes(bytes);
        if (type == NumericType.BOOL) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 1;
            }
        }
        return NdArray.of(type, spec.shape(), SmallBits.canonical(type, Bytes.wrap(bytes)));
    }

    private static NdArray someMissing(NdArray values, Random random) {
        NdArray chunk = NdArray.allocate(new OptionalType(values.type()), values.shape());
        int count = (int) values.shape().count();
        int size = values.type().isFixedSize() ? values.type().sizeBytes() : 0;
        for (int i = 0; i < count; i++) {
            if (random.nextBoolean()) {
                continue;
            }
            if (size > 0) {
                chunk.data().array()[i * (1 + size)] = 1;
                values.data().slice(i * size, size).copyTo(chunk.data().array(), i * (1 + size) + 1);
            } else {
                byte[] value = values.elements()[i];
                chunk.elements()[i] = new byte[1 + value.length];
                chunk.elements()[i][0] = 1;
                System.arraycopy(value, 0, chunk.elements()[i], 1, value.length);
            }
        }
        return chunk;
    }

    /** A chunk of integers or floats of which none is far from the one before; not negative where the type is not. */
    public static NdArray numbers(ChunkSpec spec, Random random) {
        NumericType type = (NumericType) spec.type();
        int count = (int) spec.shape().count();
        ByteBuffer bytes = ByteBuffer.allocate(count * type.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        double value = 60;
        for (int i = 0; i < count; i++) {
            value = Math.abs(value + random.nextGaussian() - value / 100);
            switch (type) {
                case FLOAT32 -> bytes.putFloat((float) value);
                case FLOAT64 -> bytes.putDouble(value);
                case INT8, UINT8 -> bytes.put((byte) value);
                case INT16, UINT16 -> bytes.putShort((short) value);
                case INT32, UINT32 -> bytes.putInt((int) value);
                case INT64, UINT64 -> bytes.putLong((long) value);
                case BOOL, FLOAT16, COMPLEX64, COMPLEX128 -> throw new IllegalArgumentException(type.toString());
            }
        }
        return NdArray.of(type, spec.shape(), Bytes.wrap(bytes.array()));
    }

    /** The largest difference between the elements of two chunks of floats. */
    public static double largestDifference(NdArray one, NdArray other) {
        double most = 0;
        for (int at = 0; at < one.data().length(); at += one.type().sizeBytes()) {
            most = Math.max(most, Math.abs(number(one, at) - number(other, at)));
        }
        return most;
    }

    private static double number(NdArray chunk, int at) {
        return chunk.type() == NumericType.FLOAT32
                ? Float.intBitsToFloat(chunk.data().getInt(at))
                : Double.longBitsToDouble(chunk.data().getLong(at));
    }
}

package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.OptionalType;
import dev.varve.array.Shape;
import java.util.Arrays;

/** Takes elements of an {@link OptionalType} apart and puts them together. */
final class OptionalElements {
    private OptionalElements() {}

    /** For each element in C order whether it is there: not 0. */
    static byte[] flags(NdArray chunk) {
        byte[] flags = new byte[(int) chunk.shape().count()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = chunk.type().isFixedSize()
                    ? chunk.data().get(i * chunk.type().sizeBytes())
                    : chunk.elements()[i][0];
        }
        return flags;
    }

    /** The {@code there} values that are there, along one axis. */
    static NdArray values(NdArray chunk, byte[] flags, int there) {
        DataType inner = ((OptionalType) chunk.type()).inner();
        return inner.isFixedSize()
                ? fixedValues(chunk, inner, flags, there)
                : variableValues(chunk, inner, flags, there);
    }

    private static NdArray fixedValues(NdArray chunk, DataType inner, byte[] flags, int there) {
        int size = inner.sizeBytes();
        byte[] values = new byte[there * size];
        int from = chunk.data().offset();
        int at = 0;
        for (byte flag : flags) {
            from += OptionalType.FLAG_BYTES;
            if (flag != 0) {
                System.arraycopy(chunk.data().array(), from, values, at, size);
                at += size;
            }
            from += size;
        }
        return NdArray.of(inner, Shape.of(there), Bytes.wrap(values));
    }

    private static NdArray variableValues(NdArray chunk, DataType inner, byte[] flags, int there) {
        byte[][] values = new byte[there][];
        int at = 0;
        for (int i = 0; i < flags.length; i++) {
            if (flags[i] != 0) {
                byte[] element = chunk.elements()[i];
                values[at++] = Arrays.copyOfRange(element, OptionalType.FLAG_BYTES, element.length);
            }
        }
        return NdArray.ofVariable(inner, Shape.of(there), values);
    }

    /** The reverse: as many values as there are flags that are not 0, among elements that are missing. */
    static NdArray marked(NdArray values, DataType type, Shape shape, byte[] flags) {
        NdArray chunk = NdArray.allocate(type, shape);
        if (type.isFixedSize()) {
            markFixed(values, chunk, flags);
        } else {
            markVariable(values, chunk, flags);
        }
        return chunk;
    }

    private static void markFixed(NdArray values, NdArray chunk, byte[] flags) {
        int size = values.type().sizeBytes();
        int from = values.data().offset();
        byte[] out = chunk.data().array();
        int to = chunk.data().offset();
        for (byte flag : flags) {
            if (flag != 0) {
                out[to] = 1;
                System.arraycopy(values.data().array(), from, out, to + OptionalType.FLAG_BYTES, size);
                from += size;
            }
            to += OptionalType.FLAG_BYTES + size;
        }
    }

    private static void markVariable(NdArray values, NdArray chunk, byte[] flags) {
        int at = 0;
        for (int i = 0; i < flags.length; i++) {
            if (flags[i] != 0) {
                byte[] value = values.elements()[at++];
                byte[] element = new byte[OptionalType.FLAG_BYTES + value.length];
                element[0] = 1;
                System.arraycopy(value, 0, element, OptionalType.FLAG_BYTES, value.length);
                chunk.elements()[i] = element;
            }
        }
    }
}

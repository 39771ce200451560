package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Text as the number of a label, counted from 1; 0 for the empty text.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/filter/categorize.html">numcodecs.categorize</a>. v3
 * name: {@code numcodecs.categorize}. v2 ids: {@code categorize}.
 *
 * <pre>{@code {"name": "numcodecs.categorize", "configuration": {"labels": ["sea", "land"], "dtype": "|O", "astype": "|u1"}}}</pre>
 *
 * <p>Differences from the reference: text that is no label is an error, as is a number without one; numcodecs makes the empty
 * text of both.
 *
 * @param labels no two alike
 * @param dtype text of any length, or UTF-32 of a fixed one
 * @param astype an integer type that can count them
 */
public record CategorizeCodec(List<String> labels, DataType dtype, NumericType astype) implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.categorize";

    private static final Charset UTF_32 = Charset.forName("UTF-32LE");
    private static final int RUN = 1024;

    public CategorizeCodec {
        labels = List.copyOf(labels);
        if (new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException("categorize has two labels alike");
        }
        if (dtype != VariableType.STRING && !(dtype instanceof FixedUtf32)) {
            throw new IllegalArgumentException("categorize takes text, not " + dtype);
        }
        boolean isSigned = astype.kind() == NumericType.Kind.SIGNED;
        int bits = Math.min(astype.sizeBytes() * Byte.SIZE - (isSigned ? 1 : 0), Integer.SIZE);
        if (!astype.isInteger() || labels.size() >= 1L << bits) {
            throw new IllegalArgumentException("categorize cannot count " + labels.size() + " labels as " + astype);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (!decoded.type().equals(dtype)) {
            throw new IllegalArgumentException(NAME + " of dtype " + dtype + " for elements of " + decoded.type());
        }
        List<byte[]> texts = new ArrayList<>();
        texts.add(new byte[0]);
        for (String label : labels) {
            texts.add(bits(label));
        }
        Map<Bytes, Integer> numbers = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            numbers.put(Bytes.wrap(texts.get(i)), i);
        }
        FillValue zero = FillValue.zero(astype);
        return new BoundCategorize(decoded, new ChunkSpec(astype, decoded.shape(), zero), texts, numbers);
    }

    private byte[] bits(String label) {
        if (dtype == VariableType.STRING) {
            return label.getBytes(StandardCharsets.UTF_8);
        }
        byte[] wide = label.getBytes(UTF_32);
        if (wide.length > dtype.sizeBytes()) {
            throw new IllegalArgumentException("categorize label \"" + label + "\" is longer than " + dtype);
        }
        return wide;
    }

    /**
     * @param texts of each number, as elements have them but for NULs at the end
     * @param numbers of each text; only read
     */
    private record BoundCategorize(
            ChunkSpec decodedSpec, ChunkSpec encodedSpec, List<byte[]> texts, Map<Bytes, Integer> numbers)
            implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            NumericType type = (NumericType) encodedSpec.type();
            NdArray encoded = NdArray.allocate(type, encodedSpec.shape());
            int count = (int) decoded.shape().count();
            long[] run = new long[RUN];
            for (int at = 0; at < count; at += RUN) {
                int length = Math.min(RUN, count - at);
                for (int i = 0; i < length; i++) {
                    Integer number = numbers.get(Bytes.wrap(text(decoded, at + i)));
                    if (number == null) {
                        throw new CodecException(NAME, "element " + (at + i) + " is no label");
                    }
                    run[i] = number;
                }
                Numbers.writeLongs(run, type, encoded.data().array(), at, type, length);
            }
            return encoded;
        }

        private static byte[] text(NdArray decoded, int index) {
            if (!decoded.type().isFixedSize()) {
                return decoded.elements()[index];
            }
            int size = decoded.type().sizeBytes();
            byte[] element = decoded.data().slice(index * size, size).toArray();
            int end = size;
            while (end > 0 && Bytes.wrap(element).getInt(end - Integer.BYTES) == 0) {
                end -= Integer.BYTES;
            }
            return Arrays.copyOf(element, end);
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            NumericType type = (NumericType) encodedSpec.type();
            NdArray decoded = NdArray.allocate(decodedSpec.type(), decodedSpec.shape());
            int count = (int) encoded.shape().count();
            long[] run = new long[RUN];
            for (int at = 0; at < count; at += RUN) {
                int length = Math.min(RUN, count - at);
                Numbers.readLongs(encoded.data(), at, type, run, length);
                for (int i = 0; i < length; i++) {
                    if (run[i] < 0 || run[i] >= texts.size()) {
                        throw new CodecException(NAME, "element " + (at + i) + ": " + run[i] + " has no label");
                    }
                    put(decoded, at + i, texts.get((int) run[i]));
                }
            }
            return decoded;
        }

        private static void put(NdArray decoded, int index, byte[] text) {
            if (decoded.type().isFixedSize()) {
                int at = index * decoded.type().sizeBytes();
                System.arraycopy(text, 0, decoded.data().array(), at, text.length);
            } else {
                decoded.elements()[index] = text;
            }
        }
    }
}

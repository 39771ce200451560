package dev.varve.run.compress;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.filter.BitRounding;
import dev.varve.codec.filter.QuantizeCodec;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * What CF (conventions 1.12, section 8.4) wants to be said of numbers that were rounded when they were written: a variable
 * without data that names the algorithm, and in each rounded variable that variable's name and how many bits were kept.
 *
 * <p>The section knows bit rounding. Rounding to decimals behind the point, as {@code quantize} does, keeps no number of
 * significant digits and is none of its algorithms; of that {@code least_significant_digit} tells, as netCDF4-python writes it.
 */
public final class Quantization {
    /** The usual name of the variable that names the algorithm. */
    public static final String CONTAINER = "quantization_info";

    /** The attribute that names it. */
    public static final String NAME = "quantization";

    private static final String KEPT_BITS = "quantization_nsb";
    private static final String DECIMALS = "least_significant_digit";
    private static final int FLOAT32_MANTISSA = 23;
    private static final int FLOAT64_MANTISSA = 52;

    private Quantization() {}

    /** Whether an attribute is one of those that are said of rounded variables. */
    public static boolean isAttribute(String name) {
        return name.equals(NAME) || name.equals(KEPT_BITS) || name.equals(DECIMALS);
    }

    /** How many bits of the mantissa a chain keeps of a variable; nothing when it rounds none away. */
    public static Optional<Integer> keptBits(Variable variable, CodecChain chain) {
        int mantissa = variable.type() == NumericType.FLOAT32
                ? FLOAT32_MANTISSA
                : variable.type() == NumericType.FLOAT64 ? FLOAT64_MANTISSA : 0;
        return chain.filters().stream()
                .filter(BitRounding.class::isInstance)
                .map(filter -> ((BitRounding) filter).keepbits())
                .filter(bits -> bits >= 1 && bits < mantissa)
                .min(Integer::compare);
    }

    /** What is said of a variable that a chain rounds: nothing of integers, and nothing when it does not round. */
    public static List<Attribute> attributes(Variable variable, CodecChain chain, String container) {
        Optional<Integer> bits = keptBits(variable, chain);
        if (bits.isPresent()) {
            return List.of(new Attribute(NAME, new Attribute.Text(container)), number(KEPT_BITS, bits.get()));
        }
        for (ArrayToArrayCodec filter : chain.filters()) {
            boolean isFloat = variable.type() == NumericType.FLOAT32 || variable.type() == NumericType.FLOAT64;
            if (isFloat && filter instanceof QuantizeCodec quantize) {
                return List.of(number(DECIMALS, quantize.digits()));
            }
        }
        return List.of();
    }

    private static Attribute number(String name, int value) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        return new Attribute(
                name, new Attribute.Numbers(NdArray.of(NumericType.INT32, Shape.of(1), Bytes.wrap(bytes))));
    }

    /**
     * The variable without data.
     *
     * @param implementation the software that rounds, and its version
     */
    public static Variable container(String path, String implementation) {
        return new Variable(
                path,
                NumericType.INT32,
                List.of(),
                FillValue.zero(NumericType.INT32),
                List.of(
                        new Attribute("algorithm", new Attribute.Text("bitround")),
                        new Attribute("implementation", new Attribute.Text(implementation))),
                new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0),
                Optional.empty());
    }
}

package dev.varve.dataset;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import java.util.List;

/**
 * Something said about a variable or a group, with its type kept.
 *
 * @param name its name
 * @param value its value
 */
public record Attribute(String name, Value value) {
    /** The value of an attribute. */
    public sealed interface Value {}

    /** Characters: netCDF's {@code char} attribute, one text. */
    public record Text(String text) implements Value {}

    /** Netcdf-4's {@code string} attribute, any number of texts. */
    public record Strings(List<String> texts) implements Value {
        public Strings {
            texts = List.copyOf(texts);
        }
    }

    /** One or more numbers: rank 1, as netCDF has it; a single number has length 1. */
    public record Numbers(NdArray numbers) implements Value {
        public Numbers {
            if (!(numbers.type() instanceof NumericType) || numbers.shape().rank() != 1) {
                throw new IllegalArgumentException("numbers of an attribute must be numeric and of rank 1: " + numbers);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbers that && numbers.sameBits(that.numbers);
        }

        @Override
        public int hashCode() {
            return numbers.shape().hashCode();
        }
    }

    /** What only JSON can say: nested lists and objects, booleans, null; kept as its text. */
    public record Json(String json) implements Value {}
}

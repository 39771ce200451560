package dev.varve.dataset;

import dev.varve.array.NumericType;
import java.util.Map;
import java.util.TreeMap;

/** What a source calls a variable's type where Varve's {@link dev.varve.array.DataType} alone would forget it. */
public sealed interface DeclaredType {
    /**
     * Text kept as a netCDF {@code char} array whose last axis is the text's length; the variable is seen as strings,
     * without that axis.
     *
     * @param lengthDimension the name of the last axis
     * @param length its length in bytes
     */
    record CharArray(String lengthDimension, long length) implements DeclaredType {}

    /**
     * Integers with names.
     *
     * @param name the name of the enumeration
     * @param base the integer type
     * @param members names and values
     */
    record Enumeration(String name, NumericType base, Map<String, Long> members) implements DeclaredType {
        public Enumeration {
            members = Map.copyOf(new TreeMap<>(members));
        }
    }
}

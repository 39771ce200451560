package dev.varve.dataset;

import dev.varve.array.NumericType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a source calls a variable's type where Varve's {@link dev.varve.array.DataType} alone would forget it.
 *
 * <p>NetCDF's {@code char} needs no such word: a char array is an array of one-byte
 * {@link dev.varve.array.NullTerminatedBytes} with all its axes, the last of which is the length of the text. So no byte
 * is lost, xarray joins the characters to text as it does for netCDF, and the way back is the same array again.
 */
public sealed interface DeclaredType {
    /**
     * Integers with names.
     *
     * @param name the name of the enumeration
     * @param base the integer type
     * @param members names and values, in the source's order
     */
    record Enumeration(String name, NumericType base, Map<String, Long> members) implements DeclaredType {
        public Enumeration {
            if (!base.isInteger()) {
                throw new IllegalArgumentException("enumeration " + name + " of " + base);
            }
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }
}

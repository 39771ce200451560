package dev.varve.formats.netcdf4.write;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.VariableType;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Variable;
import dev.varve.formats.hdf5.write.Encoder;
import dev.varve.formats.hdf5.write.FileType;
import java.util.Optional;

/**
 * What a variable's elements become in netCDF.
 *
 * @param kind numbers, characters or text
 * @param type the type of one stored element
 * @param charactersPerElement how many characters an element becomes; 1 for all but byte strings
 * @param enumeration the names of numbers, where they have some
 */
record ElementForm(Kind kind, FileType type, int charactersPerElement, Optional<DeclaredType.Enumeration> enumeration) {
    /** The three ways of storing elements. */
    enum Kind {
        /** Numbers of netCDF's types. */
        NUMBER,
        /** NetCDF's {@code char}. */
        CHARACTERS,
        /** NetCDF's {@code string}. */
        TEXT
    }

    /**
     * The form of a variable's elements.
     *
     * @throws IllegalArgumentException when netCDF has no such type; says what to do
     */
    static ElementForm of(Variable variable) {
        DataType type = variable.type();
        if (type instanceof NumericType numeric) {
            return number(variable, numeric);
        }
        if (type instanceof NullTerminatedBytes bytes) {
            return new ElementForm(Kind.CHARACTERS, FileType.text(1, true), bytes.length(), Optional.empty());
        }
        if (type == VariableType.STRING || type instanceof FixedUtf32) {
            return new ElementForm(Kind.TEXT, FileType.VARIABLE_TEXT, 1, Optional.empty());
        }
        throw refused(variable, "cast it to numbers or text, or leave it out");
    }

    private static ElementForm number(Variable variable, NumericType type) {
        switch (type) {
            case FLOAT16 -> throw refused(variable, "cast it to float32, which holds every value");
            case COMPLEX64, COMPLEX128 ->
                throw refused(variable, "write the real and the imaginary part as two variables");
            default -> {
                Optional<DeclaredType.Enumeration> names = variable.declared()
                        .map(d -> (DeclaredType.Enumeration) d)
                        .filter(e -> e.base() == type && !e.members().isEmpty());
                return new ElementForm(Kind.NUMBER, FileType.number(type), 1, names);
            }
        }
    }

    private static IllegalArgumentException refused(Variable variable, String cure) {
        return new IllegalArgumentException(
                "variable '" + variable.path() + "': NetCDF-4 has no type for " + variable.type() + "; " + cure);
    }

    /** The fill value that a file can say for elements of a type: what it cannot is zero, and then always written. */
    FillValue storable(FillValue wanted) {
        return switch (kind) {
            case NUMBER -> wanted;
            case CHARACTERS -> isUniform(wanted.bits()) ? wanted : FillValue.zero(wanted.type());
            case TEXT -> FillValue.zero(wanted.type());
        };
    }

    /** Whether a value is one of the enumeration's. */
    boolean isMember(FillValue value) {
        return enumeration.stream()
                .flatMap(e -> e.members().values().stream())
                .anyMatch(member ->
                        new Encoder().unsigned(member, type.sizeBytes()).bytes().equals(value.bits()));
    }

    private static boolean isUniform(Bytes bits) {
        for (int i = 1; i < bits.length(); i++) {
            if (bits.get(i) != bits.get(0)) {
                return false;
            }
        }
        return true;
    }

    /** What the file says of elements that were not written. */
    Bytes storedFill(FillValue fill) {
        return switch (kind) {
            case NUMBER -> fill.bits();
            case CHARACTERS -> fill.bits().slice(0, 1);
            case TEXT -> Bytes.wrap(new byte[type.sizeBytes()]);
        };
    }
}

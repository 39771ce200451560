package dev.varve.formats.hdf5;

import dev.varve.array.Shape;
import java.util.List;
import java.util.stream.Collectors;

/** The type of a dataset's or attribute's elements in the file (section IV.A.2.d); its text is for messages. */
public sealed interface Datatype {
    /** Bytes of one element in the file. */
    int sizeBytes();

    /** Whether netCDF-4 has such a type; where it has not, the library passes over the dataset. */
    default boolean isOfNetcdf() {
        return true;
    }

    /**
     * Class 0, an integer.
     *
     * @param sizeBytes bytes of an element
     * @param isBigEndian whether the most significant byte comes first
     * @param isSigned whether it is two's complement
     * @param bitOffset the bit where the value starts
     * @param precision bits of the value
     */
    record FixedPoint(int sizeBytes, boolean isBigEndian, boolean isSigned, int bitOffset, int precision)
            implements Datatype {
        /** Whether the value takes all the bits. */
        boolean isWhole() {
            return bitOffset == 0 && precision == 8 * sizeBytes;
        }

        @Override
        public String toString() {
            String bits = isWhole() ? "" : " of " + precision + " bits at bit " + bitOffset;
            return (isSigned ? "int" : "uint") + 8 * sizeBytes + bits;
        }
    }

    /**
     * Class 1, a binary floating-point number.
     *
     * @param sizeBytes bytes of an element
     * @param order the order of its bytes
     * @param layout where sign, exponent and mantissa lie
     */
    record Floating(int sizeBytes, Order order, FloatLayout layout) implements Datatype {
        /** Orders of bytes. */
        public enum Order {
            LITTLE,
            BIG,
            VAX
        }

        @Override
        public String toString() {
            boolean isPlain = layout.equals(FloatLayout.ieee(sizeBytes));
            return "float" + 8 * sizeBytes + (isPlain ? "" : " with " + layout) + (order == Order.VAX ? " (VAX)" : "");
        }
    }

    /** Class 2, a time of so many bytes. */
    record Time(int sizeBytes) implements Datatype {
        @Override
        public boolean isOfNetcdf() {
            return false;
        }

        @Override
        public String toString() {
            return "time";
        }
    }

    /**
     * Class 3, a text in a field of fixed length.
     *
     * @param sizeBytes bytes of the field
     * @param padding 0 ended by NUL, 1 filled with NULs, 2 filled with spaces
     */
    record FixedString(int sizeBytes, int padding) implements Datatype {
        @Override
        public String toString() {
            return "string of " + sizeBytes + " bytes";
        }
    }

    /** Class 4, bits. */
    record BitField(int sizeBytes) implements Datatype {
        @Override
        public boolean isOfNetcdf() {
            return false;
        }

        @Override
        public String toString() {
            return "bit field of " + sizeBytes + " bytes";
        }
    }

    /** Class 5, bytes with a tag. */
    record Opaque(int sizeBytes, String tag) implements Datatype {
        @Override
        public String toString() {
            return "opaque of " + sizeBytes + " bytes" + (tag.isEmpty() ? "" : " '" + tag + "'");
        }
    }

    /** Class 6, fields side by side. */
    record Compound(int sizeBytes, List<Member> members) implements Datatype {
        public Compound {
            members = List.copyOf(members);
        }

        /** A field, {@code offset} bytes into the element. */
        public record Member(String name, long offset, Datatype type) {}

        @Override
        public boolean isOfNetcdf() {
            return members.stream().allMatch(m -> m.type().isOfNetcdf() || m.type() instanceof Block);
        }

        @Override
        public String toString() {
            return members.stream()
                    .limit(8)
                    .map(m -> m.name() + ": " + m.type())
                    .collect(Collectors.joining(", ", "compound {", members.size() > 8 ? ", ...}" : "}"));
        }
    }

    /** Class 7, a reference; {@code kind} is 0 for an object's address, 1 to 4 for the others. */
    record Reference(int sizeBytes, int kind) implements Datatype {
        /** Whether an element is the address of an object header. */
        public boolean isObjectAddress() {
            return kind == 0;
        }

        @Override
        public boolean isOfNetcdf() {
            return false;
        }

        @Override
        public String toString() {
            return kind == 0 || kind == 2 ? "object reference" : "region or attribute reference";
        }
    }

    /**
     * Class 8, integers with names.
     *
     * @param base the integers
     * @param names the names
     * @param values the value of each name
     */
    record Enumeration(FixedPoint base, List<String> names, List<Long> values) implements Datatype {
        public Enumeration {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }

        /** Whether these are h5py's booleans: FALSE 0 and TRUE 1 in one byte. */
        public boolean isBoolean() {
            return base.sizeBytes() == 1 && names.equals(List.of("FALSE", "TRUE")) && values.equals(List.of(0L, 1L));
        }

        @Override
        public int sizeBytes() {
            return base.sizeBytes();
        }

        @Override
        public String toString() {
            return "enumeration of " + base;
        }
    }

    /** Class 9, a text of any length; the element only says where it lies. */
    record VariableString(int sizeBytes) implements Datatype {
        @Override
        public String toString() {
            return "string";
        }
    }

    /** Class 9, any number of elements of another type. */
    record Sequence(int sizeBytes, Datatype base) implements Datatype {
        @Override
        public boolean isOfNetcdf() {
            return base.isOfNetcdf();
        }

        @Override
        public String toString() {
            return "variable-length sequence of " + base;
        }
    }

    /** Class 10, a small array. */
    record Block(int sizeBytes, Shape shape, Datatype base) implements Datatype {
        @Override
        public boolean isOfNetcdf() {
            return false;
        }

        @Override
        public String toString() {
            return "array " + shape + " of " + base;
        }
    }

    /** Class 11 of HDF5 2.0, two numbers: real and imaginary part. */
    record Complex(int sizeBytes, Datatype base) implements Datatype {
        @Override
        public boolean isOfNetcdf() {
            return false;
        }

        @Override
        public String toString() {
            return "complex of two " + base;
        }
    }

    /** A type that this reader does not know. */
    record Unknown(int sizeBytes, String reason) implements Datatype {
        @Override
        public boolean isOfNetcdf() {
            return false;
        }

        @Override
        public String toString() {
            return reason;
        }
    }
}

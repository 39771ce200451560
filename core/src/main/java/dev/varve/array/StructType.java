package dev.varve.array;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Records of named fields of fixed size, packed one after another without padding (zarr-extensions {@code struct}, NumPy's
 * structured types). Fields may be records themselves.
 *
 * @param fields at least one, in the order of their bytes; no name twice
 */
public record StructType(List<Field> fields) implements DataType {
    /**
     * A field.
     *
     * @param name its name, not empty
     * @param type the type of its value, of fixed size
     * @param shape how many values of the type it holds, in C order; that of a scalar for one. Zarr v3 has no other.
     */
    public record Field(String name, DataType type, Shape shape) {
        public Field {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a field of a struct has an empty name");
            }
            if (type instanceof OptionalType) {
                throw new IllegalArgumentException(
                        "field '" + name + "' of a struct is " + type + ", which may be missing");
            }
            if (!type.isFixedSize()) {
                throw new IllegalArgumentException(
                        "field '" + name + "' of a struct is " + type + ", which has no fixed size");
            }
        }

        /** A field of one value. */
        public static Field of(String name, DataType type) {
            return new Field(name, type, Shape.SCALAR);
        }

        /** Bytes of the field. */
        public int sizeBytes() {
            return Math.toIntExact(Math.multiplyExact(shape.count(), (long) type.sizeBytes()));
        }

        @Override
        public String toString() {
            return name + ": " + type + (shape.rank() == 0 ? "" : " " + shape);
        }
    }

    public StructType {
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a struct has no fields");
        }
        Set<String> names = new HashSet<>();
        int sizeBytes = 0;
        for (Field field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("a struct has two fields '" + field.name() + "'");
            }
            sizeBytes = Math.addExact(sizeBytes, field.sizeBytes());
        }
        if (sizeBytes == 0) {
            throw new IllegalArgumentException("a struct of no bytes: " + fields);
        }
    }

    /** A struct of these fields. */
    public static StructType of(Field... fields) {
        return new StructType(List.of(fields));
    }

    @Override
    public boolean isFixedSize() {
        return true;
    }

    @Override
    public int sizeBytes() {
        int sizeBytes = 0;
        for (Field field : fields) {
            sizeBytes += field.sizeBytes();
        }
        return sizeBytes;
    }

    @Override
    public int unitBytes() {
        int largest = 1;
        for (Field field : fields) {
            largest = Math.max(largest, field.type().unitBytes());
        }
        return largest;
    }

    @Override
    public String toString() {
        return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "struct[", "]"));
    }
}

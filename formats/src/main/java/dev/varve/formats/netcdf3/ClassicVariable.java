package dev.varve.formats.netcdf3;

import dev.varve.array.Shape;
import dev.varve.dataset.Dimension;
import java.util.List;
import java.util.Optional;

/**
 * A variable as the header has it.
 *
 * @param name its name
 * @param dimensions its axes, slowest first
 * @param attributes what is said about it
 * @param type the type of its elements
 * @param begin where its first element lies in the file
 */
record ClassicVariable(
        String name, List<Dimension> dimensions, List<ClassicAttribute> attributes, ClassicType type, long begin) {
    ClassicVariable {
        dimensions = List.copyOf(dimensions);
        attributes = List.copyOf(attributes);
    }

    /** Whether it has one block of elements per record. */
    boolean isRecord() {
        return !dimensions.isEmpty() && dimensions.get(0).isUnlimited();
    }

    /** The lengths of its axes. */
    Shape shape() {
        return Shape.of(dimensions.stream().mapToLong(Dimension::length).toArray());
    }

    /** The shape of what lies in one piece: one record, or the whole variable. */
    Shape pieceShape() {
        long[] extents = shape().extents();
        if (isRecord()) {
            extents[0] = 1;
        }
        return Shape.of(extents);
    }

    /**
     * Bytes of what lies in one piece, without padding.
     *
     * @throws ArithmeticException when they are more than a file can have
     */
    long pieceBytes() {
        return Math.multiplyExact(pieceShape().count(), (long) type.sizeBytes());
    }

    /** The attribute of this name, if there is one. */
    Optional<ClassicAttribute> attribute(String wanted) {
        return attributes.stream().filter(a -> a.name().equals(wanted)).findFirst();
    }
}

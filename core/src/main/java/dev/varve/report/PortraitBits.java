package dev.varve.report;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.measure.BitInformation;
import dev.varve.measure.Quantisation;
import dev.varve.report.FieldPortrait.Bits;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The information in the bits of a field, between neighbours along rows, of planes that are spread evenly over the sample. */
final class PortraitBits {
    /** More neighbours tell nothing new. */
    private static final int MAX_CELLS = 4 << 20;

    private PortraitBits() {}

    /** None of integers, of rows of one cell, and where there is no information at all. */
    static Optional<Bits> of(SamplePlanes planes, NdArray original) {
        NumericType type = (NumericType) original.type();
        if (type.kind() != NumericType.Kind.FLOAT || planes.columns() < 2 || planes.count() == 0) {
            return Optional.empty();
        }
        NdArray some = some(planes, original, type);
        BitInformation information = BitInformation.along(some.shape().rank() - 1, some, List.of());
        OptionalInt keep99 = information.keepBits(0.99);
        OptionalInt keep999 = information.keepBits(0.999);
        if (keep99.isEmpty() || keep999.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Bits(
                Arrays.stream(information.information()).boxed().toList(),
                type.sizeBytes() == 2 ? 6 : type.sizeBytes() == 4 ? 9 : 12,
                keep99.getAsInt(),
                keep999.getAsInt(),
                Quantisation.of(some, List.of()).isPresent()));
    }

    private static NdArray some(SamplePlanes planes, NdArray original, NumericType type) {
        int cells = planes.rows() * planes.columns();
        int count = Math.max(1, Math.min(planes.count(), MAX_CELLS / cells));
        Shape shape = Shape.of(count, planes.rows(), planes.columns());
        byte[] bytes = new byte[NdArray.sizeBytes(type, shape)];
        for (int i = 0; i < count; i++) {
            int plane = (int) ((2L * i + 1) * planes.count() / (2L * count));
            Numbers.writeDoubles(planes.read(original, plane), bytes, i * cells, type, cells);
        }
        return NdArray.of(type, shape, Bytes.wrap(bytes));
    }
}

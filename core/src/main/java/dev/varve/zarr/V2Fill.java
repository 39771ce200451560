package dev.varve.zarr;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.ZarrFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The attribute {@code _FillValue} in Zarr v2, where xarray and netCDF-C take the array's {@code fill_value} for it: a
 * variable with the attribute has that fill value, one without it has none that is stated.
 */
final class V2Fill {
    /** Its name. */
    static final String NAME = "_FillValue";

    private V2Fill() {}

    /** Whether a type's fill values are numbers that mask data. */
    private static boolean isMasking(DataType type) {
        return type instanceof NumericType numeric && (numeric.isInteger() || numeric.kind() == NumericType.Kind.FLOAT);
    }

    /** The fill value that the attribute of a variable states; nothing when it is not one number of the variable's type. */
    static Optional<FillValue> stated(Attribute attribute, DataType type) {
        boolean isFill = attribute.name().equals(NAME) && isMasking(type);
        if (!isFill
                || !(attribute.value() instanceof Attribute.Numbers numbers)
                || !numbers.numbers().type().equals(type)
                || numbers.numbers().shape().count() != 1) {
            return Optional.empty();
        }
        return Optional.of(new FillValue(type, numbers.numbers().data()));
    }

    /** The fill value that a variable's attributes state. */
    static Optional<FillValue> stated(List<Attribute> attributes, DataType type) {
        return attributes.stream()
                .flatMap(attribute -> stated(attribute, type).stream())
                .findFirst();
    }

    /**
     * The attributes of an array as a dataset has them: with its fill value among them where v2 states one.
     *
     * @param attributes those of the documents
     * @param isRecorded whether the fill value is among them with its own type and bits already
     */
    static List<Attribute> with(List<Attribute> attributes, ArrayMetadata array, boolean isRecorded) {
        boolean isMeant = array.format() == ZarrFormat.V2 && array.isFillStated() && isMasking(array.type());
        if (!isMeant || isRecorded) {
            return attributes;
        }
        List<Attribute> all = new ArrayList<>(attributes);
        all.removeIf(attribute -> attribute.name().equals(NAME));
        NdArray value = NdArray.of(array.type(), Shape.of(1), array.fill().bits());
        all.add(new Attribute(NAME, new Attribute.Numbers(value)));
        return all;
    }
}

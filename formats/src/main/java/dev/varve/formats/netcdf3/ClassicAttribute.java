package dev.varve.formats.netcdf3;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;

/**
 * An attribute as the header has it.
 *
 * @param name its name
 * @param type the type of its elements
 * @param values its elements, little-endian
 */
record ClassicAttribute(String name, ClassicType type, Bytes values) {
    /** How many elements there are. */
    int count() {
        return values.length() / type.sizeBytes();
    }

    /**
     * The same for a dataset. Characters are one text: UTF-8, or Latin-1 where they are not UTF-8; NULs at the end, which
     * C programs leave there, are no part of it.
     */
    Attribute attribute() {
        if (type != ClassicType.CHAR) {
            return new Attribute(name, new Attribute.Numbers(NdArray.of(type.type(), Shape.of(count()), values)));
        }
        int end = values.length();
        while (end > 0 && values.get(end - 1) == 0) {
            end--;
        }
        return new Attribute(name, new Attribute.Text(HeaderCursor.text(values.slice(0, end))));
    }
}

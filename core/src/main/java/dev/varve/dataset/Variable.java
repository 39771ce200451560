package dev.varve.dataset;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A named array of a dataset.
 *
 * @param path the full name, groups joined by {@code /} without one in front: {@code t2m}, {@code forecast/t2m}
 * @param type the element type
 * @param dimensions its axes, slowest first
 * @param fill the value of elements that were never written
 * @param attributes what is said about it, in the source's order
 * @param storage how it is stored
 * @param declared what the source calls the type where {@code type} alone would forget it
 */
public record Variable(
        String path,
        DataType type,
        List<Dimension> dimensions,
        FillValue fill,
        List<Attribute> attributes,
        Storage storage,
        Optional<DeclaredType> declared) {
    public Variable {
        dimensions = List.copyOf(dimensions);
        attributes = List.copyOf(attributes);
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The lengths of the axes. */
    public Shape shape() {
        return Shape.of(dimensions.stream().mapToLong(Dimension::length).toArray());
    }

    /** The same variable of which something else is said. */
    public Variable withAttributes(List<Attribute> others) {
        return new Variable(path, type, dimensions, fill, others, storage, declared);
    }

    /** The attribute of this name, if there is one. */
    public Optional<Attribute> attribute(String name) {
        return attributes.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    /** The text of the attribute of this name, several texts joined by blanks; nothing where it is no text. */
    public Optional<String> text(String name) {
        return attribute(name).map(Attribute::value).flatMap(value -> {
            if (value instanceof Attribute.Text text) {
                return Optional.of(text.text());
            }
            return value instanceof Attribute.Strings strings
                    ? Optional.of(String.join(" ", strings.texts()))
                    : Optional.empty();
        });
    }
}

package dev.varve.formats.netcdf4;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Group.Unsupported;
import dev.varve.dataset.SourceFormatException;
import dev.varve.formats.hdf5.Datatype;
import dev.varve.formats.hdf5.Hdf5Attribute;
import dev.varve.formats.hdf5.Hdf5File;
import dev.varve.formats.hdf5.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * HDF5 attributes as netCDF attributes ({@code read_hdf5_att} in {@code hdf5open.c}): one text of fixed length is netCDF's
 * char attribute, several are strings. What cannot be carried is listed under {@code variable@attribute}.
 */
final class AttributeReader {
    private final Hdf5File file;

    AttributeReader(Hdf5File file) {
        this.file = file;
    }

    /**
     * The attributes of an object that are not the format's own.
     *
     * @param path the object's full name, empty for the root group
     * @param unsupported takes what cannot be carried
     */
    List<Attribute> read(String path, List<Hdf5Attribute> attributes, boolean isOnScale, List<Unsupported> unsupported)
            throws IOException {
        List<Attribute> readable = new ArrayList<>();
        for (Hdf5Attribute attribute : attributes) {
            if (Conventions.isHidden(attribute.name(), isOnScale)) {
                continue;
            }
            try {
                Optional<Attribute.Value> value = value(attribute);
                if (value.isPresent()) {
                    readable.add(new Attribute(attribute.name(), value.get()));
                } else {
                    unsupported.add(refusal(path, attribute));
                }
            } catch (SourceFormatException e) {
                unsupported.add(new Unsupported(path + "@" + attribute.name(), file.reason(e)));
            }
        }
        return readable;
    }

    private static Unsupported refusal(String path, Hdf5Attribute attribute) {
        Shape shape = attribute.space().shape();
        String axes = shape.rank() > 1 ? " " + shape : "";
        return new Unsupported(
                path + "@" + attribute.name(), "attribute of " + attribute.type() + axes + " is not supported");
    }

    private Optional<Attribute.Value> value(Hdf5Attribute attribute) throws IOException {
        if (attribute.type() instanceof Datatype.FixedString text) {
            return Optional.of(fixed(attribute, text.sizeBytes()));
        }
        if (attribute.type() instanceof Datatype.VariableString) {
            return Optional.of(new Attribute.Strings(strings(file.sequences(attribute))));
        }
        Optional<NdArray> numbers = attribute.space().shape().rank() > 1 ? Optional.empty() : attribute.numbers();
        return numbers.map(Attribute.Numbers::new);
    }

    private static Attribute.Value fixed(Hdf5Attribute attribute, int sizeBytes) {
        Bytes data = attribute.texts().orElseThrow();
        boolean isArray =
                !attribute.space().isNull() && !attribute.space().shape().equals(Shape.SCALAR);
        if (!isArray) {
            return new Attribute.Text(Text.decode(Text.withoutTrailingNuls(data)));
        }
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < data.length(); at += sizeBytes) {
            texts.add(Text.decode(Text.untilNul(data.slice(at, sizeBytes))));
        }
        return new Attribute.Strings(texts);
    }

    /** Elements that are the same object of a heap are decoded once. */
    private static List<String> strings(byte[][] elements) {
        IdentityHashMap<byte[], String> known = new IdentityHashMap<>();
        List<String> texts = new ArrayList<>();
        for (byte[] element : elements) {
            texts.add(known.computeIfAbsent(element, e -> Text.decode(Text.untilNul(Bytes.wrap(e)))));
        }
        return texts;
    }
}

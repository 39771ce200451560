package dev.varve.formats.netcdf4.write;

import dev.varve.array.Bytes;
import dev.varve.array.Float16;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.formats.hdf5.write.Encoder;
import dev.varve.formats.hdf5.write.Extent;
import dev.varve.formats.hdf5.write.FileAttribute;
import dev.varve.formats.hdf5.write.FileType;
import dev.varve.formats.hdf5.write.GlobalHeapWriter;
import dev.varve.formats.netcdf4.Conventions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Attributes as netCDF-C stores them: text as {@code char}, texts and JSON as {@code string}, numbers by their type. */
final class AttributeForms {
    private static final Set<String> RESERVED = Set.of(
            Conventions.CLASS,
            Conventions.NAME,
            Conventions.DIMENSION_LIST,
            Conventions.REFERENCE_LIST,
            Conventions.COORDINATES,
            Conventions.DIMENSION_ID,
            Conventions.PROPERTIES);

    private AttributeForms() {}

    /**
     * The attributes in netCDF's types.
     *
     * @param owner what they belong to, for messages
     * @throws IllegalArgumentException when netCDF cannot say one of them; says what to do
     */
    static List<Attribute> storable(String owner, List<Attribute> attributes) {
        List<Attribute> storable = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Attribute attribute : attributes) {
            Paths.requireAttributeName(owner + " attribute", attribute.name());
            if (RESERVED.contains(attribute.name())) {
                throw refused(owner, attribute, "is a name that NetCDF-4 keeps for itself; rename or remove it");
            }
            if (!names.add(attribute.name())) {
                throw refused(owner, attribute, "is there twice; remove one");
            }
            storable.add(new Attribute(attribute.name(), value(owner, attribute)));
        }
        return storable;
    }

    private static IllegalArgumentException refused(String owner, Attribute attribute, String problem) {
        return new IllegalArgumentException(owner + ": attribute '" + attribute.name() + "' " + problem);
    }

    private static Attribute.Value value(String owner, Attribute attribute) {
        Attribute.Value value = attribute.value();
        if (value instanceof Attribute.Json json) {
            value = new Attribute.Strings(List.of(json.json()));
        }
        if (value instanceof Attribute.Strings strings) {
            for (String text : strings.texts()) {
                if (text.indexOf('\0') >= 0) {
                    throw refused(
                            owner, attribute, "holds a NUL character, where a netCDF string ends; change or remove it");
                }
            }
        }
        return value instanceof Attribute.Numbers numbers
                ? new Attribute.Numbers(number(owner, attribute, numbers.numbers()))
                : value;
    }

    /** Booleans become bytes; half precision becomes single, which holds every value. */
    private static NdArray number(String owner, Attribute attribute, NdArray numbers) {
        NumericType type = (NumericType) numbers.type();
        switch (type) {
            case BOOL -> {
                return numbers.reinterpret(NumericType.INT8);
            }
            case FLOAT16 -> {
                int count = Math.toIntExact(numbers.shape().count());
                Encoder wide = new Encoder();
                for (int i = 0; i < count; i++) {
                    float single = Float16.toFloat(numbers.data().getShort(Short.BYTES * i));
                    wide.unsigned32(Float.floatToRawIntBits(single));
                }
                return NdArray.of(NumericType.FLOAT32, Shape.of(count), wide.bytes());
            }
            case COMPLEX64, COMPLEX128 ->
                throw refused(
                        owner, attribute, "is complex, which NetCDF-4 has no type for; remove it or write it as two");
            default -> {
                return numbers;
            }
        }
    }

    /**
     * An attribute as it lies in a file.
     *
     * @param heap takes texts of any length
     */
    static FileAttribute encode(Attribute attribute, GlobalHeapWriter heap) throws IOException {
        if (attribute.value() instanceof Attribute.Text text) {
            return text(attribute.name(), text.text());
        }
        if (attribute.value() instanceof Attribute.Strings strings) {
            Encoder data = new Encoder();
            for (String text : strings.texts()) {
                Bytes utf8 = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
                heap.put(utf8, utf8.length(), data);
            }
            return new FileAttribute(
                    attribute.name(),
                    FileType.VARIABLE_TEXT,
                    extent(strings.texts().size()),
                    data.bytes());
        }
        NdArray numbers = ((Attribute.Numbers) attribute.value()).numbers();
        return new FileAttribute(
                attribute.name(),
                FileType.number((NumericType) numbers.type()),
                extent(numbers.shape().count()),
                numbers.data());
    }

    /** NetCDF-C gives attributes without elements no axes either. */
    private static Extent extent(long count) {
        return count == 0 ? Extent.NONE : Extent.of(count);
    }

    /** One text: as many characters as it has bytes, without a NUL behind, as netCDF-C writes it. */
    private static FileAttribute text(String name, String text) {
        Bytes utf8 = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new FileAttribute(
                name,
                FileType.text(Math.max(1, utf8.length()), Encoder.isAscii(text)),
                utf8.length() == 0 ? Extent.NONE : Extent.SCALAR,
                utf8);
    }

    /** A text with a NUL behind, in a field of a fixed length. */
    static FileAttribute terminated(String name, String text, int sizeBytes) {
        Bytes data =
                new Encoder().raw(Encoder.terminated(text)).zerosUpTo(sizeBytes).bytes();
        return new FileAttribute(name, FileType.text(sizeBytes, Encoder.isAscii(text)), Extent.SCALAR, data);
    }

    /** As above, as long as it has to be. */
    static FileAttribute terminated(String name, String text) {
        return terminated(name, text, Encoder.terminated(text).length());
    }
}

package dev.varve.formats.netcdf4.write;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts datasets together. Paths name everything; groups come before what lies in them. */
final class DatasetBuilder {
    private static final Storage STORAGE = new Storage("memory", Optional.empty(), Optional.empty(), List.of(), 0);

    private final Map<String, Parts> groups = new LinkedHashMap<>();
    private final Map<String, Dimension> dimensions = new HashMap<>();
    private final Map<String, NdArray> values = new HashMap<>();

    /** What lies in a group. */
    private static final class Parts {
        private final List<Dimension> dimensions = new ArrayList<>();
        private final List<Variable> variables = new ArrayList<>();
        private final List<Attribute> attributes = new ArrayList<>();
    }

    DatasetBuilder() {
        groups.put("", new Parts());
    }

    DatasetBuilder group(String path, Attribute... attributes) {
        groups.computeIfAbsent(path, p -> new Parts()).attributes.addAll(List.of(attributes));
        return this;
    }

    DatasetBuilder dimension(String path, long length) {
        return add(new Dimension(path, length, false));
    }

    DatasetBuilder unlimited(String path, long length) {
        return add(new Dimension(path, length, true));
    }

    private DatasetBuilder add(Dimension dimension) {
        groups.get(Paths.parent(dimension.path())).dimensions.add(dimension);
        dimensions.put(dimension.path(), dimension);
        return this;
    }

    /** A variable with values that differ. */
    DatasetBuilder variable(String path, DataType type, List<String> axes, Attribute... attributes) {
        return variable(path, type, axes, Optional.empty(), attributes);
    }

    DatasetBuilder variable(
            String path, DataType type, List<String> axes, Optional<DeclaredType> declared, Attribute... attributes) {
        Shape shape = shape(axes);
        NdArray counting = SampleValues.of(type, shape, path.hashCode());
        return variable(path, counting, axes, FillValue.zero(type), declared, attributes);
    }

    DatasetBuilder variable(
            String path,
            NdArray content,
            List<String> axes,
            FillValue fill,
            Optional<DeclaredType> declared,
            Attribute... attributes) {
        List<Dimension> along = axes.stream().map(dimensions::get).toList();
        groups.get(Paths.parent(path))
                .variables
                .add(new Variable(path, content.type(), along, fill, List.of(attributes), STORAGE, declared));
        values.put(path, content);
        return this;
    }

    Shape shape(List<String> axes) {
        return Shape.of(axes.stream().mapToLong(a -> dimensions.get(a).length()).toArray());
    }

    OutputCase build(String name) {
        return new OutputCase(name, new Dataset("test", tree("")), Map.copyOf(values), Netcdf4Options.DEFAULT);
    }

    private Group tree(String path) {
        List<Group> children = groups.keySet().stream()
                .filter(p -> !p.isEmpty() && Paths.parent(p).equals(path))
                .map(this::tree)
                .toList();
        Parts parts = groups.get(path);
        return new Group(path, parts.dimensions, parts.variables, List.of(), parts.attributes, children);
    }

    static Attribute text(String name, String text) {
        return new Attribute(name, new Attribute.Text(text));
    }

    static Attribute strings(String name, String... texts) {
        return new Attribute(name, new Attribute.Strings(List.of(texts)));
    }

    static Attribute number(String name, NumericType type, double... numbers) {
        ByteBuffer bits = ByteBuffer.allocate(8 * Math.max(1, numbers.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            switch (type) {
                case FLOAT32 -> bits.putFloat((float) number);
                case FLOAT64 -> bits.putDouble(number);
                default -> {
                    long integer = (long) number;
                    for (int i = 0; i < type.sizeBytes(); i++) {
                        bits.put((byte) (integer >>> (8 * i)));
                    }
                }
            }
        }
        Bytes packed = Bytes.wrap(Arrays.copyOf(bits.array(), numbers.length * type.sizeBytes()));
        return new Attribute(name, new Attribute.Numbers(NdArray.of(type, Shape.of(numbers.length), packed)));
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.testing.ChunkedSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** A small dataset as climate models write it, with random chunks; its numbers are known without reading it. */
final class Climate {
    static final String T = "t";
    static final String P = "p";
    static final double T_FILL = -999;
    static final double P_FILL = -1;

    final Map<String, Dimension> dimensions = new LinkedHashMap<>();
    final Map<String, Variable> variables = new LinkedHashMap<>();
    final Map<String, NdArray> values = new LinkedHashMap<>();
    private final Random random;

    Climate(long seed) {
        random = new Random(seed);
        dimension("time", 7, true);
        dimension("lev", 3, false);
        dimension("lat", 5, false);
        dimension("lon", 6, false);
        dimension("nv", 2, false);
        add("time", NumericType.INT32, i -> 31 + 6 * i[0], "time");
        attribute("time", "units", "hours since 2000-01-01");
        attribute("time", "bounds", "time_bnds");
        add("time_bnds", NumericType.INT32, i -> 28 + 6 * i[0] + 6 * i[1], "time", "nv");
        add("lev", NumericType.FLOAT64, i -> 1000 - 250 * i[0], "lev");
        add("lat", NumericType.FLOAT32, i -> (float) (60.1 - 30 * i[0]), "lat");
        attribute("lat", "units", "degrees_north");
        add("lon", NumericType.FLOAT64, i -> 60 * i[0], "lon");
        attribute("lon", "units", "degrees_east");
        add("land", NumericType.INT8, i -> (i[0] + i[1]) % 3, "lat", "lon");
        add("crs", NumericType.INT32, i -> 4);
        add(
                T,
                NumericType.FLOAT32,
                i -> i[0] % 4 == 3 && i[3] == 2 ? T_FILL : 200 + hash(i),
                "time",
                "lev",
                "lat",
                "lon");
        fill(T, T_FILL);
        attribute(T, "units", "K");
        attribute(T, "grid_mapping", "crs");
        attribute(T, "cell_methods", "time: lat: mean");
        add(P, NumericType.INT16, i -> i[1] == 1 ? P_FILL : hash(i), "time", "lat", "lon");
        fill(P, P_FILL);
        number(P, "scale_factor", NumericType.FLOAT64, 0.5);
        number(P, "add_offset", NumericType.FLOAT64, 10);
        attribute(P, "coordinates", "land");
        add("n", NumericType.INT32, i -> hash(i) * 1_000_003L, "lon", "time");
    }

    private static int hash(long[] index) {
        int hash = 7;
        for (long i : index) {
            hash = hash * 31 + (int) i;
        }
        return Math.floorMod(hash, 101);
    }

    private void dimension(String name, long length, boolean isUnlimited) {
        dimensions.put(name, new Dimension(name, length, isUnlimited));
    }

    private void add(String name, NumericType type, ToDoubleFunction<long[]> value, String... axes) {
        List<Dimension> own = new ArrayList<>();
        for (String axis : axes) {
            own.add(dimensions.get(axis));
        }
        Shape shape = Shape.of(own.stream().mapToLong(Dimension::length).toArray());
        Optional<Shape> chunk = Optional.empty();
        if (random.nextInt(5) > 0 && shape.rank() > 0) {
            long[] extents = shape.extents();
            for (int axis = 0; axis < extents.length; axis++) {
                extents[axis] = 1L + random.nextInt((int) extents[axis] + 1);
            }
            chunk = Optional.of(Shape.of(extents));
        }
        Storage storage = new Storage(
                chunk.isPresent() ? "chunked" : "contiguous", chunk, Optional.empty(), List.of(), shape.count() * 8);
        variables.put(name, new Variable(name, type, own, FillValue.zero(type), List.of(), storage, Optional.empty()));
        values.put(name, Numbered.block(type, shape, value));
    }

    void attribute(String variable, String name, String text) {
        Variable old = variables.get(variable);
        variables.put(variable, old.withAttributes(Trees.with(old.attributes(), name, new Attribute.Text(text))));
    }

    void number(String variable, String name, NumericType type, double value) {
        Variable old = variables.get(variable);
        variables.put(
                variable, old.withAttributes(Trees.with(old.attributes(), name, Decoding.attribute(type, value))));
    }

    private void fill(String name, double value) {
        Variable old = variables.get(name);
        NumericType type = (NumericType) old.type();
        byte[] bits = new byte[type.sizeBytes()];
        Numbers.writeDoubles(new double[] {value}, bits, 0, type, 1);
        number(name, "_FillValue", type, value);
        old = variables.get(name);
        variables.put(
                name,
                new Variable(
                        name,
                        type,
                        old.dimensions(),
                        new FillValue(type, Bytes.wrap(bits)),
                        old.attributes(),
                        old.storage(),
                        Optional.empty()));
    }

    ChunkedSource source(String name) {
        Group root = new Group(
                "",
                List.copyOf(dimensions.values()),
                List.copyOf(variables.values()),
                List.of(),
                List.of(new Attribute("title", new Attribute.Text("a test"))),
                List.of());
        return new ChunkedSource(name, new Dataset("memory", root), values);
    }

    /** The stored numbers of a variable. */
    Numbered numbered(String name) {
        return Numbered.of(values.get(name));
    }
}

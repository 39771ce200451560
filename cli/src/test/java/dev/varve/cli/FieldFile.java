package dev.varve.cli;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ZarrFormat;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.LayoutRule;
import dev.varve.run.Progress;
import dev.varve.store.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Writes NetCDF-4 files of fields over time, lat and lon, with coordinates: small ones, of float32, unless told otherwise. */
final class FieldFile {
    static final int TIMES = 4;
    static final int LATS = 6;
    static final int LONS = 10;

    private static final float NETCDF_FILL = 0x1.ep+122f;

    private final Dimension time;
    private final Dimension lat;
    private final Dimension lon;
    private final Map<String, NdArray> fields = new LinkedHashMap<>();
    private final Set<String> unwritten = new HashSet<>();

    FieldFile() {
        this(TIMES, LATS, LONS);
    }

    FieldFile(int times, int lats, int lons) {
        this.time = new Dimension("time", times, true);
        this.lat = new Dimension("lat", lats, false);
        this.lon = new Dimension("lon", lons, false);
    }

    private Shape shape() {
        return Shape.of(time.length(), lat.length(), lon.length());
    }

    /** Adds a field; {@code value} gives the n-th cell in C order. */
    FieldFile with(String name, IntToDoubleFunction value) {
        return with(name, NumericType.FLOAT32, value);
    }

    /** Adds a field of another type. */
    FieldFile with(String name, NumericType type, IntToDoubleFunction value) {
        NdArray field = NdArray.allocate(type, shape());
        int count = (int) shape().count();
        double[] cells = IntStream.range(0, count).mapToDouble(value).toArray();
        Numbers.writeDoubles(cells, field.data().array(), 0, type, count);
        fields.put(name, field);
        return this;
    }

    /** Adds a field of which some cells were never written: they have netCDF's own fill value, which no attribute declares. */
    FieldFile withUnwritten(String name, IntToDoubleFunction value, IntPredicate isUnwritten) {
        unwritten.add(name);
        return with(name, cell -> isUnwritten.test(cell) ? NETCDF_FILL : value.applyAsDouble(cell));
    }

    /** Adds zeros of any type: a single one, or one for each time. */
    FieldFile withZeros(String name, DataType type, boolean isSingle) {
        fields.put(name, NdArray.allocate(type, isSingle ? Shape.of() : Shape.of(time.length())));
        return this;
    }

    /** A field that waves around 280, smooth and of no round numbers. */
    static double wave(int cell) {
        return 280 + 20 * Math.sin(cell * 0.37) + 0.013 * Math.cos(cell * 1.7);
    }

    private static Attribute text(String name, String value) {
        return new Attribute(name, new Attribute.Text(value));
    }

    private Variable variable(String name, DataType type, List<Dimension> dimensions, Attribute... attributes) {
        boolean isField = dimensions.size() == 3;
        Storage storage = new Storage(
                "chunked",
                isField ? Optional.of(Shape.of(1, lat.length(), lon.length())) : Optional.empty(),
                Optional.empty(),
                List.of(),
                0);
        return new Variable(name, type, dimensions, fill(name, type), List.of(attributes), storage, Optional.empty());
    }

    private FillValue fill(String name, DataType type) {
        if (!unwritten.contains(name)) {
            return FillValue.zero(type);
        }
        byte[] bits = new byte[Float.BYTES];
        Numbers.writeDoubles(new double[] {NETCDF_FILL}, bits, 0, NumericType.FLOAT32, 1);
        return new FillValue(type, Bytes.wrap(bits));
    }

    private Dataset describe() {
        List<Variable> variables = new ArrayList<>(List.of(
                variable("time", NumericType.FLOAT32, List.of(time), text("units", "days since 2000-01-01")),
                variable("lat", NumericType.FLOAT32, List.of(lat), text("units", "degrees_north")),
                variable("lon", NumericType.FLOAT32, List.of(lon), text("units", "degrees_east"))));
        fields.forEach((name, field) -> variables.add(variable(
                name,
                field.type(),
                List.of(time, lat, lon).subList(0, field.shape().rank()),
                text("units", "K"))));
        return new Dataset(
                "test",
                new Group(
                        "", List.of(time, lat, lon), variables, List.of(), List.of(text("title", "waves")), List.of()));
    }

    /** Writes the file. */
    Path write(Path path) throws IOException {
        Dataset dataset = describe();
        LayoutRule layouts = new LayoutRule(
                ChunkTargets.DEFAULT,
                Map.of("time", new LayoutRule.Extent.Elements(1)),
                Map.of(),
                ChainChoice.of(Optional.empty(), ZarrFormat.V3));
        CopyTarget target = new NetcdfTarget(path, true, Durability.NONE, layouts, false, 4, true);
        Conversion.plan(new Fields(dataset), dataset, target, 1, 1 << 26).run(false, Progress.NONE, new StopSignal());
        return path;
    }

    private final class Fields implements Source {
        private final Dataset dataset;

        Fields(Dataset dataset) {
            this.dataset = dataset;
        }

        @Override
        public String name() {
            return "fields";
        }

        @Override
        public Dataset describe() {
            return dataset;
        }

        @Override
        public NdArray read(Variable variable, Region region) {
            if (fields.containsKey(variable.name())) {
                return fields.get(variable.name()).slice(region);
            }
            Shape shape = variable.shape();
            ByteBuffer bytes =
                    ByteBuffer.allocate((int) shape.count() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < shape.count(); i++) {
                bytes.putFloat(i);
            }
            return NdArray.of(NumericType.FLOAT32, shape, Bytes.wrap(bytes.array()))
                    .slice(region);
        }

        @Override
        public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}

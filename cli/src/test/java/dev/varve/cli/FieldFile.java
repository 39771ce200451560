package dev.varve.cli;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Writes small NetCDF-4 files of float32 fields over time, lat and lon, with coordinates. */
final class FieldFile {
    static final int TIMES = 4;
    static final int LATS = 6;
    static final int LONS = 10;

    private final Map<String, float[]> fields = new LinkedHashMap<>();

    /** Adds a field; {@code value} gives the n-th cell in C order. */
    FieldFile with(String name, IntToDoubleFunction value) {
        float[] cells = new float[TIMES * LATS * LONS];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (float) value.applyAsDouble(i);
        }
        fields.put(name, cells);
        return this;
    }

    /** A field that waves around 280, smooth and of no round numbers. */
    static double wave(int cell) {
        return 280 + 20 * Math.sin(cell * 0.37) + 0.013 * Math.cos(cell * 1.7);
    }

    private static Attribute text(String name, String value) {
        return new Attribute(name, new Attribute.Text(value));
    }

    private static Variable variable(String name, List<Dimension> dimensions, Attribute... attributes) {
        boolean isField = dimensions.size() == 3;
        Storage storage = new Storage(
                "chunked",
                isField ? Optional.of(Shape.of(1, LATS, LONS)) : Optional.empty(),
                Optional.empty(),
                List.of(),
                0);
        return new Variable(
                name,
                NumericType.FLOAT32,
                dimensions,
                FillValue.zero(NumericType.FLOAT32),
                List.of(attributes),
                storage,
                Optional.empty());
    }

    private Dataset describe() {
        Dimension time = new Dimension("time", TIMES, true);
        Dimension lat = new Dimension("lat", LATS, false);
        Dimension lon = new Dimension("lon", LONS, false);
        List<Variable> variables = new ArrayList<>(List.of(
                variable("time", List.of(time), text("units", "days since 2000-01-01")),
                variable("lat", List.of(lat), text("units", "degrees_north")),
                variable("lon", List.of(lon), text("units", "degrees_east"))));
        fields.keySet().forEach(name -> variables.add(variable(name, List.of(time, lat, lon), text("units", "K"))));
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
        Conversion.plan(new Fields(dataset), dataset, target, 1, 1 << 24).run(false, Progress.NONE, new StopSignal());
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
            Shape shape = variable.shape();
            ByteBuffer bytes =
                    ByteBuffer.allocate((int) shape.count() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < shape.count(); i++) {
                bytes.putFloat(fields.containsKey(variable.name()) ? fields.get(variable.name())[i] : i);
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

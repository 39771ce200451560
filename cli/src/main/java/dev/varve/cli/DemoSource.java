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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The field of {@code varve demo}: computed when it is read, laid out as climate models write theirs. */
final class DemoSource implements Source {
    private static final short NO_HUMIDITY = -32768;
    private static final double HUMIDITY_SCALE = 0.005;
    private static final double HUMIDITY_OFFSET = 100;
    private static final int DAYS_PER_STEP = 5;

    private final Dimension time;
    private final Dimension lat;
    private final Dimension lon;
    private final Dimension bounds = new Dimension("nv", 2, false);
    private final DemoClimate climate;
    private final Dataset dataset;

    /** A field of so many steps of five days on a grid of so many cells. */
    DemoSource(int steps, int lats, int lons) {
        this.time = new Dimension("time", steps, true);
        this.lat = new Dimension("lat", lats, false);
        this.lon = new Dimension("lon", lons, false);
        this.climate = new DemoClimate(lats, lons, DAYS_PER_STEP);
        this.dataset = describeAll();
    }

    private Dataset describeAll() {
        List<Variable> variables = List.of(
                variable(
                        "time",
                        NumericType.FLOAT64,
                        List.of(time),
                        text("standard_name", "time"),
                        text("units", "days since 2000-01-01"),
                        text("calendar", "noleap"),
                        text("bounds", "time_bnds")),
                variable("time_bnds", NumericType.FLOAT64, List.of(time, bounds)),
                variable(
                        "lat",
                        NumericType.FLOAT64,
                        List.of(lat),
                        text("standard_name", "latitude"),
                        text("units", "degrees_north")),
                variable(
                        "lon",
                        NumericType.FLOAT64,
                        List.of(lon),
                        text("standard_name", "longitude"),
                        text("units", "degrees_east")),
                variable(
                        "crs",
                        NumericType.INT32,
                        List.of(),
                        text("grid_mapping_name", "latitude_longitude"),
                        number("earth_radius", NumericType.FLOAT64, 6371000)),
                variable(
                        "land",
                        NumericType.INT8,
                        List.of(lat, lon),
                        text("long_name", "land or sea"),
                        number("flag_values", NumericType.INT8, 0, 1),
                        text("flag_meanings", "sea land")),
                variable(
                        "tas",
                        NumericType.FLOAT32,
                        List.of(time, lat, lon),
                        number("_FillValue", NumericType.FLOAT32, 1.0e20f),
                        text("standard_name", "air_temperature"),
                        text("long_name", "Near-Surface Air Temperature"),
                        text("units", "K"),
                        text("cell_methods", "time: mean"),
                        text("grid_mapping", "crs")),
                variable(
                        "hurs",
                        NumericType.INT16,
                        List.of(time, lat, lon),
                        number("_FillValue", NumericType.INT16, NO_HUMIDITY),
                        text("standard_name", "relative_humidity"),
                        text("units", "%"),
                        number("scale_factor", NumericType.FLOAT64, HUMIDITY_SCALE),
                        number("add_offset", NumericType.FLOAT64, HUMIDITY_OFFSET),
                        text("grid_mapping", "crs")));
        List<Attribute> attributes = List.of(
                text("Conventions", "CF-1.11"), text("title", "Two years of an invented climate, made by varve demo"));
        return new Dataset(
                "built-in field",
                new Group("", List.of(time, lat, lon, bounds), variables, List.of(), attributes, List.of()));
    }

    private static Variable variable(
            String name, NumericType type, List<Dimension> dimensions, Attribute... attributes) {
        FillValue fill = Arrays.stream(attributes)
                .filter(attribute -> attribute.name().equals("_FillValue"))
                .map(attribute ->
                        ((Attribute.Numbers) attribute.value()).numbers().data())
                .map(bits -> new FillValue(type, bits))
                .findFirst()
                .orElse(FillValue.zero(type));
        boolean isField = dimensions.size() == 3;
        Optional<Shape> chunk = isField
                ? Optional.of(Shape.of(
                        1, dimensions.get(1).length(), dimensions.get(2).length()))
                : Optional.empty();
        Storage storage = new Storage(isField ? "chunked" : "contiguous", chunk, Optional.empty(), List.of(), 0);
        return new Variable(name, type, dimensions, fill, Arrays.asList(attributes), storage, Optional.empty());
    }

    private static Attribute text(String name, String value) {
        return new Attribute(name, new Attribute.Text(value));
    }

    private static Attribute number(String name, NumericType type, double... values) {
        byte[] bytes = new byte[values.length * type.sizeBytes()];
        ByteBuffer target = littleEndian(bytes);
        for (double value : values) {
            put(target, type, value);
        }
        return new Attribute(name, new Attribute.Numbers(NdArray.of(type, Shape.of(values.length), Bytes.wrap(bytes))));
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteBuffer target, NumericType type, double value) {
        switch (type) {
            case INT8 -> target.put((byte) value);
            case INT16 -> target.putShort((short) value);
            case INT32 -> target.putInt((int) value);
            case FLOAT32 -> target.putFloat((float) value);
            default -> target.putDouble(value);
        }
    }

    @Override
    public String name() {
        return "built-in field";
    }

    @Override
    public Dataset describe() {
        return dataset;
    }

    @Override
    public NdArray read(Variable variable, Region region) {
        NumericType type = (NumericType) variable.type();
        byte[] bytes = new byte[NdArray.sizeBytes(type, region.shape())];
        ByteBuffer target = littleEndian(bytes);
        if (region.rank() == 3) {
            fields(variable.name().equals("tas"), type, region, target);
        } else {
            for (long i = 0; i < region.count(); i++) {
                put(target, type, coordinate(variable.name(), region, i));
            }
        }
        return NdArray.of(type, region.shape(), Bytes.wrap(bytes));
    }

    private void fields(boolean isTemperature, NumericType type, Region region, ByteBuffer target) {
        for (long step = region.start(0); step < region.stop(0); step++) {
            for (long row = region.start(1); row < region.stop(1); row++) {
                double[] kelvin = climate.temperatures((int) step, (int) row);
                for (int column = (int) region.start(2); column < region.stop(2); column++) {
                    double percent = climate.humidity((int) step, (int) row, column, kelvin[column]);
                    double packed = Math.rint((percent - HUMIDITY_OFFSET) / HUMIDITY_SCALE);
                    put(target, type, isTemperature ? kelvin[column] : packed);
                }
            }
        }
    }

    /** The i-th element, in C order, of a region of a variable of at most two axes. */
    private double coordinate(String name, Region region, long i) {
        int last = region.rank() - 1;
        long columns = last < 0 ? 1 : region.shape().extent(last);
        int column = (int) (last < 0 ? 0 : region.start(last) + i % columns);
        int row = (int) (last < 1 ? 0 : region.start(0) + i / columns);
        return switch (name) {
            case "time" -> (column + 0.5) * DAYS_PER_STEP;
            case "time_bnds" -> ((double) row + column) * DAYS_PER_STEP;
            case "lat" -> climate.lat(column);
            case "lon" -> climate.lon(column);
            case "land" -> climate.isLand(row, column) ? 1 : 0;
            default -> 0;
        };
    }

    @Override
    public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}

package dev.varve.plan.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.measure.FieldStatistics;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Candidates of a kind of field, as {@code interop/python/make_sweep_golden.py} names them with zarr-python's codecs. */
record SweepGolden(JsonObject field, Map<String, String> labels) {
    static List<SweepGolden> read() {
        List<SweepGolden> all = new ArrayList<>();
        for (String line : text().split("\n", -1)) {
            if (line.startsWith("{\"type\"")) {
                all.add(new SweepGolden(object(line), new LinkedHashMap<>()));
            } else if (!line.isEmpty()) {
                String[] parts = line.split("\t", -1);
                all.get(all.size() - 1).labels.put(parts[0], parts[1]);
            }
        }
        return all;
    }

    private static JsonObject object(String line) {
        try {
            return (JsonObject) JsonReader.read(line);
        } catch (MetadataException e) {
            throw new IllegalStateException(line, e);
        }
    }

    private static String text() {
        try (InputStream in = SweepGolden.class.getResourceAsStream("/golden/sweep/identities.txt")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Json member(String name) {
        return field.get(name).orElseThrow();
    }

    private double number(String name) {
        return ((JsonNumber) member(name)).toDouble();
    }

    private boolean truth(String name) {
        return ((JsonBoolean) member(name)).value();
    }

    NumericType type() {
        return NumericType.valueOf(((JsonString) member("type")).value().toUpperCase(Locale.ROOT));
    }

    int count() {
        return (int) number("count");
    }

    String digest() {
        return ((JsonString) member("sha256")).value();
    }

    CandidateSpace space() {
        ChunkSpec chunk = spec(type(), number("rank") > 1 ? Shape.of(1, 20, 30) : Shape.of(1, 600, 1));
        return CandidateSpace.of(
                List.of(chunk),
                statistics(number("min"), number("max"), truth("finite") ? 0 : 7),
                SpaceOptions.ofDcToolkit(truth("lossy")));
    }

    static ChunkSpec spec(NumericType type, Shape shape) {
        return new ChunkSpec(type, shape, FillValue.zero(type));
    }

    /** Of 600 cells. */
    static FieldStatistics statistics(double min, double max, long notANumber) {
        double mean = min + (max - min) / 2;
        return new FieldStatistics(
                600, 600 - notANumber, 0, notANumber, 0, min, max, mean, Math.abs(mean), (max - min) / 4);
    }

    @Override
    public String toString() {
        return field.toText();
    }
}

package dev.varve.report;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.measure.AxisRole;
import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldStatistics;
import dev.varve.plan.sweep.Gates;
import dev.varve.report.ReportRow.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A field and a sweep of it as they could be: invented, seeded, of any size. */
public final class SweptField {
    private static final int TIMES = 5;
    private static final int LEVELS = 8;
    private static final double[] PRESSURES = {1000, 925, 850, 700, 500, 300, 200, 50};

    private SweptField() {}

    /** A temperature on pressure levels, on a grid of so many latitudes, whose sweep left so many candidates. */
    public static ReportField temperature(String variable, int candidates, int lats) throws IOException {
        NdArray sample = sample(lats, 2 * lats);
        List<ReportRow> rows = rows(candidates);
        Gates gates = Gates.ofL1(1e-4);
        Optional<ReportRow> winner = rows.stream()
                .filter(row -> row.status() == Status.MEASURED && row.isPortable())
                .filter(row -> gates.areKept(row.errors().orElseThrow()))
                .reduce((a, b) -> b.ratio().getAsDouble() > a.ratio().getAsDouble() ? b : a);
        List<FieldPainter.Sitter> sitters = new ArrayList<>();
        winner.ifPresent(row -> sitters.add(new FieldPainter.Sitter(row.label(), () -> rounded(sample, 10))));
        sitters.add(new FieldPainter.Sitter("zstd(level=12) | bitround(keepbits=7) | bytes", () -> rounded(sample, 7)));
        sitters.add(new FieldPainter.Sitter("zstd(level=12) | - | bytes", () -> sample));
        return new ReportField(
                variable,
                List.of(
                        new ReportField.Fact("Source", "era5/2024-03-01.nc, 5.2 GB"),
                        new ReportField.Fact("Type", "float32, stored as int16"),
                        new ReportField.Fact("Sample", "5 of 24 times, 8 of 37 levels, 2.6 MB"),
                        new ReportField.Fact("Chunk", "1 x 8 x 90 x 180, 507 KiB")),
                "era5/2024-03-01.nc",
                gates,
                Optional.of(new FieldStatistics(648_000, 648_000, 0, 0, 0, 191.2, 314.9, 251.3, 251.3, 27.4)),
                0.5,
                winner.map(ReportRow::label),
                rows,
                Optional.of(FieldPainter.paint(scene(variable, lats, 2 * lats), sample, sitters)));
    }

    static FieldScene scene(String variable, int lats, int lons) {
        List<Double> lat = new ArrayList<>();
        List<Double> lon = new ArrayList<>();
        for (int row = 0; row < lats; row++) {
            lat.add(-90 + (row + 0.5) * 180 / lats);
        }
        for (int column = 0; column < lons; column++) {
            lon.add((column + 0.5) * 360 / lons);
        }
        List<Double> pressures = new ArrayList<>();
        for (double pressure : PRESSURES) {
            pressures.add(pressure);
        }
        List<String> dates =
                List.of("1 March 00:00", "1 March 05:00", "1 March 10:00", "1 March 15:00", "1 March 20:00");
        return new FieldScene(
                variable,
                "Temperature",
                "K",
                List.of(
                        new PortraitAxis("time", AxisRole.TIME, "", TIMES, List.of(), dates),
                        new PortraitAxis("level", AxisRole.VERTICAL, "hPa", LEVELS, pressures, List.of()),
                        new PortraitAxis("lat", AxisRole.HORIZONTAL, "degrees_north", lats, lat, List.of()),
                        new PortraitAxis("lon", AxisRole.HORIZONTAL, "degrees_east", lons, lon, List.of())),
                Optional.empty(),
                List.of());
    }

    /** Waves of many lengths on a mean that falls to the poles and upwards. */
    static NdArray sample(int lats, int lons) {
        Random random = new Random(3);
        double[][] waves = new double[60][];
        for (int i = 0; i < waves.length; i++) {
            int number = 1 + i * 2 / 3;
            waves[i] = new double[] {
                number, random.nextInt(3) + number / 2.0, random.nextDouble() * 7, 9.0 / Math.pow(number, 1.4)
            };
        }
        ByteBuffer bytes = ByteBuffer.allocate(TIMES * LEVELS * lats * lons * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int time = 0; time < TIMES; time++) {
            for (double pressure : PRESSURES) {
                for (int row = 0; row < lats; row++) {
                    double phi = Math.toRadians(-90 + (row + 0.5) * 180 / lats);
                    double mean = 288 - 40 * Math.pow(Math.sin(phi), 2) - 65 * (1 - Math.pow(pressure / 1000, 0.4));
                    for (int column = 0; column < lons; column++) {
                        double lambda = 2 * Math.PI * column / lons;
                        double value = mean;
                        for (double[] wave : waves) {
                            value += Math.cos(phi)
                                    * wave[3]
                                    * Math.sin(wave[0] * lambda
                                            + wave[1] * phi * 2
                                            + wave[2]
                                            + time * 0.4
                                            + pressure / 400);
                        }
                        bytes.putFloat((float) (value + 0.05 * random.nextGaussian()));
                    }
                }
            }
        }
        return NdArray.of(NumericType.FLOAT32, Shape.of(TIMES, LEVELS, lats, lons), Bytes.wrap(bytes.array()));
    }

    /** What bit rounding to so many bits of the mantissa gives back. */
    static NdArray rounded(NdArray sample, int keepBits) {
        int drop = 23 - keepBits;
        return changed(sample, value -> {
            int bits = Float.floatToRawIntBits((float) value);
            return Float.intBitsToFloat((bits + (1 << (drop - 1))) & -(1 << drop));
        });
    }

    static NdArray changed(NdArray sample, DoubleUnaryOperator change) {
        ByteBuffer from = ByteBuffer.wrap(sample.data().toArray()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(from.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            to.putFloat((float) change.applyAsDouble(from.getFloat()));
        }
        return NdArray.of(sample.type(), sample.shape(), Bytes.wrap(to.array()));
    }

    private record Coder(String label, double gain, double encode, double decode, boolean isPortable) {}

    private record Lossy(String filter, String serializer, double bits, double speed, boolean isPortable) {}

    private static List<Coder> coders() {
        List<Coder> coders = new ArrayList<>();
        for (String name : List.of("lz4", "lz4hc", "zstd")) {
            for (int level : new int[] {1, 5, 9}) {
                for (int shuffle = 0; shuffle < 2; shuffle++) {
                    String label = "blosc(cname=" + name + ", clevel=" + level + ", shuffle="
                            + (shuffle == 0 ? "noshuffle" : "shuffle") + ")";
                    double gain = (name.equals("zstd") ? 1.12 : name.equals("lz4hc") ? 0.98 : 0.9)
                            * (1 + 0.008 * level)
                            * (1 + 0.15 * shuffle);
                    coders.add(new Coder(
                            label,
                            gain,
                            (name.equals("lz4") ? 900e6 : 260e6) / level,
                            name.equals("zstd") ? 1400e6 : 2600e6,
                            true));
                }
            }
        }
        for (int level : new int[] {6, 12, 22}) {
            coders.add(new Coder("zstd(level=" + level + ")", 1.1 + 0.006 * level, 300e6 / level, 1100e6, true));
        }
        for (int level : new int[] {3, 6, 9}) {
            coders.add(new Coder("zlib(level=" + level + ")", 1.05 + 0.008 * level, 120e6 / level, 380e6, false));
            coders.add(new Coder("bz2(level=" + level + ")", 1.28 + 0.005 * level, 14e6, 32e6, false));
            coders.add(new Coder("lzma(preset=" + level + ")", 1.24 + 0.01 * level, 14e6 / level, 90e6, false));
            coders.add(
                    new Coder("lz4(acceleration=" + level * level + ")", 0.86 - 0.004 * level, 800e6, 3000e6, false));
        }
        return coders;
    }

    private static List<Lossy> stages() {
        List<Lossy> stages = new ArrayList<>();
        List<String> serializers = new ArrayList<>(List.of("bytes"));
        for (int level : new int[] {6, 8, 10, 12}) {
            serializers.add("pcodec(level=" + level + ")");
            serializers.add("pcodec(level=" + level + ", delta_encoding_order=7)");
        }
        for (int precision : new int[] {8, 16, 32, 64}) {
            serializers.add("zfpy(mode=3, precision=" + precision + ")");
            serializers.add("zfpy_flat(mode=3, precision=" + precision + ")");
        }
        List<String> filters = new ArrayList<>(List.of("-", "delta(dtype=float32)", "astype(encode_dtype=float16)"));
        for (int bits : new int[] {3, 7, 11, 13, 17, 20}) {
            filters.add("bitround(keepbits=" + bits + ")");
        }
        for (int digits : new int[] {1, 3, 4, 5, 6, 7}) {
            filters.add("quantize(digits=" + digits + ")");
        }
        for (String filter : filters) {
            for (String serializer : serializers) {
                double kept = bits(filter);
                if (serializer.startsWith("zfpy")) {
                    int precision =
                            Integer.parseInt(serializer.replaceAll("[^0-9]", "").substring(1));
                    kept = Math.min(kept, precision * 0.72);
                }
                double speed = serializer.startsWith("zfpy") ? 0.25 : serializer.startsWith("pcodec") ? 0.55 : 1;
                stages.add(new Lossy(
                        filter,
                        serializer,
                        kept,
                        speed,
                        !serializer.startsWith("zfpy") && !filter.startsWith("quantize")));
            }
        }
        return stages;
    }

    private static double bits(String filter) {
        int number = Integer.parseInt("0" + filter.replaceAll("[^0-9]", "").replaceAll("^3216|^32|^16", ""));
        if (filter.startsWith("bitround")) {
            return number;
        }
        return filter.startsWith("quantize")
                ? Math.min(24, 5.4 + 3.32 * number)
                : filter.startsWith("astype") ? 10 : 24;
    }

    /** Candidates of a plausible sweep, seeded. */
    static List<ReportRow> rows(int count) {
        Random random = new Random(11);
        List<ReportRow> rows = new ArrayList<>();
        List<Coder> coders = coders();
        for (Lossy stage : stages()) {
            FieldMeasures errors = errors(stage, random);
            double entropy = Math.max(0.6, Math.min(stage.bits(), 23) - 3.2 + 4 * random.nextDouble() * 0.25)
                    * (stage.serializer().startsWith("pcodec")
                            ? 0.8
                            : stage.serializer().startsWith("zfpy") ? 0.86 : 1);
            for (Coder coder : coders) {
                rows.add(row(stage, coder, errors, entropy, random));
            }
        }
        for (int i = 0; rows.size() < count; i++) {
            ReportRow like = rows.get(i);
            rows.add(new ReportRow(
                    like.compressor(),
                    like.filter(),
                    like.serializer().equals("bytes")
                            ? "bytes(endian=big)"
                            : like.serializer() + "+v" + (rows.size() / 8000),
                    like.status(),
                    like.reason(),
                    like.isPortable(),
                    OptionalDouble.of(like.ratio().orElse(1) * (0.9 + 0.05 * random.nextDouble())),
                    like.encodeRate(),
                    like.decodeRate(),
                    like.peakBytes(),
                    like.errors()));
        }
        return List.copyOf(rows.subList(0, count));
    }

    private static ReportRow row(Lossy stage, Coder coder, FieldMeasures errors, double entropy, Random random) {
        double ratio = 32 / entropy * coder.gain() * (0.93 + 0.1 * random.nextDouble());
        double noise = 0.8 + 0.4 * random.nextDouble();
        boolean isSkipped = errors.l1Relative() > 4e-3 && random.nextInt(3) > 0;
        boolean isFailed =
                stage.filter().startsWith("astype") && stage.serializer().contains("delta_encoding_order=7");
        boolean isPart = !isSkipped && coder.encode() < 5e6 && random.nextInt(2) == 0;
        boolean isNone = isSkipped || isFailed;
        String reason = isFailed
                ? "pcodec: delta order 7 does not take float16"
                : isSkipped
                        ? "its stage breaks l1, so compressors were not tried"
                        : isPart ? "slow; cheaper compressors showed that it cannot win" : "";
        return new ReportRow(
                coder.label(),
                stage.filter(),
                stage.serializer(),
                isFailed ? Status.FAILED : isSkipped ? Status.SKIPPED : isPart ? Status.ESTIMATED : Status.MEASURED,
                reason,
                stage.isPortable() && coder.isPortable(),
                isNone ? OptionalDouble.empty() : OptionalDouble.of(ratio),
                isNone ? OptionalDouble.empty() : OptionalDouble.of(coder.encode() * stage.speed() * noise),
                isNone
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(1 / (1 / (coder.decode() * noise) + 1 / (1500e6 * stage.speed()))),
                isNone ? OptionalDouble.empty() : OptionalDouble.of(1.1e6),
                isNone ? Optional.empty() : Optional.of(errors));
    }

    private static FieldMeasures errors(Lossy stage, Random random) {
        double l1 = stage.bits() >= 23 ? 0 : Math.pow(2, -stage.bits() - 2) * (0.8 + 0.4 * random.nextDouble());
        return errors(l1);
    }

    /** Measures that go with a relative L1 error. */
    static FieldMeasures errors(double l1) {
        double mean = l1 * 251.3;
        return new FieldMeasures(
                l1,
                1.2 * l1,
                3.4 * l1,
                0.02 * l1,
                0.9 * l1,
                OptionalDouble.of(12 * l1),
                mean * 900,
                mean,
                4.1 * mean,
                191.2,
                314.9,
                0,
                0,
                l1 == 0 ? Double.POSITIVE_INFINITY : 20 * Math.log10(123.7 / (mean * 1.2)),
                1 - l1 * l1 * 40,
                OptionalDouble.of(1 - Math.min(1, 60 * l1)),
                OptionalDouble.of(30 * l1),
                OptionalDouble.of(1.7 * l1),
                OptionalDouble.of(1.05 * l1));
    }
}

package dev.varve.bench;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.store.FilesystemStore;
import dev.varve.zarr.ZarrArray;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Times one operation on one Zarr array, in a warm process. Arrays are 512 x 512 x 512: float32 in chunks of 64 each way
 * ({@code c64}) or in shards of 256 with inner chunks of 32 ({@code s32}) or 64 ({@code s64}), or uint16 in chunks of 32
 * ({@code u32}); each with {@code none}, {@code zstd} (level 5), {@code blosc} (zstd 5, shuffle) or {@code gzip} (5). The
 * answer is checked, outside the timed part.
 */
public final class ZarrTimings {
    private static final String USAGE = "ZarrTimings FOLDER c64|s32|s64|u32_none|zstd|blosc|gzip"
            + " write|read|inner|chunks|partial THREADS REPETITIONS [FIELD.raw]";

    private static final int EDGE = 512;

    private static final int INNER_READS = 1000;

    private final Path folder;
    private final ZarrCase config;
    private final NdArray field;
    private final Workers workers;
    private final Random random = new Random(1);

    private ZarrTimings(Path folder, ZarrCase config, NdArray field, Workers workers) {
        this.folder = folder;
        this.config = config;
        this.field = field;
        this.workers = workers;
    }

    /**
     * Prints one line of JSON.
     *
     * @param args folder, configuration, operation, threads, repetitions, and the values as they lie in memory (made up
     *     when there are none)
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 5 || args.length > 6) {
            throw new IllegalArgumentException(USAGE);
        }
        ZarrCase config = ZarrCase.of(args[1]);
        Shape shape = Shape.of(EDGE, EDGE, EDGE);
        NdArray field = args.length == 6
                ? NdArray.of(config.type(), shape, Bytes.wrap(Files.readAllBytes(Path.of(args[5]))))
                : SmoothField.of(config.type(), EDGE);
        try (Workers workers = Workers.of(Integer.parseInt(args[3]))) {
            ZarrTimings timings = new ZarrTimings(Path.of(args[0]), config, field, workers);
            System.out.println(timings.measure(args[1], args[2], Integer.parseInt(args[4])));
        }
    }

    private String measure(String name, String operation, int repetitions) throws IOException {
        ArrayMetadata metadata = config.metadata(field.shape());
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            create(path, metadata);
        }
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < repetitions; i++) {
            Path target = operation.equals("write") ? folder.resolve(name + "-written-" + i) : path;
            ZarrArray array = operation.equals("write")
                    ? ZarrArray.create(new FilesystemStore(target), "", metadata)
                    : ZarrArray.open(new FilesystemStore(path), "");
            long startCpu = cpuNanos();
            long start = System.nanoTime();
            bytes = run(operation, array);
            seconds.add((System.nanoTime() - start) / 1e9);
            cpu.add((cpuNanos() - startCpu) / 1e9);
            if (operation.equals("write")) {
                requireSame(array.read(Region.whole(field.shape()), workers), field);
                delete(target);
            }
        }
        double best = Collections.min(seconds);
        return String.format(
                Locale.ROOT,
                "{\"config\": \"%s\", \"operation\": \"%s\", \"threads\": %d, \"seconds\": %.4f, \"cpuSeconds\": %.4f,"
                        + " \"megabytesPerSecond\": %.1f, \"storedBytes\": %d, \"all\": %s}",
                name,
                operation,
                workers.threads(),
                best,
                Collections.min(cpu),
                bytes / best / 1e6,
                storedBytes(path),
                seconds);
    }

    private void create(Path path, ArrayMetadata metadata) throws IOException {
        ZarrArray array = ZarrArray.create(new FilesystemStore(path), "", metadata);
        array.write(Region.whole(field.shape()), field, workers);
    }

    /** Does it once and returns the decoded bytes that it is about. */
    private long run(String operation, ZarrArray array) throws IOException {
        Region whole = Region.whole(field.shape());
        switch (operation) {
            case "write" -> {
                array.write(whole, field, workers);
                return field.payloadBytes();
            }
            case "read" -> {
                requireSame(array.read(whole, workers), field);
                return field.payloadBytes();
            }
            case "inner" -> {
                return readCells(array, config.inner(), INNER_READS);
            }
            case "chunks" -> {
                return readCells(array, 64, EDGE);
            }
            case "partial" -> {
                Region cell = cell(config.inner());
                array.write(cell, field.slice(cell), workers);
                return field.type().sizeBytes() * cell.count();
            }
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    private Region cell(int edge) {
        long[] start = new long[3];
        for (int axis = 0; axis < start.length; axis++) {
            start[axis] = (long) edge * random.nextInt(EDGE / edge);
        }
        return Region.of(start, Shape.of(edge, edge, edge));
    }

    private long readCells(ZarrArray array, int edge, int count) throws IOException {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += array.read(cell(edge), workers).payloadBytes();
        }
        return bytes;
    }

    /** A look at some elements, so that it takes no time; {@code write} checks all. */
    private static void requireSame(NdArray found, NdArray expected) {
        int step = 4099 * Long.BYTES;
        for (int at = 0; at < expected.data().length() - Long.BYTES; at += step) {
            if (found.data().getLong(at) != expected.data().getLong(at)) {
                throw new IllegalStateException("wrong values at byte " + at);
            }
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static long storedBytes(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    private static void delete(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

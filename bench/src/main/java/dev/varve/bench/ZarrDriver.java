package dev.varve.bench;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.GridOrder;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.NodeMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.store.FileRangeReader;
import dev.varve.store.FilesystemStore;
import dev.varve.zarr.ZarrArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Varve as a driver of {@code zarr_peers.py}, which says what drivers are given and what they answer; with
 * {@code --limit} the least time that the same work can take, see {@link ZarrLimit}.
 */
public final class ZarrDriver {
    private static final String USAGE = "ZarrDriver [--limit] CONFIG SOURCE TARGET FIELD CELLS THREADS [COMMAND...]";

    private final String config;
    private final Path source;
    private final Path target;
    private final Path fieldFile;
    private final List<NamedCell> cells;
    private final Workers workers;
    /** The values, once an operation has needed them. */
    private Optional<NdArray> field = Optional.empty();

    private Optional<ZarrLimit> limit = Optional.empty();
    private Optional<OutputStream> dump = Optional.empty();
    private int patched;

    /** A region that an operation reads or writes. */
    private record NamedCell(String operation, Region region) {
        static NamedCell parse(String line) {
            String[] words = line.split(" ", -1);
            long[] numbers = Arrays.stream(words, 1, words.length)
                    .mapToLong(Long::parseLong)
                    .toArray();
            Shape shape = Shape.of(Arrays.copyOfRange(numbers, 3, 6));
            return new NamedCell(words[0], Region.of(Arrays.copyOf(numbers, 3), shape));
        }
    }

    private ZarrDriver(List<String> words, Workers workers) throws IOException {
        this.config = words.get(0);
        this.source = Path.of(words.get(1));
        this.target = Path.of(words.get(2));
        this.fieldFile = Path.of(words.get(3));
        this.cells = Files.readAllLines(Path.of(words.get(4))).stream()
                .map(NamedCell::parse)
                .toList();
        this.workers = workers;
    }

    /** Carries out the commands that are given, or else those that come line by line. */
    public static void main(String[] args) throws IOException {
        boolean isLimit = args.length > 0 && args[0].equals("--limit");
        List<String> words = Arrays.asList(args).subList(isLimit ? 1 : 0, args.length);
        if (words.size() < 6) {
            throw new IllegalArgumentException(USAGE);
        }
        try (Workers workers = Workers.of(Integer.parseInt(words.get(5)))) {
            ZarrDriver driver = new ZarrDriver(words, workers);
            if (isLimit) {
                driver.limit = Optional.of(new ZarrLimit(driver.metadata(), driver.field(), workers));
            }
            for (String command : words.subList(6, words.size())) {
                driver.answer(command);
            }
            if (words.size() == 6) {
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    driver.answer(line);
                }
            }
        }
    }

    private void answer(String command) throws IOException {
        String[] words = command.split(" ", -1);
        if (words[0].equals("dump")) {
            try (OutputStream stream = Files.newOutputStream(Path.of(words[2]))) {
                dump = Optional.of(stream);
                run(words[1]);
            }
            dump = Optional.empty();
            System.out.println("{}");
            return;
        }
        double seconds = limit.isPresent() ? limit.get().seconds(command, cells(command)) : run(command);
        System.out.printf(
                Locale.ROOT,
                "{\"config\": \"%s\", \"op\": \"%s\", \"seconds\": %.6f, \"rss\": %d}%n",
                config,
                command,
                seconds,
                peakResidentBytes());
    }

    /** Does one operation and returns its seconds. */
    private double run(String operation) throws IOException {
        if (operation.equals("write")) {
            field();
        }
        if (operation.equals("partial")) {
            return patch();
        }
        if (operation.equals("write") || operation.equals("roundtrip")) {
            delete(target);
            Files.createDirectories(target);
        }
        long start = System.nanoTime();
        switch (operation) {
            case "write" -> store(field());
            case "roundtrip" -> store(readWhole());
            case "read" -> take(readWhole());
            case "chunks", "inner" -> {
                ZarrArray array = open(source);
                for (Region cell : cells(operation)) {
                    take(array.read(cell, workers));
                }
            }
            default -> throw new IllegalArgumentException("no operation " + operation);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Writes the next cell of the field into the target, which is there already. */
    private double patch() throws IOException {
        List<Region> places = cells("partial");
        Region cell = places.get(patched++ % places.size());
        NdArray values = values(cell);
        long start = System.nanoTime();
        open(target).write(cell, values, workers);
        return (System.nanoTime() - start) / 1e9;
    }

    /** A cell of the field, without the rest of it. */
    private NdArray values(Region cell) throws IOException {
        ArrayMetadata metadata = metadata();
        NdArray values = NdArray.allocate(metadata.type(), cell.shape());
        Bytes bytes = values.data();
        int rowBytes = Math.toIntExact(cell.shape().extent(2) * metadata.type().sizeBytes());
        try (FileRangeReader file = FileRangeReader.open(fieldFile)) {
            int at = 0;
            for (long i = cell.start(0); i < cell.stop(0); i++) {
                for (long j = cell.start(1); j < cell.stop(1); j++, at += rowBytes) {
                    long element = GridOrder.ordinal(metadata.shape(), i, j, cell.start(2));
                    file.read(element * metadata.type().sizeBytes(), rowBytes)
                            .copyTo(bytes.array(), bytes.offset() + at);
                }
            }
        }
        return values;
    }

    private static ZarrArray open(Path folder) throws IOException {
        return ZarrArray.open(new FilesystemStore(folder), "");
    }

    private NdArray readWhole() throws IOException {
        ZarrArray array = open(source);
        return array.read(Region.whole(array.metadata().shape()), workers);
    }

    private void store(NdArray values) throws IOException {
        Files.copy(source.resolve(NodeMetadata.KEY), target.resolve(NodeMetadata.KEY));
        open(target).write(Region.whole(values.shape()), values, workers);
    }

    /** What becomes of values that were read: they are looked at by whoever asked for a dump. */
    private void take(NdArray values) throws IOException {
        if (dump.isPresent()) {
            Bytes bytes = values.data();
            dump.get().write(bytes.array(), bytes.offset(), bytes.length());
        }
    }

    private List<Region> cells(String operation) {
        List<Region> regions = new ArrayList<>();
        for (NamedCell cell : cells) {
            if (cell.operation.equals(operation)) {
                regions.add(cell.region);
            }
        }
        return regions;
    }

    private NdArray field() throws IOException {
        if (field.isEmpty()) {
            ArrayMetadata metadata = metadata();
            // In pieces: the JDK's own call would keep as much memory again outside the heap.
            try (FileRangeReader file = FileRangeReader.open(fieldFile)) {
                Bytes bytes = file.read(0, Math.toIntExact(file.size()));
                field = Optional.of(NdArray.of(metadata.type(), metadata.shape(), bytes));
            }
        }
        return field.get();
    }

    private ArrayMetadata metadata() throws IOException {
        return open(source).metadata();
    }

    /** The most memory that this process has had. */
    private static long peakResidentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("/proc/self/status has no VmHWM");
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

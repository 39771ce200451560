import dev.zarr.zarrjava.ZarrException;
import dev.zarr.zarrjava.store.FilesystemStore;
import dev.zarr.zarrjava.v3.Array;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ucar.ma2.DataType;
import ucar.ma2.InvalidRangeException;

/** zarr-java as a driver of {@code zarr_peers.py}, which says what drivers are given and what they answer. */
public final class ZarrJavaDriver {
    private static final String USAGE = "ZarrJavaDriver CONFIG SOURCE TARGET FIELD CELLS THREADS [COMMAND...]";
    private static final String METADATA = "zarr.json";

    private final String config;
    private final Path source;
    private final Path target;
    private final Path fieldFile;
    private final List<NamedCell> cells;
    private final boolean isParallel;
    /** The values, once an operation has needed them. */
    private Optional<ucar.ma2.Array> field = Optional.empty();

    private Optional<OutputStream> dump = Optional.empty();
    private int patched;

    /** A box that an operation reads or writes. */
    private record NamedCell(String operation, long[] start, long[] extents) {
        static NamedCell parse(String line) {
            String[] words = line.split(" ", -1);
            long[] numbers = Arrays.stream(words, 1, words.length)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new NamedCell(words[0], Arrays.copyOf(numbers, 3), Arrays.copyOfRange(numbers, 3, 6));
        }
    }

    private ZarrJavaDriver(List<String> words, int threads) throws IOException {
        this.config = words.get(0);
        this.source = Path.of(words.get(1));
        this.target = Path.of(words.get(2));
        this.fieldFile = Path.of(words.get(3));
        this.cells = Files.readAllLines(Path.of(words.get(4))).stream()
                .map(NamedCell::parse)
                .toList();
        this.isParallel = threads > 1;
    }

    /** Carries out the commands that are given, or else those that come line by line. */
    public static void main(String[] args) throws IOException, ZarrException, InvalidRangeException {
        if (args.length < 6) {
            throw new IllegalArgumentException(USAGE);
        }
        int threads = Integer.parseInt(args[5]);
        // It works on the common pool, whose callers help.
        System.setProperty(
                "java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(Math.max(1, threads - 1)));
        ZarrJavaDriver driver = new ZarrJavaDriver(Arrays.asList(args), threads);
        for (int i = 6; i < args.length; i++) {
            driver.answer(args[i]);
        }
        if (args.length == 6) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                driver.answer(line);
            }
        }
    }

    private void answer(String command) throws IOException, ZarrException, InvalidRangeException {
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
        double seconds = run(command);
        System.out.printf(
                Locale.ROOT,
                "{\"config\": \"%s\", \"op\": \"%s\", \"seconds\": %.6f, \"rss\": %d}%n",
                config,
                command,
                seconds,
                peakResidentBytes());
    }

    /** Does one operation and returns its seconds. */
    private double run(String operation) throws IOException, ZarrException, InvalidRangeException {
        if (operation.equals("write") || operation.equals("partial")) {
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
            case "roundtrip" -> store(open(source).read(isParallel));
            case "read" -> take(open(source).read(isParallel));
            case "chunks", "inner" -> {
                Array array = open(source);
                for (NamedCell cell : cells(operation)) {
                    take(array.read(cell.start(), cell.extents(), isParallel));
                }
            }
            default -> throw new IllegalArgumentException("no operation " + operation);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Writes the next cell of the field into the target, which is there already. */
    private double patch() throws IOException, ZarrException, InvalidRangeException {
        List<NamedCell> places = cells("partial");
        NamedCell cell = places.get(patched++ % places.size());
        ucar.ma2.Array values = field()
                .sectionNoReduce(ints(cell.start()), ints(cell.extents()), null)
                .copy();
        long start = System.nanoTime();
        open(target).write(cell.start(), values, isParallel);
        return (System.nanoTime() - start) / 1e9;
    }

    private static Array open(Path folder) throws IOException, ZarrException {
        return Array.open(new FilesystemStore(folder).resolve());
    }

    private void store(ucar.ma2.Array values) throws IOException, ZarrException {
        Files.copy(source.resolve(METADATA), target.resolve(METADATA));
        open(target).write(new long[3], values, isParallel);
    }

    /** What becomes of values that were read: they are looked at by whoever asked for a dump. */
    private void take(ucar.ma2.Array values) throws IOException {
        if (dump.isPresent()) {
            Object data = values.copyTo1DJavaArray();
            int elementBytes = data instanceof float[] ? Float.BYTES : Short.BYTES;
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(values.getSize() * elementBytes))
                    .order(ByteOrder.LITTLE_ENDIAN);
            if (data instanceof float[] floats) {
                bytes.asFloatBuffer().put(floats);
            } else {
                bytes.asShortBuffer().put((short[]) data);
            }
            dump.get().write(bytes.array());
        }
    }

    private List<NamedCell> cells(String operation) {
        List<NamedCell> found = new ArrayList<>();
        for (NamedCell cell : cells) {
            if (cell.operation().equals(operation)) {
                found.add(cell);
            }
        }
        return found;
    }

    private ucar.ma2.Array field() throws IOException, ZarrException {
        if (field.isEmpty()) {
            Array array = open(source);
            int[] shape = ints(array.metadata().shape);
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(fieldFile)).order(ByteOrder.LITTLE_ENDIAN);
            if (array.metadata().dataType == dev.zarr.zarrjava.v3.DataType.FLOAT32) {
                float[] values = new float[bytes.remaining() / Float.BYTES];
                bytes.asFloatBuffer().get(values);
                field = Optional.of(ucar.ma2.Array.factory(DataType.FLOAT, shape, values));
            } else {
                short[] values = new short[bytes.remaining() / Short.BYTES];
                bytes.asShortBuffer().get(values);
                field = Optional.of(ucar.ma2.Array.factory(DataType.SHORT, shape, values));
            }
        }
        return field.get();
    }

    private static int[] ints(long[] numbers) {
        return Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
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

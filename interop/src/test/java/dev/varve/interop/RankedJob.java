package dev.varve.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One store that several processes of the packaged command fill, with what a test wants to see of it from outside.
 *
 * @param input what is read
 * @param store the folder that they fill
 */
record RankedJob(Path input, Path store) {
    /** How many objects there are beside the coordinate's. */
    static final int OBJECTS = 48;

    private static final Pattern OBJECT = Pattern.compile("\"([uv]/c/[0-9/]+)\"");

    private static final String MAKE_INPUT = """
            import sys, netCDF4, numpy as np
            d = netCDF4.Dataset(sys.argv[1], "w")
            d.createDimension("time", 24); d.createDimension("y", 120); d.createDimension("x", 200)
            t = d.createVariable("time", "f8", ("time",)); t.units = "hours since 2000-01-01"; t[:] = np.arange(24)
            r = np.random.default_rng(7)
            for n in ("u", "v"):
                v = d.createVariable(n, "f4", ("time", "y", "x")); v.units = "m s-1"
                v[:] = np.cumsum(r.standard_normal((24, 120, 200), dtype="f4"), axis=2)
            d.close()
            """;

    private static final String[] CUTTING = {
        "--chunks", "time=1,y=120,x=200", "--shard", "none", "--codec", "zstd(19)", "--no-history"
    };

    /** Two fields of 24 times, and their coordinate. */
    static Path makeInput(Path file) throws IOException, InterruptedException {
        ProgramRun.of(new ProcessBuilder(PythonScript.executable(), "-c", MAKE_INPUT, file.toString()))
                .succeeded();
        return file;
    }

    private static List<String> words(List<String> first, String... more) {
        List<String> words = new ArrayList<>(first);
        words.addAll(List.of(more));
        return words;
    }

    /** The words of {@code varve init}. */
    List<String> init() {
        return words(ProgramRun.varve("init", input, store, "--ranks", OBJECTS / 2), CUTTING);
    }

    /** The words of {@code varve write}, on one thread. */
    List<String> write(String... options) {
        return words(ProgramRun.varve("write", input, store, "--threads", "1", "--json"), options);
    }

    /** The words of {@code varve commit}. */
    List<String> commit() {
        return ProgramRun.varve("commit", store);
    }

    /** The words of {@code varve convert} that come to the same store. */
    List<String> convert() {
        return words(ProgramRun.varve("convert", input, store), CUTTING);
    }

    /** Runs words that end well. */
    static ProgramRun run(List<String> words) throws IOException, InterruptedException {
        return ProgramRun.of(new ProcessBuilder(words)).succeeded();
    }

    /** Whose a claim is; nothing when it was given back meanwhile. */
    private static Optional<Path> holder(Path claim) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(claim));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The tasks that someone is about, or was when it was killed, and who. */
    Set<String> claimed() throws IOException {
        Set<String> claimed = new HashSet<>();
        Path claims = store.resolve(".varve/work/claims");
        for (String name : names(claims)) {
            if (name.matches("\\d+-\\d+-\\d+")) {
                holder(claims.resolve(name)).ifPresent(holder -> claimed.add(name + " " + holder));
            }
        }
        return claimed;
    }

    /** How many objects the tasks of some claims have. */
    static int objectsOf(Set<String> claims) {
        return claims.stream()
                .map(claim -> claim.split("[- ]", -1))
                .mapToInt(part -> Integer.parseInt(part[2]) - Integer.parseInt(part[1]))
                .sum();
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new HashSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        } catch (NoSuchFileException e) {
            return new HashSet<>();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The objects that count, because a finished task has them. */
    Set<String> recorded() throws IOException {
        Set<String> objects = new HashSet<>();
        Set<String> tasks = names(store.resolve(".varve/work/done"));
        tasks.removeIf(name -> name.startsWith("."));
        for (String task : tasks) {
            String record = Files.readString(store.resolve(".varve/work/done").resolve(task), UTF_8);
            OBJECT.matcher(record).results().forEach(object -> objects.add(object.group(1)));
        }
        return objects;
    }

    /** The objects that lie there and do not count, and so will be written again. */
    Set<String> lost() throws IOException {
        Set<String> objects = new HashSet<>(contents(store).keySet());
        objects.removeIf(name -> !name.matches("[uv]/c/[0-9/]+"));
        objects.removeAll(recorded());
        return objects;
    }

    /** Whether it is complete. */
    boolean isComplete() {
        return Files.exists(store.resolve("zarr.json"));
    }

    /** All files, by their names below a folder; a link's content is where it leads. */
    static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> !Files.isDirectory(path)).toList()) {
                contents.put(folder.relativize(file).toString(), content(file));
            }
        }
        return contents;
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NotLinkException e) {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        }
    }

    /** Requires that the store is as another one, and that nothing of the work is left, in it or beside it. */
    void requireSame(Map<String, String> whole) throws IOException {
        Map<String, String> contents = contents(store);
        assertThat(contents.keySet()).isEqualTo(whole.keySet());
        assertThat(contents.keySet().stream().filter(name -> name.startsWith(".varve")))
                .containsExactly(".varve/manifest.json", ".varve/plan.json");
        assertThat(contents.entrySet().stream()
                        .filter(file -> !file.getValue().equals(whole.get(file.getKey())))
                        .map(Map.Entry::getKey))
                .as("files that differ")
                .isEmpty();
        assertThat(store.resolve(".varve/work")).doesNotExist();
        assertThat(names(store.getParent())).containsExactly(store.getFileName().toString());
    }
}

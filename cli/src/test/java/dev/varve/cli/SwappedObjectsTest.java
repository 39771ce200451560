package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.pipeline.Workers;
import dev.varve.store.FilesystemStore;
import dev.varve.zarr.CorruptObjectException;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Objects in the place of others of equal length: two that changed places, and ones of an earlier generation. Each is whole and
 * decodes, and all end with CRCs of their own, so that one CRC of the whole would be the same for all of them.
 */
class SwappedObjectsTest {
    private static final String CHUNKED = "--chunks time=1,lat=8,lon=8 --shard none";
    private static final String SHARDED = "--chunks time=1,lat=4,lon=8 --shards time=2,lat=8,lon=8";
    private static final String VERSION_2 = "--chunks time=1,lat=8,lon=8 --zarr-format 2";
    private static final int TIMES = 24;

    private static final Pattern ENTRY =
            Pattern.compile("\"([^\"]+)\"\\s*:\\s*\\[\\s*([0-9]+)\\s*,\\s*\"([0-9a-f]+)\"");

    @TempDir
    private Path folder;

    /** Values of which no byte can be foretold, so that encoded chunks are of one length. */
    private static double noise(Random random) {
        return Math.scalb(random.nextDouble() - 0.5, random.nextInt(240) - 120);
    }

    private Path write(String name, long generation, String... options) throws IOException {
        Random random = new Random(generation);
        Path file = folder.resolve(name + ".nc");
        new FieldFile(TIMES, 8, 8).with("v", cell -> noise(random)).write(file);
        List<Object> args = new ArrayList<>(List.of("convert", file, folder.resolve(name), "--quiet"));
        args.addAll(List.of(options));
        Result result = Cli.run(args.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return folder.resolve(name);
    }

    private Path write(String name, long generation, String options) throws IOException {
        return write(name, generation, options.split(" "));
    }

    /** The objects of the field. */
    private static List<Path> objects(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store.resolve("v"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("[0-9.]+"))
                    .sorted()
                    .toList();
        }
    }

    /** Two objects of one length that hold different bytes. */
    private static List<Path> alike(List<Path> objects) throws IOException {
        for (Path a : objects) {
            for (Path b : objects) {
                if (Files.size(a) == Files.size(b) && Files.mismatch(a, b) >= 0) {
                    return List.of(a, b);
                }
            }
        }
        throw new AssertionError("no two objects of " + objects.size() + " have one length");
    }

    private static void swap(Path a, Path b) throws IOException {
        byte[] bytes = Files.readAllBytes(a);
        Files.write(a, Files.readAllBytes(b));
        Files.write(b, bytes);
    }

    private void requireNamed(Path store, String options, Path... wrong) throws IOException {
        Result verified = Cli.run("verify", store).in(folder);
        assertThat(verified.code()).isEqualTo(3);
        List<String> subjects = verified.out()
                .lines()
                .filter(line -> line.contains(" does not hold the bytes that were written: its CRC-32+CRC-32C is "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(subjects)
                .isEqualTo(Stream.of(wrong)
                        .sorted()
                        .map(object -> "DIR/" + folder.relativize(object))
                        .toList());
        for (String command : List.of(
                "convert IN OUT.nc --quiet",
                "convert IN OUT.zarr --quiet --no-verify",
                "rechunk IN OUT.zarr --quiet --chunks time=3 --memory 1G",
                "rechunk IN OUT.zarr --quiet --no-verify " + options,
                "hash IN")) {
            Object[] args = command.replace("IN", store.toString())
                    .replace("OUT", folder.resolve("copy").toString())
                    .split(" ");
            Result refused = Cli.run(args).in(folder);
            assertThat(refused.code()).as("%s: %s", command, refused.err()).isEqualTo(3);
            assertThat(refused.err()).contains(" does not hold the bytes that were written: its CRC-32+CRC-32C is ");
        }
        try (Stream<Path> made = Files.list(folder)) {
            assertThat(made.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith("copy"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, SHARDED})
    void twoObjectsThatChangedPlacesAreBothNamedAndNobodyReadsThem(String options) throws IOException {
        Path store = write("in.zarr", 1, options);
        List<Path> two = alike(objects(store));
        swap(two.get(0), two.get(1));
        requireNamed(store, options, two.get(0), two.get(1));
        swap(two.get(0), two.get(1));
        assertThat(Cli.run("verify", store).code()).isZero();
    }

    /** Such bytes are not decoded, so that nothing else would notice. */
    @Test
    void encodedBytesThatOnlyMoveAreComparedToo() throws IOException {
        String all = CHUNKED + " --codec zstd(3)+crc32c";
        Path store = write("in.zarr", 1, all);
        Object[] dryRun = ("rechunk " + store + " " + store + "2.zarr --dry-run " + all).split(" ");
        Result plan = Cli.run(dryRun);
        assertThat(plan.out()).containsPattern("\n +v +\\* +copy ");
        List<Path> two = alike(objects(store));
        swap(two.get(0), two.get(1));
        requireNamed(store, all, two.get(0), two.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, SHARDED})
    void anObjectOfAnEarlierGenerationIsNamedAndNobodyReadsIt(String options) throws IOException {
        Path store = write("in.zarr", 1, options);
        Path earlier = write("earlier.zarr", 2, options);
        Path object = alike(objects(store)).get(0);
        for (Path stale : objects(earlier)) {
            if (Files.size(stale) == Files.size(object)) {
                Files.write(object, Files.readAllBytes(stale));
            }
        }
        requireNamed(store, options, object);
    }

    /** The archive's own checksums are right, of the bytes that lie in it now. */
    @Test
    void entriesOfAnArchiveThatChangedPlacesAreNamed() throws IOException {
        Path store = write("in.zarr", 1, CHUNKED);
        List<Path> two = alike(objects(store));
        swap(two.get(0), two.get(1));
        Path archive = folder.resolve("in.zarr.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(store.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        Result verified = Cli.run("verify", archive).in(folder);
        assertThat(verified.code()).isEqualTo(3);
        assertThat(verified.out())
                .contains("DIR/in.zarr.zip/" + store.relativize(two.get(0)) + " does not hold")
                .contains("DIR/in.zarr.zip/" + store.relativize(two.get(1)) + " does not hold");
        assertThat(Cli.run("hash", archive).code()).isEqualTo(3);
    }

    /** The objects that are found not to hold what was written. */
    private static Set<String> found(Path store, Workers workers) {
        Set<String> found = new HashSet<>();
        try (ZarrSource source = ZarrSource.open(new FilesystemStore(store))) {
            assertThat(source.checkObjects(workers)).isTrue();
        } catch (CorruptObjectException e) {
            Stream.concat(Stream.of(e), Stream.of(e.getSuppressed()))
                    .map(problem -> problem.getMessage().split(" ", 2)[0])
                    .forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, SHARDED})
    void whateverIsExchangedIsFound(String options) throws IOException {
        Path store = write("in.zarr", 1, options);
        List<Path> objects = objects(store);
        List<byte[]> others = new ArrayList<>();
        for (Path object : Stream.concat(objects.stream(), objects(write("earlier.zarr", 2, options)).stream())
                .toList()) {
            others.add(Files.readAllBytes(object));
        }
        try (Workers workers = Workers.of(1)) {
            for (int seed = 0; seed < 500; seed++) {
                exchangeAndCheck(store, objects, others, new Random(seed), workers);
            }
        }
    }

    private static void exchangeAndCheck(
            Path store, List<Path> objects, List<byte[]> others, Random random, Workers workers) throws IOException {
        Map<Path, byte[]> right = new HashMap<>();
        Set<String> wrong = new HashSet<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            Path object = objects.get(random.nextInt(objects.size()));
            byte[] bytes = right.computeIfAbsent(object, SwappedObjectsTest::bytes);
            List<byte[]> alike = others.stream()
                    .filter(other -> other.length == bytes.length)
                    .toList();
            byte[] other = alike.get(random.nextInt(alike.size()));
            Files.write(object, other);
            wrong.remove(object.toString());
            if (!Arrays.equals(other, bytes)) {
                wrong.add(object.toString());
            }
        }
        assertThat(found(store, workers)).isEqualTo(wrong);
        for (Map.Entry<Path, byte[]> object : right.entrySet()) {
            Files.write(object.getKey(), object.getValue());
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path manifest(Path store) {
        return store.resolve(ZarrSource.MANIFEST);
    }

    private static List<MatchResult> entries(Path store) throws IOException {
        return ENTRY.matcher(Files.readString(manifest(store))).results().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED,
                SHARDED,
                VERSION_2,
                CHUNKED + " --codec none",
                SHARDED + " --codec none",
                CHUNKED + " --codec crc32c",
                SHARDED + " --codec numcodecs.crc32",
                CHUNKED + " --codec numcodecs.crc32",
                CHUNKED + " --codec numcodecs.crc32+crc32c",
                SHARDED + " --codec numcodecs.crc32+crc32c",
                CHUNKED + " --codec crc32c+numcodecs.crc32",
                SHARDED + " --codec crc32c+numcodecs.crc32",
                CHUNKED + " --codec gzip(0)",
                SHARDED + " --codec gzip(0)+crc32c"
            })
    void noTwoObjectsHaveOneChecksumUnlessTheirBytesAreTheSame(String options) throws IOException {
        Path store = write("in.zarr", 1, options);
        Map<String, Path> known = new TreeMap<>();
        List<MatchResult> entries = entries(store);
        assertThat(entries).hasSizeGreaterThan(TIMES / 2);
        for (MatchResult entry : entries) {
            Path object = store.resolve(entry.group(1));
            byte[] bytes = Files.readAllBytes(object);
            CRC32 first = new CRC32();
            first.update(bytes);
            CRC32C second = new CRC32C();
            second.update(bytes);
            assertThat(entry.group(2)).isEqualTo(Integer.toString(bytes.length));
            assertThat(entry.group(3)).isEqualTo(String.format("%08x%08x", first.getValue(), second.getValue()));
            Path same = known.putIfAbsent(entry.group(3), object);
            assertThat(same == null || Files.mismatch(same, object) == -1)
                    .as("%s and %s", same, object)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, SHARDED, VERSION_2})
    void aManifestOfAnOlderVersionIsReadAsWhatItIs(String options) throws IOException {
        Path store = write("in.zarr", 1, options);
        Files.writeString(
                manifest(store),
                Files.readString(manifest(store)).replaceAll("\"[0-9a-f]{8}([0-9a-f]{8})\"", "\"$1\""));
        assertThat(entries(store))
                .allSatisfy(entry -> assertThat(entry.group(3)).hasSize(8));
        Result right = Cli.run("verify", store);
        assertThat(right.code()).as(right.out()).isZero();
        assertThat(right.out()).doesNotContain("manifest");
        Path object = objects(store).get(1);
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.write(object, bytes);
        Result wrong = Cli.run("verify", store).in(folder);
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.out())
                .startsWith("DIR/" + folder.relativize(object)
                        + " does not hold the bytes that were written: its CRC-32C is ");
    }

    @Test
    void aChecksumOfAnotherLengthIsRefused() throws IOException {
        Path store = write("in.zarr", 1, CHUNKED);
        Files.writeString(
                manifest(store),
                Files.readString(manifest(store)).replaceAll("\"[0-9a-f]{4}([0-9a-f]{12})\"", "\"$1\""));
        Result result = Cli.run("verify", store).in(folder);
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("has neither 16 digits nor 8");
    }
}

package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores in zip archives through every command; the archives are taken apart by the JDK's own reader. */
class ZippedStoreTest {
    private static final Path CLASSIC = Cli.FIXTURES.resolve("netcdf3/cdf1_cf.nc");
    private static final Map<String, String> EPOCH = Map.of("SOURCE_DATE_EPOCH", "1795233600");

    @TempDir
    private Path folder;

    private Result convert(Object from, String to, String... options) {
        List<Object> args = new ArrayList<>(List.of("convert", from, folder.resolve(to), "--quiet"));
        args.addAll(List.of(options));
        return Cli.runIn(EPOCH, false, new StopSignal(), args.toArray()).in(folder);
    }

    /** The entries of an archive as text, each of which has to be stored as it is. */
    private static Map<String, String> entries(Path archive) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(ZipEntry.STORED);
                byte[] value = zip.getInputStream(entry).readAllBytes();
                entries.put(entry.getName(), new String(value, StandardCharsets.ISO_8859_1));
            }
        }
        return entries;
    }

    private static void assertRight(String out, Path store) {
        assertThat(Cli.run("verify", store).out()).endsWith(out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--zarr-format 2",
                "--chunks time=1,lat=2,lon=3 --shards time=3",
                "--shard none",
                "--threads 1"
            })
    void anArchiveHoldsWhatAFolderHolds(String options) throws IOException {
        String[] words = options.isEmpty() ? new String[0] : options.split(" ");
        Path zip = folder.resolve("out.zarr.zip");
        assertThat(convert(CLASSIC, "out.zarr.zip", words).code()).isZero();
        assertThat(convert(CLASSIC, "out.zarr", words).code()).isZero();
        Map<String, String> expected = Trees.contents(folder.resolve("out.zarr"));
        Map<String, String> found = entries(zip);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.keySet().removeIf(name -> expected.get(name).contains("out.zarr") || name.startsWith(".varve"));
        assertThat(found).containsAllEntriesOf(expected);
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).hasSize(2);
        }
        assertRight("out.zarr.zip: right (8 variables, 476 B)\n", zip);
        assertThat(Cli.run("verify", zip, "--against", CLASSIC).code()).isZero();
        assertThat(Cli.run("hash", zip).out())
                .isEqualTo(Cli.run("hash", folder.resolve("out.zarr")).out());
        assertThat(Cli.run("info", zip, "--array", "t2m", "--values").out())
                .isEqualTo(
                        Cli.run("info", CLASSIC, "--array", "t2m", "--values").out());
    }

    @Test
    void anArchiveIsConvertedToAnyFormat() {
        assertThat(convert(CLASSIC, "a.zarr.zip").code()).isZero();
        for (String to : new String[] {"back.nc", "b.zarr", "c.zarr.zip"}) {
            assertThat(convert(folder.resolve("a.zarr.zip"), to).code()).as(to).isZero();
            assertThat(Cli.run("verify", folder.resolve(to), "--against", CLASSIC)
                            .code())
                    .as(to)
                    .isZero();
        }
    }

    @Test
    void theSameInputMakesTheSameArchive() throws IOException {
        byte[] first = null;
        for (String threads : new String[] {"1", "2", "4"}) {
            convert(
                    CLASSIC,
                    "out.zarr.zip",
                    "--overwrite",
                    "--threads",
                    threads,
                    "--chunks",
                    "time=1",
                    "--shard",
                    "none");
            byte[] bytes = Files.readAllBytes(folder.resolve("out.zarr.zip"));
            first = first == null ? bytes : first;
            assertThat(bytes).isEqualTo(first);
        }
    }

    @Test
    void whatIsThereIsReplacedOnlyOnRequest() throws IOException {
        assertThat(convert(CLASSIC, "out.zarr.zip").code()).isZero();
        byte[] before = Files.readAllBytes(folder.resolve("out.zarr.zip"));
        assertThat(convert(CLASSIC, "out.zarr.zip", "--variables", "lat").code())
                .isEqualTo(4);
        assertThat(Files.readAllBytes(folder.resolve("out.zarr.zip"))).isEqualTo(before);
        assertThat(convert(CLASSIC, "out.zarr.zip", "--variables", "lat", "--overwrite")
                        .code())
                .isZero();
        assertRight("right (1 variable, 16 B)\n", folder.resolve("out.zarr.zip"));
    }

    @Test
    void anArchiveWithAChangedByteIsRefusedOrRight() throws IOException {
        Path zip = folder.resolve("in.zarr.zip");
        assertThat(convert(CLASSIC, "in.zarr.zip", "--codec", "none", "--variables", "area,t2m", "--shard", "none")
                        .code())
                .isZero();
        String digests = Cli.run("hash", zip).out();
        byte[] bytes = Files.readAllBytes(zip);
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            int position = random.nextInt(bytes.length);
            byte old = bytes[position];
            bytes[position] ^= (byte) (1 << random.nextInt(8));
            Files.write(zip, bytes);
            bytes[position] = old;
            requireRefusedOrRight(zip, digests, "byte " + position);
        }
        for (int i = 0; i < 30; i++) {
            Files.write(zip, Arrays.copyOf(bytes, (int) ((long) bytes.length * i / 30)));
            requireRefusedOrRight(zip, digests, "cut " + i);
        }
    }

    private void requireRefusedOrRight(Path zip, String digests, String what) {
        Result result = convert(zip, "back.nc", "--durability", "none", "--overwrite");
        assertThat(result.code()).as("%s: %s", what, result.err()).isIn(0, 3, 5);
        if (result.code() == 0) {
            assertThat(Cli.run("hash", folder.resolve("back.nc")).out().lines())
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(digests.lines().toList());
        } else {
            assertThat(result.err())
                    .as(what)
                    .startsWith("varve: DIR/in.zarr.zip")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void aChangedByteOfAnObjectIsAProblemAsItIsInAFolder() throws IOException {
        convert(CLASSIC, "in.zarr.zip", "--codec", "none", "--variables", "area,t2m", "--shard", "none");
        Path zip = folder.resolve("in.zarr.zip");
        byte[] bytes = Files.readAllBytes(zip);
        String object = entries(zip).get("t2m/c/0/0/0");
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf(object) + 1] ^= 1;
        Files.write(zip, bytes);
        Result found = Cli.run("verify", zip).in(folder);
        assertThat(found.code()).isEqualTo(3);
        assertThat(found.out()).startsWith("DIR/in.zarr.zip").contains("DIR/in.zarr.zip: 1 problem (7 variables, ");
        assertThat(found.err()).isEmpty();
        Result forPrograms = Cli.run("verify", zip, "--json");
        assertThat(forPrograms.code()).isEqualTo(3);
        assertThat(forPrograms.out()).contains("\"right\": false");
    }

    @Test
    void theRemedyForAnArchiveIsOneThatWorksOnArchives() throws IOException {
        convert(CLASSIC, "out.zarr");
        Map<String, String> entries = Trees.contents(folder.resolve("out.zarr"));
        entries.remove("t2m/c/0/0/0");
        Path zip = folder.resolve("in.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
                out.closeEntry();
            }
        }
        Result result = Cli.run("hash", zip).in(folder);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("varve: DIR/in.zip/t2m/c/0/0/0 is missing")
                .endsWith(", or, if it was changed on purpose, 'zip -d DIR/in.zip .varve/manifest.json'\n");
    }

    private Path zip(String name, Map<String, String> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    @Test
    void anArchiveWithoutAStoreAtItsRootIsExplained() throws IOException {
        Path nested = zip("in.zip", Map.of("out.zarr/zarr.json", "{}"));
        assertThat(Cli.run("info", nested).in(folder))
                .isEqualTo(new Result(
                        5,
                        "",
                        "varve: DIR/in.zip: is a zip archive with a Zarr store in its folder 'out.zarr', not at its root as"
                                + " readers expect it; 'unzip' it, and 'cd out.zarr && zip -0 -r ../NAME.zarr.zip .' packs"
                                + " it right\n"));
        Path other = zip("in.zip", Map.of("in.nc", "CDF"));
        assertThat(Cli.run("info", other).in(folder))
                .isEqualTo(new Result(
                        5,
                        "",
                        "varve: DIR/in.zip: is a zip archive without a Zarr store at its root; 'unzip' it first and name a"
                                + " file in it\n"));
    }

    @Test
    void anArchiveThatIsCutIsAnInputError() throws IOException {
        convert(CLASSIC, "in.zarr.zip");
        Path zip = folder.resolve("in.zarr.zip");
        Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), 2000));
        Result result = Cli.run("info", zip).in(folder);
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .startsWith("varve: DIR/in.zarr.zip: begins as a zip archive, but is cut or damaged; get it again");
    }

    @Test
    void aStoreThatAnotherProgramHasDeflatedIsRead() throws IOException {
        convert(CLASSIC, "out.zarr");
        Path zip = zip("in.zip", Map.of());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> entry :
                    Trees.contents(folder.resolve("out.zarr")).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
                out.closeEntry();
            }
        }
        assertRight("in.zip: right (8 variables, 476 B)\n", zip);
    }
}

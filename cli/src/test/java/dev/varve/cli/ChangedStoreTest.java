package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Region;
import dev.varve.cli.Cli.Result;
import dev.varve.pipeline.Workers;
import dev.varve.store.FilesystemStore;
import dev.varve.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stores without any codec that would notice, of which a bit was changed: no command takes such an object for what was
 * written, because the manifest tells.
 */
class ChangedStoreTest {
    private static final Path CLASSIC = Cli.FIXTURES.resolve("netcdf3/cdf1_cf.nc");
    private static final String SHARDED = "--chunks time=1,lat=2,lon=6 --shards time=2,lat=4,lon=6";
    private static final String CHUNKED = "--chunks time=2,lat=2,lon=6 --shard none";
    private static final String VERSION_2 = "--chunks time=2,lat=2,lon=6 --zarr-format 2";

    @TempDir
    private Path folder;

    private Path store() {
        return folder.resolve("in.zarr");
    }

    /** Writes the store, and gives its objects. */
    private List<Path> write(String options) throws IOException {
        List<Object> args = new ArrayList<>(
                List.of("convert", CLASSIC, store(), "--codec", "none", "--quiet", "--variables", "area,t2m"));
        args.addAll(List.of(options.split(" ")));
        assertThat(Cli.run(args.toArray()).code()).isZero();
        try (Stream<Path> files = Files.walk(store())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("[0-9.]+|c"))
                    .sorted()
                    .toList();
        }
    }

    private void requireRefused(Path object, String problem, Object... args) throws IOException {
        Result result = Cli.run(args).in(folder);
        String key = store().relativize(object).toString();
        assertThat(result.code()).as("%s of %s", Arrays.toString(args), key).isEqualTo(3);
        assertThat(result.err())
                .as(Arrays.toString(args))
                .startsWith("varve: DIR/in.zarr/" + key + " " + problem)
                .contains("\ntry:   varve verify DIR/in.zarr; ");
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(store());
        }
    }

    private void requireRefusedByAll(Path object, String problem) throws IOException {
        String array = store().relativize(object).toString().replaceAll("(/c)?(/[0-9.]+)*$", "");
        requireRefused(object, problem, "convert", store(), folder.resolve("back.nc"), "--quiet");
        requireRefused(object, problem, "convert", store(), folder.resolve("copy.zarr"), "--quiet", "--no-verify");
        requireRefused(object, problem, "convert", store(), folder.resolve("copy.zarr.zip"), "--quiet");
        requireRefused(object, problem, "hash", store());
        requireRefused(object, problem, "info", store(), "--array", array, "--values");
        assertThat(Cli.run("verify", store()).code()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARDED, CHUNKED, VERSION_2})
    void aFlippedBitAnywhereIsFound(String options) throws IOException {
        for (Path object : write(options)) {
            byte[] bytes = Files.readAllBytes(object);
            for (int position : new int[] {0, bytes.length / 3, bytes.length - 1}) {
                bytes[position] ^= 0x10;
                Files.write(object, bytes);
                requireRefused(
                        object,
                        "does not hold the bytes that were written: its CRC-32+CRC-32C is ",
                        "convert",
                        store(),
                        folder.resolve("back.nc"),
                        "--quiet");
                bytes[position] ^= 0x10;
            }
            bytes[1] ^= 1;
            Files.write(object, bytes);
            requireRefusedByAll(object, "does not hold the bytes that were written: its CRC-32+CRC-32C is ");
            bytes[1] ^= 1;
            Files.write(object, bytes);
        }
        assertThat(Cli.run("hash", store()).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARDED, CHUNKED})
    void anObjectThatIsCutOrLongerIsFound(String options) throws IOException {
        for (Path object : write(options)) {
            byte[] bytes = Files.readAllBytes(object);
            for (int length : new int[] {0, bytes.length + 1}) {
                Files.write(object, Arrays.copyOf(bytes, length));
                requireRefusedByAll(object, "has " + length + " bytes, " + bytes.length + " were written");
            }
            Files.write(object, bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARDED, CHUNKED})
    void anObjectThatIsGoneIsNotTakenForFillValue(String options) throws IOException {
        for (Path object : write(options)) {
            byte[] bytes = Files.readAllBytes(object);
            Files.delete(object);
            requireRefusedByAll(object, "is missing, though the store's manifest lists it");
            Files.write(object, bytes);
        }
    }

    /** The other half of the shard is not needed, but nobody knows of which half the checksum would not be right. */
    @Test
    void whatIsReadInPartsIsComparedAsAWhole() throws IOException {
        write("--chunks time=1,lat=2,lon=3 --shards time=3,lat=4,lon=6");
        Path object = store().resolve("t2m/c/0/0/0");
        byte[] bytes = Files.readAllBytes(object);
        bytes[0] ^= 1;
        Files.write(object, bytes);
        requireRefused(object, "does not hold", "hash", store(), "--array", "t2m", "--region", "2:3,3:4,5:6");
    }

    @Test
    void aNodeByItselfIsComparedWithTheManifestOfItsStore() throws IOException {
        Path object = write(CHUNKED).stream()
                .filter(file -> file.startsWith(store().resolve("t2m")))
                .findFirst()
                .orElseThrow();
        Path node = store().resolve("t2m");
        assertThat(Cli.run("verify", node).in(folder).out()).isEqualTo("DIR/in.zarr/t2m: right (1 variable, 144 B)\n");
        byte[] bytes = Files.readAllBytes(object);
        bytes[1] ^= 1;
        Files.write(object, bytes);
        Result result = Cli.run("convert", node, folder.resolve("back.nc")).in(folder);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .endsWith(
                        "try:   varve verify DIR/in.zarr/t2m; get the store again from where it came from, or, if it was"
                                + " changed on purpose, remove DIR/in.zarr/.varve/manifest.json\n");
        Files.delete(object);
        assertThat(Cli.run("hash", node).code()).isEqualTo(3);
    }

    @Test
    void aStoreInsideAnotherOneIsComparedWithItsOwnManifest() throws IOException {
        write(CHUNKED);
        Path inside = store().resolve("inside.zarr");
        assertThat(Cli.run("convert", CLASSIC, inside, "--quiet").code()).isZero();
        assertThat(Cli.run("verify", inside).in(folder).out())
                .isEqualTo("DIR/in.zarr/inside.zarr: right (8 variables, 476 B)\n");
        Files.delete(inside.resolve("t2m/c/0/0/0"));
        assertThat(Cli.run("verify", inside).in(folder).out())
                .startsWith("DIR/in.zarr/inside.zarr/t2m/c/0/0/0 is missing, though the store's manifest lists it");
        assertThat(Cli.run("hash", inside).code()).isEqualTo(3);
        assertThat(Cli.run("verify", inside.resolve("t2m")).code()).isEqualTo(3);
        assertThat(Cli.run("verify", store()).code()).isZero();
    }

    @Test
    void aLinkToANodeIsComparedWithTheManifestOfTheNodesStore() throws IOException {
        write(CHUNKED);
        Path link = Files.createSymbolicLink(folder.resolve("link"), store().resolve("t2m"));
        assertThat(Cli.run("verify", link).code()).isZero();
        Files.delete(store().resolve("t2m/c/0/0/0"));
        assertThat(Cli.run("verify", link).in(folder).out()).startsWith("DIR/link/c/0/0/0 is missing");
        assertThat(Cli.run("hash", link).code()).isEqualTo(3);
    }

    @Test
    void aNodeThatIsALinkOutOfItsStoreIsComparedWithTheManifestOfTheStore() throws IOException {
        write(CHUNKED);
        Path node = store().resolve("t2m");
        Path elsewhere = Files.move(node, folder.resolve("elsewhere"));
        Files.createSymbolicLink(node, elsewhere);
        Files.delete(elsewhere.resolve("c/0/0/0"));
        assertThat(Cli.run("verify", node).code()).isEqualTo(3);
    }

    @Test
    void ofANodeThatWasWrittenLaterItIsToldThatTheManifestSaysNothing() throws IOException {
        write(CHUNKED);
        try (FilesystemStore opened = new FilesystemStore(store());
                Workers workers = Workers.of(1)) {
            ZarrArray array = ZarrArray.open(opened, "t2m");
            Region whole = Region.whole(array.metadata().shape());
            array.write(whole, array.read(whole, workers), workers);
        }
        Files.delete(store().resolve("t2m/c/0/0/0"));
        Result result = Cli.run("verify", store().resolve("t2m")).in(folder);
        assertThat(result.out())
                .startsWith(
                        "the manifest says nothing of 't2m', which was written later: objects of it that are missing"
                                + " cannot be told from empty ones\n");
        assertThat(Cli.run("verify", store().resolve("area")).in(folder).out()).startsWith("DIR/in.zarr/area: right (");
    }

    @Test
    void aDocumentOfVersion2IsCalledByItsName() throws IOException {
        write(VERSION_2);
        for (String document : new String[] {".zmetadata", "area/.zarray"}) {
            Path file = store().resolve(document);
            Files.writeString(file, Files.readString(file).replace("\"order\": \"C\"", "\"order\": \"F\""));
        }
        Result result = Cli.run("verify", store()).in(folder);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("varve: DIR/in.zarr/area/.zarray does not say what was written");
    }

    @Test
    void withoutAManifestNothingIsKnownOfObjects() throws IOException {
        Path object = write(CHUNKED).get(0);
        Files.delete(store().resolve(".varve/manifest.json"));
        byte[] bytes = Files.readAllBytes(object);
        bytes[0] ^= 1;
        Files.write(object, bytes);
        assertThat(Cli.run("hash", store()).code()).isZero();
    }
}

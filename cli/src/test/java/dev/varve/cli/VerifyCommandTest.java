package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final Path CLASSIC = Cli.FIXTURES.resolve("netcdf3/cdf1_cf.nc");

    @TempDir
    private Path folder;

    private Path store;

    @BeforeEach
    void convert() {
        store = folder.resolve("out.zarr");
        assertThat(Cli.run("convert", CLASSIC, store, "--no-history").code()).isZero();
    }

    private Path chunk() {
        return store.resolve("t2m/c/0/0/0");
    }

    private Result verify(Object... more) {
        Object[] args = new Object[2 + more.length];
        args[0] = "verify";
        args[1] = store;
        System.arraycopy(more, 0, args, 2, more.length);
        return Cli.run(args).in(folder);
    }

    @Test
    void aStoreIsReadWholeAndComparedWithItsManifest() {
        assertThat(verify()).isEqualTo(new Result(0, "DIR/out.zarr: right (8 variables, 476 B)\n", ""));
    }

    @Test
    void programsGetASchema() {
        assertThat(verify("--against", CLASSIC, "--json")).isEqualTo(new Result(0, """
                        {
                          "schema": "varve.verify/1",
                          "subject": "DIR/out.zarr against %s",
                          "right": true,
                          "problems": [],
                          "notes": [],
                          "variables": 8,
                          "decoded_bytes": 476
                        }
                        """.formatted(CLASSIC), ""));
    }

    @Test
    void everyBitOfAnObjectMatters() throws IOException {
        byte[] bytes = Files.readAllBytes(chunk());
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] ^= 0x10;
            Files.write(chunk(), bytes);
            bytes[position] ^= 0x10;
            Result alone = verify();
            assertThat(alone.code()).as("byte %s", position).isEqualTo(3);
            assertThat(alone.out()).startsWith("DIR/out.zarr/t2m/c/0/0/0 does not hold the bytes that were written");
            Result against = verify("--against", CLASSIC, "--variables", "t2m");
            assertThat(against.code()).as("byte %s", position).isEqualTo(3);
            assertThat(Cli.run("hash", store).code()).as("byte %s", position).isEqualTo(3);
        }
    }

    @Test
    void aMissingObjectIsNotTakenForFillValue() throws IOException {
        Files.delete(chunk());
        String problem =
                "DIR/out.zarr/t2m/c/0/0/0 is missing, though the store's manifest lists it; restore it or write"
                        + " the store again\n";
        assertThat(verify()).isEqualTo(new Result(3, problem + "DIR/out.zarr: 1 problem (8 variables, 476 B)\n", ""));
        assertThat(verify("--against", CLASSIC).code()).isEqualTo(3);
        assertThat(verify("--against", CLASSIC).out()).startsWith(problem);
    }

    @Test
    void aDifferenceIsNamedWithVariableChunkAndIndex() throws IOException {
        Path other = folder.resolve("other.nc");
        byte[] bytes = Files.readAllBytes(CLASSIC);
        bytes[bytes.length - 1] ^= 1;
        Files.write(other, bytes);
        List<String> lines = verify("--against", other).out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .matches("variable 't2m' differs first at index \\[2, 3, 5] \\(chunk \\[0, 0, 0]\\): -?\\d+ in"
                        + " DIR/out\\.zarr, -?\\d+ in DIR/other\\.nc");
        assertThat(lines.get(1)).isEqualTo("DIR/out.zarr against DIR/other.nc: 1 problem (8 variables, 476 B)");
    }

    @Test
    void aFileHasNoManifestAndIsReadAllTheSame() {
        assertThat(Cli.run("verify", CLASSIC)).isEqualTo(new Result(0, CLASSIC + ": right (8 variables, 476 B)\n", ""));
    }

    @Test
    void whatWasNotCheckedIsTold() {
        Path types = Cli.FIXTURES.resolve("netcdf4/user_types.nc");
        Result result = Cli.run("verify", types);
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("not checked: 'vlen' in " + types);
    }

    @Test
    void whatIsNotThereIsAnInputError() {
        assertThat(verify("--against", folder.resolve("in.nc")).code()).isEqualTo(5);
    }
}

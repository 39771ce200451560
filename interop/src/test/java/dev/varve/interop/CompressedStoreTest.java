package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compressed stores as xarray and numpy see them, and what is left of them by kills, full disks and runs at the same time. */
@Tag("interop")
@Timeout(600)
class CompressedStoreTest {
    private static final String MAKE_INPUT = """
            import sys, netCDF4, numpy as np
            d = netCDF4.Dataset(sys.argv[1], "w")
            for name, size in (("time", 12), ("lat", 180), ("lon", 360)):
                d.createDimension(name, size)
                c = d.createVariable(name, "f8", (name,))
                c[:] = np.linspace(0, 1, size)
            r = np.random.default_rng(7)
            for name in sys.argv[2].split(","):
                v = d.createVariable(name, "f4", ("time", "lat", "lon"), zlib=True, fill_value=1e20, chunksizes=(1, 180, 360))
                v.units = "K"
                x = 280 + np.cumsum(r.standard_normal((12, 180, 360)), axis=2).astype("f4")
                v[:] = np.ma.masked_where(r.random(x.shape) < 0.1, x)
            d.close()
            """;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static PythonScript script;
    private static Path input;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        script = PythonScript.start("check_compressed.py");
        input = shared.resolve("in.nc");
        Process made = new ProcessBuilder(PythonScript.executable(), "-c", MAKE_INPUT, input.toString(), "t,q")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
    }

    @AfterAll
    static void stop() throws IOException {
        script.close();
    }

    private static String numpy(Path netcdf, Path store) throws IOException {
        return script.ask(netcdf + "\t" + store);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    static List<List<String>> budgets() {
        return List.of(
                List.of("--codec", "zstd(9) | bitround(9)", "--l1", "1e-3"),
                List.of("--codec", "zstd(9) | bitround(9)", "--gate", "max_abs=0.2"),
                List.of("--codec", "zstd(9) | bitround(5)", "--l1", "1e-3"),
                List.of("--codec", "zstd(9) | quantize(1)", "--gate", "mean_abs=0.05"),
                List.of("--codec", "zstd(3) | bitround(7)"));
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void numpyFindsTheErrorsThatAreRecordedAndXarrayHasNoComplaint(List<String> budget) throws IOException {
        Path store = folder.resolve("out.zarr");
        List<Object> args = new ArrayList<>(List.of("compress", input, store, "--chunks", "time=1,lat=90", "--quiet"));
        args.addAll(budget);
        VarveRun done = VarveRun.of(args.toArray());
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(numpy(input, store)).isEqualTo("kept 2 fields");
        assertThat(VarveRun.of("verify", store, "--against", input, "--quiet").code())
                .isZero();
    }

    private static Process process(Path store, String field) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "compress",
                        input.toString(),
                        store.toString(),
                        "--variables",
                        field,
                        "--codec",
                        "zstd(19) | bitround(9)",
                        "--l1",
                        "1e-3",
                        "--inner-chunk",
                        "64KiB",
                        "--quiet")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void twoProcessesFillOneStore() throws IOException, InterruptedException {
        Path store = folder.resolve("out.zarr");
        Process t = process(store, "t");
        Process q = process(store, "q");
        assertThat(t.waitFor()).isZero();
        assertThat(q.waitFor()).isZero();
        assertThat(numpy(input, store)).isEqualTo("kept 2 fields");
        assertThat(VarveRun.of("verify", store, "--against", input, "--quiet").code())
                .isZero();
        assertThat(names(folder)).containsExactly("out.zarr");
    }

    @Test
    void whatIsKilledIsVisiblyUnfinishedAndTheSameCommandGoesOn() throws IOException, InterruptedException {
        Path store = folder.resolve("out.zarr");
        Random random = new Random(5);
        for (int kill = 0; kill < 8; kill++) {
            Process process = process(store, "t,q");
            process.waitFor(500 + random.nextInt(2500), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            if (Files.exists(store)) {
                VarveRun verified = VarveRun.of("verify", store, "--quiet");
                boolean isWhole = Files.exists(store.resolve("t")) && Files.exists(store.resolve("q"));
                assertThat(verified.code()).as(verified.out()).isIn(isWhole ? List.of(0, 3) : List.of(3));
                assertThat(verified.out()).doesNotContain("missing");
            }
        }
        Process last = process(store, "t,q");
        assertThat(last.waitFor()).isZero();
        assertThat(numpy(input, store)).isEqualTo("kept 2 fields");
        assertThat(VarveRun.of("verify", store, "--quiet").code()).isZero();
        assertThat(VarveRun.of("consolidate", store).code()).isZero();
        assertThat(names(folder)).containsExactly("out.zarr");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Test
    void aFullDiskIsSaidAndWhatIsCompleteStays() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", disk.toString()))
                .as("mounting a small disk needs root, as .ci/run has it")
                .isZero();
        try {
            Path store = disk.resolve("out.zarr");
            Object[] args = {"compress", input, store, "--codec", "zstd(9) | bitround(9)", "--l1", "1e-3", "--quiet"};
            VarveRun full = VarveRun.of(args);
            assertThat(full.code()).as(full.err()).isEqualTo(6);
            assertThat(full.err())
                    .contains("the disk is full", "what was complete before is in " + store)
                    .contains("then the same command again goes on")
                    .doesNotContain("nothing was left behind");
            assertThat(names(disk)).containsExactly("out.zarr");
            assertThat(VarveRun.of("verify", store).code()).isEqualTo(3);
            assertThat(run("mount", "-o", "remount,size=20m", disk.toString())).isZero();
            assertThat(VarveRun.of(args).code()).isZero();
            assertThat(numpy(input, store)).isEqualTo("kept 2 fields");
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }
}

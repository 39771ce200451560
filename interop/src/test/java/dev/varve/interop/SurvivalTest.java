package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, killed, short of disk, or without the right to write: nothing is lost and nothing is half there. */
@Tag("interop")
@Timeout(300)
class SurvivalTest {
    private static final String MAKE_INPUT = """
            import sys, netCDF4, numpy as np
            d = netCDF4.Dataset(sys.argv[1], "w")
            d.createDimension("t", 40); d.createDimension("y", 300); d.createDimension("x", 300)
            v = d.createVariable("v", "f4", ("t", "y", "x"), zlib=True, shuffle=True, chunksizes=(1, 300, 300))
            r = np.random.default_rng(7)
            v[:] = np.cumsum(r.standard_normal((40, 300, 300), dtype="f4"), axis=2)
            d.close()
            """;

    @TempDir
    private Path folder;

    private record Outcome(int exit, String out, String err) {}

    private static ProcessBuilder varve(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of("..", "varve").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = folder.resolve("stdout.txt");
        Path err = folder.resolve("stderr.txt");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new Outcome(process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private Path input() throws IOException, InterruptedException {
        Path input = folder.resolve("in.nc");
        Outcome made = run(new ProcessBuilder(PythonScript.executable(), "-c", MAKE_INPUT, input.toString()));
        assertThat(made.exit()).as("%s", made.err()).isZero();
        return input;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aKilledConversionLeavesNothingThatOpensAndTheNextOneSucceeds() throws IOException, InterruptedException {
        Path input = input();
        Path work = Files.createDirectory(folder.resolve("work"));
        Path store = work.resolve("out.zarr");
        Random random = new Random(1);
        for (int kill = 0; kill < 20; kill++) {
            Process process = varve(
                            "convert", input.toString(), store.toString(), "--shard", "4MiB", "--inner-chunk", "1MiB")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor(300 + random.nextInt(900), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            if (Files.exists(store)) {
                Outcome verified = run(varve("verify", store.toString(), "--against", input.toString()));
                assertThat(verified.exit()).as("%s", verified.err()).isZero();
                run(new ProcessBuilder("rm", "-r", store.toString()));
            }
        }
        Outcome last = run(varve("convert", input.toString(), store.toString()));
        assertThat(last.exit()).as("%s", last.err()).isZero();
        assertThat(names(work)).containsExactly("out.zarr");
    }

    @Test
    void aKilledRechunkIsGoneOnWithAndLeavesNothing() throws IOException, InterruptedException {
        Path input = input();
        Path work = Files.createDirectory(folder.resolve("work"));
        Path store = work.resolve("out.zarr");
        String[] rechunk = {
            "rechunk",
            input.toString(),
            store.toString(),
            "--chunks",
            "t=-1,y=10,x=10",
            "--shard",
            "none",
            "--memory",
            "12M",
            "--threads",
            "1"
        };
        Path hidden = work.resolve(".out.zarr.varve-rechunk");
        for (int lines : new int[] {0, 1, 100, 300, 500}) {
            Process process = varve(rechunk)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (process.isAlive() && !hasCome(hidden, lines)) {
                Thread.sleep(5);
            }
            process.destroyForcibly().waitFor();
            assertThat(store).doesNotExist();
        }
        Outcome last = run(varve(rechunk));
        assertThat(last.out()).contains(" 0 chunks decoded of 40").containsPattern("resumed: +\\d+ objects");
        assertThat(last.exit()).as("%s", last.err()).isZero();
        assertThat(names(work)).containsExactly("out.zarr");
        Outcome verified = run(varve("verify", store.toString(), "--against", input.toString()));
        assertThat(verified.exit()).as("%s", verified.err()).isZero();
    }

    /** Whether a rechunk has made a temporary file and listed so many objects. */
    private static boolean hasCome(Path hidden, int objects) throws IOException {
        Path listed = hidden.resolve("objects");
        return Files.exists(hidden.resolve("packed").resolve("0-0"))
                && Files.exists(listed)
                && Files.readAllLines(listed, UTF_8).size() >= 2 * objects;
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothing() throws IOException, InterruptedException {
        Path input = input();
        Path disk = mount("size=4m");
        try {
            for (String name : List.of("out.zarr", "out.nc")) {
                Path source = input;
                if (name.endsWith(".nc")) {
                    source = folder.resolve("whole.zarr");
                    assertThat(run(varve("convert", input.toString(), source.toString()))
                                    .exit())
                            .isZero();
                }
                Outcome full = run(
                        varve("convert", source.toString(), disk.resolve(name).toString()));
                assertThat(full.exit()).as("%s", full.err()).isEqualTo(6);
                assertThat(full.err()).contains("space").doesNotContain("Exception");
                assertThat(names(disk)).isEmpty();
            }
        } finally {
            unmount(disk);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException, InterruptedException {
        Path input = input();
        Path disk = mount("size=4m,ro");
        try {
            Outcome refused = run(
                    varve("convert", input.toString(), disk.resolve("out.zarr").toString()));
            assertThat(refused.exit()).as("%s", refused.err()).isEqualTo(1);
            assertThat(refused.err()).containsIgnoringCase("read-only").doesNotContain("Exception");
        } finally {
            unmount(disk);
        }
    }

    private Path mount(String options) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Outcome mounted = run(new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()));
        assertThat(mounted.exit())
                .as("mounting a small disk needs root, as .ci/run has it: %s", mounted.err())
                .isZero();
        return disk;
    }

    private void unmount(Path disk) throws IOException, InterruptedException {
        assertThat(run(new ProcessBuilder("umount", disk.toString())).exit()).isZero();
    }
}

package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code varve}, on a copy of the checkout whose JDK and Maven only say how they were called. */
@Tag("interop")
class LauncherTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path root;
    private Path jdk;
    private Path tools;

    @BeforeEach
    void copyTheCheckout() throws IOException {
        root = Files.createDirectories(folder.resolve("a b/varve root"));
        for (String module : List.of("core", "formats", "cli")) {
            Files.createDirectories(root.resolve(module + "/src/main"));
            Files.createFile(root.resolve(module + "/pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        Files.copy(CHECKOUT.resolve("varve"), root.resolve("varve"));
        jdk = fakeJdk("a jdk", "21.0.1");
        tools = folder.resolve("tools");
        script(
                tools.resolve("mvn"),
                "echo called >>'" + folder
                        + "/builds'; printf half >cli/target/varve.jar; sleep 0.2; echo whole >>cli/target/varve.jar; sleep 0.1");
    }

    @Test
    void theCommandGetsItsArgumentsAsTheyWereTypedAndItsExitCodeComesBack() throws Exception {
        Outcome outcome = varve("info", "two  words", "*", "", "$HOME");

        assertThat(outcome.exitCode()).isEqualTo(42);
        assertThat(outcome.afterJar()).containsExactly("info", "two  words", "*", "", "$HOME");
    }

    @Test
    void itIsBuiltOnceAndAgainOnlyWhenASourceChanges() throws Exception {
        assertThat(varve("info").err()).containsOnlyOnce("building varve once");
        assertThat(varve("info").err()).isEmpty();

        Files.createFile(root.resolve("core/src/main/New.java"));
        assertThat(varve("info").err()).containsOnlyOnce("building varve once");
        Files.delete(root.resolve("core/src/main/New.java"));
        assertThat(varve("info").err()).containsOnlyOnce("building varve once");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void fourFirstRunsAtOnceBuildOnceEvenPastTheLockOfADeadOne() throws Exception {
        Path lock = Files.createDirectories(root.resolve("cli/target/lock"));
        Files.createFile(lock.resolve(deadOwner()));

        List<Process> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            runs.add(start(root.resolve("varve"), Map.of(), "info"));
        }
        for (Process run : runs) {
            assertThat(run.waitFor()).isEqualTo(42);
        }
        assertThat(builds()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }

    @Test
    void whatADeadBuildLeftIsNotTrusted() throws Exception {
        Files.createDirectories(root.resolve("cli/target/lock"));
        Files.createFile(root.resolve("cli/target/lock").resolve(deadOwner()));
        Files.writeString(root.resolve("cli/target/varve.jar"), "half");

        assertThat(varve("info").err()).containsOnlyOnce("building varve once");
    }

    @Test
    void itIsFoundThroughAChainOfLinks() throws Exception {
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("a b/varve root/varve"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), first);

        assertThat(run(second, Map.of(), "info").exitCode()).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({
        "2G, 2147483648",
        "2GiB, 2147483648",
        "2GB, 2000000000",
        "256MiB, 268435456",
        "1.5g, 1610612736",
        "5gb, 5000000000",
        "40000000, 40000000",
        "40000kb, 40000000"
    })
    void memoryIsTheHeapAndAPropertyInEveryUnit(String size, long bytes) throws Exception {
        for (Outcome outcome : List.of(varve("convert", "--memory", size, "in.nc"), varve("x", "--memory=" + size))) {
            assertThat(outcome.arguments()).contains("-Xmx" + bytes, "-Dvarve.memory=" + bytes);
            assertThat(outcome.afterJar()).anyMatch(argument -> argument.contains(size));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "2X", "1e3", "99999999T", "-1G", "1..5G"})
    void aSizeThatIsNoneIsLeftToTheCommandToRefuse(String size) throws Exception {
        assertThat(varve("convert", "--memory", size).arguments())
                .noneMatch(argument -> argument.startsWith("-Xmx") || argument.startsWith("-Dvarve.memory"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "HOME=/root; -XX:MaxRAMPercentage=50",
                "OMPI_COMM_WORLD_LOCAL_SIZE=4; -XX:MaxRAMPercentage=12.500",
                "MPI_LOCALNRANKS=1; -XX:MaxRAMPercentage=50.000",
                "SLURM_STEP_TASKS_PER_NODE=2(x3),16(x12),1; -XX:MaxRAMPercentage=3.125",
                "SLURM_MEM_PER_NODE=0; -XX:MaxRAMPercentage=50.000",
                "SLURM_MEM_PER_NODE=4096; -Xmx2147483648",
                "SLURM_MEM_PER_NODE=4096 SLURM_STEP_TASKS_PER_NODE=2; -Xmx1073741824",
                "SLURM_MEM_PER_NODE=4096 OMPI_COMM_WORLD_LOCAL_SIZE=4 SLURM_TASKS_PER_NODE=2; -Xmx536870912",
                "SLURM_MEM_PER_CPU=1000 SLURM_CPUS_ON_NODE=8 SLURM_STEP_TASKS_PER_NODE=2; -Xmx2097152000",
                "SLURM_MEM_PER_NODE=1; -Xmx33554432",
            })
    void withoutASizeTheHeapIsHalfOfWhatTheProcessesOfAJobShareOnTheNode(String variables, String option)
            throws Exception {
        Map<String, String> environment = Stream.of(variables.split(" ", -1))
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Outcome outcome = run(root.resolve("varve"), environment, "convert", "in.nc", "out.zarr");
        assertThat(outcome.arguments())
                .contains(option)
                .noneMatch(argument -> argument.startsWith("-Dvarve.memory"))
                .filteredOn(argument -> argument.startsWith("-Xmx") || argument.startsWith("-XX:MaxRAM"))
                .hasSize(1);
        assertThat(run(root.resolve("varve"), environment, "convert", "--memory", "1G")
                        .arguments())
                .contains("-Xmx1073741824", "-Dvarve.memory=1073741824");
    }

    @Test
    void quickAnswersStartWithTheLightCompilerAndWorkWithTheStrongOne() throws Exception {
        assertThat(varve("info", "in.nc").arguments()).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        assertThat(varve("convert", "in.nc", "out.zarr").arguments())
                .contains("-XX:+UseG1GC")
                .doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(varve("convert", "--memory", "512M", "in.nc", "out.zarr").arguments())
                .contains("-XX:+UseParallelGC")
                .doesNotContain("-XX:+UseG1GC");
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        Path old = fakeJdk("old", "11.0.2");

        // What is found instead depends on the machine; the old one's program must not run.
        assertThat(run(root.resolve("varve"), Map.of("JAVA_HOME", old.toString()), "--version")
                        .exitCode())
                .isNotEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({"USR1, 75", "TERM, 75", "none, 42"})
    void aWriteIsToldToStopInJavasWay(String signal, int exitCode) throws Exception {
        varve("info");
        Path isUp = folder.resolve("up");
        script(
                jdk.resolve("bin/java"),
                "trap 'exit 75' TERM; kill -USR1 $$; touch '" + isUp + "'; "
                        + (signal.equals("none") ? "" : "for i in 1 2 3 4 5 6 7 8 9; do sleep 1; done; ") + "exit 42");
        Process write = start(root.resolve("varve"), Map.of(), "write", "in.nc", "out.zarr");
        while (write.isAlive() && !Files.exists(isUp)) {
            Thread.sleep(10);
        }
        if (!signal.equals("none")) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(write.pid()))
                    .start()
                    .waitFor();
        }
        assertThat(write.waitFor()).isEqualTo(exitCode);
    }

    @Test
    void aWriteGetsItsArgumentsAndItsInputAsTheyAre() throws Exception {
        varve("info");
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"; cat; exit 7");
        Process write = start(root.resolve("varve"), Map.of(), "write", "two  words", "*");
        try (OutputStream input = write.getOutputStream()) {
            input.write("typed".getBytes(UTF_8));
        }
        String out = new String(write.getInputStream().readAllBytes(), UTF_8);
        assertThat(out).endsWith("write\ntwo  words\n*\ntyped");
        assertThat(write.waitFor()).isEqualTo(7);
    }

    private Outcome varve(String... arguments) throws IOException, InterruptedException {
        return run(root.resolve("varve"), Map.of(), arguments);
    }

    private Outcome run(Path program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(program, environment, arguments);
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), out.lines().toList(), err);
    }

    private Process start(Path program, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
        builder.environment().remove("VARVE_JAVA_OPTS");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String deadOwner() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("sh", "-c", "echo $$@$(uname -n)").start();
        String owner = new String(dead.getInputStream().readAllBytes(), UTF_8).strip();
        dead.waitFor();
        return owner;
    }

    private long builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    private Path fakeJdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        script(
                home.resolve("bin/java"),
                "grep -q whole '" + root + "/cli/target/varve.jar' || exit 7; printf '%s\\n' \"$@\"; exit 42");
        script(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** What one run of the launcher gave: the arguments that Java was called with stand in its output, one a line. */
    private record Outcome(int exitCode, List<String> arguments, String err) {
        List<String> afterJar() {
            return arguments.subList(arguments.indexOf("-jar") + 2, arguments.size());
        }
    }
}

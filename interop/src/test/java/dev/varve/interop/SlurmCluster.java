package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Slurm of one node, this machine, that {@code interop/slurm/one-node.sh} brings up, for as long as this is open. It has
 * eight processors, so that eight small tasks run side by side.
 */
final class SlurmCluster implements AutoCloseable {
    private static final String SCRIPT =
            Path.of("slurm", "one-node.sh").toAbsolutePath().toString();

    private static final Pattern UNFINISHED =
            Pattern.compile("JobState=(?:PENDING|CONFIGURING|RUNNING|COMPLETING|SUSPENDED)");
    private static final Pattern EXIT_CODE = Pattern.compile(" ExitCode=([0-9]+):");
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;

    private SlurmCluster(Path folder) {
        this.folder = folder;
    }

    /** Brings it up; what it writes is below the folder. */
    static SlurmCluster start(Path folder) throws IOException, InterruptedException {
        ProgramRun.of(new ProcessBuilder(SCRIPT, "start", folder.toString())).succeeded();
        return new SlurmCluster(folder.toRealPath());
    }

    /** A command of Slurm's, or one that calls one. */
    ProcessBuilder command(Path directory, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().put("SLURM_CONF", folder.resolve("slurm.conf").toString());
        return builder;
    }

    /** Runs a command by {@code srun}; its options stand before it. */
    ProgramRun srun(Path directory, List<String> options, List<String> command)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("srun"));
        words.addAll(options);
        words.addAll(command);
        return ProgramRun.of(command(directory, words));
    }

    /**
     * Submits a batch file and waits for the job, or for all jobs of an array.
     *
     * @return the largest exit code, and all that the jobs wrote to either stream
     */
    ProgramRun sbatch(Path directory, List<String> options, Path script) throws IOException, InterruptedException {
        Path outputs = Files.createTempDirectory(folder, "jobs");
        List<String> words = new ArrayList<>(List.of("sbatch", "--parsable", "--output=" + outputs + "/%j.txt"));
        words.addAll(options);
        words.add(script.toString());
        String job = ProgramRun.of(command(directory, words)).succeeded().out().strip();
        int code = await(job);
        StringBuilder out = new StringBuilder();
        try (Stream<Path> files = Files.list(outputs)) {
            for (Path file : files.sorted().toList()) {
                out.append(Files.readString(file, UTF_8));
            }
        }
        return new ProgramRun(code, out.toString(), "");
    }

    /** Looks often: {@code sbatch --wait} does so after 2, 4, 8, 16 and 32 seconds. */
    private int await(String job) throws IOException, InterruptedException {
        List<String> look = List.of("scontrol", "--oneliner", "show", "job", job);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            String seen = ProgramRun.of(command(folder, look)).succeeded().out();
            if (!UNFINISHED.matcher(seen).find()) {
                return EXIT_CODE
                        .matcher(seen)
                        .results()
                        .mapToInt(code -> Integer.parseInt(code.group(1)))
                        .max()
                        .orElseThrow();
            }
            assertThat(System.nanoTime()).as("job %s: %s", job, seen).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** A batch file, written into a folder, that runs a line of shell. */
    static Path batchFile(Path file, String line) throws IOException {
        return Files.writeString(file, "#!/bin/bash\n" + line + "\n");
    }

    @Override
    public void close() {
        try {
            ProgramRun.of(new ProcessBuilder(SCRIPT, "stop", folder.toString())).succeeded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that was run to its end in a process of its own.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record ProgramRun(int code, String out, String err) {
    private static final long PATIENCE_SECONDS = 120;

    /** The packaged command's words, to be run from any folder. */
    static List<String> varve(Object... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of("..", "varve").toAbsolutePath().normalize().toString());
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return words;
    }

    /** Where a program lies; where it does not, the error says what to install. */
    static Path find(String program, String packages) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(program + " is not there: apt install " + packages));
    }

    /** Runs a program; one that takes too long is ended and is an error. */
    static ProgramRun of(ProcessBuilder program) throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            Process process = program.redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean isDone = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!isDone) {
                process.destroy();
                process.waitFor(10, TimeUnit.SECONDS);
                process.destroyForcibly();
            }
            String errors = Files.readString(err, UTF_8);
            assertThat(isDone)
                    .as("%s is done in time: %s", program.command(), errors)
                    .isTrue();
            return new ProgramRun(process.exitValue(), Files.readString(out, UTF_8), errors);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Requires that the program said that it succeeded. */
    ProgramRun succeeded() {
        assertThat(code).as(out + err).isZero();
        return this;
    }
}

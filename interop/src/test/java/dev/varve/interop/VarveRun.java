package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.stream.Stream;

/**
 * A command that was run in this process.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record VarveRun(int code, String out, String err) {
    /** Runs the command of these words. */
    static VarveRun of(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
        int code = Main.run(words, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new VarveRun(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}

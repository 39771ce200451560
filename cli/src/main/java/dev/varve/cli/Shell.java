package dev.varve.cli;

import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a command is called from.
 *
 * @param in what was piped in
 * @param out takes the answer
 * @param err takes progress and complaints
 * @param environment the environment variables
 * @param hasTerminalOut whether a person reads {@code out} as it comes
 * @param hasTerminalErr whether a person reads {@code err} as it comes
 * @param stop whether the process was told to stop
 */
record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean hasTerminalOut,
        boolean hasTerminalErr,
        StopSignal stop) {
    Shell {
        environment = Map.copyOf(environment);
    }

    /** Streams that no person watches, nothing piped in, and an empty environment. */
    static Shell of(PrintStream out, PrintStream err) {
        return new Shell(InputStream.nullInputStream(), out, err, Map.of(), false, false, new StopSignal());
    }

    /** The streams of this process. */
    static Shell ofProcess(PrintStream out, PrintStream err, StopSignal stop) {
        Map<String, String> environment = System.getenv();
        boolean isCapable = !"dumb".equals(environment.get("TERM"));
        return new Shell(
                System.in, out, err, environment, isCapable && isTerminal(1), isCapable && isTerminal(2), stop);
    }

    /** Asks the kernel; where it has no such folder, nobody is taken to watch: Java does not tell streams apart. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (Files.isSymbolicLink(link)) {
            try {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false;
            }
        }
        return false;
    }

    /** Whether text may be coloured: on a terminal, unless {@code NO_COLOR} asks for none. */
    boolean isColoured() {
        return hasTerminalOut && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Prints an answer: lines for people, or JSON for programs. */
    void answer(boolean isJson, Supplier<List<String>> text, Supplier<JsonObject> json) {
        if (isJson) {
            out.println(JsonWriter.pretty(json.get()));
        } else {
            text.get().forEach(out::println);
        }
    }
}

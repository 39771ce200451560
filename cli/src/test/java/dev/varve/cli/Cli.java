package dev.varve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands in this process, and holds what they said. */
final class Cli {
    /** The files of other writers; Maven runs tests in the folder of their module. */
    static final Path FIXTURES = Path.of("..", "formats", "src", "test", "resources", "fixtures");

    /** All commands. */
    static final List<String> VERBS = List.of(
            "demo",
            "info",
            "advise",
            "sweep",
            "convert",
            "rechunk",
            "report",
            "compress",
            "consolidate",
            "init",
            "write",
            "status",
            "commit",
            "verify",
            "hash",
            "replay",
            "codecs",
            "completion",
            "help");

    private Cli() {}

    /** All commands, for parameterized tests. */
    static Stream<String> verbs() {
        return VERBS.stream();
    }

    /**
     * What a command said.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    record Result(int code, String out, String err) {
        /** The same with a folder's name made short and fixed. */
        Result in(Path folder) {
            return new Result(code, out.replace(folder.toString(), "DIR"), err.replace(folder.toString(), "DIR"));
        }
    }

    /** Runs a command as {@code main} does. */
    static Result run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(strings(args), print(out), print(err));
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Runs a command in a shell of its own making. */
    static Result runIn(Map<String, String> environment, boolean isTerminal, StopSignal stop, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                InputStream.nullInputStream(), print(out), print(err), environment, isTerminal, isTerminal, stop);
        int code = Main.run(strings(args), shell);
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Runs a command with text piped in. */
    static Result runWith(String in, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream bytes = new ByteArrayInputStream(in.getBytes(UTF_8));
        Shell shell = new Shell(bytes, print(out), print(err), Map.of(), false, false, new StopSignal());
        int code = Main.run(strings(args), shell);
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }

    private static String[] strings(Object... args) {
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        return words;
    }
}

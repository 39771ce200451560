package dev.varve.cli;

import dev.varve.Release;
import java.io.PrintStream;

/** The command's entry. */
public final class Main {
    private static final int DONE = 0;
    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs one command.
     *
     * @param args what was typed after {@code varve}
     * @param out takes the answer
     * @param err takes progress and complaints
     * @return the exit code of the process
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length == 1 && args[0].equals("--version")) {
            out.println("varve " + Release.version());
            return DONE;
        }
        err.println("usage: varve --version");
        return USAGE;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }
}

package dev.varve.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command's entry. */
public final class Main {
    private static final int HELP_WIDTH = 90;

    /** Slurm kills a job 30 s after it was told to stop. */
    private static final int PATIENCE_SECONDS = 25;

    private static final Map<String, Function<Shell, Object>> VERBS = verbs();

    private Main() {}

    private static Map<String, Function<Shell, Object>> verbs() {
        Map<String, Function<Shell, Object>> verbs = new LinkedHashMap<>();
        verbs.put("demo", DemoCommand::new);
        verbs.put("info", InfoCommand::new);
        verbs.put("convert", ConvertCommand::new);
        verbs.put("verify", VerifyCommand::new);
        verbs.put("hash", HashCommand::new);
        verbs.put("codecs", CodecsCommand::new);
        verbs.put("completion", CompletionCommand::new);
        verbs.put("help", shell -> new CommandLine.HelpCommand());
        return verbs;
    }

    /**
     * Runs one command.
     *
     * @param args what was typed after {@code varve}
     * @param out takes the answer
     * @param err takes progress and complaints
     * @return the exit code of the process
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, Shell.of(out, err));
    }

    /** As above, called from a given shell. */
    static int run(String[] args, Shell shell) {
        int code;
        try {
            requireVerb(args);
            code = commandLine(args, shell).execute(args);
        } catch (Throwable failure) {
            code = complain(failure, args, shell);
        }
        shell.out().flush();
        if (code == ExitCode.DONE.number() && shell.out().checkError()) {
            shell.err().println("varve: the answer could not be written to the standard output");
            return ExitCode.FAILED.number();
        }
        return code;
    }

    private static void requireVerb(String[] args) {
        if (args.length > 0 && !args[0].startsWith("-") && !VERBS.containsKey(args[0])) {
            throw new UsageException(
                    "there is no command '" + args[0] + "'", Nearest.question(args[0], VERBS.keySet()));
        }
    }

    /** All verbs, or only the one that is called: a verb costs time before it is known what it does. */
    private static CommandLine commandLine(String[] args, Shell shell) {
        CommandLine line = new CommandLine(new RootCommand());
        String verb = args.length == 0 ? "help" : args[0];
        boolean isAlone =
                VERBS.containsKey(verb) && !List.of("help", "completion").contains(verb);
        VERBS.forEach((name, command) -> {
            if (!isAlone || name.equals(verb)) {
                line.addSubcommand(name, command.apply(shell));
            }
        });
        Ansi ansi = shell.isColoured() ? Ansi.ON : Ansi.OFF;
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setUsageHelpLongOptionsMaxWidth(HELP_WIDTH / 3);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        line.setOut(new java.io.PrintWriter(shell.out(), true));
        line.setErr(new java.io.PrintWriter(shell.err(), true));
        line.setExecutionExceptionHandler((failure, command, parsed) -> complain(failure, args, shell));
        line.setParameterExceptionHandler((failure, arguments) -> complain(usage(failure), args, shell));
        return line;
    }

    /** What picocli complains of, in our words. */
    private static UsageException usage(ParameterException failure) {
        String verb = failure.getCommandLine().getCommandSpec().qualifiedName();
        String remedy = verb + " --help";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                remedy = "did you mean " + String.join(" or ", suggestions.subList(0, Math.min(2, suggestions.size())))
                        + "? " + remedy + " lists all";
            }
        }
        String message = failure.getMessage();
        return new UsageException(
                message.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + message.substring(1), remedy);
    }

    private static int complain(Throwable failure, String[] args, Shell shell) {
        Complaint complaint = Complaint.of(failure);
        complaint.print(shell.err());
        if (Arrays.asList(args).contains("--debug")) {
            failure.printStackTrace(shell.err());
        }
        return complaint.code().number();
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        StopSignal stop = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop.raise(PATIENCE_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        System.exit(run(args, Shell.ofProcess(out, err, stop)));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 14),
                true,
                StandardCharsets.UTF_8);
    }
}

package dev.varve.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
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
        verbs.put("advise", AdviseCommand::new);
        verbs.put("sweep", SweepCommand::new);
        verbs.put("convert", ConvertCommand::new);
        verbs.put("rechunk", RechunkCommand::new);
        verbs.put("report", ReportCommand::new);
        verbs.put("compress", CompressCommand::new);
        verbs.put("consolidate", ConsolidateCommand::new);
        verbs.put("init", InitCommand::new);
        verbs.put("write", WriteCommand::new);
        verbs.put("status", StatusCommand::new);
        verbs.put("commit", CommitCommand::new);
        verbs.put("verify", VerifyCommand::new);
        verbs.put("hash", HashCommand::new);
        verbs.put("replay", ReplayCommand::new);
        verbs.put("codecs", CodecsCommand::new);
        verbs.put("completion", CompletionCommand::new);
        verbs.put("help", shell -> new HelpCommand());
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
        boolean isLost = code == ExitCode.DONE.number() && shell.out().checkError();
        return isLost ? ExitCode.FAILED.number() : code;
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
        line.getCommandSpec()
                .addOption(
                        flag("Shows this text.", "-h", "--help").usageHelp(true).build())
                .addOption(flag("Shows the version.", "--version")
                        .versionHelp(true)
                        .build());
        String verb = args.length == 0 ? "help" : args[0];
        boolean isAlone =
                VERBS.containsKey(verb) && !List.of("help", "completion").contains(verb);
        VERBS.forEach((name, command) -> {
            if (!isAlone || name.equals(verb)) {
                CommandLine verbLine = new CommandLine(command.apply(shell));
                verbLine.getCommandSpec()
                        .addOption(flag("Shows this text.", "-h", "--help")
                                .usageHelp(true)
                                .build())
                        .addOption(flag("With an error, also shows where it arose.", "--debug")
                                .build());
                line.addSubcommand(name, verbLine);
            }
        });
        Ansi ansi = shell.isColoured() ? Ansi.ON : Ansi.OFF;
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setUsageHelpLongOptionsMaxWidth(HELP_WIDTH / 3);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((failure, command, parsed) -> complain(failure, args, shell));
        line.setParameterExceptionHandler((failure, arguments) -> complain(usage(failure), args, shell));
        return line;
    }

    private static OptionSpec.Builder flag(String description, String... names) {
        return OptionSpec.builder(names).description(description);
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
        return new UsageException(message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1), remedy);
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
                boolean isAtWork = stop.raise(PATIENCE_SECONDS);
                if (isAtWork && stop.isContinuable()) {
                    Runtime.getRuntime().halt(ExitCode.TRY_AGAIN.number());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        AnswerStream answer = new AnswerStream(new FileOutputStream(FileDescriptor.out));
        PrintStream err = stream(new FileOutputStream(FileDescriptor.err));
        int code = run(args, Shell.ofProcess(stream(answer), err, stop));
        stop.end();
        // Whoever closes a pipe has seen enough.
        answer.failure()
                .filter(failure -> !String.valueOf(failure.getMessage()).contains("Broken pipe"))
                .ifPresent(failure -> err.println("varve: the answer could not be written: " + failure.getMessage()));
        System.exit(code);
    }

    private static PrintStream stream(OutputStream stream) {
        return new PrintStream(new BufferedOutputStream(stream, 1 << 14), true, StandardCharsets.UTF_8);
    }
}

package dev.varve.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code varve help}. */
@Command(
        name = "help",
        abbreviateSynopsis = true,
        header = {"Shows this text, or that of a command.", "", "Examples:", "  varve help convert", ""})
final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
    private Optional<String> verb = Optional.empty();

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        Map<String, CommandLine> verbs = root.getSubcommands();
        CommandLine subject = verb.map(verbs::get).orElse(root);
        if (verb.isPresent() && !verbs.containsKey(verb.get())) {
            throw new UsageException(
                    "there is no command '" + verb.get() + "'", Nearest.question(verb.get(), verbs.keySet()));
        }
        subject.usage(root.getOut());
        return ExitCode.DONE.number();
    }
}

package dev.varve.cli;

import dev.varve.dataset.Dataset;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a command leaves a line in the history of what it writes. */
final class HistoryOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--no-history", description = "Adds no line to the attribute history.")
    private boolean isWithoutHistory;

    /** The line of this command; nothing when none is wanted. */
    Optional<String> line(Shell shell) {
        if (isWithoutHistory) {
            return Optional.empty();
        }
        String typed = CommandText.of(command.commandLine().getParseResult());
        return Optional.of(History.line(shell.environment(), Instant.now(), typed));
    }

    /** A dataset with the line of this command, if one is wanted. */
    Dataset with(Dataset dataset, Shell shell) {
        return line(shell).map(line -> History.with(dataset, line)).orElse(dataset);
    }
}

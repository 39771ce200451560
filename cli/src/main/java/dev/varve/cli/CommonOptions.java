package dev.varve.cli;

import picocli.CommandLine.Option;

/** What every verb understands. */
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean isHelp;

    @Option(names = "--debug", description = "With an error, also shows where in the program it arose.")
    private boolean isDebugging;
}

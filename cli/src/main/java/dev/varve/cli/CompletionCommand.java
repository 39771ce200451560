package dev.varve.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code varve completion}. */
@Command(
        name = "completion",
        abbreviateSynopsis = true,
        header = {
            "Prints a script that completes commands and options in bash and zsh.",
            "",
            "Examples:",
            "  source <(varve completion)",
            ""
        })
final class CompletionCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.out().print(AutoComplete.bash("varve", spec.root().commandLine()));
        return ExitCode.DONE.number();
    }
}

package dev.varve.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code varve completion}. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in bash and zsh.",
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

    @Mixin
    private CommonOptions common;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.out().print(AutoComplete.bash("varve", spec.root().commandLine()));
        return ExitCode.DONE.number();
    }
}

package dev.varve.cli;

import dev.varve.metadata.CodecFormat;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.Json;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code varve codecs}. */
@Command(
        name = "codecs",
        abbreviateSynopsis = true,
        header = {
            "Lists the codecs that --codec takes, with their parameters.",
            "",
            "Examples:",
            "  varve codecs",
            "  varve convert in.nc out.zarr --codec 'blosc(zstd, 5, shuffle)'",
            ""
        })
final class CodecsCommand implements Callable<Integer> {
    private final Shell shell;

    CodecsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CodecRegistry registry = CodecRegistry.standard();
        Table table = new Table("lll");
        table.row("name", "portable", "parameters");
        for (String name : registry.names()) {
            CodecFormat<?> format = registry.format(name).orElseThrow();
            String parameters =
                    format.parameters().stream().map(CodecsCommand::text).collect(Collectors.joining(", "));
            table.row(name, registry.isPortable(name) ? "yes" : "less", parameters.isEmpty() ? "-" : parameters);
        }
        table.lines(DatasetText.WIDTH).forEach(shell.out()::println);
        shell.out().println();
        shell.out()
                .println("Portable codecs belong to the Zarr core or its registered extensions; others are known to");
        shell.out().println("some software only. A parameter without a value must be given.");
        return ExitCode.DONE.number();
    }

    private static String text(CodecFormat.Parameter parameter) {
        return parameter
                .usual()
                .map(Json::toText)
                .map(usual -> parameter.name() + "=" + usual)
                .orElse(parameter.isRequired() ? parameter.name() : "[" + parameter.name() + "]");
    }
}

package dev.varve.cli;

import dev.varve.metadata.CodecFormat;
import dev.varve.metadata.CodecFormat.Standing;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonWriter;
import dev.varve.plan.sweep.UnavailableCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    @Option(names = "--json", description = "For programs: schema varve.codecs/1.")
    private boolean isJson;

    CodecsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CodecRegistry registry = CodecRegistry.standard();
        if (isJson) {
            shell.out().println(JsonWriter.pretty(json(registry)));
            return ExitCode.DONE.number();
        }
        Table table = new Table("lll");
        table.row("name", "portable", "parameters");
        for (String name : registry.names()) {
            CodecFormat<?> format = registry.format(name).orElseThrow();
            String parameters =
                    format.parameters().stream().map(CodecsCommand::text).collect(Collectors.joining(", "));
            table.row(name, standing(format), parameters.isEmpty() ? "-" : parameters);
        }
        table.lines(DatasetText.WIDTH).forEach(shell.out()::println);
        shell.out().println();
        List.of(
                        "Portable codecs belong to the Zarr core or its registered extensions and are read by zarr-python",
                        "as it is installed, so by xarray; other registered ones are not. The rest is known to some",
                        "software only, some of it in Zarr v2 only (--zarr-format 2). A parameter without a value must",
                        "be given.")
                .forEach(shell.out()::println);
        for (UnavailableCodec codec : UnavailableCodec.all()) {
            shell.out().println("Not available here: " + codec.name() + "; " + codec.reason() + ".");
        }
        return ExitCode.DONE.number();
    }

    private static String standing(CodecFormat<?> format) {
        return switch (format.standing()) {
            case PORTABLE -> "yes";
            case REGISTERED -> "registered";
            case LESS_PORTABLE -> "less";
            case ZARR_V2_ONLY -> "v2 only";
        };
    }

    private static String text(CodecFormat.Parameter parameter) {
        return parameter
                .usual()
                .map(Json::toText)
                .map(usual -> parameter.name() + "=" + usual)
                .orElse(parameter.isRequired() ? parameter.name() : "[" + parameter.name() + "]");
    }

    private static JsonObject json(CodecRegistry registry) {
        List<Json> codecs = new ArrayList<>();
        for (String name : registry.names()) {
            List<Json> parameters = new ArrayList<>();
            for (CodecFormat.Parameter parameter :
                    registry.format(name).orElseThrow().parameters()) {
                JsonObject.Builder one =
                        JsonObject.builder().put("name", parameter.name()).put("required", parameter.isRequired());
                parameter.usual().ifPresent(usual -> one.put("usual", usual));
                parameters.add(one.build());
            }
            codecs.add(JsonObject.builder()
                    .put("name", name)
                    .put("portable", registry.isPortable(name))
                    .put("zarrV2Only", registry.format(name).orElseThrow().standing() == Standing.ZARR_V2_ONLY)
                    .put("parameters", new JsonArray(parameters))
                    .build());
        }
        return JsonObject.builder()
                .put("schema", "varve.codecs/1")
                .put("codecs", new JsonArray(codecs))
                .put("unavailable", unavailable())
                .build();
    }

    private static JsonArray unavailable() {
        return new JsonArray(UnavailableCodec.all().stream()
                .<Json>map(codec -> JsonObject.builder()
                        .put("name", codec.name())
                        .put("reason", codec.reason())
                        .build())
                .toList());
    }
}

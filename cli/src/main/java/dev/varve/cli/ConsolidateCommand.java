package dev.varve.cli;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.store.Durability;
import dev.varve.zarr.StoreConsolidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve consolidate}. */
@Command(
        name = "consolidate",
        abbreviateSynopsis = true,
        header = {
            "Puts the metadata of a store that several runs have filled together.",
            "",
            "Examples:",
            "  varve consolidate out.zarr",
            ""
        },
        description = {
            "Finishes what killed runs have begun to add, copies the documents of all arrays and groups",
            "into the root's, and makes sure that every array is complete: ends with 3 when one is not.",
            "Runs of 'varve compress' do this themselves; doing it again changes nothing.",
            ""
        })
final class ConsolidateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "STORE", description = "A Zarr v3 store in a folder.")
    private Path store;

    @Option(names = "--json", description = "For programs: schema varve.consolidate/1.")
    private boolean isJson;

    ConsolidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(store)) {
            throw new InputException(store + " is no folder", "the name of a Zarr v3 store in a folder");
        }
        StoreConsolidation found = StoreConsolidation.run(store, Durability.TASK);
        if (isJson) {
            shell.out().println(JsonWriter.pretty(json(found)));
        } else {
            found.problems().forEach(problem -> shell.out().println(Printable.of(problem)));
            found.notes().forEach(note -> shell.out().println(Printable.of(note)));
            shell.out()
                    .println(Printable.of(
                            store + ": " + Plural.count(found.arrays().size(), "array") + ", "
                                    + Plural.count(found.groups(), "group") + ", "
                                    + (found.problems().isEmpty()
                                            ? "complete"
                                            : Plural.count(found.problems().size(), "problem"))));
        }
        return (found.problems().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT).number();
    }

    private JsonObject json(StoreConsolidation found) {
        return JsonObject.builder()
                .put("schema", "varve.consolidate/1")
                .put("store", store.toString())
                .put("complete", found.problems().isEmpty())
                .put("arrays", texts(found.arrays()))
                .put("groups", found.groups())
                .put("problems", texts(found.problems()))
                .put("notes", texts(found.notes()))
                .build();
    }

    private static Json texts(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }
}

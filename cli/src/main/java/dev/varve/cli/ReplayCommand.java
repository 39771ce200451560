package dev.varve.cli;

import dev.varve.array.Bytes;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import dev.varve.pipeline.Workers;
import dev.varve.run.Scenario;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code varve replay}. */
@Command(
        name = "replay",
        abbreviateSynopsis = true,
        header = {
            "Makes Zarr arrays by the region writes that a conformance run hands out.",
            "",
            "Examples:",
            "  varve replay scenarios.json out/",
            ""
        },
        description = {
            "For each entry {id, metadata (a zarr.json), write_empty_chunks, ops: [{start, shape,",
            "value or data_b64}]} of the list, makes the array FOLDER/id and does its writes in order.",
            "Prints 'ok' or 'ERROR', the id and the reason, separated by tabs.",
            ""
        })
final class ReplayCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ResourceOptions resources;

    @Parameters(index = "0", paramLabel = "SCENARIOS", description = "A JSON list of scenarios.")
    private Path scenarios;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the arrays are made.")
    private Path folder;

    ReplayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        JsonCursor list = JsonCursor.of(JsonReader.read(document()));
        boolean isComplete = true;
        try (Workers workers = Workers.of(resources.threads(shell.environment()))) {
            for (JsonCursor scenario : list.items()) {
                isComplete &= replay(scenario, workers);
            }
        }
        return (isComplete ? ExitCode.DONE : ExitCode.INPUT).number();
    }

    private Bytes document() throws IOException {
        try {
            return Bytes.wrap(Files.readAllBytes(scenarios));
        } catch (NoSuchFileException e) {
            throw new InputException(scenarios + ": there is no such file", "varve replay --help");
        }
    }

    /** One that fails does not keep the others from being made. */
    private boolean replay(JsonCursor scenario, Workers workers) throws MetadataException {
        String id = scenario.get("id").string();
        try (FilesystemStore store = new FilesystemStore(folder.resolve(new Key(id).path()))) {
            Scenario.parse(scenario).replay(store, workers);
            shell.out().println("ok\t" + Printable.of(id));
            return true;
        } catch (IOException | RuntimeException e) {
            shell.out().println(Complaint.inALine(id, e));
            return false;
        }
    }
}

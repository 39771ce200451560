package dev.varve.cli;

import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonObject;
import dev.varve.run.partition.SharedCommit;
import dev.varve.store.Durability;
import dev.varve.zarr.SharedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve commit}. */
@Command(
        name = "commit",
        abbreviateSynopsis = true,
        header = {
            "Makes a store complete that many processes have filled, or says what is missing.",
            "",
            "Examples:",
            "  varve commit out.zarr",
            "  varve commit out.zarr --abandon      gives up what 'varve init --append' has planned",
            ""
        },
        description = {
            "Compares what every process has recorded with what is there, then writes the metadata, the",
            "root's last: from then on OUT is a store. Exit code 75 means that ranks are missing.",
            ""
        })
final class CommitCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "STORE", description = "What 'varve init' has made.")
    private Path store;

    @Option(
            names = "--abandon",
            description =
                    "Gives up a change of a complete store (varve init --append, --region): the store stays what it"
                            + " is.")
    private boolean isAbandoning;

    @Option(names = "--json", description = "For programs: schema varve.commit/1.")
    private boolean isJson;

    CommitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        SharedStores.order(store);
        if (isAbandoning) {
            SharedCommit.abandon(store);
            shell.answer(isJson, () -> List.of(store + ": the change is given up; it is what it was"), this::abandoned);
            return ExitCode.DONE.number();
        }
        Optional<SharedStore.Content> content = SharedCommit.run(store, Durability.TASK);
        shell.answer(isJson, () -> List.of(text(content)), () -> json(content));
        return ExitCode.DONE.number();
    }

    private String text(Optional<SharedStore.Content> content) {
        return store
                + (content.isEmpty()
                        ? ": was complete already"
                        : ": complete, " + content.get().objects() + " objects, "
                                + new ByteSize(content.get().bytes()));
    }

    private JsonObject abandoned() {
        return JsonObject.builder()
                .put("schema", "varve.commit/1")
                .put("store", store.toString())
                .put("complete", JsonBoolean.of(true))
                .put("abandoned", JsonBoolean.of(true))
                .build();
    }

    private JsonObject json(Optional<SharedStore.Content> content) {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", "varve.commit/1")
                .put("store", store.toString())
                .put("complete", JsonBoolean.of(true))
                .put("was_complete", JsonBoolean.of(content.isEmpty()));
        content.ifPresent(held -> json.put("objects", held.objects()).put("stored_bytes", held.bytes()));
        return json.build();
    }
}

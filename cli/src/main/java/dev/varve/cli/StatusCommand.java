package dev.varve.cli;

import dev.varve.run.partition.SharedStatus;
import dev.varve.run.partition.WorkOrder;
import dev.varve.store.Durability;
import dev.varve.zarr.SharedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve status}. */
@Command(
        name = "status",
        abbreviateSynopsis = true,
        header = {"Tells how far a store is that many processes fill.", "", "Examples:", "  varve status out.zarr", ""},
        description = {"What is written, what someone is about, what is missing, and what to type next.", ""})
final class StatusCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "STORE", description = "What 'varve init' has made.")
    private Path store;

    @Option(names = "--json", description = "For programs: schema varve.status/1.")
    private boolean isJson;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        WorkOrder order = SharedStores.order(store);
        String name = store.toString();
        if (SharedStore.stateOf(store) == SharedStore.State.COMPLETE) {
            shell.answer(isJson, () -> List.of(name + ": complete"), () -> StatusText.complete(name, order.id()));
            return ExitCode.DONE.number();
        }
        try (SharedStore shared = SharedStore.open(store, Durability.NONE)) {
            SharedStatus status = SharedStatus.of(shared);
            shell.answer(isJson, () -> StatusText.lines(name, status), () -> StatusText.json(name, status));
        }
        return ExitCode.DONE.number();
    }
}

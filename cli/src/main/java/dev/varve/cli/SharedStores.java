package dev.varve.cli;

import dev.varve.Release;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.transform.Patching;
import dev.varve.run.partition.SharedCommit;
import dev.varve.run.partition.WorkOrder;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.zarr.SharedStore;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** What commands ask of a store that many processes fill. */
final class SharedStores {
    private SharedStores() {}

    /**
     * What was planned for a store.
     *
     * @throws InputException when there is no plan
     */
    static WorkOrder order(Path output) throws IOException {
        try {
            return WorkOrder.parse(SharedStore.plan(output));
        } catch (SourceFormatException e) {
            throw new InputException(output + " has no plan", "varve init IN " + CommandText.quoted(output.toString()));
        }
    }

    /** Finishes a change of a complete store that someone has decided and not finished. */
    static void finishDecided(Path output, Durability durability) throws IOException {
        if (SharedStore.stateOf(output) == SharedStore.State.GROWING && isDecided(output)) {
            SharedCommit.run(output, durability);
        }
    }

    private static boolean isDecided(Path output) throws IOException {
        try (SharedStore store = SharedStore.open(output, Durability.NONE)) {
            return store.isDecided();
        }
    }

    /**
     * What the tasks of a plan read: the input; or, where a complete store is changed, that store with the input in it.
     *
     * @throws RefusedChangeException when the plan was made for another input, or by another version
     */
    static Source reading(WorkOrder order, Path input, Path output, Shell shell) throws IOException {
        Source source = LookOptions.of(order.options()).open(input, shell);
        try {
            requireSame(order, source, input, output);
            if (order.patch().isEmpty()) {
                return source;
            }
            Set<String> changed = new LinkedHashSet<>();
            order.plan().works().forEach(work -> changed.add(work.path()));
            return Patching.of(
                    ZarrSource.open(new FilesystemStore(output)),
                    source,
                    order.patch().get(),
                    changed);
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    /**
     * Makes sure that a plan was made for a source, by this version of Varve.
     *
     * @throws RefusedChangeException when it was not
     */
    static void requireSame(WorkOrder order, Source source, Path input, Path output) throws IOException {
        String store = CommandText.quoted(output.toString());
        String anew = order.patch().isPresent()
                ? "varve commit " + store + " --abandon, and varve init again"
                : "varve init " + CommandText.quoted(input.toString()) + " " + store + " --overwrite";
        if (!order.software().equals(Release.version())) {
            throw new RefusedChangeException(
                    output + " was planned by varve " + order.software() + ", this is " + Release.version()
                            + ", which may encode otherwise",
                    "that version, or " + anew);
        }
        if (!order.digest().equals(LookOptions.digest(source, input))) {
            throw new RefusedChangeException(
                    output + " was planned for " + order.source() + " as it was then, and " + source.name()
                            + " is not that: another file, or changed since",
                    "the input that it was planned for, or " + anew);
        }
    }
}

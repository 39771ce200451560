package dev.varve.cli;

import dev.varve.Release;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.run.partition.WorkOrder;
import dev.varve.store.ConflictException;
import dev.varve.zarr.SharedStore;
import java.io.IOException;
import java.nio.file.Path;

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

    /**
     * Makes sure that a plan was made for a source, by this version of Varve.
     *
     * @throws ConflictException when it was not
     */
    static void requireSame(WorkOrder order, Source source, Path input, Path output) throws IOException {
        if (!order.software().equals(Release.version())) {
            throw new ConflictException(output + " was planned by varve " + order.software() + ", this is "
                    + Release.version() + ", which may encode otherwise");
        }
        if (!order.digest().equals(LookOptions.digest(source, input))) {
            throw new ConflictException(output + " was planned for " + order.source() + " as it was then, and "
                    + source.name() + " is not that: another file, or changed since");
        }
    }
}

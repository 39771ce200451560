package dev.varve.cli;

import dev.varve.Release;
import dev.varve.array.Region;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.dataset.transform.DifferingInputsException;
import dev.varve.dataset.transform.Patch;
import dev.varve.dataset.transform.Patching;
import dev.varve.dataset.transform.TransformException;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.ObjectShare;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.run.partition.WorkOrder;
import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.zarr.GrowthDraft;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code varve init} plans for a complete store: a dataset that goes behind it, or over a region of it.
 *
 * @param draft what becomes of the store
 * @param order what ranks do
 * @param copies the same as copies of objects
 * @param lengths how long dimensions become, by their paths
 */
record StoreChange(GrowthDraft draft, WorkOrder order, CopyPlan copies, Map<String, Long> lengths) {

    /** Where in a store a dataset goes. */
    @FunctionalInterface
    interface Place {
        Patch of(Source base, Dataset added, Source source) throws IOException;
    }

    /**
     * How work is divided.
     *
     * @param digest tells the input from others
     * @param options how it is looked at
     * @param threads among how many threads a process divides its part
     */
    record Division(
            WorkPlan.Cut cut,
            List<String> dims,
            int ranks,
            String digest,
            Map<String, List<String>> options,
            int threads,
            long budgetBytes) {}

    /**
     * Plans a change; a change that was decided and not finished is finished first.
     *
     * @param part what is taken of the source
     * @throws RefusedChangeException when it does not fit; prints a table of all differences
     */
    static StoreChange plan(Source source, Dataset part, Path output, Place place, Division division, Shell shell)
            throws IOException {
        SharedStores.finishDecided(output, Durability.TASK);
        try (ZarrSource base = ZarrSource.open(new FilesystemStore(output))) {
            Patch patch = place.of(base, part, source);
            Patching.requireFit(base, source, part, patch);
            return plan(base, source, part, output, patch, division);
        } catch (TransformException e) {
            String remedy = e.unknown().isEmpty() ? e.remedy() : Nearest.question(e.unknown(), e.known());
            throw new UsageException(e.getMessage(), remedy);
        } catch (DifferingInputsException e) {
            TransformOptions.printTable(e, shell);
            throw new RefusedChangeException(
                    source.name() + " is no part of what " + output + " holds: "
                            + Plural.count(e.count(), "difference"),
                    "make them equal first, or another store");
        } catch (ConflictException e) {
            throw new RefusedChangeException(
                    e.getMessage(), "varve status " + CommandText.quoted(output.toString()) + ", or another store");
        }
    }

    private static StoreChange plan(
            Source base, Source source, Dataset part, Path output, Patch patch, Division division) throws IOException {
        Set<String> changed = patch.changed(base.describe(), part);
        Map<String, Region> places = new LinkedHashMap<>();
        for (String path : changed) {
            places.put(path, patch.place(base.describe().variable(path).orElseThrow()));
        }
        GrowthDraft draft = GrowthDraft.of(output, places);
        Map<String, Layout> layouts = draft.layouts();
        // Nothing is closed here: whoever opened the sources does that.
        Dataset whole = Patching.of(base, source, patch, changed).describe();
        List<CopyPlan.Target> targets = new ArrayList<>();
        for (String path : changed) {
            targets.add(new CopyPlan.Target(whole.variable(path).orElseThrow(), layouts.get(path)));
        }
        CopyPlan all = CopyPlan.of(targets, division.threads(), division.budgetBytes());
        List<WorkPlan.Work> works = new ArrayList<>();
        List<CopyPlan.VariableCopy> copies = new ArrayList<>();
        for (CopyPlan.VariableCopy copy : all.variables()) {
            WorkPlan.Work work = work(copy, draft, division);
            works.add(work);
            copies.add(copy.of(new ObjectShare(work.order(), work.order().all())));
        }
        WorkOrder order = new WorkOrder(
                Release.version(),
                source.name(),
                division.digest(),
                division.options(),
                new WorkPlan(division.cut(), division.dims(), division.ranks(), works),
                Optional.of(patch));
        Map<String, Long> lengths = new LinkedHashMap<>();
        patch.spans().forEach((path, span) -> {
            if (patch.isGrowing(base.describe())) {
                lengths.put(path, span.stop());
            }
        });
        return new StoreChange(draft, order, new CopyPlan(copies, all.threads(), all.budgetBytes()), lengths);
    }

    private static WorkPlan.Work work(CopyPlan.VariableCopy copy, GrowthDraft draft, Division division) {
        Variable variable = copy.variable();
        long objectBytes =
                copy.decodedBytes(copy.layout().objects().largestCell().count());
        return WorkPlan.work(
                division.cut(),
                division.dims(),
                division.ranks(),
                variable,
                objectBytes,
                draft.objects(variable.path()));
    }

    /** Lets ranks begin. */
    void begin(Optional<String> history, Durability durability) throws IOException {
        try {
            draft.begin(lengths, history, order.toJson(), durability);
        } catch (ConflictException e) {
            throw new RefusedChangeException(e.getMessage(), "varve status OUT tells how far it is");
        }
    }
}

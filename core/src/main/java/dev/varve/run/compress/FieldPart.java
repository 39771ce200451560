package dev.varve.run.compress;

import dev.varve.codec.CodecChain;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.sweep.Gates;
import dev.varve.run.sweep.Recipe;
import dev.varve.zarr.GrowingStore;
import dev.varve.zarr.ZarrSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A field as one part of a store: the field alone, and the variable that says how it was rounded. */
public final class FieldPart implements FieldCompression.Target {
    private final GrowingStore store;
    private final Dataset dataset;
    private final Variable variable;
    private final CopyPlan.VariableCopy layout;
    private final Function<Variable, Layout> others;
    private final Stamp stamp;
    private final int threads;
    private final long budgetBytes;

    /**
     * What is said of a field beside what was measured.
     *
     * @param wanted the chain that is tried first
     * @param gates what it has to keep
     * @param source what is read
     * @param implementation the software that rounds, and its version
     */
    public record Stamp(String wanted, Gates gates, Recipe.SourceStamp source, String implementation) {}

    /**
     * A field on its way into a store.
     *
     * @param dataset the dataset that it belongs to
     * @param copy how it is cut up; the chain is that of each attempt
     * @param others how variables without data are cut up
     */
    public FieldPart(
            GrowingStore store,
            Dataset dataset,
            CopyPlan.VariableCopy copy,
            Function<Variable, Layout> others,
            Stamp stamp,
            int threads,
            long budgetBytes) {
        this.store = store;
        this.dataset = dataset;
        this.variable = copy.variable();
        this.layout = copy;
        this.others = others;
        this.stamp = stamp;
        this.threads = threads;
        this.budgetBytes = budgetBytes;
    }

    @Override
    public Layout layout(Attempt attempt) {
        Layout known = layout.layout();
        return ZarrSink.layoutV3(variable, new Layout(known.objects(), known.chunks(), attempt.chain(), known.fill()));
    }

    @Override
    public CopyPlan plan(Layout chosen) {
        CopyPlan.Target target = new CopyPlan.Target(variable, chosen, FieldCompression.CHUNK_COPIES);
        return CopyPlan.of(List.of(target), threads, budgetBytes);
    }

    @Override
    public Sink open(Layout chosen) throws IOException {
        Dataset part = Selection.only(dataset, Set.of(variable.path()));
        if (Quantization.keptBits(variable, chosen.chain()).isPresent()) {
            part = part.with(parent(), Quantization.container(containerPath(), stamp.implementation()));
        }
        return store.begin(part, v -> v.path().equals(variable.path()) ? chosen : others.apply(v), List.of());
    }

    private String parent() {
        return variable.path().substring(0, Math.max(0, variable.path().lastIndexOf('/')));
    }

    /** The usual name, unless the source has a variable of that name. */
    private String containerPath() {
        String prefix = parent().isEmpty() ? "" : parent() + "/";
        String usual = prefix + Quantization.CONTAINER;
        return dataset.variable(usual).isEmpty() ? usual : usual + "_varve";
    }

    @Override
    public void commit(Sink sink, FieldOutcome outcome) throws IOException {
        GrowingStore.Part part = (GrowingStore.Part) sink;
        part.describe(variable.path(), attributes(outcome));
        part.commit();
    }

    private List<Attribute> attributes(FieldOutcome outcome) {
        CodecChain chain = outcome.attempt().chain();
        String container = containerPath().substring(containerPath().lastIndexOf('/') + 1);
        List<Attribute> more = new ArrayList<>(Quantization.attributes(variable, chain, container));
        more.add(record(outcome).attribute());
        List<Attribute> attributes = new ArrayList<>(variable.attributes());
        attributes.removeIf(own -> more.stream().anyMatch(a -> a.name().equals(own.name())));
        attributes.addAll(more);
        return attributes;
    }

    private CompressionRecord record(FieldOutcome outcome) {
        return new CompressionRecord(
                outcome.attempt().label(),
                stamp.wanted(),
                stamp.gates(),
                outcome.errors()
                        .map(errors -> CompressionRecord.errors(errors, stamp.gates()))
                        .orElse(new TreeMap<>()),
                outcome.chunks(),
                outcome.sparedChunks(),
                stamp.source().name(),
                stamp.source().digest());
    }

    @Override
    public long storedBytes(Sink sink) {
        return ((GrowingStore.Part) sink).storedBytes();
    }

    /** What makes a field that is there already another one than the stamp asks for; nothing when it is the same. */
    public static Optional<String> difference(CompressionRecord there, Stamp stamp) {
        if (!there.wanted().equals(stamp.wanted())) {
            return Optional.of("was compressed by " + there.wanted() + ", not " + stamp.wanted());
        }
        if (!there.gates().equals(stamp.gates())) {
            return Optional.of("was compressed under another budget");
        }
        return there.digest().equals(stamp.source().digest())
                ? Optional.empty()
                : Optional.of("is of another input, " + there.source());
    }
}

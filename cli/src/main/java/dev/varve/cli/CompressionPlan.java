package dev.varve.cli;

import dev.varve.array.DataType;
import dev.varve.array.NumericType;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ZarrFormat;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.LayoutRule;
import dev.varve.plan.sweep.FieldVariables;
import dev.varve.plan.sweep.Gates;
import dev.varve.run.compress.Attempt;
import dev.varve.run.compress.Attempts;
import dev.varve.run.compress.RecipeFit;
import dev.varve.run.sweep.Recipe;
import dev.varve.run.sweep.SourceStamps;
import dev.varve.store.Durability;
import dev.varve.zarr.GrowingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides for each variable of a dataset whether it is compressed under a budget, with which chains, and how it is cut up. */
final class CompressionPlan {
    private final Source source;
    private final Dataset dataset;
    private final GrowingStore store;
    private final Settings settings;
    private final Map<String, Recipe> recipes;

    /**
     * What the user asked for.
     *
     * @param output the store
     * @param recipes what a sweep found, by variables; empty when one chain is for all
     * @param codec the chain that is for all
     * @param isNamed whether a variable is one that was asked for, and does not only come along
     * @param gates the budget
     * @param cutting how variables are cut up
     * @param durability what must survive a loss of power
     * @param isPortable whether only chains are taken that any Zarr v3 reader may be expected to decode
     * @param isAccepting whether recipes are taken that were made for something else
     * @param threads how many threads work
     * @param budgetBytes the memory that data may take at once
     */
    record Settings(
            Path output,
            Map<String, Recipe> recipes,
            Optional<String> codec,
            Predicate<String> isNamed,
            GateOptions gates,
            ChunkOptions cutting,
            Durability durability,
            boolean isPortable,
            boolean isAccepting,
            int threads,
            long budgetBytes) {}

    private CompressionPlan(Source source, Dataset dataset, GrowingStore store, Settings settings) {
        this.source = source;
        this.dataset = dataset;
        this.store = store;
        this.settings = settings;
        this.recipes = settings.recipes();
    }

    /**
     * Plans all fields of a dataset.
     *
     * @throws RecipeException when a recipe is not for the dataset, or its chunks cannot be kept
     * @throws dev.varve.plan.InfeasiblePlanException when the memory does not suffice
     */
    static List<FieldPlan> fields(Source source, Dataset dataset, GrowingStore store, Settings settings)
            throws IOException {
        CompressionPlan plan = new CompressionPlan(source, dataset, store, settings);
        return settings.codec().isPresent() ? plan.byChain() : plan.byRecipes();
    }

    private List<FieldPlan> byRecipes() throws IOException {
        List<FieldPlan> fields = new ArrayList<>();
        List<String> unknown = new ArrayList<>(recipes.keySet());
        unknown.removeIf(path -> source.describe().variable(path).isPresent());
        if (!unknown.isEmpty() && !settings.isAccepting()) {
            throw new RecipeException("there is a recipe for '" + unknown.get(0) + "', which " + source.name()
                    + " does not have: was another file swept?");
        }
        for (Variable variable : dataset.variables()) {
            Recipe recipe = recipes.get(variable.path());
            if (recipe != null) {
                fields.add(byRecipe(variable, recipe));
            }
        }
        return fields;
    }

    private FieldPlan byRecipe(Variable variable, Recipe recipe) throws IOException {
        ZarrTarget usual = target(lossless());
        ChunkTargets targets = new ChunkTargets(
                recipe.innerChunkBytes(), usual.rule().targets().shardBytes());
        LayoutRule rule =
                settings.cutting().cutsChunks() ? usual.rule() : usual.rule().with(targets);
        CopyPlan.VariableCopy copy = copy(
                variable,
                new ZarrTarget(settings.output(), false, settings.durability(), rule, true, false, ZarrFormat.V3));
        Recipe.SourceStamp here = SourceStamps.of(
                source, source.describe().variable(variable.path()).orElseThrow());
        RecipeFit fit =
                RecipeFit.of(recipe, variable, here, copy.layout().chunks().largestCell());
        List<String> notes = new ArrayList<>();
        for (String difference : fit.differences()) {
            if (!settings.isAccepting()) {
                throw new RecipeException(
                        "the recipe for '" + variable.path() + "' is not for " + source.name() + ": " + difference);
            }
            notes.add("the recipe was not made for this: " + difference);
        }
        if (fit.differences().isEmpty() && !fit.isSameFile()) {
            notes.add(source.name() + " is not the file that was swept, or has changed since: the ratio is a guess");
        }
        CodecChain last = lossless().apply(variable.type());
        List<Attempt> attempts = Attempts.of(recipe, settings.isPortable(), last);
        if (attempts.size() == 1
                && !recipe.ranked().isEmpty()
                && attempts.get(0).predictedRatio().isEmpty()) {
            notes.add("no chain of the recipe is portable, it is stored without loss; --all-codecs takes others");
        }
        Gates gates = settings.gates().over(recipe.gates());
        return new FieldPlan(copy, attempts, gates, here, magnitude(recipe, fit), notes);
    }

    private static OptionalDouble magnitude(Recipe recipe, RecipeFit fit) {
        boolean isKnown = fit.isSameFile() && recipe.statistics().finite() > 0;
        return isKnown ? OptionalDouble.of(recipe.statistics().greatestMagnitude()) : OptionalDouble.empty();
    }

    private List<FieldPlan> byChain() throws IOException {
        List<FieldPlan> fields = new ArrayList<>();
        for (Variable variable : FieldVariables.of(source.describe(), dataset).fields()) {
            if (settings.isNamed().test(variable.path())) {
                fields.add(byChain(variable));
            }
        }
        if (fields.isEmpty()) {
            throw new UsageException(
                    "no field is left to compress: coordinates and what else describes fields are stored without loss",
                    "varve convert, or name fields with --variables");
        }
        return fields;
    }

    private FieldPlan byChain(Variable variable) throws IOException {
        CodecChain chain = ChainChoice.of(settings.codec(), ZarrFormat.V3).apply(variable.type());
        CodecChain last = lossless().apply(variable.type());
        boolean isSpared = ((NumericType) variable.type()).isInteger() && !chain.isLossless();
        Gates gates = settings.gates().gates();
        List<Attempt> attempts = isSpared ? Attempts.lossless(last) : Attempts.of(chain, last);
        if (!isSpared && gates.thresholds().isEmpty()) {
            attempts = attempts.subList(0, 1);
        }
        List<String> notes = isSpared
                ? List.of("integers are stored without loss, not by "
                        + settings.codec().orElseThrow())
                : List.of();
        Recipe.SourceStamp here = SourceStamps.of(
                source, source.describe().variable(variable.path()).orElseThrow());
        return new FieldPlan(copy(variable, target(lossless())), attempts, gates, here, OptionalDouble.empty(), notes);
    }

    private Function<DataType, CodecChain> lossless() {
        return ChainChoice.of(Optional.empty(), ZarrFormat.V3);
    }

    /** The store as a target of one copy, with chains for its types. */
    private ZarrTarget target(Function<DataType, CodecChain> chain) {
        return target(settings, chain);
    }

    private static ZarrTarget target(Settings settings, Function<DataType, CodecChain> chain) {
        ChunkOptions cutting = settings.cutting();
        return new ZarrTarget(
                settings.output(),
                false,
                settings.durability(),
                cutting.rule(false, chain),
                cutting.isSized(),
                cutting.isKeepingGrids(),
                ZarrFormat.V3);
    }

    /** The target of what is stored without loss. */
    static ZarrTarget losslessTarget(Settings settings) {
        return target(settings, ChainChoice.of(Optional.empty(), ZarrFormat.V3));
    }

    private CopyPlan.VariableCopy copy(Variable variable, ZarrTarget target) {
        Dataset alone = Selection.only(dataset, Set.of(variable.path()));
        Conversion conversion = Conversion.plan(
                source,
                alone,
                new PartTarget(target, store, List.of(), true),
                settings.threads(),
                settings.budgetBytes());
        return conversion.plan().variables().get(0);
    }
}

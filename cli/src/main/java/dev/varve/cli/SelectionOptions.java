package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which variables a verb takes. */
final class SelectionOptions {
    @Option(
            names = "--variables",
            paramLabel = "NAMES",
            split = ",",
            hideParamSyntax = true,
            description = "Only these, as in t2m,forecast/*. What they need comes along: coordinates, bounds, grid"
                    + " mappings, cell measures.")
    private List<String> included = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "NAMES",
            split = ",",
            hideParamSyntax = true,
            description = "All but these, whoever needs them.")
    private List<String> excluded = new ArrayList<>();

    /** Whether nothing is left out. */
    boolean isEverything() {
        return included.isEmpty() && excluded.isEmpty();
    }

    /** Whether a variable was asked for, and does not only come along. */
    boolean isNamed(String path) {
        return new Selection(included, excluded).includes(path);
    }

    /** Whether a dataset can be held by what it is for. */
    interface Fit {
        /**
         * Makes sure of it.
         *
         * @throws InputException when it cannot; names what cannot be held
         */
        void require(Dataset dataset) throws InputException;
    }

    /**
     * What is wanted of a source.
     *
     * @throws UsageException when a name matches nothing
     * @throws InputException when something is wanted that cannot be read, or does not fit; names the source
     */
    Dataset select(Source source, Fit fit) throws InputException {
        try {
            Dataset selected = select(source.describe());
            fit.require(selected);
            return selected;
        } catch (InputException e) {
            throw e.in(source.name());
        }
    }

    /**
     * What is wanted of a dataset.
     *
     * @throws UsageException when a name matches nothing
     * @throws InputException when something is wanted that cannot be read
     */
    Dataset select(Dataset dataset) throws InputException {
        Selection selection = new Selection(included, excluded);
        List<String> unmatched = selection.unmatched(dataset);
        if (!unmatched.isEmpty()) {
            List<String> known = Stream.concat(
                            dataset.variables().stream().map(Variable::path),
                            dataset.unsupported().stream().map(Group.Unsupported::path))
                    .toList();
            throw new UsageException(
                    "there is no variable '" + unmatched.get(0) + "'", Nearest.question(unmatched.get(0), known));
        }
        Dataset selected = selection.of(dataset);
        requireSupported(selected.unsupported());
        return selected;
    }

    private void requireSupported(List<Group.Unsupported> unsupported) throws InputException {
        if (unsupported.isEmpty()) {
            return;
        }
        List<String> reasons = unsupported.stream()
                .map(u -> u.path() + " (" + u.reason() + ")")
                .toList();
        List<String> names = new ArrayList<>(excluded);
        unsupported.forEach(u -> names.add(u.path()));
        throw new InputException(
                "not supported: " + String.join("; ", reasons), "--exclude " + String.join(",", names));
    }
}

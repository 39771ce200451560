package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.util.List;
import java.util.Optional;

/** The one array of a source that an option names. */
final class ArrayChoice {
    private ArrayChoice() {}

    /**
     * The array of this path; without one, the only array there is.
     *
     * @throws UsageException when there is none, or more than one to choose from
     */
    static Variable named(Source source, String path) {
        List<Variable> variables = source.describe().variables();
        List<String> paths = variables.stream().map(Variable::path).toList();
        if (path.isEmpty() && variables.size() == 1) {
            return variables.get(0);
        }
        String wanted = path.startsWith("/") ? path.substring(1) : path;
        return source.describe()
                .variable(wanted)
                .orElseThrow(() -> path.isEmpty()
                        ? new UsageException(
                                source.name() + " holds " + variables.size() + " arrays",
                                "--array with one of: " + String.join(", ", paths))
                        : new UsageException(
                                "there is no array '" + path + "' in " + source.name(),
                                Nearest.question(wanted, paths)));
    }

    /** The dataset with nothing but one array, or all of it when none is named. */
    static Dataset only(Source source, Optional<String> path) {
        if (path.isEmpty()) {
            return source.describe();
        }
        Variable variable = named(source, path.get());
        List<String> others = source.describe().variables().stream()
                .map(Variable::path)
                .filter(other -> !other.equals(variable.path()))
                .toList();
        return new Selection(List.of(variable.path()), others).of(source.describe());
    }
}

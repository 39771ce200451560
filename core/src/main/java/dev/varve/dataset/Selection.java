package dev.varve.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which variables of a dataset are wanted. What a wanted variable needs to be understood comes along: the coordinate
 * variables of its dimensions and whatever its CF attributes name (CF conventions, chapters 3 to 7: coordinates, bounds,
 * grid mappings, cell measures, ancillary variables, formula terms, geometries).
 *
 * @param included patterns of full paths: {@code *} and {@code ?} stay within a segment, {@code **} does not; empty for all
 * @param excluded patterns of what is left out, whoever names it
 */
public record Selection(List<String> included, List<String> excluded) {
    /** Everything. */
    public static final Selection ALL = new Selection(List.of(), List.of());

    /** Attributes whose words are names of variables. */
    public static final List<String> NAMING_ATTRIBUTES = List.of(
            "coordinates",
            "bounds",
            "climatology",
            "grid_mapping",
            "cell_measures",
            "ancillary_variables",
            "formula_terms",
            "geometry",
            "node_coordinates",
            "node_count",
            "part_node_count",
            "interior_ring");

    public Selection {
        included = List.copyOf(included);
        excluded = List.copyOf(excluded);
    }

    /** The patterns that no variable of the dataset, readable or not, matches. */
    public List<String> unmatched(Dataset dataset) {
        List<String> paths = Stream.concat(
                        dataset.variables().stream().map(Variable::path),
                        dataset.unsupported().stream().map(Group.Unsupported::path))
                .toList();
        return Stream.concat(included.stream(), excluded.stream())
                .filter(pattern -> paths.stream().noneMatch(compile(pattern).asMatchPredicate()))
                .toList();
    }

    /**
     * The dataset without what is not wanted. Groups and dimensions that hold and serve nothing wanted go too; nothing
     * does when everything is included.
     */
    public Dataset of(Dataset dataset) {
        if (equals(ALL)) {
            return dataset;
        }
        return kept(dataset, wanted(dataset), included.isEmpty());
    }

    /** Whether a variable is wanted for itself, and not because another one needs it. */
    public boolean includes(String path) {
        return (included.isEmpty() || matcher(included).test(path))
                && !matcher(excluded).test(path);
    }

    /** The dataset with nothing but these variables, and the groups and dimensions that they need. */
    public static Dataset only(Dataset dataset, Set<String> paths) {
        return kept(dataset, paths, false);
    }

    /** The whole dataset but for these variables: their dimensions and groups stay. */
    public static Dataset without(Dataset dataset, Set<String> paths) {
        Set<String> others = new HashSet<>();
        dataset.variables().forEach(variable -> others.add(variable.path()));
        dataset.unsupported().forEach(unsupported -> others.add(unsupported.path()));
        others.removeAll(paths);
        return kept(dataset, others, true);
    }

    private static Dataset kept(Dataset dataset, Set<String> wanted, boolean isWhole) {
        Set<String> dimensions = new HashSet<>();
        for (Variable variable : dataset.variables()) {
            if (wanted.contains(variable.path())) {
                variable.dimensions().forEach(dimension -> dimensions.add(dimension.path()));
            }
        }
        Group root = dataset.root();
        return new Dataset(
                dataset.format(),
                prune(root, wanted, dimensions, isWhole)
                        .orElse(new Group(root.path(), List.of(), List.of(), List.of(), root.attributes(), List.of())));
    }

    private static Optional<Group> prune(Group group, Set<String> wanted, Set<String> usedDimensions, boolean isWhole) {
        List<Group> groups = group.groups().stream()
                .flatMap(g -> prune(g, wanted, usedDimensions, isWhole).stream())
                .toList();
        Group pruned = new Group(
                group.path(),
                group.dimensions().stream()
                        .filter(d -> isWhole || usedDimensions.contains(d.path()))
                        .toList(),
                group.variables().stream()
                        .filter(v -> wanted.contains(v.path()))
                        .toList(),
                group.unsupported().stream()
                        .filter(u -> wanted.contains(u.path()))
                        .toList(),
                group.attributes(),
                groups);
        boolean isEmpty = pruned.dimensions().isEmpty()
                && pruned.variables().isEmpty()
                && pruned.unsupported().stream().allMatch(Selection::isAttribute)
                && groups.isEmpty();
        return isEmpty && !isWhole ? Optional.empty() : Optional.of(pruned);
    }

    /** Paths of the wanted variables, unsupported ones among them, and of all that comes along. */
    private Set<String> wanted(Dataset dataset) {
        Predicate<String> isExcluded = matcher(excluded);
        Predicate<String> isIncluded = included.isEmpty() ? path -> true : matcher(included);
        Set<String> known = new HashSet<>();
        List<Variable> queue = new ArrayList<>();
        Set<String> wanted = new LinkedHashSet<>();
        for (Group.Unsupported unsupported : dataset.unsupported()) {
            known.add(unsupported.path());
            if (!isAttribute(unsupported) && isIncluded.test(unsupported.path())) {
                wanted.add(unsupported.path());
            }
        }
        for (Variable variable : dataset.variables()) {
            known.add(variable.path());
            if (isIncluded.test(variable.path()) && !isExcluded.test(variable.path())) {
                wanted.add(variable.path());
                queue.add(variable);
            }
        }
        for (int i = 0; i < queue.size(); i++) {
            for (String companion : companions(queue.get(i), known)) {
                if (!isExcluded.test(companion) && wanted.add(companion)) {
                    dataset.variable(companion).ifPresent(queue::add);
                }
            }
        }
        addAttributes(dataset, wanted);
        wanted.removeIf(isExcluded);
        return wanted;
    }

    /** The variables that describe others: coordinate variables, and what CF attributes name, status flags among them. */
    public static Set<String> describing(Dataset dataset) {
        Set<String> known = new HashSet<>();
        dataset.variables().forEach(variable -> known.add(variable.path()));
        Set<String> describing = new LinkedHashSet<>();
        dataset.variables().forEach(variable -> describing.addAll(companions(variable, known)));
        return describing;
    }

    /** An unsupported attribute is wanted where its variable is; one of a group stays as long as the group. */
    private static void addAttributes(Dataset dataset, Set<String> wanted) {
        for (Group.Unsupported unsupported : dataset.unsupported()) {
            if (isAttribute(unsupported)) {
                String owner =
                        unsupported.path().substring(0, unsupported.path().lastIndexOf('@'));
                if (wanted.contains(owner) || dataset.variable(owner).isEmpty()) {
                    wanted.add(unsupported.path());
                }
            }
        }
    }

    private static boolean isAttribute(Group.Unsupported unsupported) {
        return unsupported.path().indexOf('@', unsupported.path().lastIndexOf('/') + 1) >= 0;
    }

    /** Paths of existing variables that a variable's dimensions and attributes name. */
    private static List<String> companions(Variable variable, Set<String> known) {
        List<String> companions = new ArrayList<>();
        for (Dimension dimension : variable.dimensions()) {
            if (known.contains(dimension.path())) {
                companions.add(dimension.path());
            }
        }
        for (String name : NAMING_ATTRIBUTES) {
            for (String word : words(variable.text(name).orElse(""))) {
                resolve(word, variable.path(), known).ifPresent(companions::add);
            }
        }
        return companions;
    }

    /** The words of an attribute; in {@code area: areacella} and {@code crs: x y} the colon only separates. */
    private static List<String> words(String text) {
        return Stream.of(text.split("[\\s:]+")).filter(word -> !word.isEmpty()).toList();
    }

    /** Finds a name in the group of the variable that gives it, else in the nearest group above (CF conventions 2.7.1). */
    private static Optional<String> resolve(String name, String from, Set<String> known) {
        if (name.startsWith("/")) {
            return Optional.of(name.substring(1)).filter(known::contains);
        }
        String group = parent(from);
        while (true) {
            String path = group.isEmpty() ? name : group + "/" + name;
            if (known.contains(path)) {
                return Optional.of(path);
            }
            if (group.isEmpty()) {
                return Optional.empty();
            }
            group = parent(group);
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static Predicate<String> matcher(List<String> patterns) {
        List<Predicate<String>> compiled =
                patterns.stream().map(p -> compile(p).asMatchPredicate()).toList();
        return path -> compiled.stream().anyMatch(p -> p.test(path));
    }

    private static Pattern compile(String glob) {
        String text = glob.startsWith("/") ? glob.substring(1) : glob;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (text.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (text.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}

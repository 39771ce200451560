package dev.varve.dataset.transform;

import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Other names of variables and dimensions. A name means the variable and the dimension that have it; attributes that name them
 * (coordinates, bounds, grid mappings, cell methods, ...) follow.
 *
 * @param names new names by old ones: a path, and the last part of the new path
 */
public record Rename(Map<String, String> names) implements Transform {
    private static final Pattern WORD = Pattern.compile("([^\\s:]+)(:?)");
    private static final Set<String> OTHER_NAMING =
            Set.of("cell_methods", "compress", "sample_dimension", "instance_dimension");

    public Rename {
        names = Map.copyOf(new LinkedHashMap<>(names));
        names.forEach((old, name) -> {
            if (name.isBlank()
                    || name.contains("/")
                            && !Trees.beside(old, Trees.last(name)).equals(name)) {
                throw new TransformException(
                        "'" + old + "' cannot be renamed '" + name + "'", "a new name in the same group, without '/'");
            }
        });
    }

    @Override
    public Source of(Source source) {
        Dataset dataset = source.describe();
        Set<String> variables = dataset.variables().stream().map(Variable::path).collect(Collectors.toSet());
        Set<String> dimensions = Trees.dimensions(dataset);
        Map<String, String> paths = new HashMap<>();
        names.forEach((old, name) -> {
            if (!variables.contains(old) && !dimensions.contains(old)) {
                throw TransformException.unknown(
                        "variable or dimension",
                        old,
                        Stream.concat(dimensions.stream(), variables.stream())
                                .distinct()
                                .sorted()
                                .toList());
            }
            paths.put(old, Trees.beside(old, Trees.last(name)));
        });
        requireDistinct(variables, paths, "variables");
        requireDistinct(dimensions, paths, "dimensions");
        Map<String, VariableView> views = new HashMap<>();
        Group root = Trees.changed(dataset.root(), d -> Optional.of(renamed(d, paths)), variable -> {
            Variable changed = renamed(variable, paths);
            views.put(changed.path(), ViewSource.unchanged(source, variable));
            return changed;
        });
        return new ViewSource(source.name(), new Dataset(dataset.format(), root), views, source);
    }

    private static void requireDistinct(Set<String> known, Map<String, String> paths, String kind) {
        Map<String, String> taken = new HashMap<>();
        for (String path : known) {
            String name = paths.getOrDefault(path, path);
            String other = taken.put(name, path);
            if (other != null) {
                throw new TransformException(
                        kind + " '" + other + "' and '" + path + "' would both be '" + name + "'", "another name");
            }
        }
    }

    private static Dimension renamed(Dimension dimension, Map<String, String> paths) {
        return new Dimension(
                paths.getOrDefault(dimension.path(), dimension.path()), dimension.length(), dimension.isUnlimited());
    }

    private static Variable renamed(Variable variable, Map<String, String> paths) {
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : variable.attributes()) {
            boolean isNaming =
                    Selection.NAMING_ATTRIBUTES.contains(attribute.name()) || OTHER_NAMING.contains(attribute.name());
            attributes.add(isNaming ? renamed(attribute, variable.path(), paths) : attribute);
        }
        return new Variable(
                paths.getOrDefault(variable.path(), variable.path()),
                variable.type(),
                variable.dimensions().stream().map(d -> renamed(d, paths)).toList(),
                variable.fill(),
                attributes,
                variable.storage(),
                variable.declared());
    }

    private static Attribute renamed(Attribute attribute, String owner, Map<String, String> paths) {
        if (attribute.value() instanceof Attribute.Text text) {
            return new Attribute(attribute.name(), new Attribute.Text(renamed(text.text(), attribute, owner, paths)));
        }
        if (attribute.value() instanceof Attribute.Strings strings) {
            return new Attribute(
                    attribute.name(),
                    new Attribute.Strings(strings.texts().stream()
                            .map(text -> renamed(text, attribute, owner, paths))
                            .toList()));
        }
        return attribute;
    }

    /** A word means what has its name in the group of the variable, else in the nearest group above. */
    private static String renamed(String text, Attribute attribute, String owner, Map<String, String> paths) {
        return WORD.matcher(text).replaceAll(match -> {
            String word = match.group(1);
            boolean isBeforeColon = !match.group(2).isEmpty();
            boolean isName =
                    attribute.name().equals("cell_methods") ? isBeforeColon : !isBeforeColon || !hasTerms(attribute);
            return Matcher.quoteReplacement((isName ? renamed(word, owner, paths) : word) + match.group(2));
        });
    }

    /** What stands before a colon in {@code area: areacella} is no variable's name; it is in {@code crs: x y}. */
    private static boolean hasTerms(Attribute attribute) {
        return attribute.name().equals("formula_terms") || attribute.name().equals("cell_measures");
    }

    private static String renamed(String word, String owner, Map<String, String> paths) {
        if (word.startsWith("/")) {
            return "/" + paths.getOrDefault(word.substring(1), word.substring(1));
        }
        String group = owner;
        while (!group.isEmpty()) {
            group = group.substring(0, Math.max(0, group.lastIndexOf('/')));
            String path = group.isEmpty() ? word : group + "/" + word;
            if (paths.containsKey(path)) {
                return Trees.beside(word, Trees.last(paths.get(path)));
            }
        }
        return word;
    }
}

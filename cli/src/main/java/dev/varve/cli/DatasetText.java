package dev.varve.cli;

import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A dataset for people: its tree, types, dimensions, storage and attributes, in at most 100 columns. */
final class DatasetText {
    static final int WIDTH = 100;

    private final boolean isShort;
    private final List<String> lines = new ArrayList<>();

    private DatasetText(boolean isShort) {
        this.isShort = isShort;
    }

    /**
     * The text, line by line.
     *
     * @param name what the user called the dataset
     * @param isShort whether values of attributes are cut at the end of their line
     */
    static List<String> of(String name, Dataset dataset, boolean isShort) {
        DatasetText text = new DatasetText(isShort);
        text.header(name, dataset);
        dataset.root().walk().forEach(text::group);
        return text.lines;
    }

    private void header(String name, Dataset dataset) {
        List<Variable> variables = dataset.variables();
        Sizes sizes = Sizes.of(variables);
        lines.add(Printable.of(name + ": " + dataset.format()));
        lines.add(Plural.count(variables.size(), "variable") + ", " + sizes.decodedText() + " decoded, "
                + new ByteSize(sizes.storedBytes()) + " stored, ratio " + sizes.ratioText());
    }

    private void group(Group group) {
        if (!group.path().isEmpty()) {
            lines.add("");
            lines.add(Printable.of("group /" + group.path()));
        }
        dimensions(group.dimensions());
        variables(group.variables());
        enumerations(group.variables());
        storage(group.variables());
        unsupported(group.unsupported());
        attributes(group);
    }

    private void section(String title, Table table) {
        lines.add("");
        lines.add(title);
        lines.addAll(table.lines(WIDTH));
    }

    private void dimensions(List<Dimension> dimensions) {
        if (dimensions.isEmpty()) {
            return;
        }
        Table table = new Table("lrl");
        for (Dimension dimension : dimensions) {
            table.row(dimension.name(), Long.toString(dimension.length()), dimension.isUnlimited() ? "unlimited" : "");
        }
        section("dimensions", table);
    }

    private void variables(List<Variable> variables) {
        if (variables.isEmpty()) {
            return;
        }
        Table table = new Table("lll");
        table.row("name", "type", "dimensions");
        for (Variable variable : variables) {
            String dimensions = variable.dimensions().stream()
                    .map(d -> d.name() + " " + d.length())
                    .collect(Collectors.joining(", "));
            table.row(nameOf(variable), typeOf(variable), dimensions.isEmpty() ? "-" : dimensions);
        }
        section("variables", table);
    }

    private static String nameOf(Variable variable) {
        return variable.path().isEmpty() ? "/" : variable.name();
    }

    private static String typeOf(Variable variable) {
        return variable.type()
                + variable.declared()
                        .map(declared -> " enum " + ((DeclaredType.Enumeration) declared).name())
                        .orElse("");
    }

    private void enumerations(List<Variable> variables) {
        Set<DeclaredType> known = new LinkedHashSet<>();
        variables.forEach(variable -> variable.declared().ifPresent(known::add));
        Table table = new Table("ll");
        for (DeclaredType declared : known) {
            DeclaredType.Enumeration enumeration = (DeclaredType.Enumeration) declared;
            table.row(
                    enumeration.name(),
                    enumeration.members().entrySet().stream()
                            .map(member -> member.getKey() + " " + member.getValue())
                            .collect(Collectors.joining(", ")));
        }
        if (!table.isEmpty()) {
            section("enumerations", table);
        }
    }

    private void storage(List<Variable> variables) {
        if (variables.isEmpty()) {
            return;
        }
        Table table = new Table("llllrrr");
        table.row("name", "chunks", "shards", "codecs", "decoded", "stored", "ratio");
        for (Variable variable : variables) {
            Storage storage = variable.storage();
            Sizes sizes = Sizes.of(variable);
            boolean isUneven = storage.layout().equals(Storage.RECTILINEAR);
            String chunks = Sizes.shapeText(storage.chunkShape());
            String shards = Sizes.shapeText(storage.shardShape());
            table.row(
                    nameOf(variable),
                    storage.chunkShape().isEmpty()
                            ? storage.layout()
                            : isUneven && storage.shardShape().isEmpty() ? "up to " + chunks : chunks,
                    isUneven && storage.shardShape().isPresent() ? "up to " + shards : shards,
                    storage.filters().isEmpty() ? "-" : String.join(", ", storage.filters()),
                    sizes.decodedText(),
                    new ByteSize(sizes.storedBytes()).toString(),
                    sizes.ratioText());
        }
        section("storage", table);
    }

    private void unsupported(List<Group.Unsupported> unsupported) {
        if (unsupported.isEmpty()) {
            return;
        }
        Table table = new Table("ll");
        for (Group.Unsupported item : unsupported) {
            table.row(item.path().substring(item.path().lastIndexOf('/') + 1), item.reason());
        }
        section("not supported", table);
    }

    private void attributes(Group group) {
        Map<String, Attribute.Value> values = new LinkedHashMap<>();
        group.attributes().forEach(attribute -> values.put(":" + attribute.name(), attribute.value()));
        for (Variable variable : group.variables()) {
            variable.attributes()
                    .forEach(attribute -> values.put(nameOf(variable) + ":" + attribute.name(), attribute.value()));
        }
        int longest = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        int room = Math.max(20, WIDTH - 4 - longest);
        Table table = new Table("ll");
        values.forEach((name, value) -> table.row(name, cut(AttributeText.of(value), room)));
        if (!table.isEmpty()) {
            section("attributes", table);
        }
    }

    private String cut(String value, int room) {
        return isShort && value.length() > room ? value.substring(0, room - 4) + " ..." : value;
    }
}

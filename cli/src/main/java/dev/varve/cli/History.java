package dev.varve.cli;

import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The global attribute {@code history}: a line per command that made the data, the latest first, as NCO and CDO write it. */
final class History {
    private static final String NAME = "history";

    private History() {}

    /**
     * The line of one command.
     *
     * @param environment where {@code SOURCE_DATE_EPOCH} may fix the time, in seconds since 1970
     * @param now the time otherwise
     * @param command what was typed
     */
    static String line(Map<String, String> environment, Instant now, String command) {
        String epoch = environment.getOrDefault("SOURCE_DATE_EPOCH", "");
        Instant stamp = epoch.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(epoch)) : now;
        return stamp.truncatedTo(ChronoUnit.SECONDS) + ": " + command;
    }

    /** The dataset with one more line in its root's history. A history that is no text is left as it is. */
    static Dataset with(Dataset dataset, String line) {
        Group root = dataset.root();
        List<Attribute> attributes = new ArrayList<>();
        boolean isNew = true;
        for (Attribute attribute : root.attributes()) {
            boolean isHistory = attribute.name().equals(NAME);
            isNew &= !isHistory;
            attributes.add(isHistory ? new Attribute(NAME, prepended(attribute.value(), line)) : attribute);
        }
        if (isNew) {
            attributes.add(new Attribute(NAME, new Attribute.Text(line)));
        }
        return new Dataset(
                dataset.format(),
                new Group(
                        root.path(),
                        root.dimensions(),
                        root.variables(),
                        root.unsupported(),
                        attributes,
                        root.groups()));
    }

    private static Attribute.Value prepended(Attribute.Value value, String line) {
        if (value instanceof Attribute.Text text) {
            return new Attribute.Text(text.text().isEmpty() ? line : line + "\n" + text.text());
        }
        if (value instanceof Attribute.Strings strings) {
            List<String> texts = new ArrayList<>(strings.texts());
            if (texts.size() == 1) {
                return new Attribute.Strings(List.of(line + "\n" + texts.get(0)));
            }
            texts.add(0, line);
            return new Attribute.Strings(texts);
        }
        return value;
    }
}

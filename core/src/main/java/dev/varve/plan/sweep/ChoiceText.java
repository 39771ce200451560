package dev.varve.plan.sweep;

import dev.varve.metadata.NearestNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Classes of codecs as options name them: {@code blosc,zstd}, or {@code all}. */
final class ChoiceText {
    private static final String ALL = "all";

    private ChoiceText() {}

    /**
     * The classes that a text names.
     *
     * @param option what is chosen, for messages
     * @throws IllegalArgumentException when a name is unknown, with the nearest ones
     */
    static <E extends Enum<E>> Set<E> parse(String option, String text, Class<E> type, Function<E, String> label) {
        Set<E> chosen = EnumSet.noneOf(type);
        for (String word : text.split(",", -1)) {
            String name = word.strip().toLowerCase(Locale.ROOT);
            if (name.equals(ALL)) {
                chosen.addAll(EnumSet.allOf(type));
                continue;
            }
            chosen.add(Arrays.stream(type.getEnumConstants())
                    .filter(each -> label.apply(each).equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(option, word.strip(), type, label)));
        }
        return chosen;
    }

    private static <E extends Enum<E>> IllegalArgumentException unknown(
            String option, String word, Class<E> type, Function<E, String> label) {
        List<String> names = new ArrayList<>(
                Arrays.stream(type.getEnumConstants()).map(label).toList());
        names.add(ALL);
        List<String> near = NearestNames.of(word, names);
        return new IllegalArgumentException(option + " '" + word + "' is not known"
                + (near.isEmpty() ? "" : "; nearest: " + String.join(", ", near)) + ". Known: "
                + String.join(", ", names));
    }
}

package dev.varve.cli;

import dev.varve.metadata.NearestNames;
import java.util.Collection;
import java.util.List;

/** What to ask whoever typed a word that nobody knows. */
final class Nearest {
    private static final int MOST = 20;

    private Nearest() {}

    /** {@code did you mean 'lat'?}, or what there is when nothing is near. */
    static String question(String word, Collection<String> known) {
        List<String> near = NearestNames.of(word, known);
        if (!near.isEmpty()) {
            return "did you mean '" + String.join("' or '", near) + "'?";
        }
        List<String> first = known.stream().limit(MOST).toList();
        return "there are: " + String.join(", ", first) + (known.size() > MOST ? ", ..." : "");
    }
}

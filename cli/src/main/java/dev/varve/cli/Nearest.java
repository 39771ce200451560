package dev.varve.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what was meant by a word that nobody knows. */
final class Nearest {
    private Nearest() {}

    /** The known word that takes the fewest edits; nothing when all are too far away to be meant. */
    static Optional<String> to(String word, Collection<String> known) {
        int tolerance = Math.max(1, (word.length() + 1) / 3);
        return known.stream()
                .filter(candidate ->
                        edits(word, candidate) <= tolerance || (word.length() > 1 && candidate.startsWith(word)))
                .min(Comparator.comparingInt((String candidate) -> edits(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A question for messages: {@code did you mean 'lat'?}, or all known words when none is near. */
    static String question(String word, Collection<String> known) {
        return to(word, known)
                .map(candidate -> "did you mean '" + candidate + "'?")
                .orElse("there are: "
                        + String.join(", ", known.stream().limit(20).toList()) + (known.size() > 20 ? ", ..." : ""));
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}

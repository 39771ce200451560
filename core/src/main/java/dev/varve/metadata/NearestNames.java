package dev.varve.metadata;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Names that a mistyped one may have meant. */
public final class NearestNames {
    private static final int MOST = 3;

    /** Longer names are not compared: nobody mistypes that much. */
    private static final int LONGEST = 64;

    private NearestNames() {}

    /** {@code ; nearest: zstd, lz4}, or nothing when no name is near. */
    static String hint(String typed, Collection<String> names) {
        List<String> near = of(typed, names);
        return near.isEmpty() ? "" : "; nearest: " + String.join(", ", near);
    }

    /** The nearest names; none that differs in more than half its letters or in more than three; else those it abbreviates. */
    public static List<String> of(String typed, Collection<String> names) {
        if (typed.length() > LONGEST) {
            return List.of();
        }
        String lower = typed.toLowerCase(Locale.ROOT);
        int nearest = names.stream()
                .filter(name -> distance(lower, name) <= Math.min(MOST, Math.max(1, name.length() / 2)))
                .mapToInt(name -> distance(lower, name))
                .min()
                .orElse(-1);
        return names.stream()
                .filter(name -> nearest < 0 ? isAbbreviated(lower, name) : distance(lower, name) == nearest)
                .sorted()
                .limit(MOST)
                .toList();
    }

    private static boolean isAbbreviated(String typed, String name) {
        return typed.length() >= 3 && name.startsWith(typed);
    }

    /** How many letters must be changed, added, dropped or swapped with their neighbour. */
    static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int step(int[][] rows, String a, String b, int i, int j) {
        boolean isSame = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(rows[i - 1][j - 1] + (isSame ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean isSwapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isSwapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }
}

package dev.varve.run.sweep;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the files of one variable are called in a folder of results.
 *
 * @param variable its path in the source
 */
record ResultNames(String variable) {
    private static final Pattern RANKED = Pattern.compile("(?:config_space|failures)_(.+)_rank\\d+\\.csv");
    private static final Pattern MANIFEST = Pattern.compile("manifest_(.+)\\.json");
    private static final Pattern STATE = Pattern.compile("sweep_state_(.+)\\.json");

    /**
     * The variable as a part of a file's name: what is not a letter, a digit, a dot, a dash or an underscore is escaped as
     * in a URL, as is what would look like the number of a rank.
     */
    String stem() {
        StringBuilder stem = new StringBuilder();
        for (byte b : variable.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b > 0 && String.valueOf((char) b).matches("[A-Za-z0-9._-]");
            stem.append(isPlain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return stem.toString().replaceFirst("_(?=rank\\d+$)", "%5F");
    }

    /** The variable of a stem; nothing when the text is none. */
    static Optional<String> variable(String stem) {
        try {
            String variable = URLDecoder.decode(stem.replace("+", "%2B"), StandardCharsets.UTF_8);
            return new ResultNames(variable).stem().equals(stem) ? Optional.of(variable) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The variable that a manifest is of; nothing when the file is no manifest. */
    static Optional<String> variableOfManifest(String fileName) {
        Matcher matcher = MANIFEST.matcher(fileName);
        return matcher.matches() ? variable(matcher.group(1)) : Optional.empty();
    }

    /** The variable that a state is of; nothing when the file is no state. */
    static Optional<String> variableOfState(String fileName) {
        Matcher matcher = STATE.matcher(fileName);
        return matcher.matches() ? variable(matcher.group(1)) : Optional.empty();
    }

    String space() {
        return "config_space_" + stem() + ".csv";
    }

    String scores(int rank) {
        return "config_space_" + stem() + "_rank" + rank + ".csv";
    }

    String failures(int rank) {
        return "failures_" + stem() + "_rank" + rank + ".csv";
    }

    String state() {
        return "sweep_state_" + stem() + ".json";
    }

    String table() {
        return "results_" + stem() + ".parquet";
    }

    String pareto() {
        return "pareto_" + stem() + ".csv";
    }

    String manifest() {
        return "manifest_" + stem() + ".json";
    }

    String portrait() {
        return "portrait_" + stem() + ".json";
    }

    /** How names of claims begin. */
    String claims() {
        return stem().replaceFirst("^[.-]", "%") + "=";
    }

    /** Whether a file has streamed rows of this variable: scores or failures. */
    boolean isRanked(String fileName) {
        Matcher matcher = RANKED.matcher(fileName);
        return matcher.matches() && matcher.group(1).equals(stem());
    }

    /** Whether a file is one of those that the manifest of this variable lists. */
    boolean isListed(String fileName) {
        return isRanked(fileName)
                || fileName.equals(space())
                || fileName.equals(state())
                || fileName.equals(table())
                || fileName.equals(pareto());
    }

    /** Whether a file of streamed rows has failures. */
    static boolean isFailures(String fileName) {
        return fileName.startsWith("failures_");
    }
}

package dev.varve.cli;

import dev.varve.plan.advise.AccessPattern;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Access patterns as the command line has them: {@code time=-1,lat=1,lon=1@3}. */
final class AccessText {
    private static final Pattern WEIGHTED = Pattern.compile("(.*=[^=@]*)(?:@([^@]*))?");

    private AccessText() {}

    /**
     * Reads a pattern.
     *
     * @throws UsageException when the text is none
     */
    static AccessPattern parse(String text) {
        Matcher matcher = WEIGHTED.matcher(text);
        if (!matcher.matches()) {
            return new AccessPattern(NamedExtents.parse("--access", text), 1);
        }
        String weight = matcher.group(2);
        if (weight != null && (!weight.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(weight) == 0)) {
            throw new UsageException(
                    "--access " + text + ": the weight '" + weight + "' is no number above 0",
                    "--access " + matcher.group(1) + "@3 for reads that are made three times as often");
        }
        return new AccessPattern(
                NamedExtents.parse("--access", matcher.group(1)), weight == null ? 1 : Double.parseDouble(weight));
    }
}

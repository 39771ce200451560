package dev.varve.plan.partition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one process does at a time: some objects of one variable.
 *
 * @param work which of the plan's {@linkplain WorkPlan#works() works}, from 0
 * @param run which of its objects
 */
public record Task(int work, ObjectRun run) {
    private static final Pattern NAME = Pattern.compile("(\\d{1,9})-(\\d{1,18})-(\\d{1,18})");

    /** What its claim and record are called: {@code 3-128-160}. */
    public String name() {
        return work + "-" + run;
    }

    /** Reads {@link #name()}; nothing when it is something else. */
    public static Optional<Task> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Task(
                Integer.parseInt(matcher.group(1)),
                new ObjectRun(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)))));
    }
}

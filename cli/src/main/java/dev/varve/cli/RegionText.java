package dev.varve.cli;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Variable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regions as the command line has them: {@code 0:10,5:20}. */
final class RegionText {
    private static final Pattern AXIS = Pattern.compile("([0-9]{1,18})?:([0-9]{1,18})?");

    private RegionText() {}

    /**
     * The region of a variable; all of it for the empty text.
     *
     * @throws UsageException when the text is no region of the variable
     */
    static Region parse(String text, Variable variable) {
        Shape shape = variable.shape();
        if (text.isEmpty()) {
            return Region.whole(shape);
        }
        String[] axes = text.split(",", -1);
        if (axes.length != shape.rank()) {
            throw complaint(text, variable, "it has " + axes.length + " axes, the array has " + shape.rank());
        }
        long[] start = new long[axes.length];
        long[] stop = new long[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            Matcher matcher = AXIS.matcher(axes[axis]);
            if (!matcher.matches()) {
                throw complaint(text, variable, "'" + axes[axis] + "' is not START:STOP");
            }
            start[axis] = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
            stop[axis] = matcher.group(2) == null ? shape.extent(axis) : Long.parseLong(matcher.group(2));
            if (start[axis] > stop[axis] || stop[axis] > shape.extent(axis)) {
                throw complaint(text, variable, "'" + axes[axis] + "' is not inside 0:" + shape.extent(axis));
            }
        }
        return Region.between(start, stop);
    }

    private static UsageException complaint(String text, Variable variable, String reason) {
        return new UsageException(
                "region " + text + " of array '" + variable.path() + "': " + reason,
                "--region " + Region.whole(variable.shape()));
    }
}

package dev.varve.cli;

import dev.varve.plan.LayoutRule.Extent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Extents by dimension as the command line has them: {@code time=1,lat=90,lon=-1}. */
final class NamedExtents {
    private NamedExtents() {}

    /**
     * Reads extents; -1 takes the whole dimension.
     *
     * @throws UsageException when the text is no list of {@code name=number}
     */
    static Map<String, Extent> parse(String option, String text) {
        Map<String, Extent> extents = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            int equals = item.lastIndexOf('=');
            String number = item.substring(equals + 1);
            if (equals < 1 || !number.matches("-1|[1-9][0-9]{0,17}")) {
                throw new UsageException(
                        option + " " + text + ": '" + item + "' is not NAME=NUMBER",
                        option + " time=1,lat=90,lon=-1, where -1 takes the whole dimension");
            }
            Extent extent = number.equals("-1") ? new Extent.Whole() : new Extent.Elements(Long.parseLong(number));
            if (extents.put(item.substring(0, equals), extent) != null) {
                throw new UsageException(
                        option + " " + text + ": '" + item.substring(0, equals) + "' is there twice",
                        "name each dimension once");
            }
        }
        return extents;
    }
}

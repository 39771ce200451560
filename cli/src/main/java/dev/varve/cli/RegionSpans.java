package dev.varve.cli;

import dev.varve.dataset.transform.Patch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regions of a store by dimension, as {@code varve init} has them: {@code time=24:48,lat=0:90}, or {@code auto}. */
final class RegionSpans {
    private static final Pattern SPAN = Pattern.compile("([^=]+)=([0-9]{1,18}):([0-9]{1,18})");

    private RegionSpans() {}

    /** Where in a store an input goes: behind it along a dimension, or over a region. */
    static StoreChange.Place place(Optional<String> append, Optional<String> region) {
        if (append.isPresent()) {
            return (base, added, source) -> Patch.behind(base.describe(), added, append.get());
        }
        String text = region.orElseThrow();
        if (text.equals("auto")) {
            return (base, added, source) -> Patch.matching(base, source);
        }
        Map<String, Patch.Span> spans = parse(text);
        return (base, added, source) -> Patch.over(base.describe(), added, spans);
    }

    /**
     * Reads spans.
     *
     * @throws UsageException when the text is no list of {@code name=start:stop}
     */
    static Map<String, Patch.Span> parse(String text) {
        Map<String, Patch.Span> spans = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            Matcher matcher = SPAN.matcher(item);
            boolean isSpan = matcher.matches();
            long start = isSpan ? Long.parseLong(matcher.group(2)) : 0;
            long stop = isSpan ? Long.parseLong(matcher.group(3)) : 0;
            if (!isSpan || start >= stop || spans.put(matcher.group(1), new Patch.Span(start, stop)) != null) {
                throw new UsageException(
                        "--region " + text + ": '" + item + "' is not DIM=START:STOP, or is there twice",
                        "--region time=24:48,lat=0:90");
            }
        }
        return spans;
    }
}

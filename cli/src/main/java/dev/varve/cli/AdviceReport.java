package dev.varve.cli;

import dev.varve.array.Shape;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.plan.advise.AccessPattern;
import dev.varve.plan.advise.LayoutAdvice;
import dev.varve.plan.advise.LayoutShape;
import dev.varve.plan.advise.ReadForecast;
import dev.varve.plan.advise.ReadRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Advice for people and for programs.
 *
 * @param input what the input is called
 * @param format what it is
 * @param rates how fast data will be read
 * @param groups what was advised
 * @param leftOut variables that were not
 */
record AdviceReport(String input, String format, ReadRates rates, List<AdvisedVariables> groups, List<String> leftOut) {
    AdviceReport {
        groups = List.copyOf(groups);
        leftOut = List.copyOf(leftOut);
    }

    static AdviceReport of(Source source, ReadRates rates, List<AdvisedVariables> groups, Predicate<String> isWanted) {
        List<String> leftOut = source.describe().variables().stream()
                .filter(v -> isWanted.test(v.path()))
                .filter(v ->
                        groups.stream().noneMatch(group -> group.variables().contains(v)))
                .map(Variable::path)
                .toList();
        return new AdviceReport(source.name(), source.describe().format(), rates, groups, leftOut);
    }

    /** For people. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(input + " (" + format + "), read at " + time(rates.latencySeconds()) + " a request and "
                + String.format(Locale.ROOT, "%.0f MB/s", rates.bytesPerSecond() / 1e6));
        for (AdvisedVariables group : groups) {
            lines.add("");
            lines.add(headline(group));
            lines.add("");
            lines.addAll(layouts(group));
            for (int i = 0; i < group.patterns().size(); i++) {
                lines.add("");
                lines.add(pattern(group, i));
                lines.addAll(reads(group, i));
            }
            lines.add("");
            if (group.advice().isPresentBest()) {
                lines.add("nothing better was found than what there is; the same elsewhere:");
            }
            lines.add("varve " + verb(group) + " " + CommandText.quoted(input) + " OUT.zarr" + variables(group) + " "
                    + group.options());
        }
        lines.add("");
        if (!leftOut.isEmpty()) {
            lines.add("left out, as small or of other dimensions: " + String.join(", ", leftOut));
        }
        lines.add("Averages over all places where a read may begin; its requests follow one another. 'decodes' is how");
        lines.add("often a conversion decodes each chunk of the input. Nothing was written.");
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static String headline(AdvisedVariables group) {
        Variable first = group.variables().get(0);
        String dimensions = first.dimensions().stream()
                .map(d -> d.name() + " " + d.length())
                .collect(Collectors.joining(" x "));
        String ratio = group.hasRatio()
                ? String.format(Locale.ROOT, "ratio %.2f", group.array().ratio())
                : "ratio unknown, taken as 1";
        return names(group, ", ") + " (" + first.type() + (dimensions.isEmpty() ? "" : ", " + dimensions) + ", " + ratio
                + ")";
    }

    private static String names(AdvisedVariables group, String between) {
        return group.variables().stream().map(Variable::path).collect(Collectors.joining(between));
    }

    private static List<String> layouts(AdvisedVariables group) {
        Table table = new Table("lllrrrr");
        table.row("layout", "chunk", "shard", "chunk size", "objects", "decodes", "time");
        for (LayoutAdvice.Option option : group.advice().options()) {
            Optional<LayoutShape> layout = option.layout();
            table.row(
                    name(option.role()),
                    Sizes.shapeText(layout.map(LayoutShape::chunk)),
                    Sizes.shapeText(layout.filter(LayoutShape::isSharded).map(LayoutShape::shard)),
                    layout.map(l -> new ByteSize(l.chunkBytes(group.array().elementBytes())).toString())
                            .orElse("-"),
                    Long.toString(group.objects(option)),
                    String.format(Locale.ROOT, "%.2f", group.decodes(option)),
                    time(option.seconds()));
        }
        return table.lines(DatasetText.WIDTH);
    }

    private static String name(LayoutAdvice.Role role) {
        return switch (role) {
            case PRESENT -> "present";
            case USUAL -> "default";
            case BEST -> "best";
            case COPIED_ONCE -> "decoded once";
            case SMALL_CHUNKS -> "small chunks";
            case LARGE_CHUNKS -> "large chunks";
        };
    }

    private static String pattern(AdvisedVariables group, int number) {
        ReadForecast any = group.advice().options().get(0).reads().get(number);
        return group.patterns().get(number) + ": " + size(any.regionBytes()) + " a read";
    }

    private static List<String> reads(AdvisedVariables group, int number) {
        Table table = new Table("lrrrrrr");
        table.row("layout", "requests", "read", "decoded", "amplification", "memory", "time");
        for (LayoutAdvice.Option option : group.advice().options()) {
            ReadForecast read = option.reads().get(number);
            table.row(
                    name(option.role()),
                    count(read.requests()),
                    size(read.readBytes()),
                    size(read.decodedBytes()),
                    count(read.amplification()),
                    size(read.memoryBytes()),
                    time(read.seconds()));
        }
        return table.lines(DatasetText.WIDTH);
    }

    /** What would decode chunks of the input again and again is for the verb that need not. */
    private static String verb(AdvisedVariables group) {
        return group.decodes(group.advice().best()) > 1 ? "rechunk" : "convert";
    }

    private String variables(AdvisedVariables group) {
        return groups.size() == 1 ? "" : " --variables " + CommandText.quoted(names(group, ","));
    }

    private static String size(double bytes) {
        return new ByteSize(Math.round(bytes)).toString();
    }

    private static String count(double number) {
        return String.format(Locale.ROOT, number < 100 ? "%.2f" : "%,.0f", number);
    }

    private static String time(double seconds) {
        if (seconds < 0.001) {
            return String.format(Locale.ROOT, "%.3g ms", seconds * 1e3);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.0f ms", seconds * 1e3)
                : String.format(Locale.ROOT, seconds < 100 ? "%.2f s" : "%,.0f s", seconds);
    }

    /** For programs: schema {@code varve.advice/1}. */
    JsonObject json() {
        return JsonObject.builder()
                .put("schema", "varve.advice/1")
                .put("input", input)
                .put("latency_seconds", JsonNumber.of(rates.latencySeconds()))
                .put("bytes_per_second", JsonNumber.of(rates.bytesPerSecond()))
                .put(
                        "groups",
                        new JsonArray(groups.stream().map(AdviceReport::json).toList()))
                .put("left_out", strings(leftOut))
                .build();
    }

    private static JsonArray strings(List<String> texts) {
        return new JsonArray(
                texts.stream().map(text -> (Json) new JsonString("/" + text)).toList());
    }

    private static Json json(AdvisedVariables group) {
        Variable first = group.variables().get(0);
        JsonObject.Builder json = JsonObject.builder()
                .put(
                        "variables",
                        strings(group.variables().stream().map(Variable::path).toList()))
                .put(
                        "dimensions",
                        strings(first.dimensions().stream().map(d -> d.path()).toList()))
                .put("shape", JsonArray.of(group.array().shape().extents()))
                .put("element_bytes", group.array().elementBytes());
        if (group.hasRatio()) {
            json.put("ratio", JsonNumber.of(group.array().ratio()));
        }
        return json.put(
                        "layouts",
                        new JsonArray(group.advice().options().stream()
                                .map(option -> json(group, option))
                                .toList()))
                .put("present_is_best", group.advice().isPresentBest())
                .put("options", group.options())
                .build();
    }

    private static Json json(AdvisedVariables group, LayoutAdvice.Option option) {
        JsonObject.Builder json =
                JsonObject.builder().put("name", name(option.role()).replace(' ', '_'));
        option.layout().ifPresent(layout -> {
            json.put("chunk_shape", shape(layout.chunk()));
            if (layout.isSharded()) {
                json.put("shard_shape", shape(layout.shard()));
            }
            json.put("chunk_bytes", layout.chunkBytes(group.array().elementBytes()));
        });
        List<Json> reads = new ArrayList<>();
        for (int i = 0; i < option.reads().size(); i++) {
            reads.add(json(group.patterns().get(i), option.reads().get(i)));
        }
        return json.put("objects", group.objects(option))
                .put("decodes_per_source_chunk", JsonNumber.of(group.decodes(option)))
                .put("seconds", JsonNumber.of(option.seconds()))
                .put("reads", new JsonArray(reads))
                .build();
    }

    private static Json shape(Shape shape) {
        return JsonArray.of(shape.extents());
    }

    private static Json json(AccessPattern pattern, ReadForecast read) {
        return JsonObject.builder()
                .put("access", pattern.toString())
                .put("weight", JsonNumber.of(pattern.weight()))
                .put("requests", JsonNumber.of(read.requests()))
                .put("read_bytes", JsonNumber.of(read.readBytes()))
                .put("decoded_bytes", JsonNumber.of(read.decodedBytes()))
                .put("region_bytes", JsonNumber.of(read.regionBytes()))
                .put("amplification", JsonNumber.of(read.amplification()))
                .put("memory_bytes", JsonNumber.of(read.memoryBytes()))
                .put("seconds", JsonNumber.of(read.seconds()))
                .build();
    }
}

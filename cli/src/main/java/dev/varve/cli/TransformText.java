package dev.varve.cli;

import dev.varve.array.NumericType;
import dev.varve.dataset.transform.Cast;
import dev.varve.dataset.transform.Indexes;
import dev.varve.dataset.transform.LabelSubset;
import dev.varve.dataset.transform.Labels;
import dev.varve.dataset.transform.Mask;
import dev.varve.dataset.transform.Rename;
import dev.varve.dataset.transform.Scale;
import dev.varve.dataset.transform.Subset;
import dev.varve.dataset.transform.Transform;
import dev.varve.dataset.transform.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Transforms as the command line has them: lists of {@code NAME=VALUE}. */
final class TransformText {
    private TransformText() {}

    static Optional<Transform> rename(List<String> texts) {
        return some(named("--rename", texts, "t2m=tas", name -> name)).map(Rename::new);
    }

    static Optional<Transform> cast(List<String> texts) {
        return some(named("--cast", texts, "t2m=float32", TransformText::type)).map(Cast::new);
    }

    private static NumericType type(String text) {
        return Arrays.stream(NumericType.values())
                .filter(type -> type.toString().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no type '" + text + "'"));
    }

    static Optional<Transform> positions(List<String> texts) {
        return some(named("--isel", texts, "time=0:24,lev=-1", Indexes::parse)).map(Subset::new);
    }

    static Optional<Transform> labels(List<String> texts, boolean isNearest) {
        return some(named("--select", texts, "lat=-30..30,time=2020-01", Labels::parse))
                .map(labels -> new LabelSubset(labels, isNearest));
    }

    static Optional<Transform> scale(List<String> texts) {
        Map<String, String> changes = named("--scale", texts, "t2m=1,-273.15,degC", text -> text);
        List<Scale.Linear> linear = new ArrayList<>();
        changes.forEach((name, text) -> {
            String[] parts = text.split(",", 3);
            try {
                linear.add(new Scale.Linear(
                        name,
                        Double.parseDouble(parts[0]),
                        parts.length > 1 && !parts[1].isBlank() ? Double.parseDouble(parts[1]) : 0,
                        parts.length > 2 ? Optional.of(parts[2].strip()) : Optional.empty()));
            } catch (IllegalArgumentException e) {
                throw wrong("--scale", name + "=" + text, "it is not FACTOR,OFFSET,UNITS", "t2m=1,-273.15,degC");
            }
        });
        return linear.isEmpty() ? Optional.empty() : Optional.of(new Scale(linear));
    }

    static Optional<Transform> mask(List<String> texts) {
        Map<String, Mask.Keep> keeps = named("--mask", texts, "t2m=200..350", TransformText::keep);
        List<Mask.Rule> rules = new ArrayList<>();
        keeps.forEach((name, keep) -> rules.add(new Mask.Rule(name, keep)));
        return rules.isEmpty() ? Optional.empty() : Optional.of(new Mask(rules));
    }

    private static Mask.Keep keep(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return new Mask.Where(text.strip());
        }
        String low = text.substring(0, dots).strip();
        String high = text.substring(dots + 2).strip();
        return new Mask.Between(
                low.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(low),
                high.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(high));
    }

    static Transform transpose(String text) {
        return new Transpose(
                Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    }

    private static <T> Optional<Map<String, T>> some(Map<String, T> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    /** Values by name. A part without {@code =} belongs to the value before it. */
    private static <T> Map<String, T> named(
            String option, List<String> texts, String example, Function<String, T> value) {
        List<String> items = new ArrayList<>();
        for (String text : texts) {
            boolean isFirst = true;
            for (String part : text.split(",", -1)) {
                boolean isNew = part.indexOf('=') > 0;
                if (!isNew && isFirst) {
                    throw wrong(option, text, "'" + part + "' is not NAME=VALUE", example);
                }
                isFirst = false;
                int last = items.size() - 1;
                if (isNew) {
                    items.add(part);
                } else {
                    items.set(last, items.get(last) + "," + part);
                }
            }
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (String item : items) {
            String name = item.substring(0, item.indexOf('=')).strip();
            String text = item.substring(item.indexOf('=') + 1).strip();
            try {
                if (values.put(name, value.apply(text)) != null) {
                    throw wrong(option, item, "'" + name + "' is there twice", example);
                }
            } catch (IllegalArgumentException e) {
                String reason = e instanceof NumberFormatException ? "'" + text + "' has no numbers" : e.getMessage();
                throw wrong(option, item, reason, example);
            }
        }
        return values;
    }

    private static UsageException wrong(String option, String text, String reason, String example) {
        return new UsageException(option + " " + text + ": " + reason, option + " " + example);
    }
}

package dev.varve.dataset.transform;

import java.util.List;
import java.util.OptionalLong;

/** A coordinate of names. */
final class TextValues extends CoordinateValues {
    private final SortedValues<String> values;

    TextValues(String name, List<String> values) {
        super(name);
        this.values = new SortedValues<>(values);
    }

    @Override
    Indexes indexes(Labels labels, boolean isNearest) {
        if (labels instanceof Labels.One one) {
            return new Indexes.One(place(one.text()));
        }
        Labels.Range range = (Labels.Range) labels;
        int from = range.from().map(this::place).orElse(0);
        int to = range.to().map(this::place).orElse(count() - 1);
        if (from > to) {
            throw nothing(range.from().orElse("") + ".." + range.to().orElse(""));
        }
        return new Indexes.Slice(OptionalLong.of(from), OptionalLong.of(to + 1L), 1);
    }

    private int place(String text) {
        return values.find(text, name())
                .orElseThrow(() -> TransformException.unknown("'" + name() + "' named", text, values.values()));
    }

    @Override
    int count() {
        return values.values().size();
    }

    @Override
    String text(int index) {
        return values.values().get(index);
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.dataset.time.CfCalendar;
import dev.varve.dataset.time.CfInstant;
import dev.varve.dataset.time.CfTimeUnits;
import dev.varve.dataset.time.DateSpan;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A coordinate of times. */
final class TimeValues extends CoordinateValues {
    private final SortedValues<CfInstant> values;
    private final CfCalendar calendar;

    TimeValues(String name, List<CfInstant> values, CfCalendar calendar) {
        super(name);
        this.values = new SortedValues<>(values);
        this.calendar = calendar;
    }

    /** Whole numbers of units; NumPy's least one is no time. */
    static TimeValues of(String name, NdArray block, CfTimeUnits units, boolean isNumpy) {
        NumericType type = isNumpy ? NumericType.INT64 : (NumericType) block.type();
        long[] stored = new long[Math.toIntExact(block.shape().count())];
        Numbers.readLongs(block.data(), 0, type, stored, stored.length);
        List<CfInstant> instants = new ArrayList<>();
        for (long value : stored) {
            if (isNumpy && value == Long.MIN_VALUE) {
                throw new TransformException("'" + name + "' has no value somewhere (NaT)", "positions (--isel)");
            }
            instants.add(units.instant(value));
        }
        return new TimeValues(name, instants, units.calendar());
    }

    @Override
    Indexes indexes(Labels labels, boolean isNearest) {
        if (labels instanceof Labels.One one) {
            return one(one.text(), isNearest);
        }
        Labels.Range range = (Labels.Range) labels;
        values.requireSorted(name());
        Optional<DateSpan> from = range.from().map(this::span);
        Optional<DateSpan> to = range.to().map(this::span);
        boolean isTurned = from.isPresent()
                && to.isPresent()
                && from.get().from().compareTo(to.get().from()) > 0;
        Optional<DateSpan> low = isTurned ? to : from;
        Optional<DateSpan> high = isTurned ? from : to;
        return values.within(value -> low.map(span -> value.compareTo(span.from()) >= 0)
                                .orElse(true)
                        && high.map(span -> value.compareTo(span.until()) < 0).orElse(true))
                .orElseThrow(() ->
                        nothing(range.from().orElse("") + ".." + range.to().orElse("")));
    }

    private Indexes one(String text, boolean isNearest) {
        DateSpan span = span(text);
        if (isNearest && count() > 0) {
            return new Indexes.One(nearest(span.from()));
        }
        Optional<Indexes> found;
        if (span.isDate()) {
            values.requireSorted(name());
            found = values.within(value -> value.compareTo(span.from()) >= 0 && value.compareTo(span.until()) < 0);
        } else {
            found = values.find(span.from(), name()).map(Indexes.One::new);
        }
        return found.orElseThrow(() -> missing(text, values.below(span.from()), values.above(span.from())));
    }

    private int nearest(CfInstant wanted) {
        int best = 0;
        BigInteger least = values.values().get(0).since(wanted).abs();
        for (int i = 1; i < count(); i++) {
            CfInstant value = values.values().get(i);
            int order = value.since(wanted).abs().compareTo(least);
            if (order < 0 || (order == 0 && value.compareTo(values.values().get(best)) > 0)) {
                best = i;
                least = value.since(wanted).abs();
            }
        }
        return best;
    }

    private DateSpan span(String text) {
        String example = Trees.last(name()) + "=" + (count() == 0 ? "2020-01-01" : text(0));
        try {
            return DateSpan.parse(text, calendar)
                    .orElseThrow(() ->
                            new TransformException("'" + name() + "' has dates; '" + text + "' is none", example));
        } catch (TransformException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new TransformException("'" + name() + "': " + e.getMessage(), example);
        }
    }

    @Override
    int count() {
        return values.values().size();
    }

    @Override
    String text(int index) {
        return values.values().get(index).text(calendar);
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.ElementText;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import dev.varve.dataset.time.CfCalendar;
import dev.varve.dataset.time.CfInstant;
import dev.varve.dataset.time.CfTimeUnits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The values of a coordinate on one dimension, as people name them: numbers, instants or text. */
abstract sealed class CoordinateValues permits NumberValues, TimeValues, TextValues {
    private static final Map<String, String> TIME_UNITS = Map.of(
            "D",
            "days",
            "h",
            "hours",
            "m",
            "minutes",
            "s",
            "seconds",
            "ms",
            "milliseconds",
            "us",
            "microseconds",
            "ns",
            "nanoseconds");

    /** What messages call the coordinate. */
    private final String name;

    CoordinateValues(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The positions of what is wanted. */
    abstract Indexes indexes(Labels labels, boolean isNearest);

    /** How many values there are. */
    abstract int count();

    /** The n-th value, for messages. */
    abstract String text(int index);

    /** Whether a variable has one value for each position on its only dimension; the letters of a text are one value. */
    static boolean isReadable(Variable variable) {
        boolean isText = isLetters(variable);
        return variable.dimensions().size() == (isText ? 2 : 1)
                && (isText
                        || variable.type() instanceof NumericType type && type.kind() != NumericType.Kind.COMPLEX
                        || variable.type() instanceof TimeType time && !time.isSpan()
                        || variable.type() == VariableType.STRING
                        || variable.type() instanceof FixedUtf32
                        || variable.type() instanceof NullTerminatedBytes);
    }

    private static boolean isLetters(Variable variable) {
        return variable.type().equals(new NullTerminatedBytes(1))
                && variable.dimensions().size() == 2;
    }

    /** Reads them all. */
    static CoordinateValues read(Source source, Variable variable) throws IOException {
        NdArray block = source.read(variable, Region.whole(variable.shape()));
        if (variable.type() instanceof TimeType time) {
            return TimeValues.of(variable.path(), block, units(variable, time), true);
        }
        if (!(variable.type() instanceof NumericType)) {
            return new TextValues(variable.path(), texts(variable, block));
        }
        Optional<String> units = variable.text("units").filter(CfTimeUnits::isTime);
        if (units.isPresent()) {
            return times(source, variable, block, units.get());
        }
        return NumberValues.of(source.name(), variable, numbers(source, variable, block));
    }

    private static CoordinateValues times(Source source, Variable variable, NdArray block, String units)
            throws IOException {
        CfTimeUnits parsed;
        try {
            parsed = CfTimeUnits.parse(units, variable.text("calendar"));
        } catch (IllegalArgumentException e) {
            throw new TransformException(
                    "dates of '" + variable.path() + "': " + e.getMessage(),
                    "positions instead, as in --isel " + variable.name() + "=0:10");
        }
        Decoding decoding = Decoding.of(variable, "a coordinate");
        if (!decoding.isPacked() && Numbers.isInteger(decoding.type())) {
            numbers(source, variable, block);
            return TimeValues.of(variable.path(), block, parsed, false);
        }
        List<CfInstant> instants = new ArrayList<>();
        for (double value : numbers(source, variable, block)) {
            instants.add(parsed.instant(value));
        }
        return new TimeValues(variable.path(), instants, parsed.calendar());
    }

    /** NumPy's units have their own names; 1970 is when they begin. */
    private static CfTimeUnits units(Variable variable, TimeType time) {
        String unit = TIME_UNITS.get(time.unit());
        if (unit == null || time.scaleFactor() != 1) {
            throw new TransformException(
                    "dates of '" + variable.path() + "' are of type " + time,
                    "positions instead, as in --isel " + variable.name() + "=0:10");
        }
        String calendar = CfCalendar.PROLEPTIC_GREGORIAN.toString();
        return CfTimeUnits.parse(unit + " since 1970-01-01", Optional.of(calendar));
    }

    private static double[] numbers(Source source, Variable variable, NdArray block) throws IOException {
        Decoding decoding = Decoding.of(variable, "a coordinate");
        int count = Math.toIntExact(block.shape().count());
        double[] values = new double[count];
        boolean[] isMissing = new boolean[count];
        decoding.decode(block.reinterpret(decoding.type()), 0, values, isMissing, count);
        for (int i = 0; i < count; i++) {
            if (isMissing[i] || !Double.isFinite(values[i])) {
                throw new SourceFormatException(
                        source.name(),
                        "coordinate '" + variable.path() + "' has no value at " + i
                                + "; select positions instead (--isel)");
            }
        }
        return values;
    }

    private static List<String> texts(Variable variable, NdArray block) {
        List<String> texts = new ArrayList<>();
        int count = Math.toIntExact(variable.dimensions().get(0).length());
        if (!isLetters(variable)) {
            for (int i = 0; i < count; i++) {
                String quoted = ElementText.of(block, i);
                texts.add(quoted.substring(1, quoted.length() - 1));
            }
            return texts;
        }
        int length = Math.toIntExact(variable.shape().extent(1));
        for (int i = 0; i < count; i++) {
            byte[] letters = block.data().slice(i * length, length).toArray();
            String text = new String(letters, StandardCharsets.UTF_8);
            int end = text.indexOf('\0');
            texts.add((end < 0 ? text : text.substring(0, end)).stripTrailing());
        }
        return texts;
    }

    /** Nothing fits a label; says between what it would lie. */
    TransformException missing(String label, Optional<Integer> below, Optional<Integer> above) {
        List<String> near = new ArrayList<>();
        below.ifPresent(i -> near.add(text(i) + " (index " + i + ")"));
        above.ifPresent(i -> near.add(text(i) + " (index " + i + ")"));
        String nearest = below.or(() -> above).map(this::text).orElse("");
        return new TransformException(
                "'" + name + "' has no " + label + "; nearest " + (near.size() == 1 ? "is " : "are ")
                        + String.join(" and ", near),
                Trees.last(name) + "=" + nearest + ", or --nearest");
    }

    /** Nothing lies in a range; says which values there are. */
    TransformException nothing(String range) {
        String all = count() == 0
                ? "it has no values"
                : String.format(Locale.ROOT, "its %d values run from %s to %s", count(), text(0), text(count() - 1));
        return new TransformException(
                "nothing of '" + name + "' lies in " + range + ": " + all,
                count() == 0 ? "another dimension" : Trees.last(name) + "=" + text(0) + ".." + text(count() - 1));
    }
}

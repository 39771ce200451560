package dev.varve.dataset.transform;

import dev.varve.array.ElementText;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.dataset.time.CfCalendar;
import dev.varve.dataset.time.CfTimeUnits;
import dev.varve.dataset.transform.DifferingInputsException.Difference;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares inputs with the first one: all that numbers mean has to be the same, and the values of variables that are not put
 * together. Other attributes may differ; those that do are {@link #dropped()}.
 */
final class InputCheck {
    /** Attributes that say what numbers mean, or which variables belong together. */
    private static final Set<String> MEANING = Set.of(
            "units",
            "calendar",
            "scale_factor",
            "add_offset",
            "_FillValue",
            "missing_value",
            "_Unsigned",
            "standard_name",
            "grid_mapping",
            "coordinates",
            "bounds",
            "climatology",
            "cell_methods",
            "cell_measures",
            "ancillary_variables",
            "formula_terms",
            "positive",
            "axis",
            "compress",
            "flag_values",
            "flag_masks",
            "flag_meanings",
            "leap_month",
            "leap_year",
            "month_lengths");

    private final Dataset first;
    private final String firstName;
    private final Set<String> open;
    private final Set<String> gridMappings = new HashSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private final Set<String> dropped = new HashSet<>();
    private long count;

    /**
     * @param open the dimensions whose lengths may differ
     */
    InputCheck(Dataset first, String firstName, Set<String> open) {
        this.first = first;
        this.firstName = firstName;
        this.open = open;
        first.variables().forEach(v -> v.text("grid_mapping")
                .ifPresent(text -> gridMappings.addAll(List.of(text.split("[\\s:]+", -1)))));
    }

    /** Attributes that differ and mean nothing, as {@code variable@name}; of groups as {@code group/@name}. */
    Set<String> dropped() {
        return dropped;
    }

    /** @throws DifferingInputsException when an input differed */
    void requireNoDifference() throws DifferingInputsException {
        if (count > 0) {
            throw new DifferingInputsException(differences, count);
        }
    }

    /** Notes a difference. */
    void add(String variable, String what, String file, String here, String there) {
        count++;
        if (differences.size() < DifferingInputsException.MOST) {
            differences.add(new Difference(variable, what, file, here, firstName, there));
        }
    }

    /** Compares what an input says, and finds by which its times have to be shifted. */
    Map<String, TimeShift> compare(Dataset other, String file) {
        Map<String, TimeShift> shifts = new HashMap<>();
        Map<String, Variable> others = new HashMap<>();
        other.variables().forEach(variable -> others.put(variable.path(), variable));
        for (Variable mine : first.variables()) {
            Variable theirs = others.remove(mine.path());
            if (theirs == null) {
                add(mine.path(), "variable", file, "not there", "there");
            } else {
                compare(mine, theirs, file, shifts);
            }
        }
        others.keySet().forEach(path -> add(path, "variable", file, "there", "not there"));
        inherit(other, shifts);
        compareGroups(other);
        return shifts;
    }

    private void compareGroups(Dataset other) {
        Map<String, Group> others = new HashMap<>();
        other.root().walk().forEach(group -> others.put(group.path(), group));
        for (Group mine : first.root().walk()) {
            Group theirs = others.get(mine.path());
            for (Attribute attribute : mine.attributes()) {
                if (theirs == null || !theirs.attributes().contains(attribute)) {
                    dropped.add(mine.path() + "/@" + attribute.name());
                }
            }
        }
    }

    private void compare(Variable mine, Variable theirs, String file, Map<String, TimeShift> shifts) {
        String path = mine.path();
        if (!mine.type().equals(theirs.type()) || !mine.declared().equals(theirs.declared())) {
            add(path, "type", file, theirs.type().toString(), mine.type().toString());
        }
        if (!shapeText(mine).equals(shapeText(theirs))) {
            add(path, "dimensions", file, shapeText(theirs), shapeText(mine));
        }
        Set<String> names = new HashSet<>();
        mine.attributes().forEach(a -> names.add(a.name()));
        theirs.attributes().forEach(a -> names.add(a.name()));
        boolean isTime = isTime(mine) && isTime(theirs) && shift(mine, theirs, file, shifts);
        for (String name : names.stream().sorted().toList()) {
            boolean isCounted = isTime && (name.equals("units") || name.equals("calendar"));
            if (!isCounted && !mine.attribute(name).equals(theirs.attribute(name))) {
                if (MEANING.contains(name) || gridMappings.contains(mine.name())) {
                    add(path, name, file, text(theirs, name), text(mine, name));
                } else {
                    dropped.add(path + "@" + name);
                }
            }
        }
    }

    /** Dimensions and their lengths, but for those whose lengths may differ. */
    private String shapeText(Variable variable) {
        List<String> axes = new ArrayList<>();
        for (Dimension dimension : variable.dimensions()) {
            boolean isOpen = open.contains(dimension.path());
            axes.add(isOpen ? dimension.path() : dimension.path() + " " + dimension.length());
        }
        return "(" + String.join(", ", axes) + ")";
    }

    private static boolean isTime(Variable variable) {
        return variable.text("units").map(CfTimeUnits::isTime).orElse(false)
                && variable.type() instanceof NumericType type
                && type.kind() != NumericType.Kind.COMPLEX;
    }

    /** Whether units count the same, but for their reference dates; remembers how far those are apart. */
    private static boolean shift(Variable mine, Variable theirs, String file, Map<String, TimeShift> shifts) {
        try {
            CfTimeUnits here = CfTimeUnits.parse(mine.text("units").orElseThrow(), mine.text("calendar"));
            CfTimeUnits there = CfTimeUnits.parse(theirs.text("units").orElseThrow(), theirs.text("calendar"));
            Optional<BigDecimal> by = here.differsOnlyInReference(there) ? there.shiftTo(here) : Optional.empty();
            if (by.isEmpty()) {
                return false;
            }
            TimeShift shift = new TimeShift(by.get());
            boolean isPacked = Decoding.of(mine, file).isPacked();
            if (!shift.isNothing() && (isPacked || !shift.fits((NumericType) mine.type()))) {
                return false;
            }
            if (!shift.isNothing()) {
                shifts.put(mine.path(), shift);
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false; // no dates: the texts have to be the same
        }
    }

    /** Bounds count as the coordinate does whose they are (CF conventions, section 7.1). */
    private void inherit(Dataset other, Map<String, TimeShift> shifts) {
        Map<String, TimeShift> more = new HashMap<>();
        shifts.forEach((path, shift) -> {
            for (String attribute : List.of("bounds", "climatology")) {
                other.variable(path)
                        .flatMap(variable -> variable.text(attribute))
                        .flatMap(name -> other.variable(Trees.beside(path, name.strip())))
                        .filter(bounds -> bounds.attribute("units").isEmpty()
                                && bounds.type() instanceof NumericType type
                                && shift.fits(type))
                        .ifPresent(bounds -> more.put(bounds.path(), shift));
            }
        });
        shifts.putAll(more);
    }

    /** Compares the elements of a variable that is not put together. */
    void compareValues(Variable mine, Source base, Source other, String file, Optional<TimeShift> shift)
            throws IOException {
        Optional<Variable> theirs = other.describe().variable(mine.path());
        if (theirs.isEmpty()
                || !theirs.get().shape().equals(mine.shape())
                || !theirs.get().type().equals(mine.type())) {
            return; // said already
        }
        Region whole = Region.whole(mine.shape());
        for (Region piece : ChunkPieces.cut(whole, ChunkPieces.grain(mine), ChunkPieces.SMALL)) {
            NdArray here = base.read(mine, piece);
            NdArray there = other.read(theirs.get(), piece);
            if (shift.isPresent()) {
                there = shift.get().of(there, theirs.get(), piece, file);
            }
            if (!here.sameBits(there)) {
                int at = firstDifference(here, there);
                add(
                        PiecewiseView.place(mine, piece, at),
                        "value",
                        file,
                        ElementText.of(there, at),
                        ElementText.of(here, at));
                return;
            }
        }
    }

    private static int firstDifference(NdArray a, NdArray b) {
        int count = Math.toIntExact(a.shape().count());
        return IntStream.range(0, count)
                .filter(i -> !ElementText.of(a, i).equals(ElementText.of(b, i)))
                .findFirst()
                .orElse(0);
    }

    /** An attribute as messages have it. */
    static String text(Variable variable, String name) {
        Optional<Attribute> attribute = variable.attribute(name);
        if (attribute.isEmpty()) {
            boolean isUsual = name.equals("calendar");
            return isUsual ? "not there (" + CfCalendar.STANDARD + ")" : "not there";
        }
        Attribute.Value value = attribute.get().value();
        if (value instanceof Attribute.Numbers numbers) {
            NdArray block = numbers.numbers();
            return String.join(
                            ", ",
                            IntStream.range(0, Math.toIntExact(block.shape().count()))
                                    .mapToObj(i -> ElementText.of(block, i))
                                    .toList())
                    + " (" + block.type() + ")";
        }
        return variable.text(name).map(text -> '"' + text + '"').orElse(value.toString());
    }
}

package dev.varve.run.sweep;

import dev.varve.measure.FieldMeasures;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One candidate in a table of results, or one of its scores in a file of rows.
 *
 * @param label as people write it: {@code compressor | filter | serializer}
 * @param identity as files name it
 * @param status how its numbers came about
 * @param part the part of the sample: 0 is the whole sample
 * @param share the part's share of the sample's cells
 * @param measured what was measured; nothing when it was skipped or failed
 * @param sourceRatio bytes of the source over encoded ones; none when the source's are not known
 * @param passes the gates that applied and whether each was kept; empty in files of rows
 * @param isKept whether it was measured and kept all gates; false in files of rows
 * @param reason why it was skipped or failed, or was not measured on more; empty otherwise
 */
public record ResultRow(
        String label,
        String identity,
        Status status,
        int part,
        double share,
        Optional<Score.Measured> measured,
        OptionalDouble sourceRatio,
        SortedMap<Gate, Boolean> passes,
        boolean isKept,
        String reason) {
    public ResultRow {
        passes = Collections.unmodifiableSortedMap(new TreeMap<>(passes));
    }

    /** How the numbers of a row came about. */
    public enum Status {
        /** Measured on the whole sample. */
        MEASURED,
        /** Measured on a part of the sample. */
        ESTIMATED,
        /** Left out by the search. */
        SKIPPED,
        /** The chain cannot take the field, or failed on it. */
        FAILED;

        /** The word in files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A score without verdicts. */
    static ResultRow of(Score score, CandidateText text) {
        Score.Outcome outcome = score.outcome();
        Optional<Score.Measured> measured =
                outcome instanceof Score.Measured seen ? Optional.of(seen) : Optional.empty();
        String reason = "";
        Status status = score.part() == 0 ? Status.MEASURED : Status.ESTIMATED;
        if (outcome instanceof Score.Failed failed) {
            reason = failed.reason();
            status = Status.FAILED;
        } else if (outcome instanceof Score.Skipped skipped) {
            reason = skipped.reason();
            status = Status.SKIPPED;
        }
        return new ResultRow(
                text.label(score.candidate()),
                text.identity(score.candidate()),
                status,
                score.part(),
                score.share(),
                measured,
                OptionalDouble.empty(),
                Collections.emptySortedMap(),
                false,
                reason);
    }

    /** A row of nothing but errors. */
    static ResultRow of(FieldMeasures errors) {
        Score.Measured measured = new Score.Measured(errors, 1, 1, 1, 1, 1);
        return new ResultRow(
                "",
                "",
                Status.MEASURED,
                0,
                1,
                Optional.of(measured),
                OptionalDouble.empty(),
                Collections.emptySortedMap(),
                false,
                "");
    }

    /** The same row with a reason. */
    ResultRow because(String why) {
        return new ResultRow(label, identity, status, part, share, measured, sourceRatio, passes, isKept, why);
    }

    /**
     * The same row with the verdicts of its numbers.
     *
     * @param sourceShare bytes of the variable in its source over its decoded bytes; none when not known
     */
    ResultRow judged(Gates gates, OptionalDouble sourceShare) {
        SortedMap<Gate, Boolean> verdicts = new TreeMap<>();
        measured.ifPresent(seen -> gates.thresholds()
                .forEach((gate, threshold) -> verdicts.put(gate, gate.isKept(seen.errors(), threshold))));
        boolean isMeasured = status == Status.MEASURED;
        OptionalDouble ratio = measured.isPresent() && sourceShare.isPresent()
                ? OptionalDouble.of(measured.get().ratio() * sourceShare.getAsDouble())
                : OptionalDouble.empty();
        return new ResultRow(
                label,
                identity,
                status,
                part,
                share,
                measured,
                ratio,
                verdicts,
                isMeasured && !verdicts.containsValue(false),
                reason);
    }

    /** The slot of the label: 0 for compressors, 1 for filters, 2 for the serializer. */
    String slot(int index) {
        String[] slots = label.split(" \\| ", -1);
        return index < slots.length ? slots[index] : "-";
    }
}

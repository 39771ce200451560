package dev.varve.report;

import dev.varve.measure.FieldStatistics;
import dev.varve.plan.sweep.Gates;
import java.util.List;
import java.util.Optional;

/**
 * What a report says of one variable.
 *
 * @param variable its path in the source
 * @param facts what it was and what was tried, in words: name and text of each line
 * @param source the file or store that was read, as the user named it
 * @param gates what a decoded field has to keep
 * @param statistics what is known of the original; none when not
 * @param sourceBytesShare bytes that the source's file takes for each decoded byte: 0.25 for packed 16-bit integers that decode to doubles; 1 when unknown
 * @param winner the label of the best chain; none when no chain keeps the gates
 * @param rows all candidates
 * @param portrait what is drawn of it; none when not computed
 */
public record ReportField(
        String variable,
        List<Fact> facts,
        String source,
        Gates gates,
        Optional<FieldStatistics> statistics,
        double sourceBytesShare,
        Optional<String> winner,
        List<ReportRow> rows,
        Optional<FieldPortrait> portrait) {
    public ReportField {
        facts = List.copyOf(facts);
        rows = List.copyOf(rows);
    }

    /** A line of the header. */
    public record Fact(String name, String text) {}
}

package dev.varve.report;

import dev.varve.measure.FieldMeasures;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A candidate in a report.
 *
 * @param compressor its compressors, {@code -} without
 * @param filter its filters, likewise
 * @param serializer its serializer
 * @param status what became of it
 * @param reason why it was skipped or failed; empty otherwise
 * @param isPortable whether any Zarr v3 reader may be expected to decode it
 * @param ratio decoded bytes over encoded ones; none when unknown
 * @param encodeRate bytes of the decoded field that one thread encodes in a second; none when unknown
 * @param decodeRate likewise decodes
 * @param peakBytes memory for one chunk; none when unknown
 * @param errors what was measured; none when nothing was
 */
public record ReportRow(
        String compressor,
        String filter,
        String serializer,
        Status status,
        String reason,
        boolean isPortable,
        OptionalDouble ratio,
        OptionalDouble encodeRate,
        OptionalDouble decodeRate,
        OptionalDouble peakBytes,
        Optional<FieldMeasures> errors) {
    /** What became of a candidate. */
    public enum Status {
        /** Encoded, decoded and measured on the whole sample. */
        MEASURED,
        /** Measured on a part of it. */
        ESTIMATED,
        /** Left out by the search. */
        SKIPPED,
        /** The chain cannot take the field, or failed on it. */
        FAILED
    }

    /** As people write it: {@code compressor | filter | serializer}. */
    public String label() {
        return compressor + " | " + filter + " | " + serializer;
    }
}

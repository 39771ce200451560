package dev.varve.cli;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a compression did.
 *
 * @param input what was read
 * @param output what was written to
 * @param fields what became of each field
 * @param copied what was copied without loss; nothing when all of it was there
 * @param present the paths of variables that are copied without loss and were there already
 * @param seconds how long it took
 * @param threads how many threads worked
 * @param budgetBytes the memory that data might take at once
 * @param isVerified whether every chunk was decoded again
 */
record CompressionReport(
        String input,
        String output,
        List<FieldReport> fields,
        Optional<ConversionReport> copied,
        List<String> present,
        double seconds,
        int threads,
        long budgetBytes,
        boolean isVerified) {
    CompressionReport {
        fields = List.copyOf(fields);
        present = List.copyOf(present);
    }

    private long decodedBytes() {
        return copied.map(ConversionReport::decodedBytes).orElse(0L)
                + fields.stream().mapToLong(FieldReport::decodedBytes).sum();
    }

    private long storedBytes() {
        return copied.map(ConversionReport::storedBytes).orElse(0L)
                + fields.stream().mapToLong(FieldReport::storedBytes).sum();
    }

    private long peakBytes() {
        return Math.max(
                copied.map(ConversionReport::measuredBytes).orElse(0L),
                fields.stream().mapToLong(FieldReport::peakBytes).max().orElse(0));
    }

    /** What the process ends with: a conflict only where there is nothing worse. */
    ExitCode code() {
        List<ExitCode> failures = fields.stream()
                .map(FieldReport::end)
                .filter(FieldReport.End.Failed.class::isInstance)
                .map(end -> ((FieldReport.End.Failed) end).complaint().code())
                .distinct()
                .toList();
        if (failures.isEmpty()) {
            return ExitCode.DONE;
        }
        return failures.equals(List.of(ExitCode.CONFLICT)) ? ExitCode.CONFLICT : ExitCode.FAILED;
    }

    /** For people. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        if (!fields.isEmpty()) {
            Table table = new Table("llrrrrrr");
            table.row("field", "codecs", "decoded", "stored", "ratio", "predicted", "chunks", "lossless");
            fields.forEach(field -> table.row(field.row()));
            lines.addAll(table.lines(DatasetText.WIDTH));
            lines.add("");
            fields.forEach(field -> field.lines().forEach(line -> lines.add(Printable.of(line))));
        }
        long failed = fields.stream().filter(FieldReport::isFailed).count();
        lines.add(output + ": " + Plural.count(fields.size() - failed, "field") + ", "
                + Plural.count(copied.map(ConversionReport::variables).orElse(0) + present.size(), "other variable")
                + ", "
                + new ByteSize(decodedBytes()) + " decoded, " + new ByteSize(storedBytes()) + " stored"
                + (storedBytes() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", ratio %.2f", (double) decodedBytes() / storedBytes())));
        if (!present.isEmpty()) {
            lines.add("there:    " + String.join(", ", present));
        }
        if (failed > 0) {
            lines.add("failed:   " + Plural.count(failed, "field"));
        }
        lines.add(String.format(Locale.ROOT, "time:     %.1f s, ", seconds)
                + new ByteSize((long) (decodedBytes() / Math.max(1e-9, seconds))) + "/s, "
                + Plural.count(threads, "thread"));
        lines.add("memory:   data at most " + new ByteSize(peakBytes()) + " of the " + new ByteSize(budgetBytes)
                + " that they may"
                + (ProcessMemory.peakBytes().isPresent()
                        ? "; whole process "
                                + new ByteSize(ProcessMemory.peakBytes().getAsLong())
                        : ""));
        lines.add(isVerified ? "verified: yes, chunk by chunk" : "verified: no, as --no-verify asked");
        return lines;
    }

    /** For programs: schema {@code varve.compress/1}. */
    JsonObject json() {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", "varve.compress/1")
                .put("input", input)
                .put("output", output)
                .put("complete", code() == ExitCode.DONE)
                .put(
                        "fields",
                        new JsonArray(
                                fields.stream().<Json>map(FieldReport::json).toList()))
                .put("copied_variables", copied.map(ConversionReport::variables).orElse(0))
                .put(
                        "present",
                        new JsonArray(
                                present.stream().<Json>map(JsonString::new).toList()))
                .put("decoded_bytes", decodedBytes())
                .put("stored_bytes", storedBytes());
        if (storedBytes() > 0) {
            json.put("ratio", JsonNumber.of((double) decodedBytes() / storedBytes()));
        }
        return json.put("seconds", JsonNumber.of(seconds))
                .put("threads", threads)
                .put("budget_bytes", budgetBytes)
                .put("measured_data_bytes", peakBytes())
                .put("verified", isVerified)
                .build();
    }
}

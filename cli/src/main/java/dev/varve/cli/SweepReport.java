package dev.varve.cli;

import dev.varve.array.DataType;
import dev.varve.dataset.Variable;
import dev.varve.measure.BitInformation;
import dev.varve.measure.FieldMeasures;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.FieldVariables;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Ranking;
import dev.varve.plan.sweep.Score;
import dev.varve.run.sweep.CandidateText;
import dev.varve.run.sweep.FieldSweep;
import dev.varve.run.sweep.SweepCost;
import dev.varve.run.sweep.SweepResult;
import dev.varve.run.sweep.SweepSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * What sweeps came to, or would.
 *
 * @param input what was read
 * @param fields its fields
 * @param others its variables that are no fields
 */
record SweepReport(String input, List<Field> fields, List<FieldVariables.Other> others) {
    SweepReport {
        fields = List.copyOf(fields);
        others = List.copyOf(others);
    }

    /**
     * One field.
     *
     * @param code how it ended
     * @param text for people
     * @param json for programs
     */
    record Field(ExitCode code, List<String> text, JsonObject json) {
        Field {
            text = List.copyOf(text);
        }
    }

    /** How all ended: failed when any did. */
    ExitCode code() {
        return fields.stream().allMatch(field -> field.code() == ExitCode.DONE)
                ? ExitCode.DONE
                : fields.size() == 1 ? fields.get(0).code() : ExitCode.FAILED;
    }

    /** For people. */
    List<String> text() {
        List<String> text = new ArrayList<>();
        fields.forEach(field -> text.addAll(field.text()));
        if (!others.isEmpty()) {
            Map<String, List<String>> byReason = new LinkedHashMap<>();
            for (FieldVariables.Other other : others) {
                byReason.computeIfAbsent(other.reason(), reason -> new ArrayList<>())
                        .add(other.path());
            }
            List<String> parts = new ArrayList<>();
            byReason.forEach((reason, paths) -> parts.add(String.join(", ", paths) + " (" + reason + ")"));
            text.add("not swept: " + String.join("; ", parts));
        }
        return List.copyOf(text);
    }

    /** For programs: schema {@code varve.sweep_report/1}. */
    JsonObject json() {
        return JsonObject.builder()
                .put("schema", "varve.sweep_report/1")
                .put("input", input)
                .put(
                        "fields",
                        new JsonArray(fields.stream().<Json>map(Field::json).toList()))
                .put(
                        "not_swept",
                        new JsonArray(
                                others.stream().<Json>map(SweepReport::json).toList()))
                .build();
    }

    private static JsonObject json(FieldVariables.Other other) {
        return JsonObject.builder()
                .put("variable", other.path())
                .put("reason", other.reason())
                .build();
    }

    /** A field that could not be swept. */
    static Field failed(Variable variable, Complaint complaint) {
        return new Field(
                complaint.code(),
                List.of(variable.path() + ": failed: " + complaint.problem()),
                JsonObject.builder()
                        .put("variable", variable.path())
                        .put("error", complaint.problem())
                        .build());
    }

    /** A field before its sweep. */
    static Field planned(FieldSweep sweep, SweepSettings settings, int threads) {
        SweepCost cost = SweepCost.of(sweep, settings.isExhaustive(), threads);
        String variable = sweep.variable().path();
        List<String> text = List.of(
                variable + ": " + sweep.sample().shape() + " of "
                        + sweep.variable().shape() + " "
                        + sweep.variable().type() + ", "
                        + new ByteSize(sweep.sample().bytes(0)) + " in chunks "
                        + sweep.chunk(),
                String.format(
                        Locale.ROOT,
                        "  %,d chains: %d stages x %d compressors%s",
                        sweep.space().size(),
                        sweep.space().stages().size(),
                        sweep.space().compressors().size(),
                        settings.isExhaustive() ? ", all tried" : ", those tried that can win"),
                "  about " + ConsoleProgress.duration(cost.seconds()) + " on " + Plural.count(threads, "thread")
                        + ", a guess from usual speeds");
        return new Field(
                ExitCode.DONE,
                text,
                JsonObject.builder()
                        .put("variable", variable)
                        .put("candidates", sweep.space().size())
                        .put("stages", sweep.space().stages().size())
                        .put("sample_bytes", sweep.sample().bytes(0))
                        .put("predicted_seconds", JsonNumber.of(cost.seconds()))
                        .build());
    }

    /** A field after its sweep. */
    static Field swept(SweepResult result, Predicate<Candidate> isAdmitted) {
        DataType type = result.sweep().variable().type();
        CandidateText notation = CandidateText.of(type);
        Optional<Score> winner = result.ranking().best(isAdmitted);
        List<String> text = new ArrayList<>();
        JsonObject.Builder json = JsonObject.builder()
                .put("variable", result.sweep().variable().path())
                .put("candidates", result.table().size())
                .put("measured", result.measured())
                .put("estimated", result.estimated())
                .put("skipped", result.skipped())
                .put("failed", result.failed())
                .put("kept", result.ranking().kept().size())
                .put("seconds", JsonNumber.of(result.seconds()));
        if (winner.isEmpty()) {
            text.add(result.sweep().variable().path() + ": no chain keeps the budget");
            text.add("try:   a larger budget, or --all-codecs");
            return new Field(ExitCode.FAILED, text, json.build());
        }
        Score.Measured measured = Ranking.measured(winner.get());
        text.add(result.sweep().variable().path() + ": "
                + notation.label(winner.get().candidate()));
        text.add("  " + figures(measured, result));
        result.ranking()
                .best(candidate -> true)
                .filter(best -> !best.equals(winner.get()))
                .ifPresent(best -> text.add(String.format(
                        Locale.ROOT,
                        "  with --all-codecs %.3f: %s",
                        Ranking.measured(best).ratio(),
                        notation.label(best.candidate()))));
        text.add(String.format(
                Locale.ROOT,
                "  %,d chains: %,d measured, %,d estimated on a part, %,d skipped, %,d failed; %,d keep the budget; %s",
                result.table().size(),
                result.measured(),
                result.estimated(),
                result.skipped(),
                result.failed(),
                result.ranking().kept().size(),
                ConsoleProgress.duration(result.seconds())));
        result.sweep().quantisation().ifPresent(found -> text.add("  note: " + found));
        result.sweep().bitInformation().ifPresent(bits -> addBits(text, json, bits));
        json.put("winner", notation.label(winner.get().candidate()))
                .put("ratio", JsonNumber.of(measured.ratio()))
                .put("l1", JsonNumber.of(measured.errors().l1Relative()));
        return new Field(ExitCode.DONE, text, json.build());
    }

    private static void addBits(List<String> text, JsonObject.Builder json, BitInformation bits) {
        OptionalInt most = bits.keepBits(0.99);
        OptionalInt all = bits.keepBits(0.999);
        if (most.isPresent() && all.isPresent()) {
            text.add("  bits: " + most.getAsInt() + " of the mantissa hold 99 % of the information, " + all.getAsInt()
                    + " hold 99.9 %");
            json.put("keepbits_99", most.getAsInt()).put("keepbits_999", all.getAsInt());
        }
    }

    private static String figures(Score.Measured measured, SweepResult result) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "ratio %.3f", measured.ratio()));
        FieldMeasures errors = measured.errors();
        for (Gate gate : result.sweep().gates().thresholds().keySet()) {
            double allowed = result.sweep().gates().thresholds().get(gate);
            if (gate.value(errors).isPresent() && gate != Gate.FINITE && gate != Gate.BOUNDS) {
                text.append(String.format(
                        Locale.ROOT,
                        ", %s %.2e of %.2e",
                        gate.label(),
                        gate.value(errors).getAsDouble(),
                        allowed));
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "; encodes %s/s, decodes %s/s on a core",
                new ByteSize((long) (measured.decodedBytes() / measured.encodeSeconds())),
                new ByteSize((long) (measured.decodedBytes() / measured.decodeSeconds()))));
        return text.toString();
    }
}

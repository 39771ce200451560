package dev.varve.cli;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.plan.rechunk.RechunkPlan;
import dev.varve.plan.rechunk.VariablePlan;
import dev.varve.run.rechunk.RechunkRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a rechunk did.
 *
 * @param copied what any copy tells
 * @param plan what was planned
 * @param outcome what was counted
 */
record RechunkReport(ConversionReport copied, RechunkPlan plan, RechunkRun.Outcome outcome) {
    /** Chunks of the input, of all variables. */
    private long sourceChunks() {
        return plan.variables().stream()
                .mapToLong(variable -> variable.target().sourceChunks().counts().count())
                .sum();
    }

    /** For people. */
    List<String> text() {
        List<String> lines = new ArrayList<>(copied.text());
        long chunks = sourceChunks();
        lines.add(
                1,
                "ways:     " + ways() + "; " + outcome.sourceDecodes() + " chunks decoded of " + chunks
                        + String.format(
                                Locale.ROOT, " (%.2f each)", (double) outcome.sourceDecodes() / Math.max(1, chunks)));
        if (plan.temporaryBytes() > 0) {
            lines.add(2, "disk:     at most " + new ByteSize(plan.temporaryBytes()) + " of temporary files, removed");
        }
        if (outcome.resumedFiles() + outcome.resumedObjects() > 0) {
            lines.add("resumed:  " + outcome.resumedObjects() + " objects and " + outcome.resumedFiles()
                    + " temporary files were there already");
        }
        return lines;
    }

    private String ways() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (VariablePlan variable : plan.variables()) {
            counts.merge(variable.chosen().name(), 1, Integer::sum);
        }
        List<String> words = new ArrayList<>();
        counts.forEach((name, count) -> words.add(count + " " + name));
        return String.join(", ", words);
    }

    /** For programs: schema {@code varve.rechunk/1}, all that a conversion tells and what is counted here. */
    JsonObject json() {
        JsonObject.Builder json = JsonObject.builder();
        for (Map.Entry<String, Json> member : copied.json().members().entrySet()) {
            boolean isSchema = member.getKey().equals("schema");
            json.put(member.getKey(), isSchema ? new JsonString("varve.rechunk/1") : member.getValue());
        }
        return json.put("source_chunks", sourceChunks())
                .put("source_decodes", outcome.sourceDecodes())
                .put("temporary_bytes", plan.temporaryBytes())
                .put("resumed_objects", outcome.resumedObjects())
                .put("resumed_files", outcome.resumedFiles())
                .build();
    }
}

package dev.varve.cli;

import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import dev.varve.run.partition.SharedStatus;
import dev.varve.run.partition.SharedWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one process did for a store.
 *
 * @param input what was read
 * @param output the store
 * @param share which share this was; nothing for who took what was left
 * @param outcome what was done
 * @param seconds how long it took
 * @param threads how many threads worked
 * @param isVerified whether every chunk was decoded again and compared
 * @param status how far the store has come; nothing when it is complete
 */
record WriteReport(
        String input,
        String output,
        Optional<Share> share,
        SharedWork.Outcome outcome,
        double seconds,
        int threads,
        boolean isVerified,
        Optional<SharedStatus> status) {
    /**
     * A rank.
     *
     * @param rank which
     * @param ranks of how many
     * @param origin who says so
     */
    record Share(int rank, int ranks, String origin) {}

    /** Of a store that was complete already. */
    static WriteReport complete(String input, String output) {
        return new WriteReport(
                input, output, Optional.empty(), SharedWork.Outcome.NOTHING, 0, 0, true, Optional.empty());
    }

    /** What another process's {@link #json} tells. */
    static SharedWork.Outcome outcome(String json) throws MetadataException {
        JsonCursor answer = JsonCursor.of(JsonReader.read(json));
        return new SharedWork.Outcome(
                number(answer, "tasks"),
                number(answer, "objects"),
                number(answer, "decoded_bytes"),
                number(answer, "encoded_bytes"),
                number(answer, "measured_data_bytes"));
    }

    private static long number(JsonCursor answer, String name) throws MetadataException {
        return answer.get(name).integer(0, Long.MAX_VALUE);
    }

    /** For people. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        share.ifPresent(
                which -> lines.add("rank:     " + which.rank() + " of " + which.ranks() + " (" + which.origin() + ")"));
        lines.add("wrote:    " + Plural.count(outcome.objects(), "object") + " in "
                + Plural.count(outcome.tasks(), "task") + ", " + new ByteSize(outcome.copiedBytes()) + " decoded, "
                + new ByteSize(outcome.encodedBytes()) + " encoded"
                + (outcome.tasks() == 0 ? ": nothing was left to do here" : ""));
        if (outcome.tasks() > 0) {
            lines.add(String.format(Locale.ROOT, "time:     %.1f s, ", seconds)
                    + new ByteSize((long) (outcome.copiedBytes() / Math.max(1e-9, seconds))) + "/s, "
                    + Plural.count(threads, "thread"));
            lines.add(isVerified ? "verified: yes" : "verified: no, as --no-verify asked");
        }
        lines.add(
                status.isEmpty()
                        ? "store:    " + output + " is complete"
                        : "store:    " + StatusText.summary(status.get()));
        status.filter(SharedStatus::isDone)
                .ifPresent(done -> lines.add("next:     varve commit " + CommandText.quoted(output)));
        return lines;
    }

    /** For programs: schema {@code varve.write/1}. */
    JsonObject json() {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", "varve.write/1")
                .put("input", input)
                .put("output", output);
        share.ifPresent(which -> json.put("rank", JsonNumber.of(which.rank()))
                .put("ranks", JsonNumber.of(which.ranks()))
                .put("rank_origin", which.origin()));
        json.put("tasks", outcome.tasks())
                .put("objects", outcome.objects())
                .put("decoded_bytes", outcome.copiedBytes())
                .put("encoded_bytes", outcome.encodedBytes())
                .put("seconds", JsonNumber.of(seconds))
                .put("threads", JsonNumber.of(threads))
                .put("measured_data_bytes", outcome.peakBudgetBytes())
                .put("verified", JsonBoolean.of(isVerified))
                .put("complete", JsonBoolean.of(status.isEmpty()));
        status.ifPresent(far -> json.put("objects_done", far.done()).put("objects_in_all", far.objects()));
        return json.build();
    }
}

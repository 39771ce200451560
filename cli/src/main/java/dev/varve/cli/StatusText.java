package dev.varve.cli;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.plan.partition.Task;
import dev.varve.run.partition.SharedStatus;
import dev.varve.store.Leases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far a store has come that many processes fill. */
final class StatusText {
    private static final int MOST_CLAIMS = 20;

    private StatusText() {}

    /** In a line. */
    static String summary(SharedStatus status) {
        int ranks = status.ranks().size() - status.missing().size();
        return String.format(
                Locale.ROOT,
                "%d of %d objects written (%.0f %%), %d of %d ranks done, %s claimed",
                status.done(),
                status.objects(),
                status.objects() == 0 ? 100 : Math.floor(100.0 * status.done() / status.objects()),
                ranks,
                status.ranks().size(),
                Plural.count(status.claims().size(), "task"));
    }

    /** For people. */
    static List<String> lines(String output, SharedStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(output + ": " + summary(status));
        if (!status.isDone()) {
            lines.add("missing:  " + missing(status));
        }
        status.claims().stream().limit(MOST_CLAIMS).forEach(claim -> lines.add("claimed:  " + what(status, claim)));
        if (status.claims().size() > MOST_CLAIMS) {
            lines.add("          and " + (status.claims().size() - MOST_CLAIMS) + " more");
        }
        lines.add("next:     " + next(output, status));
        return lines;
    }

    private static String what(SharedStatus status, Leases.Held claim) {
        Task task = Task.parse(claim.name()).orElseThrow();
        String path = status.order().plan().works().get(task.work()).path();
        return "'" + path + "', objects " + task.run() + ", by " + claim.holder();
    }

    /** The command that brings it further. */
    static String next(String output, SharedStatus status) {
        String store = CommandText.quoted(output);
        if (status.isDone()) {
            return "varve commit " + store;
        }
        List<Integer> missing = status.missing();
        String write = "varve write " + CommandText.quoted(status.order().source()) + " " + store;
        return missing.size() == 1 ? write + " --rank " + missing.get(0) : write + " --join";
    }

    /** The ranks of which something is missing. */
    static String missing(SharedStatus status) {
        return (status.missing().size() == 1 ? "rank " : "ranks ") + ranges(status.missing());
    }

    /** Numbers in order, as {@code 0, 2-5, 7}. */
    private static String ranges(List<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.size(); ) {
            int last = i;
            while (last + 1 < numbers.size() && numbers.get(last + 1) == numbers.get(last) + 1) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(numbers.get(i));
            if (last > i) {
                text.append('-').append(numbers.get(last));
            }
            i = last + 1;
        }
        return text.toString();
    }

    /** For programs: schema {@code varve.status/1}. */
    static JsonObject json(String output, SharedStatus status) {
        List<Json> ranks = new ArrayList<>();
        for (SharedStatus.RankStatus rank : status.ranks()) {
            ranks.add(JsonObject.builder()
                    .put("rank", JsonNumber.of(rank.rank()))
                    .put("objects", rank.objects())
                    .put("done", rank.done())
                    .build());
        }
        List<Json> claims = new ArrayList<>();
        for (Leases.Held claim : status.claims()) {
            claims.add(JsonObject.builder()
                    .put("task", claim.name())
                    .put("holder", claim.holder())
                    .build());
        }
        return JsonObject.builder()
                .put("schema", "varve.status/1")
                .put("store", output)
                .put("state", "growing")
                .put("plan", status.order().id())
                .put("complete", JsonBoolean.of(false))
                .put("objects", status.objects())
                .put("done", status.done())
                .put("ranks", new JsonArray(ranks))
                .put("claims", new JsonArray(claims))
                .build();
    }

    /** For programs, of a store that is complete. */
    static JsonObject complete(String output, String plan) {
        return JsonObject.builder()
                .put("schema", "varve.status/1")
                .put("store", output)
                .put("state", "complete")
                .put("plan", plan)
                .put("complete", JsonBoolean.of(true))
                .build();
    }
}

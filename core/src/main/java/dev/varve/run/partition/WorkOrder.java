package dev.varve.run.partition;

import dev.varve.array.Bytes;
import dev.varve.dataset.transform.Patch;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.run.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept beside a store that many processes fill, so that each of them does the same.
 *
 * @param software what made it; other versions may encode otherwise
 * @param source what messages call the source
 * @param digest the {@link SourceDigest} of the source
 * @param options how the source is to be looked at, as options of the command line and their values
 * @param plan how the work is divided
 * @param patch where in a complete store the source goes; nothing when the store is made
 */
public record WorkOrder(
        String software,
        String source,
        String digest,
        Map<String, List<String>> options,
        WorkPlan plan,
        Optional<Patch> patch) {
    private static final String SCHEMA = "varve.partition/1";

    public WorkOrder {
        options = new LinkedHashMap<>(options);
    }

    /** The same for the same work: 16 hexadecimal digits over all that decides what bytes are written. */
    public String id() {
        String text = body().build().toText();
        return Sha256.of(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))).substring(0, 16);
    }

    private JsonObject.Builder body() {
        JsonObject.Builder listed = JsonObject.builder();
        options.forEach((name, values) -> listed.put(name, texts(values)));
        JsonObject.Builder body = JsonObject.builder()
                .put("software", software)
                .put("source", source)
                .put("source_digest", digest)
                .put("options", listed.build())
                .put("plan", plan.toJson());
        patch.ifPresent(where -> body.put("region", region(where)));
        return body;
    }

    private static JsonObject region(Patch patch) {
        JsonObject.Builder region = JsonObject.builder();
        patch.spans().forEach((dimension, span) -> region.put(dimension, JsonArray.of(span.start(), span.stop())));
        return region.build();
    }

    private static Patch patch(JsonCursor region) throws MetadataException {
        Map<String, Patch.Span> spans = new LinkedHashMap<>();
        for (String dimension : region.object().members().keySet()) {
            long[] ends = region.get(dimension).integers(0);
            if (ends.length != 2 || ends[0] > ends[1]) {
                throw region.get(dimension).error("must be a first position and one past the last");
            }
            spans.put(dimension, new Patch.Span(ends[0], ends[1]));
        }
        return new Patch(spans);
    }

    private static JsonArray texts(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }

    /** As it is kept. */
    public JsonObject toJson() {
        JsonObject.Builder whole = JsonObject.builder().put("schema", SCHEMA).put("id", id());
        body().build().members().forEach(whole::put);
        return whole.build();
    }

    /** Reads what {@link #toJson} gives. */
    public static WorkOrder parse(JsonObject kept) throws MetadataException {
        JsonCursor order = JsonCursor.of(kept);
        order.get("schema").oneOf(List.of(SCHEMA));
        Map<String, List<String>> options = new LinkedHashMap<>();
        JsonCursor listed = order.get("options");
        for (String name : listed.object().members().keySet()) {
            options.put(name, texts(listed.get(name)));
        }
        Optional<JsonCursor> region = order.find("region");
        WorkOrder read = new WorkOrder(
                order.get("software").string(),
                order.get("source").string(),
                order.get("source_digest").string(),
                options,
                WorkPlan.parse(order.get("plan")),
                region.isPresent() ? Optional.of(patch(region.get())) : Optional.empty());
        if (!read.id().equals(order.get("id").string())) {
            throw order.get("id").error("is not that of this plan: it was changed by hand");
        }
        return read;
    }

    private static List<String> texts(JsonCursor cursor) throws MetadataException {
        List<String> texts = new ArrayList<>();
        for (JsonCursor text : cursor.items()) {
            texts.add(text.string());
        }
        return texts;
    }
}

package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.metadata.DataTypeJson;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.MetadataException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of {@code manifest_VAR.json}, schema {@code varve.sweep/1}: the recipe, how it was found, and what the other
 * files of the variable hold.
 *
 * @param recipe the best chains
 * @param type the elements' type
 * @param mode {@code search} or {@code exhaustive}
 * @param seconds how long the sweep took, of this process
 * @param sourceShare bytes of the variable in its source over its decoded bytes; none when not known
 * @param counts how many candidates there were, by status
 * @param skipped how many candidates were left out, by reason
 * @param files the other files by name
 */
public record SweepManifest(
        Recipe recipe,
        DataType type,
        String mode,
        double seconds,
        OptionalDouble sourceShare,
        SortedMap<String, Integer> counts,
        SortedMap<String, Integer> skipped,
        SortedMap<String, FileDigest> files) {
    private static final String SCHEMA = "varve.sweep/1";
    private static final String DIGEST = "digest";

    public SweepManifest {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * The manifest of a table.
     *
     * @param files the other files by name
     */
    static SweepManifest of(
            Recipe recipe,
            DataType type,
            String mode,
            double seconds,
            OptionalDouble sourceShare,
            ResultTable table,
            SortedMap<String, FileDigest> files) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        SortedMap<String, Integer> skipped = new TreeMap<>();
        counts.put("candidates", table.rows().size());
        for (ResultRow.Status status : ResultRow.Status.values()) {
            counts.put(status.label(), table.count(status));
        }
        for (ResultRow row : table.rows()) {
            if (row.status() == ResultRow.Status.SKIPPED) {
                skipped.merge(row.reason(), 1, Integer::sum);
            }
        }
        return new SweepManifest(recipe, type, mode, seconds, sourceShare, counts, skipped, files);
    }

    /** The document, with a digest of itself. */
    Bytes toBytes() {
        JsonObject.Builder document = JsonObject.builder()
                .put("schema", SCHEMA)
                .putAll(RecipeJson.toJson(recipe))
                .put("data_type", DataTypeJson.toJson(type))
                .put("mode", mode)
                .put("seconds", JsonNumber.of(seconds));
        sourceShare.ifPresent(share -> document.put("source_share", JsonNumber.of(share)));
        JsonObject.Builder listed = JsonObject.builder();
        files.forEach((name, digest) -> listed.put(
                name,
                JsonObject.builder()
                        .put("bytes", digest.bytes())
                        .put("sha256", digest.sha256())
                        .build()));
        JsonObject whole = document.put("counts", integers(counts))
                .put("skipped", integers(skipped))
                .put("files", listed.build())
                .build();
        return JsonWriter.prettyBytes(whole.with(DIGEST, new JsonString(digest(whole))));
    }

    private static JsonObject integers(Map<String, Integer> counts) {
        JsonObject.Builder json = JsonObject.builder();
        counts.forEach(json::put);
        return json.build();
    }

    private static String digest(JsonObject document) {
        return FileDigest.of(Bytes.wrap(document.toText().getBytes(StandardCharsets.UTF_8)))
                .sha256();
    }

    /** Whether a document is as it was written; one without a digest of itself is not. */
    static boolean isIntact(Bytes document) throws MetadataException {
        JsonObject whole = JsonCursor.of(JsonReader.read(document)).object();
        return whole.get(DIGEST).equals(Optional.of(new JsonString(digest(whole.without(DIGEST)))));
    }

    /**
     * Reads a document.
     *
     * @throws MetadataException when it is none of this schema
     */
    public static SweepManifest parse(Bytes document) throws MetadataException {
        JsonCursor whole = JsonCursor.of(JsonReader.read(document));
        whole.get("schema").oneOf(List.of(SCHEMA));
        Optional<JsonCursor> share = whole.find("source_share");
        SortedMap<String, FileDigest> files = new TreeMap<>();
        JsonCursor listed = whole.get("files");
        for (String name : listed.object().members().keySet()) {
            JsonCursor file = listed.get(name);
            files.put(
                    name,
                    new FileDigest(
                            file.get("bytes").integer(0, Integer.MAX_VALUE),
                            file.get("sha256").string()));
        }
        return new SweepManifest(
                RecipeJson.parse(whole),
                DataTypeJson.parse(whole.get("data_type")),
                whole.get("mode").string(),
                RecipeJson.real(whole.get("seconds")),
                share.isPresent() ? OptionalDouble.of(RecipeJson.real(share.get())) : OptionalDouble.empty(),
                integers(whole.get("counts")),
                integers(whole.get("skipped")),
                files);
    }

    private static SortedMap<String, Integer> integers(JsonCursor counts) throws MetadataException {
        SortedMap<String, Integer> integers = new TreeMap<>();
        for (Map.Entry<String, Json> member : counts.object().members().entrySet()) {
            integers.put(member.getKey(), (int) counts.get(member.getKey()).integer(0, Integer.MAX_VALUE));
        }
        return integers;
    }
}

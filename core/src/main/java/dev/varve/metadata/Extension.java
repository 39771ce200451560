package dev.varve.metadata;

import java.util.Optional;
import java.util.Set;

/**
 * A named thing with a configuration, as all extension points of Zarr v3 write it: {@code "name"}, or {@code {"name": …,
 * "configuration": {…}, "must_understand": …}} (v3 core, section "Extension definition").
 *
 * @param name what it is
 * @param at where the name stands, for errors
 * @param configuration an object; empty when there is none
 * @param mustUnderstand whether a reader that does not know the name must give up
 */
record Extension(String name, JsonCursor at, JsonCursor configuration, boolean mustUnderstand) {
    private static final Set<String> MEMBERS = Set.of("name", "configuration", "must_understand");

    static Extension parse(JsonCursor cursor) throws MetadataException {
        if (cursor.value() instanceof JsonString name) {
            return new Extension(name.value(), cursor, empty(cursor), true);
        }
        if (!(cursor.value() instanceof JsonObject)) {
            throw cursor.error("must be a name or an object with a name, not " + cursor.quoted());
        }
        cursor.requireOnly(MEMBERS);
        JsonCursor name = cursor.get("name");
        Optional<JsonCursor> configuration = cursor.find("configuration");
        if (configuration.isPresent()) {
            configuration.get().object();
        }
        Optional<JsonCursor> mustUnderstand = cursor.find("must_understand");
        return new Extension(
                name.string(),
                name,
                configuration.orElse(empty(cursor)),
                mustUnderstand.isEmpty() || mustUnderstand.get().bool());
    }

    private static JsonCursor empty(JsonCursor cursor) {
        return new JsonCursor(JsonObject.EMPTY, JsonCursor.member(cursor.path(), "configuration"));
    }

    /** The object form. */
    static JsonObject toJson(String name, JsonObject configuration) {
        JsonObject.Builder object = JsonObject.builder().put("name", name);
        if (!configuration.isEmpty()) {
            object.put("configuration", configuration);
        }
        return object.build();
    }
}

package dev.varve.metadata;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Members that the documents of arrays and of groups share. */
final class NodeMembers {
    private NodeMembers() {}

    /** The attributes of a document; none when they are left out. */
    static JsonObject attributesOf(JsonCursor document) throws MetadataException {
        Optional<JsonCursor> attributes = document.find("attributes");
        return attributes.isPresent() ? attributes.get().object() : JsonObject.EMPTY;
    }

    /** The members of a document beyond {@code known}, which must be such that they may be ignored. */
    static JsonObject extensionsOf(JsonCursor document, Set<String> known) throws MetadataException {
        JsonObject.Builder extensions = JsonObject.builder();
        for (Map.Entry<String, Json> member : document.object().members().entrySet()) {
            if (!known.contains(member.getKey())) {
                if (!isIgnorable(member.getValue())) {
                    throw new MetadataException(
                            JsonCursor.member(document.path(), member.getKey()),
                            "is unknown here and not marked \"must_understand\": false"
                                    + NearestNames.hint(member.getKey(), known));
                }
                extensions.put(member.getKey(), member.getValue());
            }
        }
        return extensions.build();
    }

    /** Whether a value says of itself that it need not be understood. */
    static boolean isIgnorable(Json value) {
        return value instanceof JsonObject object
                && object.get("must_understand").equals(Optional.of(JsonBoolean.FALSE));
    }

    /** Refuses extensions that would not be read back. */
    static void requireIgnorable(JsonObject extensions, Set<String> known) {
        for (Map.Entry<String, Json> member : extensions.members().entrySet()) {
            if (known.contains(member.getKey()) || !isIgnorable(member.getValue())) {
                throw new IllegalArgumentException("extension \"" + member.getKey()
                        + "\" must be an object with \"must_understand\": false under a name of its own");
            }
        }
    }
}

package dev.varve.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON object. Members keep the order in which they came; equality ignores it.
 *
 * @param members names and values; cannot be changed
 */
public record JsonObject(Map<String, Json> members) implements Json {
    /** No members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        Map<String, Json> copy = new LinkedHashMap<>(members);
        copy.forEach((name, value) -> {
            Objects.requireNonNull(name);
            Objects.requireNonNull(value);
        });
        members = Collections.unmodifiableMap(copy);
    }

    /** An object of one member. */
    public static JsonObject of(String name, Json value) {
        return new JsonObject(Map.of(name, value));
    }

    /** Starts an object without members. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value of a member, if there is one of that name. */
    public Optional<Json> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** This object with a member added at the end, or replaced in its place. */
    public JsonObject with(String name, Json value) {
        Map<String, Json> copy = new LinkedHashMap<>(members);
        copy.put(name, value);
        return new JsonObject(copy);
    }

    /** This object without a member. */
    public JsonObject without(String name) {
        Map<String, Json> copy = new LinkedHashMap<>(members);
        copy.remove(name);
        return new JsonObject(copy);
    }

    /** Whether there are no members. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public String kind() {
        return "an object";
    }

    /** Collects members in order. */
    public static final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a member, or replaces it in its place. */
        public Builder put(String name, Json value) {
            members.put(name, Objects.requireNonNull(value));
            return this;
        }

        /** Adds a text. */
        public Builder put(String name, String value) {
            return put(name, new JsonString(value));
        }

        /** Adds an integer. */
        public Builder put(String name, long value) {
            return put(name, JsonNumber.of(value));
        }

        /** Adds a truth value. */
        public Builder put(String name, boolean value) {
            return put(name, JsonBoolean.of(value));
        }

        /** Adds all members of another object. */
        public Builder putAll(JsonObject other) {
            members.putAll(other.members());
            return this;
        }

        /** The object of all members so far. */
        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}

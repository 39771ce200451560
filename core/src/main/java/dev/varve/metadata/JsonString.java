package dev.varve.metadata;

import java.util.Objects;

/**
 * Text in JSON.
 *
 * @param value the text, unescaped
 */
public record JsonString(String value) implements Json {
    public JsonString {
        Objects.requireNonNull(value);
    }

    @Override
    public String kind() {
        return "a string";
    }
}

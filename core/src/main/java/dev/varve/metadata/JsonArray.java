package dev.varve.metadata;

import java.util.Arrays;
import java.util.List;

/**
 * A list of JSON values.
 *
 * @param items the values in order
 */
public record JsonArray(List<Json> items) implements Json {
    public JsonArray {
        items = List.copyOf(items);
    }

    /** A list of these values. */
    public static JsonArray of(Json... items) {
        return new JsonArray(Arrays.asList(items));
    }

    /** A list of integers. */
    public static JsonArray of(long... numbers) {
        return new JsonArray(
                Arrays.stream(numbers).<Json>mapToObj(JsonNumber::of).toList());
    }

    @Override
    public String kind() {
        return "an array";
    }
}

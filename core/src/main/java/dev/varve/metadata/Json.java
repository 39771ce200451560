package dev.varve.metadata;

/** A JSON value; immutable. Two values are equal when their text would be, but for the order of an object's members. */
public sealed interface Json permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {
    /** What messages call this kind of value: {@code an object}, {@code a number}. */
    String kind();

    /** The value as one line of JSON. */
    default String toText() {
        return JsonWriter.compact(this);
    }
}

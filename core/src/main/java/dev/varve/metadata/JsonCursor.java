package dev.varve.metadata;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON value and its place in the document: what parsers of metadata are handed, so that every error names the place.
 *
 * @param value the value
 * @param path its place, {@code codecs[1].configuration.level}; empty for the whole document
 */
public record JsonCursor(Json value, String path) {
    /** The longest text of a value that a message quotes. */
    private static final int QUOTED = 80;

    /** A whole document. */
    public static JsonCursor of(Json document) {
        return new JsonCursor(document, "");
    }

    static String member(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** An error at this place. */
    public MetadataException error(String problem) {
        return new MetadataException(path, problem);
    }

    private MetadataException unexpected(String wanted) {
        return error("must be " + wanted + ", not " + quoted());
    }

    /** The value as messages quote it. */
    public String quoted() {
        if (value instanceof JsonObject || value instanceof JsonArray) {
            return value.kind();
        }
        String text = value.toText();
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
    }

    /** The value as an object. */
    public JsonObject object() throws MetadataException {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw unexpected("an object");
    }

    /** The value as text. */
    public String string() throws MetadataException {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw unexpected("a string");
    }

    /** The value as one of a few texts. */
    public String oneOf(List<String> texts) throws MetadataException {
        if (value instanceof JsonString string && texts.contains(string.value())) {
            return string.value();
        }
        throw unexpected("one of \"" + String.join("\", \"", texts) + "\"");
    }

    /** The value as a truth value. */
    public boolean bool() throws MetadataException {
        if (value instanceof JsonBoolean truth) {
            return truth.value();
        }
        throw unexpected("true or false");
    }

    /** The value as an integer from {@code min} to {@code max}; {@code 1.0} is none. */
    public long integer(long min, long max) throws MetadataException {
        if (value instanceof JsonNumber number && number.isInteger()) {
            BigInteger exact = number.toInteger().orElseThrow(() -> error("has too many digits"));
            if (exact.bitLength() < Long.SIZE && exact.longValue() >= min && exact.longValue() <= max) {
                return exact.longValue();
            }
            throw error(quoted() + " is not from " + min + " to " + max);
        }
        throw unexpected("an integer");
    }

    /** The items of the value, which must be an array. */
    public List<JsonCursor> items() throws MetadataException {
        if (!(value instanceof JsonArray array)) {
            throw unexpected("an array");
        }
        List<JsonCursor> items = new ArrayList<>(array.items().size());
        for (int i = 0; i < array.items().size(); i++) {
            items.add(new JsonCursor(array.items().get(i), path + "[" + i + "]"));
        }
        return items;
    }

    /** The value as a list of integers from {@code min} up. */
    public long[] integers(long min) throws MetadataException {
        List<JsonCursor> items = items();
        long[] integers = new long[items.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = items.get(i).integer(min, Long.MAX_VALUE);
        }
        return integers;
    }

    /** A member of the value, which must be an object that has it. */
    public JsonCursor get(String name) throws MetadataException {
        return find(name).orElseThrow(() -> error("member \"" + name + "\" is missing"));
    }

    /** A member of the value, which must be an object. */
    public Optional<JsonCursor> find(String name) throws MetadataException {
        return object().get(name).map(member -> new JsonCursor(member, member(path, name)));
    }

    /** Refuses members of other names than these. */
    public void requireOnly(Set<String> names) throws MetadataException {
        for (Map.Entry<String, Json> member : object().members().entrySet()) {
            if (!names.contains(member.getKey())) {
                throw new MetadataException(
                        member(path, member.getKey()), "is unknown here" + NearestNames.hint(member.getKey(), names));
            }
        }
    }
}

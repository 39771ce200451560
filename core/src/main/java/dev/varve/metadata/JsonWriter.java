package dev.varve.metadata;

import dev.varve.array.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON text: equal values in equal order give equal bytes. Characters beyond ASCII are kept as UTF-8. */
public final class JsonWriter {
    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();
    private final boolean isPretty;

    private JsonWriter(boolean isPretty) {
        this.isPretty = isPretty;
    }

    /** On one line, without blanks. */
    public static String compact(Json value) {
        JsonWriter writer = new JsonWriter(false);
        writer.value(value, "");
        return writer.text.toString();
    }

    /** One member or item per line, indented by two blanks; no newline at the end. */
    public static String pretty(Json value) {
        JsonWriter writer = new JsonWriter(true);
        writer.value(value, "\n");
        return writer.text.toString();
    }

    /** The pretty text in UTF-8. */
    public static Bytes prettyBytes(Json value) {
        return Bytes.wrap(pretty(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a value; {@code line} is what starts a line at its depth. */
    private void value(Json value, String line) {
        if (value instanceof JsonObject object) {
            members(object.members(), line);
        } else if (value instanceof JsonArray array) {
            items(array.items(), line);
        } else if (value instanceof JsonString string) {
            string(string.value());
        } else if (value instanceof JsonNumber number) {
            text.append(number.text());
        } else if (value instanceof JsonBoolean truth) {
            text.append(truth.value());
        } else {
            text.append("null");
        }
    }

    private void members(Map<String, Json> members, String line) {
        String inner = isPretty ? line + STEP : "";
        text.append('{');
        Iterator<Map.Entry<String, Json>> rest = members.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<String, Json> member = rest.next();
            text.append(inner);
            string(member.getKey());
            text.append(isPretty ? ": " : ":");
            value(member.getValue(), inner);
            text.append(rest.hasNext() ? "," : "");
        }
        text.append(members.isEmpty() || !isPretty ? "" : line).append('}');
    }

    private void items(List<Json> items, String line) {
        String inner = isPretty ? line + STEP : "";
        text.append('[');
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : ",").append(inner);
            value(items.get(i), inner);
        }
        text.append(items.isEmpty() || !isPretty ? "" : line).append(']');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (c == '\r') {
                text.append("\\r");
            } else if (c < ' ' || isLoneSurrogate(value, i)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** Half a character: UTF-8 cannot hold it, an escape can. */
    private static boolean isLoneSurrogate(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}

package dev.varve.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cuts the text notation of a codec chain into slots, codecs and arguments. */
final class NotationLexer {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");
    /** A value without quotes; NumPy's types begin with their byte order. */
    private static final Pattern WORD = Pattern.compile("[<|]?[A-Za-z_][A-Za-z0-9_.-]*+");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.eE+-]*+");
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private NotationLexer() {}

    /**
     * A codec with its arguments.
     *
     * @param name as it was typed
     * @param arguments in the order in which they were typed
     */
    record Call(String name, List<Argument> arguments) {}

    /**
     * One argument.
     *
     * @param name its name, when it was given by name
     * @param value its value
     */
    record Argument(Optional<String> name, Json value) {}

    /** The codecs of each slot. */
    static List<List<Call>> slots(String text) throws MetadataException {
        List<List<Call>> slots = new ArrayList<>();
        for (String slot : split(text, '|')) {
            List<Call> calls = new ArrayList<>();
            boolean isEmpty =
                    slot.isBlank() || slot.strip().equals("-") || slot.strip().equals("none");
            for (String codec : isEmpty ? List.<String>of() : split(slot, '+')) {
                calls.add(call(codec.strip()));
            }
            slots.add(calls);
        }
        return slots;
    }

    private static Call call(String text) throws MetadataException {
        int open = text.indexOf('(');
        String name = open < 0 ? text : text.substring(0, open).strip();
        if (!NAME.matcher(name).matches()) {
            throw new MetadataException("", "'" + text + "' is no codec; write a name or name(argument, name=value)");
        }
        if (open < 0) {
            return new Call(name, List.of());
        }
        if (!text.endsWith(")")) {
            throw new MetadataException("", "'" + text + "' does not end in a parenthesis");
        }
        String inside = text.substring(open + 1, text.length() - 1);
        List<Argument> arguments = new ArrayList<>();
        for (String argument : inside.isBlank() ? List.<String>of() : split(inside, ',')) {
            arguments.add(argument(argument.strip(), name));
        }
        return new Call(name, arguments);
    }

    private static Argument argument(String text, String codec) throws MetadataException {
        List<String> sides = split(text, '=');
        if (sides.size() == 1) {
            return new Argument(Optional.empty(), value(text, codec));
        }
        String name = sides.get(0).strip();
        if (sides.size() > 2 || !NAME.matcher(name).matches()) {
            throw new MetadataException(codec, "'" + text + "' is no argument; write name=value");
        }
        return new Argument(Optional.of(name), value(sides.get(1).strip(), codec));
    }

    /** A word stands for itself; all else is JSON. */
    private static Json value(String text, String codec) throws MetadataException {
        boolean isLiteral = text.equals("true") || text.equals("false") || text.equals("null");
        if (WORD.matcher(text).matches() && !isLiteral) {
            return new JsonString(text);
        }
        try {
            return JsonReader.read(text);
        } catch (MetadataException e) {
            MetadataException failure = new MetadataException(
                    codec,
                    NUMBER.matcher(text).matches() ? "'" + text + "' is no number" : "'" + text + "' is no value");
            failure.initCause(e);
            throw failure;
        }
    }

    /** The notation of a value: a word where that reads back as the same text. */
    static String print(Json value) {
        boolean isWord = value instanceof JsonString text
                && WORD.matcher(text.value()).matches()
                && !List.of("true", "false", "null").contains(text.value());
        return isWord ? ((JsonString) value).value() : value.toText();
    }

    /** Splits where a character stands outside brackets and quotes. */
    private static List<String> split(String text, char at) throws MetadataException {
        List<String> parts = new ArrayList<>();
        List<Character> open = new ArrayList<>();
        boolean isQuoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted) {
                i += c == '\\' ? 1 : 0;
                isQuoted = c != '"';
            } else if (c == '"') {
                isQuoted = true;
            } else if (OPENING.indexOf(c) >= 0) {
                open.add(c);
            } else if (CLOSING.indexOf(c) >= 0) {
                int last = open.size() - 1;
                if (last < 0 || OPENING.indexOf(open.get(last)) != CLOSING.indexOf(c)) {
                    throw new MetadataException("", "a '" + c + "' closes nothing at character " + (i + 1));
                }
                open.remove(last);
            } else if (c == at && open.isEmpty()) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (!open.isEmpty() || isQuoted) {
            throw new MetadataException("", "'" + (isQuoted ? '"' : open.get(0)) + "' is not closed");
        }
        parts.add(text.substring(start));
        return parts;
    }
}

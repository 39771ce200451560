package dev.varve.cli;

import java.util.Locale;

/** Text from files made fit for a terminal: control characters, with which a file could steer it, are escaped. */
final class Printable {
    private Printable() {}

    /** The text with control characters as {@code \n} or {@code \u001b}. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default -> {
                    boolean isSteering = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
                    safe.append(isSteering ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
                }
            }
        }
        return safe.toString();
    }
}

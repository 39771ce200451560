package dev.varve.metadata;

/** JSON's {@code true} and {@code false}. */
public enum JsonBoolean implements Json {
    TRUE,
    FALSE;

    /** The constant of a truth value. */
    public static JsonBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** The truth value. */
    public boolean value() {
        return this == TRUE;
    }

    @Override
    public String kind() {
        return "a boolean";
    }
}

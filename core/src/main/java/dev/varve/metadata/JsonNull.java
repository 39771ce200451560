package dev.varve.metadata;

/** JSON's {@code null}. */
public enum JsonNull implements Json {
    /** The one null. */
    NULL;

    @Override
    public String kind() {
        return "null";
    }
}

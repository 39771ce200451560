package dev.varve.store;

/**
 * The name of a value in a store: segments joined by {@code /}, such as {@code t2m/c/0/1}. No segment is empty, {@code .}
 * or {@code ..}, none holds a backslash or a control character, so that no key leaves a store's root.
 *
 * @param path the whole key
 */
public record Key(String path) implements Comparable<Key> {
    public Key {
        for (String segment : path.split("/", -1)) {
            requireSegment(segment, path);
        }
    }

    private static void requireSegment(String segment, String path) {
        boolean isControlled = segment.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f);
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || isControlled) {
            throw new IllegalArgumentException("key '" + path + "' has a forbidden segment '" + segment + "'");
        }
    }

    /** The key {@code name} below {@code prefix}; an empty prefix is the root. */
    public static Key of(String prefix, String name) {
        return new Key(prefix.isEmpty() ? name : prefix + "/" + name);
    }

    @Override
    public int compareTo(Key other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}

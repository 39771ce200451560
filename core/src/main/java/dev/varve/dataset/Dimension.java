package dev.varve.dataset;

/**
 * A named axis.
 *
 * @param path the full name, groups joined by {@code /} without one in front: {@code time}, {@code forecast/level}
 * @param length its length in elements
 * @param isUnlimited whether data may be appended along it
 */
public record Dimension(String path, long length, boolean isUnlimited) {
    public Dimension {
        if (length < 0) {
            throw new IllegalArgumentException("dimension " + path + " of length " + length);
        }
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

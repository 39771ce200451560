package dev.varve.codec.serializer;

import java.util.Locale;

/** Order of the bytes of a number; the constant's name in lower case is that of the metadata. */
public enum Endian {
    LITTLE,
    BIG;

    /**
     * The order of this name in Zarr v3 metadata.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Endian named(String name) {
        for (Endian endian : values()) {
            if (endian.label().equals(name)) {
                return endian;
            }
        }
        throw new IllegalArgumentException("endian '" + name + "' is not one of little, big");
    }

    /** The name in Zarr v3 metadata. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

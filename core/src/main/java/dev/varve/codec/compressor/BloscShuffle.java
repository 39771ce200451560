package dev.varve.codec.compressor;

import java.util.Locale;

/** What blosc does to a block before it compresses it; the constant's name in lower case is that of the metadata. */
public enum BloscShuffle {
    NOSHUFFLE(0),
    /** Bytes of elements are sorted into planes. */
    SHUFFLE(1),
    /** Bits of elements are sorted into planes. */
    BITSHUFFLE(4);

    private final int flag;

    BloscShuffle(int flag) {
        this.flag = flag;
    }

    /**
     * The shuffle of this name in Zarr v3 metadata.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static BloscShuffle named(String name) {
        for (BloscShuffle shuffle : values()) {
            if (shuffle.label().equals(name)) {
                return shuffle;
            }
        }
        throw new IllegalArgumentException("blosc shuffle '" + name + "' is not one of noshuffle, shuffle, bitshuffle");
    }

    /** The name in Zarr v3 metadata. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bit in the header of a frame. */
    int flag() {
        return flag;
    }
}

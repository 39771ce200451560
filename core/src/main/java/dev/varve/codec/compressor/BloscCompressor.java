package dev.varve.codec.compressor;

import java.util.Locale;

/** The compressors inside blosc; the constant's name in lower case is blosc's {@code cname}. */
public enum BloscCompressor {
    BLOSCLZ(0),
    LZ4(1),
    LZ4HC(1),
    /** Only decoded: numcodecs does not write it either. */
    SNAPPY(2),
    ZLIB(3),
    ZSTD(4);

    private final int format;

    BloscCompressor(int format) {
        this.format = format;
    }

    /**
     * The compressor of this {@code cname}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static BloscCompressor named(String cname) {
        for (BloscCompressor compressor : values()) {
            if (compressor.cname().equals(cname)) {
                return compressor;
            }
        }
        throw new IllegalArgumentException(
                "blosc cname '" + cname + "' is not one of blosclz, lz4, lz4hc, snappy, zlib, zstd");
    }

    /** Blosc's name of the compressor, as metadata spell it. */
    public String cname() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The number in the header of a frame that says how to decode it. */
    int format() {
        return format;
    }

    /** Whether blosc gives the compressor larger blocks, because it compresses small ones badly. */
    boolean wantsLargeBlocks() {
        return this == LZ4HC || this == ZLIB || this == ZSTD;
    }
}

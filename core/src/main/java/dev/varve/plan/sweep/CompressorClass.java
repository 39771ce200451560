package dev.varve.plan.sweep;

import java.util.Set;

/** What makes the bytes of a stage smaller, by kind. */
public enum CompressorClass {
    /** No compressor. */
    NONE("none"),
    /** Blosc with lz4, lz4hc or zstd inside, plain, byte-shuffled or bit-shuffled. */
    BLOSC("blosc"),
    /** LZ4. */
    LZ4("lz4"),
    /** Zstandard. */
    ZSTD("zstd"),
    /** Deflate in a zlib stream. */
    ZLIB("zlib"),
    /** Deflate in a gzip file, which every Zarr reader knows. */
    GZIP("gzip"),
    /** Bzip2. */
    BZ2("bz2"),
    /** LZMA in an xz file. */
    LZMA("lzma");

    private final String label;

    CompressorClass(String label) {
        this.label = label;
    }

    /** Its name in options. */
    public String label() {
        return label;
    }

    /**
     * The classes that a text names, separated by commas; {@code all} is all.
     *
     * @throws IllegalArgumentException when a name is unknown, with the nearest ones
     */
    public static Set<CompressorClass> parse(String text) {
        return ChoiceText.parse("compressor class", text, CompressorClass.class, CompressorClass::label);
    }
}

package dev.varve.plan.sweep;

import java.util.Set;

/** What turns a chunk into bytes, by kind. */
public enum SerializerClass {
    /** The elements as they are. */
    BYTES("bytes"),
    /** Pcodec. */
    PCODEC("pcodec"),
    /** zfp along the axes of a chunk. */
    ZFP("zfp"),
    /** zfp of a chunk as one row. */
    ZFP_FLAT("zfp_flat"),
    /** Any of the others behind a mask of cells that are no numbers. */
    MASKED("masked"),
    /** EBCC, which is not available here. */
    EBCC("ebcc"),
    /** SZ3, which is not available here. */
    SZ3("sz3");

    private final String label;

    SerializerClass(String label) {
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
    public static Set<SerializerClass> parse(String text) {
        return ChoiceText.parse("serializer class", text, SerializerClass.class, SerializerClass::label);
    }
}

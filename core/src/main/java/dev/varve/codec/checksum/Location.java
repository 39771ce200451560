package dev.varve.codec.checksum;

/** Where a checksum stands. */
public enum Location {
    /** Before the data. */
    START,
    /** Behind the data. */
    END
}

package dev.varve.run.parquet;

/** What the cells of a column are. */
public enum CellKind {
    /** {@code String}. */
    TEXT(6),
    /** {@code Double}. */
    REAL(5),
    /** {@code Long}. */
    INTEGER(2),
    /** {@code Boolean}. */
    TRUTH(0);

    private final int physicalType;

    CellKind(int physicalType) {
        this.physicalType = physicalType;
    }

    /** The number of the physical type in Parquet. */
    int physicalType() {
        return physicalType;
    }
}

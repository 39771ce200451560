package dev.varve.run;

import java.io.IOException;

/** Data that should be equal are not. */
public final class DataDiffersException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param difference what differs and where: variable, region, index, both values */
    public DataDiffersException(String difference) {
        super(difference);
    }
}

package dev.varve.zarr;

import java.io.IOException;

/** Something in a store is not what its manifest says of it. */
public final class CorruptObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String store;

    CorruptObjectException(String store, String key, String problem) {
        super(store + "/" + key + " " + problem);
        this.store = store;
    }

    /** What messages call the store. */
    public String store() {
        return store;
    }
}

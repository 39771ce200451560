package dev.varve.zarr;

import java.io.IOException;

/** Something in a store is not what its manifest says of it. */
public final class CorruptObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String store;
    private final String place;

    CorruptObjectException(String store, String key, String place, String problem) {
        super(store + "/" + key + " " + problem);
        this.store = store;
        this.place = place;
    }

    /** What messages call the store. */
    public String store() {
        return store;
    }

    /** What messages call the store that has the manifest: the same, or a larger one of which it is a node. */
    public String manifestStore() {
        return place;
    }
}

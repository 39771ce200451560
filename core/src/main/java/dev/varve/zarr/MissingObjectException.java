package dev.varve.zarr;

import java.io.IOException;

/** A chunk or shard is not there that must be: data was lost, which fill value must not hide. */
public final class MissingObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String store;

    MissingObjectException(String store, String key) {
        this(store, key, "though the store's manifest lists it; restore it or write the store again");
    }

    MissingObjectException(String store, String key, String reason) {
        super(store + "/" + key + " is missing, " + reason);
        this.store = store;
    }

    /** What messages call the store. */
    public String store() {
        return store;
    }
}

package dev.varve.zarr;

import java.io.IOException;

/** A chunk or shard that the manifest lists is not there: data was lost, which fill value must not hide. */
public final class MissingObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String store;

    MissingObjectException(String store, String key) {
        super(store + "/" + key
                + " is missing, though the store's manifest lists it; restore it or write the store again");
        this.store = store;
    }

    /** What messages call the store. */
    public String store() {
        return store;
    }
}

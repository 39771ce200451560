package dev.varve.zarr;

import java.io.IOException;
import java.util.Optional;

/** A chunk or shard is not there that must be: data was lost, which fill value must not hide. */
public final class MissingObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String store;
    private final String place;

    /** An object that a manifest lists. */
    MissingObjectException(String store, String key, String place) {
        super(store + "/" + key
                + " is missing, though the store's manifest lists it; restore it or write the store again");
        this.store = store;
        this.place = place;
    }

    /** An object that whoever reads wants to be there. */
    MissingObjectException(String store, String key) {
        super(store + "/" + key + " is missing, and missing chunks are not to be read as fill value");
        this.store = store;
        this.place = "";
    }

    /** What messages call the store. */
    public String store() {
        return store;
    }

    /** What messages call the store whose manifest lists the object, if one does: the same, or a larger one. */
    public Optional<String> manifestStore() {
        return place.isEmpty() ? Optional.empty() : Optional.of(place);
    }
}

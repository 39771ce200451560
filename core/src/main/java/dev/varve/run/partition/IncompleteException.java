package dev.varve.run.partition;

import java.io.IOException;

/** A store that many processes fill is not complete yet; nothing was changed. */
public final class IncompleteException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String store;
    private final transient SharedStatus status;

    IncompleteException(String store, SharedStatus status) {
        super(store + ": " + (status.objects() - status.done()) + " of " + status.objects()
                + " objects are not written");
        this.store = store;
        this.status = status;
    }

    /** What messages call the store. */
    public String store() {
        return store;
    }

    /** How far it is. */
    public SharedStatus status() {
        return status;
    }
}

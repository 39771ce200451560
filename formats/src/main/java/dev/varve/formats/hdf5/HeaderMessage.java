package dev.varve.formats.hdf5;

/**
 * One message of an object header.
 *
 * @param type its kind, one of {@link MessageType} or one that is passed over
 * @param isShared whether the body only says where the message is
 * @param creationOrder the order of creation among attributes, 0 where it is not tracked
 * @param body its bytes; opened with {@link Cursor#restart}
 */
record HeaderMessage(int type, boolean isShared, int creationOrder, Cursor body) {
    /** Bit 1 of the flags: the body is shared (section IV.A.1.a). */
    private static final int SHARED = 0x02;

    static HeaderMessage of(int type, int flags, int creationOrder, Cursor body) {
        return new HeaderMessage(type, (flags & SHARED) != 0, creationOrder, body);
    }
}

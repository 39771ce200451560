package dev.varve.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * The right to change one value, which one holder has at a time, be it a thread or a process. Whoever reads a value, changes
 * a part and writes it back takes it first; so does whoever replaces the value, lest the former undoes that. Readers need
 * none. Closing gives it back; a process that dies gives it back too.
 */
public interface Claim extends Closeable {
    /**
     * Checks, before what was made under the claim is committed, that it still is ours.
     *
     * @throws ConflictException when it was taken away; nothing must be committed then
     */
    void requireHeld() throws IOException;

    @Override
    void close() throws IOException;
}

package dev.varve.formats.hdf5;

import dev.varve.dataset.SourceFormatException;

/**
 * A named member of a group.
 *
 * @param name its name
 * @param creationOrder when it was made, counted from 0; 0 where the group does not track it
 * @param target what it leads to
 */
public record Link(String name, long creationOrder, Target target) {
    private static final int SOFT = 1;
    private static final int EXTERNAL = 64;

    /** What a link leads to. */
    public sealed interface Target {}

    /** An object of this file, by the address of its header. */
    public record Hard(long address) implements Target {}

    /** A path, from the root when it begins with a slash, else from the group of the link. */
    public record Soft(String path) implements Target {}

    /** An object of another file, or something only an application knows; {@code what} says so. */
    public record Elsewhere(String what) implements Target {}

    /** Reads a link message (section IV.A.2.g). */
    static Link decode(Cursor in) throws SourceFormatException {
        in.version(1);
        int flags = in.unsigned8();
        int kind = (flags & 0x08) != 0 ? in.unsigned8() : 0;
        long order = (flags & 0x04) != 0 ? in.unsigned(8) : 0;
        in.skip((flags & 0x10) != 0 ? 1 : 0);
        String name = Text.decode(in.take(in.unsigned(1 << (flags & 3))));
        return new Link(name, order, target(kind, in));
    }

    private static Target target(int kind, Cursor in) throws SourceFormatException {
        if (kind == 0) {
            return new Hard(in.offset());
        }
        int length = in.unsigned16();
        if (kind == SOFT) {
            return new Soft(in.padded(length));
        }
        if (kind == EXTERNAL) {
            Cursor value = in.part("external link", length);
            value.skip(1);
            return new Elsewhere("an external link to '" + value.terminated() + "'");
        }
        return new Elsewhere("a link of type " + kind);
    }
}

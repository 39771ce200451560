package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;

/**
 * An attribute of an object.
 *
 * @param name its name
 * @param type the type of its elements
 * @param extent how many there are
 * @param data its elements as they lie in the file
 */
public record FileAttribute(String name, FileType type, Extent extent, Bytes data) {
    /** The attribute message (section IV.A.2.m, version 3). */
    Bytes encoded() {
        Bytes text = Encoder.terminated(name);
        Bytes space = extent.encoded();
        return new Encoder()
                .unsigned8(3)
                .unsigned8(type.isCommitted() ? 1 : 0)
                .unsigned16(text.length())
                .unsigned16(type.encoded().length())
                .unsigned16(space.length())
                .unsigned8(Encoder.isAscii(name) ? 0 : 1)
                .raw(text)
                .raw(type.encoded())
                .raw(space)
                .raw(data)
                .bytes();
    }
}

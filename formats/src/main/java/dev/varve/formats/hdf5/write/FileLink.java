package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * A name in a group.
 *
 * @param name the name
 * @param address where the header of the object lies
 */
public record FileLink(String name, long address) {
    private static final int HAS_ORDER = 0x04;
    private static final int HAS_CHARACTER_SET = 0x10;
    private static final int TWO_BYTE_LENGTH = 0x01;

    /** The link message (section IV.A.2.g). */
    Bytes encoded(long creationOrder) {
        Bytes text = Bytes.wrap(name.getBytes(StandardCharsets.UTF_8));
        boolean isLong = text.length() > 0xff;
        boolean isUtf8 = !Encoder.isAscii(name);
        Encoder encoder = new Encoder()
                .unsigned8(1)
                .unsigned8(HAS_ORDER | (isUtf8 ? HAS_CHARACTER_SET : 0) | (isLong ? TWO_BYTE_LENGTH : 0))
                .unsigned64(creationOrder);
        if (isUtf8) {
            encoder.unsigned8(1);
        }
        return encoder.unsigned(text.length(), isLong ? 2 : 1)
                .raw(text)
                .unsigned64(address)
                .bytes();
    }
}

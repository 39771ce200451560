package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.dataset.SourceFormatException;

/**
 * The fill value of a dataset (sections IV.A.2.e and IV.A.2.f).
 *
 * @param bytes one element as it lies in the file; empty when none was set, which means zeros
 */
record FillMessage(Bytes bytes) {
    /** No fill value was set. */
    static final FillMessage NONE = new FillMessage(Bytes.EMPTY);

    private static final int HAS_VALUE = 0x20;

    static FillMessage decodeOld(Cursor in) throws SourceFormatException {
        return new FillMessage(in.take(in.unsigned32()));
    }

    static FillMessage decode(Cursor in) throws SourceFormatException {
        int version = in.unsigned8();
        if (version == 3) {
            return (in.unsigned8() & HAS_VALUE) != 0 ? decodeOld(in) : NONE;
        }
        if (version != 1 && version != 2) {
            throw in.damaged("version " + version + " of a fill value is not known");
        }
        in.skip(2);
        boolean isDefined = in.unsigned8() != 0;
        if (!isDefined && version == 2) {
            return NONE;
        }
        FillMessage message = decodeOld(in);
        return isDefined ? message : NONE;
    }
}

package dev.varve.formats.hdf5;

import java.io.IOException;

/** The names of an old-style group (section III.D). */
final class LocalHeap {
    private final Cursor data;

    private LocalHeap(Cursor data) {
        this.data = data;
    }

    static LocalHeap read(FileBytes file, long address) throws IOException {
        Cursor in = file.read("local heap", address, 8 + 2L * file.lengthBytes() + file.offsetBytes());
        in.signature("HEAP");
        in.version(0);
        in.skip(3);
        long size = in.length();
        in.skip(file.lengthBytes());
        return new LocalHeap(file.read("data of a local heap", in.offset(), size));
    }

    /** The text that starts at an offset. */
    String text(long offset) throws IOException {
        Cursor in = data.restart("data of a local heap");
        in.skip(offset);
        return in.terminated();
    }
}

package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds messages that are stored elsewhere: committed datatypes and the shared message table (sections IV.A.2.q, III.I). */
final class SharedMessages {
    private static final int IN_HEAP = 1;

    private final FileBytes file;
    private final List<Index> indexes;

    /** The heap of the message kinds whose bits are set. */
    private record Index(int kinds, long heap) {}

    private SharedMessages(FileBytes file, List<Index> indexes) {
        this.file = file;
        this.indexes = List.copyOf(indexes);
    }

    /** Reads the table that the superblock extension names, if there is one. */
    static SharedMessages read(FileBytes file, OptionalLong extension) throws IOException {
        List<Index> indexes = new ArrayList<>();
        if (extension.isPresent()) {
            ObjectHeader header = ObjectHeader.read(file, extension.getAsLong());
            for (HeaderMessage message : header.all(MessageType.SHARED_TABLE)) {
                Cursor body = message.body().restart("shared message table message");
                body.version(0);
                readTable(file, body.offset(), body.unsigned8(), indexes);
            }
        }
        return new SharedMessages(file, indexes);
    }

    private static void readTable(FileBytes file, long address, int count, List<Index> indexes) throws IOException {
        int entryBytes = 14 + 2 * file.offsetBytes();
        Cursor in = file.read("shared message table", address, 8L + (long) count * entryBytes);
        in.signature("SMTB");
        for (int i = 0; i < count; i++) {
            in.version(0);
            in.skip(1);
            int kinds = in.unsigned16();
            in.skip(10 + file.offsetBytes());
            indexes.add(new Index(kinds, in.offset()));
        }
        in.checksum();
    }

    /** The bytes of a message, wherever they are. */
    Cursor open(String what, HeaderMessage message) throws IOException {
        Cursor body = message.body().restart(what);
        return message.isShared() ? resolve(what, body, message.type()) : body;
    }

    /** The bytes of a message of a kind, given a cursor on the shared message that says where they are. */
    Cursor resolve(String what, Cursor in, int type) throws IOException {
        int version = in.unsigned8();
        int place = in.unsigned8();
        if (version < 1 || version > 3) {
            throw in.damaged("version " + version + " of a shared message is not known");
        }
        if (version == 3 && place == IN_HEAP) {
            return inHeap(what, in, type);
        }
        in.skip(version == 1 ? 6 : 0);
        long owner = in.offset();
        HeaderMessage message = ObjectHeader.read(file, owner)
                .first(type)
                .orElseThrow(() -> file.damaged("object header", owner, "has no message of type " + type));
        if (message.isShared()) {
            throw message.body().damaged("a shared message is shared again");
        }
        return message.body().restart(what);
    }

    /** The bytes of a message of a kind in the heap of shared messages, given its id. */
    Cursor inHeap(String what, Cursor id, int type) throws IOException {
        for (Index index : indexes) {
            if ((index.kinds() >>> type & 1) != 0) {
                return FractalHeap.read(file, index.heap()).object(what, id);
            }
        }
        throw id.damaged("the file has no heap for shared messages of type " + type);
    }
}

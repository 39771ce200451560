package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Walks a version 1 B-tree (section III.A.1). */
final class BtreeV1 {
    /** Node type of groups. */
    static final int GROUP = 0;
    /** Node type of chunks. */
    static final int CHUNKS = 1;

    /** Fan-out is at least 2, so that a tree this high has more entries than a file has bytes. */
    private static final int MAX_LEVEL = 63;

    private final FileBytes file;
    private final int type;
    private final int keyBytes;
    private final LeafVisitor visitor;
    private final Set<Long> seen = new HashSet<>();

    /** Takes the entries of level 0 in order. */
    interface LeafVisitor {
        /** One entry: a child and the key before it. */
        void leaf(Cursor key, long child) throws IOException;
    }

    private BtreeV1(FileBytes file, int type, int keyBytes, LeafVisitor visitor) {
        this.file = file;
        this.type = type;
        this.keyBytes = keyBytes;
        this.visitor = visitor;
    }

    /** Hands all entries of the tree at an address to a visitor. */
    static void leaves(FileBytes file, long address, int type, int keyBytes, LeafVisitor visitor) throws IOException {
        new BtreeV1(file, type, keyBytes, visitor).walk(address, MAX_LEVEL);
    }

    private void walk(long address, int maxLevel) throws IOException {
        int headBytes = 8 + 2 * file.offsetBytes();
        Cursor head = file.read("B-tree node", address, headBytes);
        head.signature("TREE");
        if (head.unsigned8() != type) {
            throw head.damaged("is a node of another kind of B-tree");
        }
        int level = head.unsigned8();
        int count = head.unsigned16();
        if (level > maxLevel) {
            throw head.damaged("level " + level + " is above " + maxLevel);
        }
        if (!seen.add(address)) {
            throw head.damaged("is reached twice");
        }
        long entryBytes = (long) keyBytes + file.offsetBytes();
        Cursor entries = file.read("B-tree node", address + headBytes, count * entryBytes);
        for (int i = 0; i < count; i++) {
            Cursor key = entries.part("key of a B-tree", keyBytes);
            long child = entries.offset();
            if (level == 0) {
                visitor.leaf(key, child);
            } else {
                walk(child, level - 1);
            }
        }
    }
}

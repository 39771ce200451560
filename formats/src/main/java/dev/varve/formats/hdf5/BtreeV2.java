package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Walks a version 2 B-tree (section III.A.2). */
final class BtreeV2 {
    /** Record type: huge objects of a fractal heap, by number. */
    static final int HUGE = 1;
    /** Record type: links of a group by the hash of their names. */
    static final int LINKS_BY_NAME = 5;
    /** Record type: attributes by the hash of their names. */
    static final int ATTRIBUTES_BY_NAME = 8;
    /** Record type: chunks without filters. */
    static final int CHUNKS = 10;
    /** Record type: chunks with filters. */
    static final int FILTERED_CHUNKS = 11;

    private static final int MAX_DEPTH = 63;
    /** Signature, version, type and checksum of a node. */
    private static final int NODE_OVERHEAD = 10;

    private final FileBytes file;
    private final int type;
    private final int nodeBytes;
    private final int recordBytes;
    private final RecordVisitor visitor;
    private final Set<Long> seen = new HashSet<>();
    private int countBytes;
    /** Bytes of the total number of records below a child, by the child's depth; 0 for leaves. */
    private int[] totalBytes;

    /** Takes the records in order. */
    interface RecordVisitor {
        void record(Cursor record) throws IOException;
    }

    private BtreeV2(FileBytes file, int type, int nodeBytes, int recordBytes, RecordVisitor visitor) {
        this.file = file;
        this.type = type;
        this.nodeBytes = nodeBytes;
        this.recordBytes = recordBytes;
        this.visitor = visitor;
    }

    /** What the records of the tree at an address are. */
    static int recordType(FileBytes file, long address) throws IOException {
        Cursor in = file.read("B-tree header", address, 6);
        in.signature("BTHD");
        in.version(0);
        return in.unsigned8();
    }

    /** Hands all records of the tree at an address to a visitor. */
    static void records(FileBytes file, long address, int type, RecordVisitor visitor) throws IOException {
        Cursor in = file.read("B-tree header", address, 22L + file.offsetBytes() + file.lengthBytes());
        in.signature("BTHD");
        in.version(0);
        int found = in.unsigned8();
        long nodeBytes = in.unsigned32();
        int recordBytes = in.unsigned16();
        int depth = in.unsigned16();
        in.skip(2);
        long root = in.offset();
        int rootCount = in.unsigned16();
        in.length();
        in.checksum();
        if (found != type) {
            throw in.damaged("holds records of type " + found + ", not " + type);
        }
        if (root == FileBytes.UNDEFINED) {
            return;
        }
        if (depth > MAX_DEPTH
                || nodeBytes > file.size()
                || recordBytes == 0
                || recordBytes + NODE_OVERHEAD > nodeBytes) {
            throw in.damaged(
                    "depth " + depth + ", nodes of " + nodeBytes + " and records of " + recordBytes + " bytes");
        }
        BtreeV2 tree = new BtreeV2(file, type, (int) nodeBytes, recordBytes, visitor);
        tree.measure(depth);
        tree.walk(root, rootCount, depth);
    }

    /** The widths of the numbers in nodes follow from how many records could lie below (H5B2_hdr_init). */
    private void measure(int depth) {
        long leafMost = ((long) nodeBytes - NODE_OVERHEAD) / recordBytes;
        countBytes = bytesFor(leafMost);
        totalBytes = new int[depth + 1];
        long below = leafMost;
        for (int level = 1; level <= depth; level++) {
            int pointerBytes = file.offsetBytes() + countBytes + totalBytes[level - 1];
            long most = Math.max(0, (long) nodeBytes - NODE_OVERHEAD - pointerBytes) / (recordBytes + pointerBytes);
            below = saturated(most, below);
            totalBytes[level] = bytesFor(below);
        }
    }

    private static long saturated(long most, long below) {
        try {
            return Math.addExact(Math.multiplyExact(most + 1, below), most);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private static int bytesFor(long limit) {
        return limit == 0 ? 1 : (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
    }

    private void walk(long address, int count, int depth) throws IOException {
        int pointerBytes = depth == 0 ? 0 : file.offsetBytes() + countBytes + totalBytes[depth - 1];
        long used = NODE_OVERHEAD + (long) count * recordBytes + (depth == 0 ? 0 : (count + 1L) * pointerBytes);
        Cursor in = file.read("B-tree node", address, used);
        in.signature(depth == 0 ? "BTLF" : "BTIN");
        in.version(0);
        if (in.unsigned8() != type) {
            throw in.damaged("is a node of another kind of B-tree");
        }
        if (used > nodeBytes || !seen.add(address)) {
            throw in.damaged(used > nodeBytes ? count + " records are too many" : "is reached twice");
        }
        Cursor records = in.part("B-tree node", (long) count * recordBytes);
        Cursor pointers = in.part("B-tree node", depth == 0 ? 0 : (count + 1L) * pointerBytes);
        in.checksum();
        for (int i = 0; i <= count; i++) {
            if (depth > 0) {
                long child = pointers.offset();
                long childCount = pointers.unsigned(countBytes);
                pointers.skip(totalBytes[depth - 1]);
                walk(child, (int) Math.min(childCount, Integer.MAX_VALUE), depth - 1);
            }
            if (i < count) {
                visitor.record(records.part("record of a B-tree", recordBytes));
            }
        }
    }
}

package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a version 2 B-tree (section III.A.2) over records that are all known, in order. */
final class BtreeV2Writer {
    /** What the HDF5 library gives trees of links, attributes and huge objects. */
    private static final int NODE_BYTES = 512;

    private static final int SPLIT_PERCENT = 100;
    private static final int MERGE_PERCENT = 40;
    private static final int PREFIX_BYTES = 10;

    private final Hdf5Output file;
    private final int type;
    private final int recordBytes;
    private final List<Bytes> records;
    /** The most records of a leaf, then of trees of each depth. */
    private final List<Long> maxTotals = new ArrayList<>();

    private BtreeV2Writer(Hdf5Output file, int type, List<Bytes> records) {
        this.file = file;
        this.type = type;
        this.records = records;
        this.recordBytes = records.get(0).length();
    }

    /**
     * Writes a tree.
     *
     * @param type which records it has (section III.A.2)
     * @param records at least one, in the order of the tree, all of one length
     * @return the address of its header
     */
    static long write(Hdf5Output file, int type, List<Bytes> records) throws IOException {
        return new BtreeV2Writer(file, type, records).write();
    }

    private long write() throws IOException {
        measure();
        int depth = maxTotals.size() - 1;
        long root = writeNode(0, records.size(), depth);
        return file.append(new Encoder()
                .signature("BTHD")
                .unsigned8(0)
                .unsigned8(type)
                .unsigned32(NODE_BYTES)
                .unsigned16(recordBytes)
                .unsigned16(depth)
                .unsigned8(SPLIT_PERCENT)
                .unsigned8(MERGE_PERCENT)
                .unsigned64(root)
                .unsigned16(depth == 0 ? records.size() : children(records.size(), depth) - 1)
                .unsigned64(records.size())
                .checksum()
                .bytes());
    }

    /** How many records trees can have, level by level, until all fit. */
    private void measure() {
        maxTotals.add((long) (NODE_BYTES - PREFIX_BYTES) / recordBytes);
        for (int depth = 1; maxTotals.get(depth - 1) < records.size(); depth++) {
            int pointer = pointerBytes(depth);
            long most = (long) (NODE_BYTES - PREFIX_BYTES - pointer) / (recordBytes + pointer);
            maxTotals.add((most + 1) * maxTotals.get(depth - 1) + most);
        }
    }

    /** A child's address, its number of records and, above the lowest inner level, of all records below it. */
    private int pointerBytes(int depth) {
        return Long.BYTES + countBytes() + (depth > 1 ? width(maxTotals.get(depth - 1)) : 0);
    }

    private int countBytes() {
        return width(maxTotals.get(0));
    }

    private static int width(long largest) {
        return (63 - Long.numberOfLeadingZeros(largest)) / 8 + 1;
    }

    /** The fewest children that can hold what is left when each pair has a record of the node between them. */
    private int children(int count, int depth) {
        long perChild = maxTotals.get(depth - 1) + 1;
        return (int) Math.max(2, (count + 1 + perChild - 1) / perChild);
    }

    private long writeNode(int from, int count, int depth) throws IOException {
        return depth == 0 ? writeLeaf(from, count) : writeInner(from, count, depth);
    }

    private long writeLeaf(int from, int count) throws IOException {
        Encoder encoder = new Encoder().signature("BTLF").unsigned8(0).unsigned8(type);
        for (int i = from; i < from + count; i++) {
            encoder.raw(records.get(i));
        }
        return file.append(encoder.checksum().zerosUpTo(NODE_BYTES).bytes());
    }

    private long writeInner(int from, int count, int depth) throws IOException {
        int children = children(count, depth);
        int below = count - (children - 1);
        Encoder own = new Encoder();
        Encoder pointers = new Encoder();
        int at = from;
        for (int child = 0; child < children; child++) {
            int share = below / children + (child < below % children ? 1 : 0);
            pointers.unsigned64(writeNode(at, share, depth - 1));
            int inChild = depth == 1 ? share : children(share, depth - 1) - 1;
            pointers.unsigned(inChild, countBytes());
            if (depth > 1) {
                pointers.unsigned(share, width(maxTotals.get(depth - 1)));
            }
            at += share;
            if (child < children - 1) {
                own.raw(records.get(at++));
            }
        }
        Encoder encoder = new Encoder()
                .signature("BTIN")
                .unsigned8(0)
                .unsigned8(type)
                .raw(own.bytes())
                .raw(pointers.bytes());
        return file.append(encoder.checksum().zerosUpTo(NODE_BYTES).bytes());
    }
}

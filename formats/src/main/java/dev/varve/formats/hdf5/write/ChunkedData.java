package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import dev.varve.grid.GridOrder;
import dev.varve.store.RangeReader;
import java.io.IOException;

/**
 * The encoded chunks of one dataset, and the B-tree that leads to them (section III.A.1, node type 1), which every release
 * of HDF5 reads and extends. Used by one thread at a time.
 */
public final class ChunkedData {
    private static final int LEAF_AND_NODE_K = 32;
    private static final int FANOUT = 2 * LEAF_AND_NODE_K;
    private static final int NODE_HEADER_BYTES = 24;
    private static final int CHUNK_NODE = 1;

    private final Hdf5Output file;
    private final Shape chunk;
    private final Shape counts;
    private final int elementBytes;
    private final WriteLog log = new WriteLog();
    private long storedBytes;

    /**
     * @param chunk the shape of a chunk
     * @param counts how many chunks there are along each axis
     * @param elementBytes bytes of one decoded element
     */
    public ChunkedData(Hdf5Output file, Shape chunk, Shape counts, int elementBytes) {
        this.file = file;
        this.chunk = chunk;
        this.counts = counts;
        this.elementBytes = elementBytes;
    }

    /**
     * Writes a chunk.
     *
     * @param ordinal its place in C order among all chunks; larger than those before
     */
    public void append(long ordinal, Bytes encoded) throws IOException {
        long address = file.allocate(encoded.length());
        file.put(address, encoded);
        log.add(ordinal, address, encoded);
        storedBytes += encoded.length();
    }

    /** How many chunks were written. */
    public int count() {
        return log.count();
    }

    /** Bytes of all chunks that were written. */
    public long storedBytes() {
        return storedBytes;
    }

    /** Where the only chunk of a contiguous dataset lies; nowhere when it was not written. */
    public long onlyAddress() {
        return log.count() == 0 ? Encoder.UNDEFINED : log.address(0);
    }

    /**
     * Reads all chunks back.
     *
     * @param what the dataset, for messages
     * @throws IOException when one is not what was written
     */
    public void verify(String what) throws IOException {
        try (RangeReader reader = file.reader()) {
            log.verify(reader, what);
        }
    }

    /** A node of a finished level: where it lies and which of all chunks is the first below it. */
    private static final class Level {
        private final long[] addresses;
        private final int[] firsts;

        private Level(int count) {
            addresses = new long[count];
            firsts = new int[count];
        }
    }

    /**
     * Writes the B-tree.
     *
     * @return the address of its root; nowhere when there is no chunk
     */
    public long writeIndex() throws IOException {
        int count = log.count();
        if (count == 0) {
            return Encoder.UNDEFINED;
        }
        Level level = new Level(count);
        for (int i = 0; i < count; i++) {
            level.addresses[i] = log.address(i);
            level.firsts[i] = i;
        }
        int height = 0;
        do {
            level = writeLevel(level, height++);
        } while (level.addresses.length > 1);
        return level.addresses[0];
    }

    private int nodeBytes() {
        return NODE_HEADER_BYTES + FANOUT * Long.BYTES + (FANOUT + 1) * keyBytes();
    }

    private int keyBytes() {
        return 2 * Integer.BYTES + (chunk.rank() + 1) * Long.BYTES;
    }

    private Level writeLevel(Level below, int height) throws IOException {
        int children = below.addresses.length;
        int nodes = (children - 1) / FANOUT + 1;
        Level level = new Level(nodes);
        // Nodes name their neighbours, and have room for all keys that they may ever have.
        long first = file.allocate((long) nodes * nodeBytes());
        for (int node = 0; node < nodes; node++) {
            int from = node * FANOUT;
            int to = Math.min(children, from + FANOUT);
            level.addresses[node] = first + (long) node * nodeBytes();
            level.firsts[node] = below.firsts[from];
            Encoder encoder = new Encoder()
                    .signature("TREE")
                    .unsigned8(CHUNK_NODE)
                    .unsigned8(height)
                    .unsigned16(to - from)
                    .unsigned64(node == 0 ? Encoder.UNDEFINED : level.addresses[node] - nodeBytes())
                    .unsigned64(node == nodes - 1 ? Encoder.UNDEFINED : level.addresses[node] + nodeBytes());
            for (int child = from; child < to; child++) {
                key(encoder, below.firsts[child]);
                encoder.unsigned64(below.addresses[child]);
            }
            if (to < children) {
                key(encoder, below.firsts[to]);
            } else {
                endKey(encoder);
            }
            file.write(level.addresses[node], encoder.zerosUpTo(nodeBytes()).bytes());
        }
        return level;
    }

    /** The size of a chunk, no filter left out, and its first element. */
    private void key(Encoder encoder, int piece) {
        encoder.unsigned32(log.length(piece)).unsigned32(0);
        long[] index = GridOrder.index(counts, log.label(piece));
        for (int axis = 0; axis < index.length; axis++) {
            encoder.unsigned64(index[axis] * chunk.extent(axis));
        }
        encoder.unsigned64(0);
    }

    /** One chunk beyond the last along every axis, as the HDF5 library writes it. */
    private void endKey(Encoder encoder) {
        encoder.unsigned32(0).unsigned32(0);
        long[] index = GridOrder.index(counts, log.label(log.count() - 1));
        for (int axis = 0; axis < index.length; axis++) {
            encoder.unsigned64((index[axis] + 1) * chunk.extent(axis));
        }
        encoder.unsigned64(elementBytes);
    }
}

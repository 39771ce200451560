package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a fractal heap (section III.G) of objects that are all known. Small heaps are one direct block; larger ones are
 * direct blocks of doubling size under indirect blocks; objects above {@value #MAX_MANAGED_BYTES} bytes lie by themselves.
 */
final class FractalHeapWriter {
    private static final int HEADER_BYTES = 146;
    private static final int MAX_MANAGED_BYTES = 4096;
    private static final int WIDTH = 4;
    private static final int MAX_DIRECT_BYTES = 64 << 10;
    /** Of heaps of several blocks: every managed object fits into the smallest. */
    private static final int FIRST_BLOCK_BYTES = 8 << 10;

    private static final int LARGEST_ONLY_BLOCK_BYTES = MAX_DIRECT_BYTES / 2;
    private static final int CHECKSUM_DIRECT_BLOCKS = 2;
    private static final int HUGE_OBJECTS_TREE = 1;
    private static final int HUGE_ID = 0x10;

    private final Hdf5Output file;
    private final Kind kind;
    private final List<Bytes> objects;
    private final List<Bytes> ids = new ArrayList<>();
    private final List<Bytes> hugeRecords = new ArrayList<>();
    private final long address;
    private int firstBlockBytes;
    private int next;
    private long hugeBytes;
    private long allocatedBytes;
    private long freeBytes;
    private long blocksEnd;

    private FractalHeapWriter(Hdf5Output file, Kind kind, List<Bytes> objects) {
        this.file = file;
        this.kind = kind;
        this.objects = objects;
        this.address = file.allocate(HEADER_BYTES);
    }

    /** What a heap holds; the widths are those that the HDF5 library fixes for it. */
    enum Kind {
        LINKS(32, 7, 512),
        ATTRIBUTES(40, 8, 1024);

        private final int offsetBits;
        private final int idBytes;
        private final int leastBlockBytes;

        Kind(int offsetBits, int idBytes, int leastBlockBytes) {
            this.offsetBits = offsetBits;
            this.idBytes = idBytes;
            this.leastBlockBytes = leastBlockBytes;
        }

        private int offsetBytes() {
            return offsetBits / 8;
        }

        /** Signature, version, heap, offset and checksum. */
        private int overheadBytes() {
            return 17 + offsetBytes();
        }
    }

    /**
     * A heap.
     *
     * @param address where its header lies
     * @param ids what finds each object, in the order of the objects
     */
    record Heap(long address, List<Bytes> ids) {}

    /** Writes a heap of at least one object. */
    static Heap write(Hdf5Output file, Kind kind, List<Bytes> objects) throws IOException {
        return new FractalHeapWriter(file, kind, objects).write();
    }

    private Heap write() throws IOException {
        long managed = 0;
        int managedCount = 0;
        for (Bytes object : objects) {
            if (object.length() <= MAX_MANAGED_BYTES) {
                managed += object.length();
                managedCount++;
            }
        }
        long only = Math.max(kind.leastBlockBytes, powerOfTwoFrom(managed + kind.overheadBytes()));
        boolean isOneBlock = only <= LARGEST_ONLY_BLOCK_BYTES;
        firstBlockBytes = isOneBlock ? (int) only : FIRST_BLOCK_BYTES;
        long root = Encoder.UNDEFINED;
        int rows = 0;
        long managedSpace = 0;
        skipHuge();
        if (managedCount > 0 && isOneBlock) {
            root = writeDirect(0, firstBlockBytes);
            managedSpace = firstBlockBytes;
        } else if (managedCount > 0) {
            Indirect indirect = writeIndirect(0, Integer.MAX_VALUE);
            root = indirect.address();
            rows = indirect.rows();
            managedSpace = rowStart(rows);
        }
        writeHeader(managedCount, managedSpace, root, rows);
        return new Heap(address, ids);
    }

    private static long powerOfTwoFrom(long least) {
        return Long.highestOneBit(least - 1) << 1;
    }

    /** Writes the huge objects that come next. */
    private void skipHuge() throws IOException {
        while (next < objects.size() && objects.get(next).length() > MAX_MANAGED_BYTES) {
            Bytes object = objects.get(next++);
            long at = file.append(object);
            hugeBytes += object.length();
            long id = hugeRecords.size() + 1L;
            hugeRecords.add(new Encoder()
                    .unsigned64(at)
                    .unsigned64(object.length())
                    .unsigned64(id)
                    .bytes());
            ids.add(new Encoder()
                    .unsigned8(HUGE_ID)
                    .unsigned(id, Math.min(Long.BYTES, kind.idBytes - 1))
                    .zerosUpTo(kind.idBytes)
                    .bytes());
        }
    }

    /** The size of the blocks of a row of the doubling table. */
    private long blockBytes(int row) {
        return row == 0 ? firstBlockBytes : (long) firstBlockBytes << (row - 1);
    }

    /** The offset in its indirect block where a row begins. */
    private long rowStart(int row) {
        return row == 0 ? 0 : (long) WIDTH * firstBlockBytes << (row - 1);
    }

    private boolean isDirect(int row) {
        return blockBytes(row) <= MAX_DIRECT_BYTES;
    }

    /** How many rows an indirect block has that covers so many bytes. */
    private int rowsOf(long coveredBytes) {
        int row = 1;
        while (rowStart(row) < coveredBytes) {
            row++;
        }
        return row;
    }

    private long writeDirect(long offset, int size) throws IOException {
        Encoder block =
                new Encoder().signature("FHDB").unsigned8(0).unsigned64(address).unsigned(offset, kind.offsetBytes());
        int checksumAt = block.length();
        block.zeros(Integer.BYTES);
        while (next < objects.size() && block.length() + objects.get(next).length() <= size) {
            Bytes object = objects.get(next++);
            ids.add(new Encoder()
                    .unsigned8(0)
                    .unsigned(offset + block.length(), kind.offsetBytes())
                    .unsigned(object.length(), kind.idBytes - 1 - kind.offsetBytes())
                    .bytes());
            block.raw(object);
            skipHuge();
        }
        freeBytes += size - block.length();
        allocatedBytes += size;
        blocksEnd = offset + size;
        return file.append(block.zerosUpTo(size).checksumAt(checksumAt).bytes());
    }

    /** An indirect block that was written, and how many rows it has. */
    private record Indirect(long address, int rows) {}

    /** Writes an indirect block with all below it; one with {@code maxRows} without limit ends with the objects. */
    private Indirect writeIndirect(long offset, int maxRows) throws IOException {
        boolean isRoot = maxRows == Integer.MAX_VALUE;
        List<Long> children = new ArrayList<>();
        int row = 0;
        for (; row < maxRows && (!isRoot || next < objects.size()); row++) {
            for (int column = 0; column < WIDTH; column++) {
                long at = offset + rowStart(row) + column * blockBytes(row);
                if (next == objects.size()) {
                    children.add(Encoder.UNDEFINED);
                    freeBytes += freeBytesOf(blockBytes(row));
                } else if (isDirect(row)) {
                    children.add(writeDirect(at, (int) blockBytes(row)));
                } else {
                    children.add(writeIndirect(at, rowsOf(blockBytes(row))).address());
                }
            }
        }
        Encoder block =
                new Encoder().signature("FHIB").unsigned8(0).unsigned64(address).unsigned(offset, kind.offsetBytes());
        children.forEach(block::unsigned64);
        return new Indirect(file.append(block.checksum().bytes()), row);
    }

    /** What a block has room for that was not written: itself, or the direct blocks below it. */
    private long freeBytesOf(long size) {
        if (size <= MAX_DIRECT_BYTES) {
            return size - kind.overheadBytes();
        }
        long free = 0;
        for (int row = 0; row < rowsOf(size); row++) {
            free += WIDTH * freeBytesOf(blockBytes(row));
        }
        return free;
    }

    private void writeHeader(int managedCount, long managedSpace, long root, int rows) throws IOException {
        long hugeTree =
                hugeRecords.isEmpty() ? Encoder.UNDEFINED : BtreeV2Writer.write(file, HUGE_OBJECTS_TREE, hugeRecords);
        Bytes header = new Encoder()
                .signature("FRHP")
                .unsigned8(0)
                .unsigned16(kind.idBytes)
                .unsigned16(0)
                .unsigned8(CHECKSUM_DIRECT_BLOCKS)
                .unsigned32(MAX_MANAGED_BYTES)
                .unsigned64(hugeRecords.size())
                .unsigned64(hugeTree)
                .unsigned64(freeBytes)
                .unsigned64(Encoder.UNDEFINED)
                .unsigned64(managedSpace)
                .unsigned64(allocatedBytes)
                .unsigned64(blocksEnd)
                .unsigned64(managedCount)
                .unsigned64(hugeBytes)
                .unsigned64(hugeRecords.size())
                .unsigned64(0)
                .unsigned64(0)
                .unsigned16(WIDTH)
                .unsigned64(firstBlockBytes)
                .unsigned64(MAX_DIRECT_BYTES)
                .unsigned16(kind.offsetBits)
                .unsigned16(1)
                .unsigned64(root)
                .unsigned16(rows)
                .checksum()
                .bytes();
        file.write(address, header);
    }
}

package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.codec.checksum.Lookup3;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Objects of any size by id: the links and attributes of large groups and shared messages (section III.G). Blocks are
 * kept while the heap is, so one is made for one walk.
 */
final class FractalHeap {
    private static final int CHECKSUM_BLOCKS = 2;
    private static final int MANAGED = 0;
    private static final int HUGE = 1;
    private static final int TINY = 2;
    private static final int LONGEST_SHORT_TINY_ID = 18;

    private final FileBytes file;
    private final long address;
    private final int idBytes;
    private final boolean hasChecksums;
    private final long hugeTree;
    private final DoublingTable table;
    private final int lengthBytes;
    private final long root;
    private final int rootRows;
    private final Map<Long, Cursor> blocks = new HashMap<>();
    private Map<Long, Cursor> huge;

    private FractalHeap(FileBytes file, long address, Cursor in) throws IOException {
        this.file = file;
        this.address = address;
        in.signature("FRHP");
        in.version(0);
        idBytes = in.unsigned16();
        int filterBytes = in.unsigned16();
        int flags = in.unsigned8();
        long managedMost = in.unsigned32();
        hasChecksums = (flags & CHECKSUM_BLOCKS) != 0;
        in.skip(file.lengthBytes());
        hugeTree = in.offset();
        in.skip(file.offsetBytes() + 9L * file.lengthBytes());
        table = DoublingTable.decode(in);
        root = in.offset();
        rootRows = in.unsigned16();
        if (filterBytes > 0) {
            throw in.damaged("filtered heaps are not supported");
        }
        in.checksum();
        lengthBytes = Math.min(table.longestLengthBytes(), bytesFor(managedMost));
    }

    private static int bytesFor(long limit) {
        return limit == 0 ? 1 : (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
    }

    static FractalHeap read(FileBytes file, long address) throws IOException {
        int length = 22 + 12 * file.lengthBytes() + 3 * file.offsetBytes() + 4;
        return new FractalHeap(file, address, file.read("fractal heap", address, length));
    }

    /** Bytes of an id of this heap. */
    int idBytes() {
        return idBytes;
    }

    /** The object of an id. */
    Cursor object(String what, Cursor id) throws IOException {
        int first = id.unsigned8();
        if (first >>> 6 != 0) {
            throw id.damaged("version " + (first >>> 6) + " of a heap id is not known");
        }
        return switch (first >>> 4 & 3) {
            case MANAGED -> managed(what, id.unsigned(table.offsetBytes()), id.unsigned(lengthBytes));
            case HUGE -> huge(what, id);
            case TINY -> tiny(what, id, first & 0xf);
            default -> throw id.damaged("a heap id of an unknown kind");
        };
    }

    private Cursor tiny(String what, Cursor id, int high) throws IOException {
        int length = idBytes <= LONGEST_SHORT_TINY_ID ? high : high << 8 | id.unsigned8();
        return id.part(what, length + 1L);
    }

    private Cursor managed(String what, long offset, long length) throws IOException {
        long at = offset;
        long block = root;
        long size = table.firstBlockBytes();
        int rows = rootRows;
        while (rows > 0) {
            int row = table.rowOf(at);
            if (row >= rows) {
                throw file.damaged("fractal heap", address, "object at " + offset + " is outside the heap");
            }
            size = table.blockBytes(row);
            long column = (at - table.rowStart(row)) / size;
            at = (at - table.rowStart(row)) % size;
            block = child(block, rows, row, column);
            rows = table.isDirect(row) ? 0 : table.rowsOf(size);
        }
        Cursor data = blocks.get(block);
        if (data == null) {
            data = directBlock(block, size);
            blocks.put(block, data);
        }
        Cursor in = data.restart("direct block of a fractal heap");
        in.skip(at);
        return in.part(what, length);
    }

    private Cursor directBlock(long block, long size) throws IOException {
        Cursor in = file.read("direct block of a fractal heap", block, size);
        in.signature("FHDB");
        in.version(0);
        requireOwner(in);
        in.skip(table.offsetBytes());
        if (hasChecksums) {
            // The checksum covers the whole block with its own field zero.
            int at = in.consumed();
            int stored = in.bits32();
            byte[] copy = in.bytes().toArray();
            Arrays.fill(copy, at, at + 4, (byte) 0);
            if (stored != Lookup3.of(Bytes.wrap(copy), copy.length)) {
                throw in.damaged("checksum does not fit the block's bytes");
            }
        }
        return in;
    }

    private void requireOwner(Cursor in) throws IOException {
        long owner = in.offset();
        if (owner != address) {
            throw in.damaged("belongs to another heap");
        }
    }

    /** The address of a child of an indirect block; direct blocks come first. */
    private long child(long block, int rows, int row, long column) throws IOException {
        Cursor in = blocks.get(block);
        if (in == null) {
            long entries = (long) rows * table.width();
            int headBytes = 5 + file.offsetBytes() + table.offsetBytes();
            in = file.read("indirect block of a fractal heap", block, headBytes + entries * file.offsetBytes() + 4);
            in.signature("FHIB");
            in.version(0);
            requireOwner(in);
            in.skip(table.offsetBytes() + entries * file.offsetBytes());
            in.checksum();
            blocks.put(block, in);
        }
        Cursor entries = in.restart("indirect block of a fractal heap");
        entries.skip(5 + file.offsetBytes() + table.offsetBytes());
        entries.skip(((long) row * table.width() + column) * file.offsetBytes());
        return entries.offset();
    }

    private Cursor huge(String what, Cursor id) throws IOException {
        if (idBytes - 1 >= file.offsetBytes() + file.lengthBytes()) {
            return file.read(what, id.offset(), id.length());
        }
        if (huge == null) {
            huge = new HashMap<>();
            BtreeV2.records(file, hugeTree, BtreeV2.HUGE, record -> {
                Cursor where = record.part("huge object of a fractal heap", file.offsetBytes() + file.lengthBytes());
                huge.put(record.length(), where);
            });
        }
        long number = id.unsigned(Math.min(8, idBytes - 1));
        Cursor where = huge.get(number);
        if (where == null) {
            throw id.damaged("huge object " + number + " is not in the heap");
        }
        Cursor in = where.restart("huge object of a fractal heap");
        return file.read(what, in.offset(), in.length());
    }
}

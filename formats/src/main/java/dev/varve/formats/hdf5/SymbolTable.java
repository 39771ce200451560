package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The links of an old-style group: a version 1 B-tree of symbol table nodes (sections III.A.1, III.B, III.C). */
final class SymbolTable {
    private static final int SOFT_LINK = 2;
    private static final int SCRATCH_BYTES = 16;

    private final FileBytes file;
    private final LocalHeap heap;
    private final List<Link> links = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();

    private SymbolTable(FileBytes file, LocalHeap heap) {
        this.file = file;
        this.heap = heap;
    }

    /** The links that a symbol table message leads to, in the order of their names. */
    static List<Link> links(Cursor message) throws IOException {
        FileBytes file = message.file();
        long tree = message.offset();
        SymbolTable table = new SymbolTable(file, LocalHeap.read(file, message.offset()));
        BtreeV1.leaves(file, tree, BtreeV1.GROUP, file.lengthBytes(), (key, child) -> table.readNode(child));
        return table.links;
    }

    private void readNode(long address) throws IOException {
        Cursor in = file.read("symbol table node", address, 8);
        in.signature("SNOD");
        in.version(1);
        in.skip(1);
        int count = in.unsigned16();
        if (!seen.add(address)) {
            throw in.damaged("is listed twice");
        }
        long entryBytes = file.lengthBytes() + file.offsetBytes() + 8L + SCRATCH_BYTES;
        Cursor entries = file.read("symbol table node", address + 8, count * entryBytes);
        for (int i = 0; i < count; i++) {
            readEntry(entries);
        }
    }

    private void readEntry(Cursor in) throws IOException {
        // The specification says that the name's offset has the width of an address; the library writes a length.
        String name = heap.text(in.length());
        long header = in.offset();
        long cached = in.unsigned32();
        in.skip(4);
        Cursor scratch = in.part("symbol table entry", SCRATCH_BYTES);
        Link.Target target =
                cached == SOFT_LINK ? new Link.Soft(heap.text(scratch.unsigned32())) : new Link.Hard(header);
        links.add(new Link(name, 0, target));
    }
}

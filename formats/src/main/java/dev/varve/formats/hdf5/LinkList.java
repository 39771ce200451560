package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All links of a group: a symbol table, link messages, or a heap (sections IV.A.2.c, IV.A.2.g, IV.A.2.r). */
final class LinkList {
    private static final int TRACKED = 1;

    private LinkList() {}

    /** The links, in the order of creation where the group tracks it, else by name. */
    static List<Link> read(FileBytes file, ObjectHeader header, SharedMessages shared) throws IOException {
        List<Link> links = new ArrayList<>();
        for (HeaderMessage message : header.all(MessageType.SYMBOL_TABLE)) {
            links.addAll(SymbolTable.links(message.body().restart("symbol table message")));
        }
        for (HeaderMessage message : header.all(MessageType.LINK)) {
            links.add(Link.decode(shared.open("link message", message)));
        }
        boolean isTracked = false;
        for (HeaderMessage message : header.all(MessageType.LINK_INFO)) {
            Cursor info = message.body().restart("link info message");
            info.version(0);
            isTracked = (info.unsigned8() & TRACKED) != 0;
            info.skip(isTracked ? 8 : 0);
            long heap = info.offset();
            long names = info.offset();
            if (heap != FileBytes.UNDEFINED) {
                readDense(file, heap, names, links);
            }
        }
        links.sort(isTracked ? Comparator.comparingLong(Link::creationOrder) : Comparator.comparing(Link::name));
        return links;
    }

    private static void readDense(FileBytes file, long heapAddress, long names, List<Link> links) throws IOException {
        FractalHeap heap = FractalHeap.read(file, heapAddress);
        BtreeV2.records(file, names, BtreeV2.LINKS_BY_NAME, record -> {
            record.skip(4);
            links.add(Link.decode(heap.object("link", record.part("link", record.remaining()))));
        });
    }
}

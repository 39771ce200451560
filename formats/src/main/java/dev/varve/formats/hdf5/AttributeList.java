package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All attributes of an object, in its header or in a heap beside it (sections IV.A.2.m and IV.A.2.v). */
final class AttributeList {
    private static final int SHARED = 2;
    private static final int TRACKED = 1;
    private static final int INDEXED = 2;

    private AttributeList() {}

    /**
     * The attributes: in the order of creation where the object tracks it, else those of the header in its order, and
     * those of a heap by name.
     */
    static List<Hdf5Attribute> read(FileBytes file, ObjectHeader header, SharedMessages shared) throws IOException {
        List<Hdf5Attribute> attributes = new ArrayList<>();
        for (HeaderMessage message : header.all(MessageType.ATTRIBUTE)) {
            attributes.add(Hdf5Attribute.decode(shared.open("attribute", message), message.creationOrder(), shared));
        }
        boolean isTracked = false;
        for (HeaderMessage message : header.all(MessageType.ATTRIBUTE_INFO)) {
            Cursor info = message.body().restart("attribute info message");
            info.version(0);
            int flags = info.unsigned8();
            isTracked = (flags & TRACKED) != 0;
            info.skip(isTracked ? 2 : 0);
            long heap = info.offset();
            long names = info.offset();
            info.skip((flags & INDEXED) != 0 ? file.offsetBytes() : 0);
            if (heap != FileBytes.UNDEFINED) {
                attributes.addAll(dense(file, heap, names, shared));
            }
        }
        if (isTracked) {
            attributes.sort(Comparator.comparingInt(Hdf5Attribute::creationOrder));
        }
        return attributes;
    }

    private static List<Hdf5Attribute> dense(FileBytes file, long heapAddress, long names, SharedMessages shared)
            throws IOException {
        FractalHeap heap = FractalHeap.read(file, heapAddress);
        List<Hdf5Attribute> attributes = new ArrayList<>();
        BtreeV2.records(file, names, BtreeV2.ATTRIBUTES_BY_NAME, record -> {
            Cursor id = record.part("attribute", 8);
            int flags = record.unsigned8();
            int order = record.bits32();
            Cursor body = (flags & SHARED) != 0
                    ? shared.inHeap("attribute", id, MessageType.ATTRIBUTE)
                    : heap.object("attribute", id);
            attributes.add(Hdf5Attribute.decode(body, order, shared));
        });
        attributes.sort(Comparator.comparing(Hdf5Attribute::name));
        return attributes;
    }
}

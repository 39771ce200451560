package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of a group, a dataset or a committed type (section IV.A.1.b): messages in one piece, the order of creation of
 * links and attributes kept, as netCDF wants it. Up to eight links and attributes lie in the header, more in a heap, which
 * is where the HDF5 library would put them.
 */
public final class ObjectHeader {
    private static final int DATASPACE = 0x01;
    private static final int LINK_INFO = 0x02;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    private static final int LAYOUT = 0x08;
    private static final int GROUP_INFO = 0x0a;
    private static final int FILTERS = 0x0b;
    private static final int ATTRIBUTE = 0x0c;
    private static final int ATTRIBUTE_INFO = 0x15;

    private static final int CONSTANT = 0x01;
    private static final int SHARED = 0x02;
    private static final int NEVER_SHARED = 0x04;

    private static final int FOUR_BYTE_SIZE = 0x02;
    private static final int ORDER_TRACKED_AND_INDEXED = 0x0c;
    private static final int INFO_TRACKED_AND_INDEXED = 0x03;
    private static final int MOST_COMPACT = 8;
    private static final int MOST_MESSAGE_BYTES = 65_000;
    private static final int MAX_ATTRIBUTES = 0xffff;

    private final List<Message> messages = new ArrayList<>();
    private final List<FileAttribute> attributes;
    private final List<FileLink> links;
    private final Kind kind;

    private enum Kind {
        GROUP,
        DATASET,
        TYPE
    }

    private record Message(int type, int flags, Bytes body) {}

    private ObjectHeader(Kind kind, List<FileAttribute> attributes, List<FileLink> links) {
        this.kind = kind;
        this.attributes = List.copyOf(attributes);
        this.links = List.copyOf(links);
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(attributes.size() + " attributes are more than " + MAX_ATTRIBUTES);
        }
    }

    /** A group; links and attributes in the order of their creation. */
    public static ObjectHeader group(List<FileLink> links, List<FileAttribute> attributes) {
        return new ObjectHeader(Kind.GROUP, attributes, links);
    }

    /** A committed datatype. */
    public static ObjectHeader type(FileType type) {
        ObjectHeader header = new ObjectHeader(Kind.TYPE, List.of(), List.of());
        header.add(DATATYPE, CONSTANT, type.encoded());
        return header;
    }

    /** A dataset; attributes in the order of their creation. */
    public static ObjectHeader dataset(
            FileType type, Extent extent, DataStorage storage, List<FileAttribute> attributes) {
        ObjectHeader header = new ObjectHeader(Kind.DATASET, attributes, List.of());
        header.add(DATASPACE, 0, extent.encoded());
        header.add(DATATYPE, CONSTANT | (type.isCommitted() ? SHARED : 0), type.encoded());
        header.add(FILL_VALUE, CONSTANT, storage.fillMessage());
        header.add(LAYOUT, 0, storage.layoutMessage());
        storage.filterMessage().ifPresent(m -> header.add(FILTERS, CONSTANT, m));
        return header;
    }

    private void add(int type, int flags, Bytes body) {
        if (body.length() > MOST_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a header message of " + body.length() + " bytes is more than "
                    + MOST_MESSAGE_BYTES + ": the datatype has too many members");
        }
        messages.add(new Message(type, flags, body));
    }

    private boolean hasLinksInHeap() {
        return links.size() > MOST_COMPACT;
    }

    private boolean hasAttributesInHeap() {
        return attributes.size() > MOST_COMPACT
                || attributes.stream().anyMatch(a -> a.encoded().length() > MOST_MESSAGE_BYTES);
    }

    /** How many bytes the header takes; depends on no address. */
    public int sizeBytes() {
        return encoded(MemberIndex.NONE, MemberIndex.NONE).length();
    }

    /** Writes the header into space of its size, and what does not fit into it elsewhere. */
    public void write(Hdf5Output file, long address) throws IOException {
        MemberIndex ofLinks = hasLinksInHeap() ? MemberIndex.ofLinks(file, links) : MemberIndex.NONE;
        MemberIndex ofAttributes =
                hasAttributesInHeap() ? MemberIndex.ofAttributes(file, attributes) : MemberIndex.NONE;
        file.write(address, encoded(ofLinks, ofAttributes));
    }

    private Bytes encoded(MemberIndex ofLinks, MemberIndex ofAttributes) {
        Encoder body = new Encoder();
        if (kind == Kind.GROUP) {
            putLinks(body, ofLinks);
        }
        messages.forEach(m -> put(body, m.type(), m.flags(), 0, m.body()));
        if (kind != Kind.TYPE) {
            putAttributes(body, ofAttributes);
        }
        return new Encoder()
                .signature("OHDR")
                .unsigned8(2)
                .unsigned8(FOUR_BYTE_SIZE | (kind == Kind.TYPE ? 0 : ORDER_TRACKED_AND_INDEXED))
                .unsigned32(body.length())
                .raw(body.bytes())
                .checksum()
                .bytes();
    }

    private void put(Encoder body, int type, int flags, int order, Bytes message) {
        body.unsigned8(type).unsigned16(message.length()).unsigned8(flags);
        if (kind != Kind.TYPE) {
            body.unsigned16(order);
        }
        body.raw(message);
    }

    private void putLinks(Encoder body, MemberIndex index) {
        put(body, LINK_INFO, 0, 0, info(8, links.size(), index));
        put(body, GROUP_INFO, CONSTANT, 0, new Encoder().zeros(2).bytes());
        if (!hasLinksInHeap()) {
            for (int order = 0; order < links.size(); order++) {
                put(body, LINK, 0, 0, links.get(order).encoded(order));
            }
        }
    }

    private void putAttributes(Encoder body, MemberIndex index) {
        put(body, ATTRIBUTE_INFO, NEVER_SHARED, 0, info(2, attributes.size(), index));
        if (!hasAttributesInHeap()) {
            for (int order = 0; order < attributes.size(); order++) {
                put(body, ATTRIBUTE, 0, order, attributes.get(order).encoded());
            }
        }
    }

    /** How many members were made, and where they are; messages of links and of attributes differ in one width. */
    private static Bytes info(int countBytes, int count, MemberIndex index) {
        return new Encoder()
                .unsigned8(0)
                .unsigned8(INFO_TRACKED_AND_INDEXED)
                .unsigned(count, countBytes)
                .unsigned64(index.heap())
                .unsigned64(index.byName())
                .unsigned64(index.byOrder())
                .bytes();
    }
}

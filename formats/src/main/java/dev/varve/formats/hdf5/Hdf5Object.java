package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.List;

/** A group, a dataset or a committed datatype: what a link leads to. */
public final class Hdf5Object {
    private final FileBytes file;
    private final String path;
    private final ObjectHeader header;
    private final SharedMessages shared;

    /** What an object is. */
    public enum Kind {
        GROUP,
        DATASET,
        NAMED_TYPE,
        OTHER
    }

    Hdf5Object(FileBytes file, String path, ObjectHeader header, SharedMessages shared) {
        this.file = file;
        this.path = path;
        this.header = header;
        this.shared = shared;
    }

    /** The address of its header: the same for all links to one object. */
    public long address() {
        return header.address();
    }

    /** What it is. */
    public Kind kind() {
        if (header.has(MessageType.LAYOUT) || header.has(MessageType.DATASPACE)) {
            return Kind.DATASET;
        }
        if (header.has(MessageType.SYMBOL_TABLE) || header.has(MessageType.LINK_INFO) || header.has(MessageType.LINK)) {
            return Kind.GROUP;
        }
        return header.has(MessageType.DATATYPE) ? Kind.NAMED_TYPE : Kind.OTHER;
    }

    /** Its attributes, in the order of creation where that is tracked. */
    public List<Hdf5Attribute> attributes() throws IOException {
        return AttributeList.read(file, header, shared);
    }

    /** The links of a group, in the order of creation where that is tracked, else by name. */
    public List<Link> links() throws IOException {
        return LinkList.read(file, header, shared);
    }

    /** The datatype that was committed under this name. */
    public Datatype namedType() throws IOException {
        HeaderMessage message = header.first(MessageType.DATATYPE)
                .orElseThrow(() -> file.damaged("object header", header.address(), "has no datatype message"));
        return DatatypeDecoder.decode(shared.open("datatype", message));
    }

    /** The object as a dataset. */
    public Hdf5Dataset dataset() throws IOException {
        return Hdf5Dataset.read(file.about("variable '" + path + "'"), header, shared);
    }
}

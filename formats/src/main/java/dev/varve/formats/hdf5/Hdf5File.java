package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.dataset.SourceFormatException;
import dev.varve.store.RangeReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;

/** An open HDF5 file. Safe for use by many threads: what it keeps is read when it is opened. */
public final class Hdf5File implements Closeable {
    /** Objects with many names are read as often; past this the file is made to cost more than it is worth. */
    private static final long METADATA_READINGS = 16;

    private static final long METADATA_BYTES = 16L << 20;

    private final RangeReader reader;
    private final FileBytes bytes;
    private final SharedMessages shared;
    private final long root;

    private Hdf5File(RangeReader reader, FileBytes bytes, SharedMessages shared, long root) {
        this.reader = reader;
        this.bytes = bytes;
        this.shared = shared;
        this.root = root;
    }

    /** Whether a file has the signature of HDF5, at its start or behind a user block. */
    public static boolean isHdf5(RangeReader reader) throws IOException {
        return Superblock.find(reader).isPresent();
    }

    /**
     * Opens a file; closing it closes the reader.
     *
     * @throws dev.varve.dataset.SourceFormatException when it is no HDF5 file or is cut short
     */
    public static Hdf5File open(RangeReader reader) throws IOException {
        Superblock superblock = Superblock.read(reader);
        FileBytes bytes = superblock.bytes();
        bytes = bytes.allowing(METADATA_READINGS * bytes.size() + METADATA_BYTES);
        OptionalLong extension = superblock.extension();
        return new Hdf5File(reader, bytes, SharedMessages.read(bytes, extension), superblock.root());
    }

    /** What messages call the file. */
    public String name() {
        return reader.name();
    }

    /** What a failure says, without the name of the file. */
    public String reason(SourceFormatException failure) {
        return bytes.reason(failure);
    }

    /** The root group. */
    public Hdf5Object root() throws IOException {
        return object(root, "/");
    }

    /**
     * The object whose header lies at an address.
     *
     * @param path what messages call it
     */
    public Hdf5Object object(long address, String path) throws IOException {
        FileBytes labelled = bytes.about("object '" + path + "'");
        return new Hdf5Object(labelled, path, ObjectHeader.read(labelled, address), shared);
    }

    /** The addresses that an array of object references holds; negative where one leads nowhere. */
    public long[] addresses(byte[] references) throws IOException {
        Cursor in = new Cursor(bytes, "object references", Bytes.wrap(references), 0);
        long[] addresses = new long[references.length / bytes.offsetBytes()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = in.offset();
        }
        return addresses;
    }

    /** What each element of an attribute of strings or sequences holds: its bytes as they lie in the file. */
    public byte[][] sequences(Hdf5Attribute attribute) throws IOException {
        boolean isSequence = attribute.type() instanceof Datatype.Sequence;
        int unitBytes =
                isSequence ? ((Datatype.Sequence) attribute.type()).base().sizeBytes() : 1;
        GlobalHeap heap = new GlobalHeap(bytes);
        Cursor in = new Cursor(bytes, "attribute '" + attribute.name() + "'", attribute.data(), attribute.address());
        int elementBytes = attribute.type().sizeBytes();
        byte[][] values = new byte[in.remaining() / elementBytes][];
        for (int i = 0; i < values.length; i++) {
            values[i] = heap.object(in.part("attribute '" + attribute.name() + "'", elementBytes), unitBytes);
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        bytes.scratches().close();
        reader.close();
    }
}

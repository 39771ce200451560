package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import dev.varve.store.FileRangeReader;
import dev.varve.store.RangeReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An HDF5 file while it is written: space is handed out front to back, and every piece is written once into its own. Safe
 * for use by many threads at once; only handing out space takes a lock.
 */
public final class Hdf5Output implements Closeable {
    private static final int SUPERBLOCK_BYTES = 48;
    /** The JDK copies through a buffer of the size asked for and keeps it per thread. */
    private static final int PIECE_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final WriteLog metadata = new WriteLog();
    private long end = SUPERBLOCK_BYTES;

    private Hdf5Output(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates a file.
     *
     * @throws IOException when it is there already or cannot be created
     */
    public static Hdf5Output create(Path path) throws IOException {
        return new Hdf5Output(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Space for some bytes. */
    public synchronized long allocate(long bytes) {
        long address = end;
        end = Math.addExact(end, bytes);
        return address;
    }

    /** Writes a structure into its space; {@link #finish} reads it back. */
    public void write(long address, Bytes structure) throws IOException {
        put(address, structure);
        synchronized (metadata) {
            metadata.add(0, address, structure);
        }
    }

    /** Writes a structure into fresh space. */
    public long append(Bytes structure) throws IOException {
        long address = allocate(structure.length());
        write(address, structure);
        return address;
    }

    /** Writes data; whoever calls reads it back. */
    void put(long address, Bytes bytes) throws IOException {
        int done = 0;
        while (done < bytes.length()) {
            int length = Math.min(PIECE_BYTES, bytes.length() - done);
            ByteBuffer piece = ByteBuffer.wrap(bytes.array(), bytes.offset() + done, length);
            done += channel.write(piece, address + done);
        }
    }

    /** The file, to be read back. */
    RangeReader reader() throws IOException {
        return FileRangeReader.open(path);
    }

    /**
     * Writes the superblock (section II.A, version 2), forces everything to disk and reads the structures back.
     *
     * @param root the address of the root group's header
     * @param isForced whether the file must survive a loss of power
     * @throws IOException when writing fails, or what is read back is not what was written
     */
    public void finish(long root, boolean isForced) throws IOException {
        Bytes superblock = new Encoder()
                .raw(Bytes.wrap(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'}))
                .unsigned8(2)
                .unsigned8(8)
                .unsigned8(8)
                .unsigned8(0)
                .unsigned64(0)
                .unsigned64(Encoder.UNDEFINED)
                .unsigned64(end)
                .unsigned64(root)
                .checksum()
                .bytes();
        write(0, superblock);
        if (isForced) {
            channel.force(true);
        }
        try (RangeReader file = reader()) {
            metadata.verify(file, "structures of the file");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

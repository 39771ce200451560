package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Full reads and writes of a channel, in pieces: the JDK copies through a direct buffer of the size asked for and keeps it
 * per thread, so that large requests would cost memory outside the heap, and the second copy would find nothing of the first
 * in the processor's cache.
 */
final class FileIo {
    /** About how many bytes are copied in the time that the calls for one more piece, or one more range of a file, take. */
    static final int REQUEST_BYTES = 64 << 10;

    private static final int PIECE_BYTES = 256 << 10;

    private FileIo() {}

    /** Reads exactly {@code length} bytes at {@code offset}; {@code name} is what messages call the file. */
    static Bytes read(FileChannel channel, long offset, int length, String name) throws IOException {
        byte[] target = new byte[length];
        read(channel, offset, target, length, name);
        return Bytes.wrap(target);
    }

    /** Reads exactly {@code length} bytes at {@code offset} to the start of {@code target}. */
    static void read(FileChannel channel, long offset, byte[] target, int length, String name) throws IOException {
        int done = 0;
        while (done < length) {
            ByteBuffer piece = ByteBuffer.wrap(target, done, Math.min(PIECE_BYTES, length - done));
            int count = channel.read(piece, offset + done);
            if (count < 0) {
                throw new EOFException(name + ": ends at byte " + (offset + done) + ", it was cut while being read");
            }
            done += count;
        }
    }

    /** Writes all bytes where the channel stands. */
    static void append(FileChannel channel, Bytes bytes) throws IOException {
        append(channel, ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length()));
    }

    /** Writes what remains of a buffer where the channel stands. */
    static void append(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(bytes.position() + Math.min(PIECE_BYTES, end - bytes.position()));
            channel.write(bytes);
        }
    }
}

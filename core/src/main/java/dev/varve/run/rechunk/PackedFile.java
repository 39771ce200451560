package dev.varve.run.rechunk;

import dev.varve.array.Bytes;
import dev.varve.store.FileRangeReader;
import dev.varve.store.RangeReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A temporary file of blocks in the order in which they will be needed. Blocks lie one after another from the beginning; behind
 * them the index, 16 bytes a block: where it begins (8), its length (4), its CRC-32C (4); then 24 bytes: the number of blocks (8),
 * the CRC-32C of the index (4), zero (4), and {@code VARVEPK1}. Numbers are little-endian. A file that is not whole has another
 * name. See adr/0008.
 */
final class PackedFile {
    static final int ENTRY_BYTES = 16;
    static final int TAIL_BYTES = 24;
    private static final byte[] MAGIC = "VARVEPK1".getBytes(StandardCharsets.US_ASCII);
    private static final int PIECE_BYTES = 1 << 20;

    private PackedFile() {}

    private static int crc(Bytes bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) crc.getValue();
    }

    /** Writes a file; blocks may be written by several threads at once. */
    static final class Writer implements Closeable {
        private final Path path;
        private final Path making;
        private final FileChannel channel;
        private final ByteBuffer index;
        private long end;

        /** A file of so many blocks. */
        Writer(Path path, int blocks) throws IOException {
            this.path = path;
            this.making = path.resolveSibling(path.getFileName() + ".part");
            this.index =
                    ByteBuffer.allocate(Math.multiplyExact(blocks, ENTRY_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
            this.channel = FileChannel.open(
                    making, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        }

        /** The place of the next block, which is written there afterwards; blocks get theirs in their order. */
        synchronized long place(int length) {
            long at = end;
            end += length;
            return at;
        }

        /** Writes a block where it has its place. */
        void write(int block, long at, Bytes bytes) throws IOException {
            writeFully(channel, at, ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length()));
            int entry = block * ENTRY_BYTES;
            index.putLong(entry, at).putInt(entry + 8, bytes.length()).putInt(entry + 12, crc(bytes));
        }

        /** Makes the file whole and gives it its name. */
        long finish() throws IOException {
            Bytes entries = Bytes.wrap(index.array());
            ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            tail.putLong(index.capacity() / ENTRY_BYTES)
                    .putInt(crc(entries))
                    .putInt(0)
                    .put(MAGIC)
                    .flip();
            writeFully(channel, end, ByteBuffer.wrap(index.array()));
            writeFully(channel, end + index.capacity(), tail);
            channel.close();
            Files.move(making, path, StandardCopyOption.ATOMIC_MOVE);
            return end + index.capacity() + TAIL_BYTES;
        }

        private static void writeFully(FileChannel channel, long at, ByteBuffer bytes) throws IOException {
            long start = at - bytes.position();
            int stop = bytes.limit();
            while (bytes.position() < stop) {
                bytes.limit(Math.min(stop, bytes.position() + PIECE_BYTES));
                channel.write(bytes, start + bytes.position());
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A whole file. */
    static final class Reader implements Closeable {
        private final RangeReader file;
        private final int blocks;
        private final long indexAt;

        Reader(Path path, int blocks) throws IOException {
            this.file = FileRangeReader.open(path);
            this.blocks = blocks;
            this.indexAt = file.size() - TAIL_BYTES - (long) blocks * ENTRY_BYTES;
            if (indexAt < 0) {
                file.close();
                throw damaged(path.toString());
            }
        }

        private static IOException damaged(String name) {
            return new IOException(name + " is damaged, a temporary file; start anew with --overwrite");
        }

        /** Blocks that follow each other, read at once. */
        final class Run {
            private final int first;
            private final ByteBuffer entries;
            private final Bytes data;

            private Run(int first, ByteBuffer entries, Bytes data) {
                this.first = first;
                this.entries = entries;
                this.data = data;
            }

            /** The bytes of one of the blocks. */
            Bytes block(int number) throws IOException {
                int entry = (number - first) * ENTRY_BYTES;
                long at = entries.getLong(entry) - entries.getLong(0);
                int length = entries.getInt(entry + 8);
                if (at < 0 || length < 0 || at > data.length() - length) {
                    throw damaged(file.name());
                }
                Bytes bytes = data.slice((int) at, length);
                if (crc(bytes) != entries.getInt(entry + 12)) {
                    throw damaged(file.name());
                }
                return bytes;
            }
        }

        /**
         * Reads blocks that follow each other.
         *
         * @param mostBytes the most that they may take, for nothing is allocated on a damaged file's say-so
         */
        Run read(int first, int count, long mostBytes) throws IOException {
            if (first < 0 || count < 1 || first > blocks - count) {
                throw new IllegalArgumentException(count + " blocks from " + first + " of " + blocks);
            }
            ByteBuffer entries = buffer(file.read(indexAt + (long) first * ENTRY_BYTES, count * ENTRY_BYTES));
            int last = (count - 1) * ENTRY_BYTES;
            long at = entries.getLong(0);
            long length = entries.getLong(last) + entries.getInt(last + 8) - at;
            if (at < 0 || length < 0 || length > mostBytes || at > indexAt - length) {
                throw damaged(file.name());
            }
            return new Run(first, entries, file.read(at, (int) length));
        }

        private static ByteBuffer buffer(Bytes bytes) {
            return ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** Whether all that the file should hold is there, by reading it. */
        boolean isWhole(int blockBytes) throws IOException {
            ByteBuffer tail = buffer(file.read(file.size() - TAIL_BYTES, TAIL_BYTES));
            byte[] magic = new byte[MAGIC.length];
            tail.get(16, magic);
            int indexBytes = blocks * ENTRY_BYTES;
            boolean isSound = tail.getLong(0) == blocks
                    && Arrays.equals(magic, MAGIC)
                    && tail.getInt(8) == crc(file.read(indexAt, indexBytes));
            for (int block = 0; isSound && block < blocks; block++) {
                try {
                    read(block, 1, blockBytes).block(block);
                } catch (IOException e) {
                    isSound = false;
                }
            }
            return isSound;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

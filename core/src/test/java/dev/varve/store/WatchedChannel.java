package dev.varve.store;

import dev.varve.store.FileWatcher.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file of a {@link WatchedFileSystem}. */
final class WatchedChannel extends IncapableFileChannel {
    private final FileChannel inner;
    private final Path path;
    private final FileWatcher watcher;

    WatchedChannel(FileChannel inner, Path path, FileWatcher watcher) {
        this.inner = inner;
        this.path = path;
        this.watcher = watcher;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        watcher.before(Call.READ, path);
        return inner.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        watcher.before(Call.READ, path);
        return inner.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = write(source, inner.position());
        inner.position(inner.position() + written);
        return written;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        watcher.before(Call.WRITE, path);
        byte[] bytes = new byte[watcher.writable(path, source.remaining())];
        source.get(bytes);
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            inner.write(left, position + left.position());
        }
        watcher.wrote(this, position, bytes);
        return bytes.length;
    }

    @Override
    public void force(boolean isMetadata) throws IOException {
        watcher.before(Call.FORCE, path);
        if (watcher.isForcing()) {
            inner.force(isMetadata);
        }
        watcher.forced(this);
    }

    @Override
    public long position() throws IOException {
        return inner.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        inner.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return inner.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        watcher.before(Call.READ, path);
        return inner.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
        if (source.read(piece) < 0) {
            return 0;
        }
        return write(piece.flip(), position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        if (mode != MapMode.READ_ONLY) {
            throw new UnsupportedOperationException("what is written through a map is not seen");
        }
        watcher.before(Call.READ, path);
        return inner.map(mode, position, size);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
        return inner.tryLock(position, size, isShared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        inner.close();
    }
}

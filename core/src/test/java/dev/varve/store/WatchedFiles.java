package dev.varve.store;

import dev.varve.store.FileWatcher.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The calls of a {@link WatchedFileSystem}. As it has the constructor that Java wants of the default filesystem's provider, a
 * whole process can be watched ({@code -Djava.nio.file.spi.DefaultFileSystemProvider}).
 */
public final class WatchedFiles extends FileSystemProvider {
    private final FileSystemProvider inner;
    private final WatchedFileSystem system;
    private volatile Path watched;
    private volatile FileWatcher watcher = new FileWatcher() {};

    public WatchedFiles(FileSystemProvider inner) {
        this.inner = inner;
        this.system = new WatchedFileSystem(this, inner.getFileSystem(URI.create("file:///")));
    }

    /** Who sees the calls on a folder and all below from now on. */
    public void watch(Path folder, FileWatcher sees) {
        watched = WatchedPath.inner(folder);
        watcher = sees;
    }

    WatchedFileSystem system() {
        return system;
    }

    private FileWatcher watcher(Path path) {
        return watched != null && path.startsWith(watched) ? watcher : new FileWatcher() {};
    }

    private Path seen(Call call, Path path) throws IOException {
        Path there = WatchedPath.inner(path);
        watcher(there).before(call, there);
        return there;
    }

    @Override
    public String getScheme() {
        return inner.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
        return inner.newFileSystem(uri, environment);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return new WatchedPath(system, inner.getPath(uri));
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path there = WatchedPath.inner(path);
        boolean isMaking = options.contains(StandardOpenOption.CREATE_NEW)
                || (options.contains(StandardOpenOption.CREATE) && !Files.exists(there));
        seen(isMaking ? Call.CREATE : Call.OPEN, path);
        WatchedChannel channel =
                new WatchedChannel(inner.newFileChannel(there, options, attributes), there, watcher(there));
        watcher(there).opened(channel, there);
        return channel;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> entries = inner.newDirectoryStream(
                seen(Call.LIST, folder), entry -> filter.accept(new WatchedPath(system, entry)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> found = entries.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return found.hasNext();
                    }

                    @Override
                    public Path next() {
                        return new WatchedPath(system, found.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                entries.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        Path there = seen(Call.MAKE_FOLDER, folder);
        inner.createDirectory(there, attributes);
        watcher(there).madeFolder(there);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        Path there = seen(Call.LINK, link);
        inner.createSymbolicLink(there, WatchedPath.inner(target), attributes);
        watcher(there).linked(there, target.toString());
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        if (watched != null && WatchedPath.inner(link).startsWith(watched)) {
            throw new UnsupportedOperationException("second names are not watched");
        }
        inner.createLink(WatchedPath.inner(link), WatchedPath.inner(existing));
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return new WatchedPath(system, inner.readSymbolicLink(seen(Call.LOOK, link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        Path there = seen(Call.DELETE, path);
        inner.delete(there);
        watcher(there).deleted(there);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        if (watched != null && WatchedPath.inner(target).startsWith(watched)) {
            throw new UnsupportedOperationException("copies are not watched");
        }
        inner.copy(WatchedPath.inner(source), WatchedPath.inner(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Path from = WatchedPath.inner(source);
        Path to = seen(Call.RENAME, target);
        inner.move(from, to, options);
        watcher(to).renamed(from, to);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return inner.isSameFile(WatchedPath.inner(one), WatchedPath.inner(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return inner.isHidden(WatchedPath.inner(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return inner.getFileStore(WatchedPath.inner(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        inner.checkAccess(seen(Call.LOOK, path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return inner.getFileAttributeView(WatchedPath.inner(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return inner.readAttributes(seen(Call.LOOK, path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return inner.readAttributes(seen(Call.LOOK, path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        inner.setAttribute(seen(Call.WRITE, path), attribute, value, options);
    }
}

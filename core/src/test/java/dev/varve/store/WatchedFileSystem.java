package dev.varve.store;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** Another filesystem of which every call goes by a {@link FileWatcher}; closing it changes nothing. */
public final class WatchedFileSystem extends FileSystem {
    private final WatchedFiles provider;
    private final FileSystem inner;

    WatchedFileSystem(WatchedFiles provider, FileSystem inner) {
        this.provider = provider;
        this.inner = inner;
    }

    /** A path of the local filesystem, as whose calls a watcher sees those on it and on all that is got from it. */
    public static Path watch(Path path, FileWatcher watcher) {
        WatchedFiles files = new WatchedFiles(path.getFileSystem().provider());
        files.watch(path, watcher);
        return new WatchedPath(files.system(), path);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return inner.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        Path root = inner.getRootDirectories().iterator().next();
        return List.of(new WatchedPath(this, root));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return inner.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return inner.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return new WatchedPath(this, inner.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = inner.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(WatchedPath.inner(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return inner.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}

package dev.varve.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Files below a folder that were written and are not yet known to be on disk, and the threads that force them there. */
final class UnsyncedFiles implements Closeable {
    /** How many files are forced to disk at once; they cost no processor. */
    private static final int FORCED_AT_ONCE = 32;

    private final Path root;
    private final Set<Path> files = new ConcurrentSkipListSet<>();
    /** Folders out of which a file was removed. */
    private final Set<Path> emptied = new ConcurrentSkipListSet<>();
    /** Files that are forced meanwhile. */
    private final Queue<Future<?>> underWay = new ConcurrentLinkedQueue<>();
    /** None is made before the first is needed. */
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "varve-forcing");
        thread.setDaemon(true);
        return thread;
    });

    UnsyncedFiles(Path root) {
        this.root = root;
    }

    /** Threads that force files. */
    ExecutorService threads() {
        return threads;
    }

    /** A file was written; forcing it begins at once when there is much to force. */
    void add(Path file, boolean hasMuchToForce) {
        files.add(file);
        if (hasMuchToForce) {
            underWay.add(threads.submit(() -> {
                if (Files.exists(file)) {
                    FilesystemStore.force(file);
                }
                return null;
            }));
        }
    }

    /** A file was removed. */
    void remove(Path file) {
        files.remove(file);
    }

    /** A file was removed from a folder. */
    void addFolder(Path folder) {
        emptied.add(folder);
    }

    /** The folders that lead to the files, and those out of which files were removed and that are still there. */
    Set<Path> folders() {
        return folders(files, emptied);
    }

    private Set<Path> folders(Collection<Path> written, Collection<Path> left) {
        Set<Path> folders = new TreeSet<>();
        for (Path file : written) {
            for (Path folder = file.getParent();
                    folder != null && folder.startsWith(root);
                    folder = folder.getParent()) {
                folders.add(folder);
            }
        }
        left.stream().filter(Files::isDirectory).forEach(folders::add);
        return folders;
    }

    /**
     * Forces all files, and the folders that lead to them, to disk. What others write meanwhile is left to the next call; who calls
     * at the same time waits, so that what is not to be forced any more is forced.
     *
     * @throws IOException when one cannot be forced; it must be taken as lost
     */
    synchronized void sync() throws IOException {
        for (Future<?> forced = underWay.poll(); forced != null; forced = underWay.poll()) {
            WriteBehind.await(forced);
        }
        List<Path> written = taken(files);
        List<Path> left = taken(emptied);
        try {
            forceAll(written);
            forceAll(List.copyOf(folders(written, left)));
        } catch (IOException | RuntimeException | Error e) {
            files.addAll(written);
            emptied.addAll(left);
            throw e;
        }
    }

    private static List<Path> taken(Set<Path> paths) {
        List<Path> taken = new ArrayList<>(paths);
        taken.removeIf(path -> !paths.remove(path));
        return taken;
    }

    /** Many at a time: the disk's journal takes those that wait for it together. */
    private void forceAll(List<Path> paths) throws IOException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(FORCED_AT_ONCE, paths.size()); i++) {
            running.add(threads.submit(() -> {
                for (int at = next.getAndIncrement(); at < paths.size(); at = next.getAndIncrement()) {
                    FilesystemStore.force(paths.get(at));
                }
                return null;
            }));
        }
        IOException failure = null;
        for (Future<?> future : running) {
            try {
                WriteBehind.await(future);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        files.clear();
        emptied.clear();
        threads.shutdown();
    }
}

package dev.varve.store;

import java.io.IOException;
import java.nio.file.Path;

/** Sees the calls that a {@link WatchedFileSystem} passes on, may let them fail, and is told what they have changed. */
public interface FileWatcher {
    /** What is asked of files. */
    enum Call {
        OPEN,
        CREATE,
        READ,
        WRITE,
        FORCE,
        LOOK,
        LIST,
        MAKE_FOLDER,
        LINK,
        RENAME,
        DELETE
    }

    /** A call is about to be made; when this throws, it is not made. */
    default void before(Call call, Path path) throws IOException {}

    /** How many of some bytes are written by one call. */
    default int writable(Path path, int bytes) {
        return bytes;
    }

    /** A file was opened; {@code channel} stands for it. */
    default void opened(Object channel, Path path) {}

    /** Bytes were written. */
    default void wrote(Object channel, long offset, byte[] bytes) {}

    /** Whether forcing to disk is wanted, rather than only seen. */
    default boolean isForcing() {
        return true;
    }

    /** What was opened, a file or a folder, was forced to disk. */
    default void forced(Object channel) {}

    /** A folder was made. */
    default void madeFolder(Path path) {}

    /** A symbolic link was made. */
    default void linked(Path path, String text) {}

    /** Something got another name. */
    default void renamed(Path from, Path to) {}

    /** A file, link or folder was removed. */
    default void deleted(Path path) {}
}

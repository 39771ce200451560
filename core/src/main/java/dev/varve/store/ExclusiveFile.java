package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that the first of several processes writes: seen whole or not at all, and never written again. */
public final class ExclusiveFile {
    private ExclusiveFile() {}

    /**
     * Writes a file unless it is there.
     *
     * @return whether it was not there
     */
    public static boolean create(Path target, Bytes content) throws IOException {
        if (Files.exists(target)) {
            return false;
        }
        Path partial = target.resolveSibling(FilesystemStore.partialName(target, Owner.current()));
        try {
            write(partial, content);
            return link(target, partial, content);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void write(Path file, Bytes content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FileIo.append(channel, content);
            channel.force(true);
        }
    }

    /** A second name for the written file is the one call that both is atomic and refuses a name that is taken. */
    private static boolean link(Path target, Path partial, Bytes content) throws IOException {
        try {
            Files.createLink(target, partial);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return writeWithoutLinks(target, content);
        }
    }

    /** Filesystems without links: others may see the file while it grows. */
    private static boolean writeWithoutLinks(Path target, Bytes content) throws IOException {
        try {
            write(target, content);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}

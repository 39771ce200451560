package dev.varve.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A file or folder on its way to its final name. It is made under a hidden name beside it, which tells whose it is, and is
 * renamed when it is complete: whatever is killed when, the final name holds the old thing, the new thing, or nothing.
 */
public final class StagedTarget implements Closeable {
    private static final String MARK = ".varve-partial-";

    private final Path target;
    private final Path staging;
    private final boolean isReplacing;
    private final boolean isKept;
    private boolean isPublished;

    private StagedTarget(Path target, Path staging, boolean isReplacing, boolean isKept) {
        this.target = target;
        this.staging = staging;
        this.isReplacing = isReplacing;
        this.isKept = isKept;
    }

    /**
     * Reserves a hidden name beside a target, and removes what killed processes of this machine left for it.
     *
     * @param target the final name
     * @param isReplacing whether something that is there may be replaced
     * @throws FileAlreadyExistsException when something is there that may not be replaced
     * @throws NoSuchFileException when the folder of the target is not there
     */
    public static StagedTarget create(Path target, boolean isReplacing) throws IOException {
        Path absolute = requireFree(target, isReplacing);
        return reserve(absolute, isReplacing);
    }

    /**
     * The target of work that outlives its process: it is made under a name of which the caller takes care, and closing this leaves
     * it there.
     *
     * @param staging where the target is made, on the same disk
     * @throws FileAlreadyExistsException when something is there that may not be replaced
     * @throws NoSuchFileException when the folder of the target is not there
     */
    public static StagedTarget at(Path target, Path staging, boolean isReplacing) throws IOException {
        return new StagedTarget(requireFree(target, isReplacing), staging, isReplacing, true);
    }

    private static Path requireFree(Path target, boolean isReplacing) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        requireParent(target, absolute);
        if (Files.exists(absolute) && !isReplacing) {
            throw new FileAlreadyExistsException(target.toString());
        }
        if (Files.exists(absolute) && !isReplaceable(absolute)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "is a folder that is no Zarr store; it is never deleted");
        }
        return absolute;
    }

    /**
     * Reserves a hidden name beside a target that may be there, because what is staged shall become a part of it; removes what
     * killed processes of this machine left.
     *
     * @throws NoSuchFileException when the folder of the target is not there
     */
    public static StagedTarget beside(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        requireParent(target, absolute);
        return reserve(absolute, false);
    }

    private static void requireParent(Path target, Path absolute) throws NoSuchFileException {
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new NoSuchFileException(target.toString(), null, "there is no folder " + parent);
        }
    }

    private static StagedTarget reserve(Path absolute, boolean isReplacing) throws IOException {
        sweep(absolute);
        String name = hiddenPrefix(absolute) + Owner.hostName() + "-"
                + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        return new StagedTarget(absolute, absolute.resolveSibling(name), isReplacing, false);
    }

    /** Only a file, or a folder that is visibly a Zarr store or empty, is ever replaced. */
    private static boolean isReplaceable(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return true;
        }
        for (String marker : new String[] {"zarr.json", ".zgroup", ".zarray", ".varve/plan.json"}) {
            if (Files.isRegularFile(path.resolve(marker))) {
                return true;
            }
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static String hiddenPrefix(Path target) {
        return "." + target.getFileName() + MARK;
    }

    /** Removes what processes of this machine that are gone have left; what others own stays. */
    private static void sweep(Path target) throws IOException {
        String mine = hiddenPrefix(target) + Owner.hostName() + "-";
        try (Stream<Path> siblings = Files.list(target.getParent())) {
            for (Path sibling : siblings.toList()) {
                String name = sibling.getFileName().toString();
                if (name.startsWith(mine) && isOrphan(name.substring(mine.length()))) {
                    FileTree.delete(sibling);
                }
            }
        }
    }

    private static boolean isOrphan(String owner) {
        int dash = owner.indexOf('-');
        if (dash < 1 || dash > 18 || !owner.substring(0, dash).chars().allMatch(Character::isDigit)) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(owner.substring(0, dash))).isEmpty();
    }

    /** The final name. */
    public Path target() {
        return target;
    }

    /** Where the target is made until it is complete; nothing is there at first. */
    public Path staging() {
        return staging;
    }

    /**
     * Gives the staged file or folder its final name.
     *
     * @param durability whether the rename must survive a loss of power
     * @throws FileAlreadyExistsException when something has appeared there that may not be replaced
     */
    public void publish(Durability durability) throws IOException {
        Path old = staging.resolveSibling(staging.getFileName() + "-old");
        boolean isOccupied = Files.exists(target);
        if (isOccupied && !isReplacing) {
            throw new FileAlreadyExistsException(target.toString());
        }
        if (isOccupied) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            move();
        } catch (IOException e) {
            if (isOccupied) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        isPublished = true;
        if (durability != Durability.NONE) {
            FilesystemStore.force(target.getParent());
        }
        if (isOccupied) {
            FileTree.delete(old);
        }
    }

    /**
     * Gives the staged folder a name that nothing has.
     *
     * @param name beside the target, or the target itself
     * @return whether it was given; something else may have appeared there
     */
    public boolean publishAs(Path name, Durability durability) throws IOException {
        try {
            Files.move(staging, name, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // An atomic rename says only in words that a folder was there which is not empty.
            if (Files.exists(name)) {
                return false;
            }
            throw e;
        }
        isPublished = true;
        if (durability != Durability.NONE) {
            FilesystemStore.force(target.getParent());
        }
        return true;
    }

    private void move() throws IOException {
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            throw e;
        }
    }

    /** Removes what was staged, unless it was published or is to outlive the process. */
    @Override
    public void close() throws IOException {
        if (!isPublished && !isKept && Files.exists(staging)) {
            FileTree.delete(staging);
        }
    }
}

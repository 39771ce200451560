package dev.varve.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A claim on a file: a hidden symbolic link beside it, whose target is no path but says whose the claim is. Making it is
 * one exclusive, atomic call, also on network filesystems, and it is never seen half written; where there are no links, a
 * small file does. A claim of a dead process of this machine is taken away, and with it what else that process has left
 * of the file; one of another machine never is, since nobody here knows whether its owner lives.
 */
final class FileClaim implements Claim {
    private static final String SUFFIX = ".varve-claim";
    private static final long LONGEST_PAUSE_MILLIS = 20;

    private final Path target;
    private final Path claim;
    private final Owner self;
    private final String text;

    private FileClaim(Path target, Owner self) {
        this.target = target;
        this.claim = claimOf(target);
        this.self = self;
        this.text = self + "-" + UUID.randomUUID();
    }

    /**
     * Takes the claim on a file, which need not exist.
     *
     * @throws ConflictException when someone else has it for longer than {@code patience}
     */
    static FileClaim take(Path target, Owner self, Duration patience) throws IOException {
        FileClaim claim = new FileClaim(target, self);
        long deadline = System.nanoTime() + patience.toNanos();
        long pauseMillis = 1;
        while (!claim.tryTake()) {
            Optional<String> holder = read(claim.claim);
            if (holder.isPresent() && claim.isAbandoned(holder.get())) {
                claim.takeAway(holder.get());
            } else if (holder.isPresent()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new ConflictException(target + " is being changed by " + describe(holder.get())
                            + "; if that process is gone, remove " + claim.claim);
                }
                pause(pauseMillis, target);
                pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            }
        }
        return claim;
    }

    /** Whether someone has the claim on a file. */
    static boolean isTaken(Path target) throws IOException {
        return read(claimOf(target)).isPresent();
    }

    /** Where the claim on a file is. */
    static Path claimOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + SUFFIX);
    }

    /** Whose a claim is, for messages. */
    static String describe(String holder) {
        return Owner.parse(holder)
                .map(owner -> "process " + owner.pid() + " on " + owner.host())
                .orElse("someone unknown");
    }

    private static void pause(long millis, Path target) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a claim on " + target, e);
        }
    }

    private boolean tryTake() throws IOException {
        try {
            make(claim, text);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (NoSuchFileException e) {
            Files.createDirectories(target.getParent());
            return false;
        }
    }

    /**
     * Makes a claim that says {@code text}, in one exclusive call.
     *
     * @throws FileAlreadyExistsException when there is one
     * @throws NoSuchFileException when its folder is not there
     */
    static void make(Path claim, String text) throws IOException {
        try {
            Files.createSymbolicLink(claim, Path.of(text));
        } catch (UnsupportedOperationException e) {
            Files.writeString(claim, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            // Not permitted, or a filesystem that knows no links: what is wrong otherwise, this says as well.
            Files.writeString(claim, text, StandardOpenOption.CREATE_NEW);
        }
    }

    /** What a claim says, or nothing when there is none. */
    static Optional<String> read(Path claim) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(claim).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NotLinkException | UnsupportedOperationException e) {
            try {
                return Optional.of(Files.readString(claim));
            } catch (NoSuchFileException gone) {
                return Optional.empty();
            }
        }
    }

    private boolean isAbandoned(String holder) {
        return Owner.parse(holder).filter(owner -> owner.isGoneBeside(self)).isPresent();
    }

    /**
     * Removes a dead process's claim. Several may try: renaming it lets one of them win, and shows what was caught. Should
     * it be a claim that someone took in between, it is put back; its holder checks before it commits.
     */
    private void takeAway(String abandoned) throws IOException {
        Path caught = target.resolveSibling(FilesystemStore.partialName(target, self));
        try {
            Files.move(claim, caught, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        }
        String holder = read(caught).orElse("");
        if (!holder.equals(abandoned)) {
            putBack(holder);
            Files.deleteIfExists(caught);
            return;
        }
        Files.deleteIfExists(caught);
        FilesystemStore.sweep(target.getParent(), self);
    }

    private void putBack(String holder) throws IOException {
        try {
            Files.createSymbolicLink(claim, Path.of(holder));
        } catch (FileAlreadyExistsException e) {
            // Someone has taken it by now; who had it will notice before committing.
            return;
        }
    }

    @Override
    public void requireHeld() throws IOException {
        Optional<String> holder = read(claim);
        if (!holder.equals(Optional.of(text))) {
            throw new ConflictException("the claim on " + target + " was taken away by "
                    + holder.map(FileClaim::describe).orElse("someone") + "; nothing was written");
        }
    }

    @Override
    public void close() throws IOException {
        if (read(claim).equals(Optional.of(text))) {
            Files.deleteIfExists(claim);
        }
    }
}

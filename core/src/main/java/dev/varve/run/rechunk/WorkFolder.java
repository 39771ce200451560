package dev.varve.run.rechunk;

import dev.varve.store.Claim;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.StagedTarget;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a rechunk needs beside its output until that is complete: a hidden folder that outlives the process when it is killed, so
 * that the next one goes on. In it {@code plan} (what it is for), {@code objects} (which are finished), {@code packed} and
 * {@code store}. One process at a time has it.
 */
final class WorkFolder implements Closeable {
    private static final String SUFFIX = ".varve-rechunk";
    private static final Key WORK = new Key("work");

    private final Path target;
    private final Path folder;
    private final FilesystemStore store;
    private final Claim claim;

    private WorkFolder(Path target, Path folder, FilesystemStore store, Claim claim) {
        this.target = target;
        this.folder = folder;
        this.store = store;
        this.claim = claim;
    }

    /**
     * Opens the folder of an output, with what a killed process left in it, or a new one.
     *
     * @param isReplacing whether what is there of another rechunk may be thrown away
     * @throws OtherRechunkException when it may not
     * @throws dev.varve.store.ConflictException when another process is at work
     */
    static WorkFolder open(Path target, boolean isReplacing, Fingerprint fingerprint) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path folder = absolute.resolveSibling("." + absolute.getFileName() + SUFFIX);
        if (Files.exists(folder)) {
            sweep(absolute, folder, isReplacing, fingerprint);
        }
        if (Files.exists(absolute) && !isReplacing) {
            StagedTarget.at(target, folder, false); // says what is in the way
        }
        Files.createDirectories(folder);
        WorkFolder work = claimed(absolute, folder);
        if (!Files.exists(work.plan())) {
            fingerprint.write(work.plan());
        }
        Files.createDirectories(work.packed());
        return work;
    }

    private static WorkFolder claimed(Path target, Path folder) throws IOException {
        FilesystemStore store = new FilesystemStore(folder, Durability.NONE);
        try {
            return new WorkFolder(target, folder, store, store.claim(WORK, Duration.ZERO));
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** Throws away what cannot be gone on with: work that was done, or was begun on something else. */
    private static void sweep(Path target, Path folder, boolean isReplacing, Fingerprint fingerprint)
            throws IOException {
        WorkFolder work = claimed(target, folder);
        try {
            if (!Files.exists(work.plan())) {
                work.discard();
                return;
            }
            boolean isPublished = Files.exists(target) && !Files.exists(work.staging());
            boolean isOther =
                    Fingerprint.read(work.plan()).difference(fingerprint).isPresent();
            if (isOther && !isPublished && !isReplacing) {
                throw new OtherRechunkException(folder
                        + " holds an unfinished rechunk in which something is different: the "
                        + Fingerprint.read(work.plan()).difference(fingerprint).orElseThrow());
            }
            if (isOther || isPublished) {
                work.discard();
            }
        } finally {
            work.close();
        }
    }

    private Path plan() {
        return folder.resolve("plan");
    }

    /** Where temporary files lie. */
    Path packed() {
        return folder.resolve("packed");
    }

    /** Where finished objects are listed. */
    Path objects() {
        return folder.resolve("objects");
    }

    /** Where the output is made. */
    Path staging() {
        return folder.resolve("store");
    }

    /** Removes it all; a process that is killed meanwhile leaves only what whoever writes here next sweeps away. */
    void discard() throws IOException {
        try (StagedTarget trash = StagedTarget.beside(target)) {
            Files.move(folder, trash.staging());
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(folder)) {
            claim.close();
        }
        store.close();
    }
}

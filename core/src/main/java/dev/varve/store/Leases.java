package dev.varve.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Claims on names that any number of processes of any number of machines share in a folder, without locks of the
 * filesystem. A claim is one exclusive, atomic call (see {@link FileClaim}) and says whose it is; a file per holder is
 * written every few seconds as long as the holder lives. The claims of a process of this machine that is gone are taken over
 * at once; those of another machine when its file was not written for {@link #STALE}, by the clock of the filesystem.
 *
 * <p>Taking over is atomic: who does it first claims to be the one, for that very claim, so that nobody removes a claim that
 * someone else has taken in the meantime. Safe for threads.
 */
public final class Leases implements Closeable {
    /** How long another machine may be silent before it is taken for dead. */
    public static final Duration STALE = Duration.ofSeconds(60);

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final String BEAT_PREFIX = ".alive@";
    private static final String TAKEOVER_PREFIX = ".takeover-";
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final Owner self;
    private final String text;
    private final Path beat;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Thread heart;

    private Leases(Path folder, Owner self) throws IOException {
        this.folder = folder;
        this.self = self;
        this.text = self + "-" + UUID.randomUUID();
        this.beat = folder.resolve(BEAT_PREFIX + text);
        touch();
        this.heart = new Thread(this::beatUntilInterrupted, "varve-heartbeat");
        heart.setDaemon(true);
        heart.start();
    }

    /** Joins those who share a folder, which is made when it is not there. */
    public static Leases open(Path folder) throws IOException {
        return open(folder, Owner.current());
    }

    static Leases open(Path folder, Owner self) throws IOException {
        return new Leases(folder, self);
    }

    /** A name for something that this process makes, never given before; {@link #mayLive} tells whose it is. */
    public static String newName() {
        return Owner.current() + "-" + UUID.randomUUID();
    }

    /**
     * A name that someone has taken.
     *
     * @param name what was taken
     * @param holder whose it is: {@code process 71 on node3}
     */
    public record Held(String name, String holder) {}

    /** Whether anybody holds a name in a folder that begins so, and lives or may live. */
    public static boolean isAnyHeld(Path folder, String prefix) throws IOException {
        return held(folder).stream().anyMatch(held -> held.name().startsWith(prefix));
    }

    /** What is held in a folder by someone who lives or may live. */
    public static List<Held> held(Path folder) throws IOException {
        List<Held> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Leases observer = open(folder)) {
            for (String name : observer.names()) {
                Optional<String> holder =
                        name.startsWith(".") ? Optional.empty() : FileClaim.read(folder.resolve(name));
                if (holder.isPresent() && !observer.isAbandoned(folder.resolve(name), holder.get())) {
                    found.add(new Held(name, FileClaim.describe(holder.get())));
                }
            }
        }
        return found;
    }

    private void beatUntilInterrupted() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(BEAT.toMillis());
                beatOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fails now may work the next time; who is silent for too long loses claims, and others do the same work again. */
    private void beatOnce() {
        try {
            touch();
        } catch (IOException e) {
            // Nothing to be done here, and nobody to tell.
            return;
        }
    }

    /** Writes the file, rather than setting its time, so that all times are by the one clock of the filesystem. */
    private FileTime touch() throws IOException {
        try {
            Files.write(beat, new byte[] {'.'});
        } catch (NoSuchFileException e) {
            Files.createDirectories(folder);
            Files.write(beat, new byte[] {'.'});
        }
        return Files.getLastModifiedTime(beat);
    }

    /**
     * Takes a name, unless someone alive has it, be it another thread with the same leases.
     *
     * @param name good as a name of a file, not hidden
     */
    public boolean take(String name) throws IOException {
        if (!name.matches("[A-Za-z0-9_%][A-Za-z0-9._%=-]*")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a claim");
        }
        Path claim = folder.resolve(name);
        for (int i = 0; i < ATTEMPTS; i++) {
            if (tryMake(claim)) {
                held.add(name);
                return true;
            }
            Optional<String> holder = FileClaim.read(claim);
            if (holder.isPresent() && !(isAbandoned(claim, holder.get()) && takeAway(claim, holder.get()))) {
                return false;
            }
        }
        return false;
    }

    private boolean tryMake(Path claim) throws IOException {
        try {
            FileClaim.make(claim, text);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (NoSuchFileException e) {
            // The last one who left has removed the folder.
            touch();
            return false;
        }
    }

    private boolean isAbandoned(Path claim, String holder) throws IOException {
        Optional<Owner> owner = Owner.parse(holder);
        if (owner.isPresent() && owner.get().host().equals(self.host())) {
            return owner.get().isGoneBeside(self);
        }
        return isSilent(folder.resolve(BEAT_PREFIX + holder), claim);
    }

    private boolean isSilent(Path beatOfHolder, Path claim) throws IOException {
        FileTime last;
        try {
            // Reading it first makes network filesystems ask the server.
            Files.readAllBytes(beatOfHolder);
            last = Files.getLastModifiedTime(beatOfHolder);
        } catch (NoSuchFileException e) {
            try {
                last = Files.getLastModifiedTime(claim, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException gone) {
                return true;
            }
        }
        return touch().toMillis() - last.toMillis() > STALE.toMillis();
    }

    /**
     * Whether a process may still live: one of this machine that is there, one of another that has written its file lately.
     *
     * @param process as it is called in names of files and in claims
     */
    public boolean mayLive(String process) throws IOException {
        Optional<Owner> owner = Owner.parse(process);
        if (owner.isEmpty() || owner.get().host().equals(self.host())) {
            return owner.isEmpty() || !owner.get().isGoneBeside(self);
        }
        for (String name : names()) {
            if (name.startsWith(BEAT_PREFIX + owner.get() + "-")) {
                Path beatOfOwner = folder.resolve(name);
                return !isSilent(beatOfOwner, beatOfOwner);
            }
        }
        return false;
    }

    /** Whether a process is known to be gone, because it was one of this machine. */
    public boolean isGone(String process) {
        return Owner.parse(process).filter(owner -> owner.isGoneBeside(self)).isPresent();
    }

    /**
     * Removes an abandoned claim, unless someone alive is about to.
     *
     * @return whether it is worth trying to take the name again
     */
    private boolean takeAway(Path claim, String abandoned) throws IOException {
        String takeover = TAKEOVER_PREFIX
                + UUID.nameUUIDFromBytes((claim.getFileName() + " " + abandoned).getBytes(StandardCharsets.UTF_8));
        Path mine = folder.resolve(takeover);
        if (!tryMake(mine)) {
            Optional<String> rival = FileClaim.read(mine);
            return rival.isEmpty() || (isAbandoned(mine, rival.get()) && takeAway(mine, rival.get()));
        }
        try {
            if (FileClaim.read(claim).equals(Optional.of(abandoned))) {
                Files.deleteIfExists(claim);
            }
        } finally {
            Files.deleteIfExists(mine);
        }
        return true;
    }

    /** Gives a name back, if it still is ours. */
    public void release(String name) throws IOException {
        if (held.remove(name)) {
            remove(folder.resolve(name));
        }
    }

    private void remove(Path claim) throws IOException {
        if (FileClaim.read(claim).equals(Optional.of(text))) {
            Files.deleteIfExists(claim);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Gives everything back, and removes what the dead have left. */
    @Override
    public void close() throws IOException {
        heart.interrupt();
        try {
            heart.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (String name : List.copyOf(held)) {
            release(name);
        }
        sweep();
        Files.deleteIfExists(beat);
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Others go on.
            return;
        }
    }

    private void sweep() throws IOException {
        for (String name : names()) {
            Path file = folder.resolve(name);
            if (name.startsWith(BEAT_PREFIX)) {
                if (isAbandoned(file, name.substring(BEAT_PREFIX.length()))) {
                    Files.deleteIfExists(file);
                }
            } else {
                Optional<String> holder = FileClaim.read(file);
                if (holder.isPresent() && isAbandoned(file, holder.get())) {
                    takeAway(file, holder.get());
                }
            }
        }
    }
}

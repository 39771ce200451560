package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder: a key is a relative path. A value is written to a hidden name beside its final one and renamed, so that a
 * killed process leaves whole values and, at worst, hidden files that {@link #list} does not show.
 */
public final class FilesystemStore implements Store {
    private static final String PARTIAL_SUFFIX = ".varve-part";

    /** What {@link #partialName} gives; the owner is the last part that begins as one. */
    private static final Pattern PARTIAL =
            Pattern.compile("\\..+\\.@([A-Za-z0-9._]+-\\d+-\\d+-[0-9a-f-]+)\\.varve-part");

    private final Path root;
    private final Durability durability;
    private Owner self;
    private final Set<Path> swept = ConcurrentHashMap.newKeySet();
    /** Folders that are known to last, with all that lead to them. */
    private final Set<Path> rooted = ConcurrentHashMap.newKeySet();

    private final UnsyncedFiles unsynced;

    /**
     * A store over a folder, which is made when the first value is written.
     *
     * @param root the folder
     * @param durability when values are forced to disk
     */
    public FilesystemStore(Path root, Durability durability) {
        this.root = root;
        this.durability = durability;
        this.unsynced = new UnsyncedFiles(root);
    }

    /** A store over a folder that is only read, or whose loss does not matter. */
    public FilesystemStore(Path root) {
        this(root, Durability.NONE);
    }

    /** What is not known to be on disk yet. */
    UnsyncedFiles unsynced() {
        return unsynced;
    }

    /** When values are forced to disk. */
    public Durability durability() {
        return durability;
    }

    /** The folder. */
    public Path root() {
        return root;
    }

    @Override
    public String name() {
        return root.toString();
    }

    /** Asked for once, and not before something is written: the name of the machine may be slow to come by. */
    private synchronized Owner self() {
        if (self == null) {
            self = Owner.current();
        }
        return self;
    }

    /** A hidden name beside a file for what is to become it, which tells whose it is. */
    static String partialName(Path target, Owner owner) {
        return "." + target.getFileName() + ".@" + owner + "-" + UUID.randomUUID() + PARTIAL_SUFFIX;
    }

    /** Removes from a folder what dead processes of this machine have begun to write there. */
    static void sweep(Path folder, Owner self) throws IOException {
        List<Path> partials;
        try (Stream<Path> entries = Files.list(folder)) {
            partials = entries.filter(file -> file.getFileName().toString().endsWith(PARTIAL_SUFFIX))
                    .toList();
        }
        for (Path partial : partials) {
            Matcher matcher = PARTIAL.matcher(partial.getFileName().toString());
            Optional<Owner> owner = matcher.matches() ? Owner.parse(matcher.group(1)) : Optional.empty();
            if (owner.isPresent() && owner.get().isGoneBeside(self)) {
                Files.deleteIfExists(partial);
            }
        }
    }

    /** Removes from the whole store what some have begun to write; they are named as {@link Leases#mayLive} wants it. */
    public void sweep(OwnerTest isMeant) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher matcher = PARTIAL.matcher(file.getFileName().toString());
                if (matcher.matches() && isMeant.test(matcher.group(1))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Tells some owners of files from others. */
    public interface OwnerTest {
        /** Whether it is one of those. */
        boolean test(String owner) throws IOException;
    }

    private Path path(Key key) {
        return root.resolve(key.path());
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        return get(key, range, byte[]::new);
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range, IntFunction<byte[]> room) throws IOException {
        Path path = path(key);
        try (FileRangeReader value = FileRangeReader.open(path)) {
            Bytes bytes = value.read(range, room);
            // The system opens folders as it opens files, but reads none; whether this is one need not be asked before.
            return bytes.length() == 0 && Files.isDirectory(path) ? Optional.empty() : Optional.of(bytes);
        } catch (IOException e) {
            return absent(path, e);
        }
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        Path path = path(key);
        try {
            FileRangeReader value = FileRangeReader.open(path);
            if (Files.isDirectory(path)) {
                value.close();
                return Optional.empty();
            }
            return Optional.of(value);
        } catch (IOException e) {
            return absent(path, e);
        }
    }

    /** Nothing, when what failed says that there is no such value; throws it when it says something else. */
    private <T> Optional<T> absent(Path path, IOException failure) throws IOException {
        boolean isAbsent = failure instanceof NoSuchFileException
                || failure instanceof NotDirectoryException
                || Files.isDirectory(path)
                || isBelowFile(path);
        if (isAbsent) {
            return Optional.empty();
        }
        throw failure;
    }

    @Override
    public long requestBytes() {
        return FileIo.REQUEST_BYTES;
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        return FileClaim.take(path(key), self(), patience);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A claim would cost more than a small file. Instead it is looked afterwards whether someone has undone it, or still
     * may: who changes a part has the claim until the changed file is in place, so that either the claim is seen, or the
     * file in place is not ours. Then it is done once more, under the claim.
     */
    @Override
    public void replace(Key key, Optional<Bytes> value, Duration patience) throws IOException {
        Path target = path(key);
        boolean isTaken = Files.exists(FileClaim.claimOf(target), LinkOption.NOFOLLOW_LINKS);
        boolean isDone = !isTaken && (value.isPresent() ? put(target, value.get()) : drop(key));
        if (!isDone) {
            Store.super.replace(key, value, patience);
        }
    }

    /** Stores a value; whether it is certain to last. The file is held open, so that no other gets its number. */
    private boolean put(Path target, Bytes value) throws IOException {
        try (FileUpload upload = new FileUpload(target, durability)) {
            upload.append(value);
            Optional<Object> mine = fileKey(upload.partial);
            if (mine.isEmpty()) {
                return false;
            }
            upload.commitOpen();
            return !FileClaim.isTaken(target) && fileKey(target).equals(mine);
        }
    }

    private boolean drop(Key key) throws IOException {
        erase(key);
        return !FileClaim.isTaken(path(key)) && Files.notExists(path(key));
    }

    /** What tells a file from others, where the system has such a thing. */
    private static Optional<Object> fileKey(Path file) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<RangeWrites> rangeWrites() {
        return Optional.of(this::setRange);
    }

    private void setRange(Key key, long offset, Bytes bytes) throws IOException {
        Path path = path(key);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            long size = channel.size();
            if (offset < 0 || offset > size - bytes.length()) {
                throw new EOFException(path + ": " + bytes.length() + " bytes at " + offset + " of " + size);
            }
            channel.position(offset);
            FileIo.append(channel, bytes);
            if (durability == Durability.OBJECT) {
                channel.force(true);
            }
        }
        if (durability == Durability.TASK) {
            unsynced.add(path, false);
        }
    }

    /** Whether a parent of the path is a file: no value can have that key. */
    private boolean isBelowFile(Path path) {
        for (Path parent = path.getParent();
                parent != null && !parent.equals(root.getParent());
                parent = parent.getParent()) {
            if (Files.exists(parent)) {
                return !Files.isDirectory(parent);
            }
        }
        return false;
    }

    @Override
    public OptionalLong size(Key key) throws IOException {
        Path path = path(key);
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return found.isRegularFile() ? OptionalLong.of(found.size()) : OptionalLong.empty();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            if (isBelowFile(path)) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    @Override
    public Upload upload(Key key) throws IOException {
        return new FileUpload(path(key), durability);
    }

    /**
     * Stores a value that counts as soon as it is seen: it is on disk before it has its name, and the name is before this returns.
     * A store that was told to force nothing forces nothing.
     */
    public void setLasting(Key key, Bytes value) throws IOException {
        Durability lasting = durability == Durability.NONE ? Durability.NONE : Durability.OBJECT;
        try (FileUpload upload = new FileUpload(path(key), lasting)) {
            upload.append(value);
            upload.commit();
        }
    }

    /** Forces the entries of a folder to disk, the first time also those that lead to it. */
    private void forceFolder(Path folder) throws IOException {
        force(folder);
        if (!rooted.contains(folder)) {
            for (Path above = folder.getParent(); above != null && above.startsWith(root); above = above.getParent()) {
                force(above);
            }
            rooted.add(folder);
        }
    }

    @Override
    public void erase(Key key) throws IOException {
        Path path = path(key);
        if (Files.isRegularFile(path)) {
            Files.delete(path);
            unsynced.remove(path);
            if (durability == Durability.OBJECT) {
                force(path.getParent());
            } else if (durability == Durability.TASK) {
                unsynced.addFolder(path.getParent());
            }
        }
    }

    @Override
    public void persist(Key key) throws IOException {
        Path path = path(key);
        if (durability == Durability.NONE || !Files.isDirectory(path.getParent())) {
            return;
        }
        if (Files.isRegularFile(path)) {
            force(path);
        }
        force(path.getParent());
    }

    @Override
    public List<Key> list(String prefix) throws IOException {
        Path start = prefix.isEmpty() ? root : root.resolve(new Key(prefix).path());
        List<Key> keys = new ArrayList<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                boolean isValue = found.isSymbolicLink() ? Files.isRegularFile(file) : found.isRegularFile();
                if (isValue
                        && !file.equals(start)
                        && !file.getFileName().toString().endsWith(PARTIAL_SUFFIX)) {
                    keys.add(new Key(root.relativize(file).toString().replace('\\', '/')));
                }
                return FileVisitResult.CONTINUE;
            }

            /** What is removed meanwhile is not there; what cannot be seen may be, and is never left out. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException || e instanceof NotDirectoryException || isBelowFile(file)) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        Collections.sort(keys);
        return List.copyOf(keys);
    }

    /**
     * Forces all that was written since the last call to disk, unless the store was told not to.
     *
     * @throws IOException when a file cannot be forced; it must be taken as lost
     */
    public void sync() throws IOException {
        if (durability == Durability.NONE) {
            return;
        }
        unsynced.sync();
    }

    /** Forces a file's data, or a folder's entries, to disk. */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        unsynced.close();
    }

    /** A value in a hidden file beside its final name. */
    private final class FileUpload implements Upload {
        private final Path target;
        private final Durability lasting;
        private final Path partial;
        private final FileChannel channel;
        private final WriteBehind behind;
        private boolean isCommitted;

        FileUpload(Path target, Durability lasting) throws IOException {
            this.target = target;
            this.lasting = lasting;
            this.partial = target.resolveSibling(partialName(target, self()));
            this.channel = create();
            this.behind = new WriteBehind(channel, unsynced.threads());
        }

        /** The folder is there nearly always, so that asking for it first would be in vain. */
        private FileChannel create() throws IOException {
            Path folder = partial.getParent();
            boolean isFirst = swept.add(folder);
            try {
                FileChannel opened = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                if (isFirst) {
                    sweep(folder, self());
                }
                return opened;
            } catch (NoSuchFileException e) {
                Files.createDirectories(folder);
                return FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        }

        @Override
        public void append(Bytes piece) throws IOException {
            FileIo.append(channel, piece);
            forceBehind(piece.length());
        }

        private void forceBehind(long bytes) throws IOException {
            if (lasting != Durability.NONE) {
                behind.appended(bytes);
            }
        }

        @Override
        public void append(RangeReader source, long offset, long length) throws IOException {
            if (source instanceof FileRangeReader file) {
                file.copyTo(channel, offset, length);
                forceBehind(length);
            } else {
                Upload.super.append(source, offset, length);
            }
        }

        @Override
        public void commit() throws IOException {
            finish();
            channel.close();
            rename();
        }

        /** Commits, and leaves the file open. */
        private void commitOpen() throws IOException {
            finish();
            rename();
        }

        private void finish() throws IOException {
            behind.settle();
            if (lasting == Durability.OBJECT) {
                channel.force(true);
            }
        }

        private void rename() throws IOException {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            isCommitted = true;
            if (lasting == Durability.OBJECT) {
                forceFolder(target.getParent());
            } else if (lasting == Durability.TASK) {
                unsynced.add(target, behind.hasMuchToForce());
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            if (!isCommitted) {
                Files.deleteIfExists(partial);
            }
        }
    }
}

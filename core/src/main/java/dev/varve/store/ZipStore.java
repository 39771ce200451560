package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A zip archive: a key is the name of an entry. Values that change lie in a hidden folder beside the archive until
 * {@link #commit()} makes a new archive of all and gives it the name: the archive is the old one or the new one, never a part.
 * One process changes an archive at a time; entries are stored, not compressed, in the order of their keys, and without
 * times, so that the same values make the same bytes.
 */
public final class ZipStore implements Store {
    private static final long PIECE_BYTES = 4 << 20;

    private final Path path;
    private final Durability durability;
    private final Optional<FilesystemStore> changes;
    private final Optional<StagedTarget> staged;
    private final Set<Key> erased = new ConcurrentSkipListSet<>();
    private final HeapClaims claims = new HeapClaims();
    private volatile Optional<ZipArchive> archive;

    private ZipStore(Path path, Durability durability, Optional<ZipArchive> archive, Optional<StagedTarget> staged) {
        this.path = path;
        this.durability = durability;
        this.archive = archive;
        this.staged = staged;
        this.changes = staged.map(target -> new FilesystemStore(target.staging(), Durability.NONE));
    }

    /**
     * Opens an archive that is only read.
     *
     * @throws java.util.zip.ZipException when it is no zip archive, or a damaged one
     */
    public static ZipStore open(Path path) throws IOException {
        return new ZipStore(path, Durability.NONE, Optional.of(ZipArchive.open(path)), Optional.empty());
    }

    /**
     * Opens an archive to change it, or begins a new one.
     *
     * @param durability whether the new archive must survive a loss of power
     * @throws IOException when there is something that is no zip archive
     */
    public static ZipStore edit(Path path, Durability durability) throws IOException {
        Optional<ZipArchive> archive = Files.exists(path) ? Optional.of(ZipArchive.open(path)) : Optional.empty();
        try {
            return new ZipStore(path, durability, archive, Optional.of(StagedTarget.create(path, true)));
        } catch (IOException | RuntimeException e) {
            if (archive.isPresent()) {
                archive.get().close();
            }
            throw e;
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    private FilesystemStore changes() throws IOException {
        return changes.orElseThrow(() -> new IOException(path + " was opened to be read, not to be changed"));
    }

    @Override
    public Optional<RangeReader> open(Key key) throws IOException {
        Optional<RangeReader> changed = changes.isPresent() ? changes.get().open(key) : Optional.empty();
        if (changed.isPresent() || erased.contains(key)) {
            return changed;
        }
        Optional<ZipArchive> old = archive;
        return old.isPresent() ? old.get().value(key) : Optional.empty();
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        Optional<RangeReader> value = open(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try (RangeReader reader = value.get()) {
            return Optional.of(reader.read(range, byte[]::new));
        }
    }

    @Override
    public OptionalLong size(Key key) throws IOException {
        OptionalLong changed = changes.isPresent() ? changes.get().size(key) : OptionalLong.empty();
        if (changed.isPresent() || erased.contains(key)) {
            return changed;
        }
        Optional<ZipArchive> old = archive;
        return old.isPresent() ? old.get().size(key) : OptionalLong.empty();
    }

    @Override
    public Upload upload(Key key) throws IOException {
        return changes().upload(key);
    }

    @Override
    public void erase(Key key) throws IOException {
        erased.add(key);
        changes().erase(key);
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        changes();
        return claims.take(key.path(), patience);
    }

    @Override
    public long requestBytes() {
        return FileIo.REQUEST_BYTES;
    }

    @Override
    public List<Key> list(String prefix) throws IOException {
        Set<Key> keys = new TreeSet<>();
        archive.ifPresent(old -> old.entries().keySet().forEach(name -> keys.add(new Key(name))));
        keys.removeAll(erased);
        if (changes.isPresent()) {
            keys.addAll(changes.get().list(""));
        }
        keys.removeIf(key -> !prefix.isEmpty() && !key.path().startsWith(prefix + "/"));
        return List.copyOf(keys);
    }

    /**
     * Makes the archive of all values, and reads it from end to end before it takes the place of the old one.
     *
     * @throws IOException when it cannot be written, or does not hold what was written; the old archive stays
     */
    public void commit() throws IOException {
        changes();
        try (StagedTarget target = StagedTarget.create(path, true)) {
            List<Key> keys = list("");
            pack(target.staging(), keys);
            requireWhole(target.staging(), keys);
            target.publish(durability);
        }
        if (archive.isPresent()) {
            archive.get().close();
        }
        archive = Optional.of(ZipArchive.open(path));
        for (Key key : changes().list("")) {
            changes().erase(key);
        }
        erased.clear();
    }

    private void pack(Path target, List<Key> keys) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(new FullWriteChannel(channel))) {
            out.setUseZip64(Zip64Mode.AsNeeded);
            for (Key key : keys) {
                try (RangeReader value = open(key).orElseThrow()) {
                    add(out, key, value);
                }
            }
            out.finish();
            if (durability != Durability.NONE) {
                channel.force(true);
            }
        }
    }

    private static void requireWhole(Path made, List<Key> keys) throws IOException {
        ZipArchive archive = ZipArchive.open(made);
        try {
            if (archive.entries().size() != keys.size()) {
                throw new IOException(
                        made + ": has " + archive.entries().size() + " entries, " + keys.size() + " were written");
            }
            for (Key key : keys) {
                archive.require(key);
            }
        } finally {
            archive.close();
        }
    }

    private static void add(ZipArchiveOutputStream out, Key key, RangeReader value) throws IOException {
        ZipArchiveEntry entry = ZipWriter.entry(key);
        entry.setSize(value.size());
        entry.setCrc(ObjectChecksum.of(ObjectChecksum.Algorithm.CRC32, value).value());
        out.putArchiveEntry(entry);
        for (long at = 0; at < value.size(); at += PIECE_BYTES) {
            Bytes piece = value.read(at, (int) Math.min(PIECE_BYTES, value.size() - at));
            out.write(piece.array(), piece.offset(), piece.length());
        }
        out.closeArchiveEntry();
    }

    /** Discards what was not committed. */
    @Override
    public void close() throws IOException {
        if (changes.isPresent()) {
            changes.get().close();
        }
        if (staged.isPresent()) {
            staged.get().close();
        }
        if (archive.isPresent()) {
            archive.get().close();
        }
    }
}

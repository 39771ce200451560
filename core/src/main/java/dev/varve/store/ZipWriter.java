package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * A new zip archive that values are written to one after another, each once, and which holds none of them: what is appended
 * is in the file. Values that are committed can be read back. {@link #finish} makes the file an archive. Entries are stored, not
 * compressed, in the order in which they come, and without times, so that the same values make the same bytes.
 */
public final class ZipWriter implements Store {
    private final Path path;
    private final FileChannel channel;
    private final ZipArchiveOutputStream out;
    private final HeapClaims claims = new HeapClaims();
    private final Map<String, Place> places = new ConcurrentSkipListMap<>();
    private final Set<String> readBack = ConcurrentHashMap.newKeySet();
    private boolean isBusy;

    /** Where a value lies in the file. */
    private record Place(long start, long size, long crc32) {}

    /** An archive that is written to a channel, which is that of the file. */
    ZipWriter(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.out = new ZipArchiveOutputStream(new FullWriteChannel(channel));
        out.setUseZip64(Zip64Mode.AsNeeded);
    }

    /**
     * Begins an archive.
     *
     * @throws java.nio.file.FileAlreadyExistsException when something is there
     */
    public static ZipWriter create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new ZipWriter(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** An entry that is stored as it is; of 1980-01-01, the first day that a zip archive knows. */
    static ZipArchiveEntry entry(Key key) {
        ZipArchiveEntry entry = new ZipArchiveEntry(key.path());
        entry.setMethod(ZipMethod.STORED.getCode());
        entry.setTime(LocalDateTime.of(1980, 1, 1, 0, 0)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli());
        return entry;
    }

    @Override
    public String name() {
        return path.toString();
    }

    /**
     * {@inheritDoc}
     *
     * <p>From its first byte on until it is committed no other value can be begun, and what has a byte has to be committed.
     */
    @Override
    public Upload upload(Key key) {
        return new EntryUpload(key);
    }

    @Override
    public Optional<RangeReader> open(Key key) {
        readBack.add(key.path());
        return Optional.ofNullable(places.get(key.path()))
                .map(place -> new FilePart(name() + "/" + key, channel, place.start(), place.size()));
    }

    @Override
    public Optional<Bytes> get(Key key, ByteRange range) throws IOException {
        Optional<RangeReader> value = open(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(value.get().read(range, byte[]::new));
    }

    @Override
    public OptionalLong size(Key key) {
        Place place = places.get(key.path());
        return place == null ? OptionalLong.empty() : OptionalLong.of(place.size());
    }

    @Override
    public void erase(Key key) throws IOException {
        if (places.containsKey(key.path())) {
            throw new IOException(name() + "/" + key + ": what is in a new archive cannot be removed from it");
        }
    }

    @Override
    public List<Key> list(String prefix) {
        return places.keySet().stream()
                .filter(key -> prefix.isEmpty() || key.startsWith(prefix + "/"))
                .map(Key::new)
                .toList();
    }

    @Override
    public Claim claim(Key key, Duration patience) throws IOException {
        return claims.take(key.path(), patience);
    }

    /**
     * Makes the file an archive of all values, and reads it as one: each value is where its directory says, whole.
     *
     * @param durability whether the archive must survive a loss of power
     * @throws IOException when it cannot be written, or does not hold what was written
     */
    public void finish(Durability durability) throws IOException {
        requireIdle();
        out.finish();
        if (durability != Durability.NONE) {
            channel.force(true);
        }
        ZipArchive archive = ZipArchive.open(path);
        try {
            if (archive.entries().size() != places.size()) {
                throw new ZipException(
                        name() + ": has " + archive.entries().size() + " entries, " + places.size() + " were written");
            }
            for (Map.Entry<String, Place> entry : places.entrySet()) {
                requireStored(archive, new Key(entry.getKey()), entry.getValue());
            }
        } finally {
            archive.close();
        }
    }

    /** Whoever has read a value back knows that it is right where it lies; of others the bytes are compared here. */
    private void requireStored(ZipArchive archive, Key key, Place place) throws IOException {
        ZipArchiveEntry entry = archive.entries().get(key.path());
        if (entry == null || entry.getSize() != place.size() || entry.getCrc() != place.crc32()) {
            throw new ZipException(name() + "/" + key + " is not in the archive as it was written");
        }
        try (RangeReader value = archive.value(key).orElseThrow()) {
            if (entry.getDataOffset() != place.start()) {
                throw new ZipException(name() + "/" + key + " is not where it was written");
            }
            if (!readBack.contains(key.path()) && value.size() > 0) {
                value.read(0, Math.toIntExact(value.size()));
            }
        }
    }

    private synchronized void requireIdle() {
        if (isBusy) {
            throw new IllegalStateException(name() + ": a value is not committed yet");
        }
    }

    private synchronized void begin(Key key) throws IOException {
        requireIdle();
        if (places.containsKey(key.path())) {
            throw new IOException(name() + "/" + key + ": is in the new archive already");
        }
        isBusy = true;
    }

    private synchronized void end() {
        isBusy = false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** One entry. */
    private final class EntryUpload implements Upload {
        private final Key key;
        private final ZipArchiveEntry entry;
        private long start;
        private boolean isBegun;

        EntryUpload(Key key) {
            this.key = key;
            this.entry = entry(key);
        }

        private void begin() throws IOException {
            if (!isBegun) {
                ZipWriter.this.begin(key);
                isBegun = true;
                out.putArchiveEntry(entry);
                start = channel.position();
            }
        }

        @Override
        public void append(Bytes piece) throws IOException {
            begin();
            out.write(piece.array(), piece.offset(), piece.length());
        }

        @Override
        public void commit() throws IOException {
            begin();
            out.closeArchiveEntry();
            places.put(key.path(), new Place(start, entry.getSize(), entry.getCrc()));
            end();
        }

        /** What was begun and is not committed stays in the way: the archive is given up then. */
        @Override
        public void close() {}
    }
}

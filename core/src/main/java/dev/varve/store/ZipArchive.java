package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * The values of a zip archive that is there. Stored entries are read by position; deflated ones are inflated whole. Of
 * entries with the same name the last one counts, because writers replace values by appending.
 */
final class ZipArchive implements Closeable {
    /** No byte of a deflated entry stands for more bytes than this. */
    private static final long MAX_RATIO = 1032;

    private final String name;
    private final ZipFile archive;
    private final FileRangeReader file;
    private final NavigableMap<String, ZipArchiveEntry> entries;
    private final Map<String, RecordedValue> records = new ConcurrentHashMap<>();

    private ZipArchive(
            String name, ZipFile archive, FileRangeReader file, NavigableMap<String, ZipArchiveEntry> entries) {
        this.name = name;
        this.archive = archive;
        this.file = file;
        this.entries = entries;
    }

    /**
     * Opens an archive.
     *
     * @throws ZipException when it is none, is cut or damaged, or an entry has a name that no key may have
     */
    static ZipArchive open(Path path) throws IOException {
        FileRangeReader file = FileRangeReader.open(path);
        try {
            ZipFile archive = ZipFile.builder()
                    .setPath(path)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            return new ZipArchive(path.toString(), archive, file, entries(archive));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw damage(path + ": is no zip archive that can be read: " + e.getMessage(), e);
        }
    }

    private static NavigableMap<String, ZipArchiveEntry> entries(ZipFile archive) throws IOException {
        NavigableMap<String, ZipArchiveEntry> entries = new TreeMap<>();
        for (ZipArchiveEntry entry : Collections.list(archive.getEntries())) {
            if (entry.isDirectory()) {
                continue;
            }
            try {
                entries.put(new Key(entry.getName()).path(), entry);
            } catch (IllegalArgumentException e) {
                throw damage(e.getMessage(), e);
            }
        }
        return entries;
    }

    private static ZipException damage(String problem, Exception cause) {
        ZipException damage = new ZipException(problem);
        damage.initCause(cause);
        return damage;
    }

    /** The values by their keys, in order. */
    NavigableMap<String, ZipArchiveEntry> entries() {
        return Collections.unmodifiableNavigableMap(entries);
    }

    /** The length that the archive states of a value, or nothing when there is none of this key. */
    OptionalLong size(Key key) {
        ZipArchiveEntry entry = entries.get(key.path());
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.getSize());
    }

    /**
     * A value, or nothing when there is none of this key. It is compared with the CRC-32 that the archive states of it.
     *
     * @throws ZipException when the archive is damaged here
     */
    Optional<RangeReader> value(Key key) throws IOException {
        ZipArchiveEntry entry = entries.get(key.path());
        if (entry == null) {
            return Optional.empty();
        }
        String label = name + "/" + key;
        try {
            return Optional.of(
                    entry.getMethod() == ZipMethod.STORED.getCode()
                            ? stored(label, entry)
                            : new HeapReader(label, inflated(label, entry)));
        } catch (IOException | RuntimeException e) {
            throw damage(label + ": the archive is damaged: " + e.getMessage(), e);
        }
    }

    private RangeReader stored(String label, ZipArchiveEntry entry) throws IOException {
        if (entry.getSize() != entry.getCompressedSize()) {
            throw new IOException(
                    "a stored entry of " + entry.getCompressedSize() + " bytes claims to be " + entry.getSize());
        }
        // Only looking for the data tells where they start: the local header has a length of its own.
        try (InputStream raw = archive.getRawInputStream(entry)) {
            if (raw == null || entry.getDataOffset() < 0 || entry.getDataOffset() > file.size() - entry.getSize()) {
                throw new EOFException("it is cut off");
            }
        }
        return recorded(label, entry).over(new StoredValue(label, file, entry.getDataOffset(), entry.getSize()));
    }

    private RecordedValue recorded(String label, ZipArchiveEntry entry) {
        return records.computeIfAbsent(
                entry.getName(),
                unused -> new RecordedValue(
                        entry.getSize(),
                        (int) entry.getCrc(),
                        RecordedValue.Algorithm.CRC32,
                        problem -> new ZipException(label + " " + problem)));
    }

    private Bytes inflated(String label, ZipArchiveEntry entry) throws IOException {
        long most = Math.min(entry.getSize(), entry.getCompressedSize() * MAX_RATIO);
        if (most != entry.getSize() || most > Integer.MAX_VALUE - 8 || !archive.canReadEntryData(entry)) {
            throw new IOException("an entry of " + entry.getCompressedSize() + " bytes, method " + entry.getMethod()
                    + ", claims to be " + entry.getSize());
        }
        byte[] value;
        try (InputStream in = archive.getInputStream(entry)) {
            value = in.readNBytes((int) most + 1);
        }
        if (value.length != most) {
            throw new EOFException("it inflates to " + value.length + " bytes, not to " + most);
        }
        recorded(label, entry).require(Bytes.wrap(value));
        return Bytes.wrap(value);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            archive.close();
        }
    }

    /** A part of the archive's file. Closing it closes nothing: the archive owns the file. */
    private record StoredValue(String name, FileRangeReader file, long start, long size) implements RangeReader {
        @Override
        public Bytes read(long offset, int length) throws IOException {
            return read(offset, length, byte[]::new);
        }

        @Override
        public Bytes read(long offset, int length, IntFunction<byte[]> room) throws IOException {
            if (offset < 0 || length < 0 || offset > size - length) {
                throw new EOFException(name + ": " + length + " bytes at " + offset + " of " + size);
            }
            return file.read(start + offset, length, room);
        }

        @Override
        public void close() {}
    }
}

package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * The values of a zip archive that is there. Stored entries are read by position; deflated ones are inflated whole, and a
 * few of them are kept. Of entries with the same name the last one counts, because writers replace values by appending. Shared
 * by threads.
 */
final class ZipArchive implements Closeable {
    /** No byte of a deflated entry stands for more bytes than this. */
    private static final long MAX_RATIO = 1032;

    private final String name;
    private final ZipFile archive;
    private final FileChannel file;
    private final NavigableMap<String, ZipArchiveEntry> entries;
    private final Map<String, RecordedValue> records = new ConcurrentHashMap<>();
    private final InflatedValues inflated;

    private ZipArchive(
            String name,
            ZipFile archive,
            FileChannel file,
            NavigableMap<String, ZipArchiveEntry> entries,
            InflatedValues inflated) {
        this.name = name;
        this.archive = archive;
        this.file = file;
        this.entries = entries;
        this.inflated = inflated;
    }

    /**
     * Opens an archive.
     *
     * @throws ZipException when it is none, is cut or damaged, or an entry has a name that no key may have
     */
    static ZipArchive open(Path path) throws IOException {
        return open(path, InflatedValues.suitingHeap());
    }

    /** Opens an archive with as much room for values that are inflated. */
    static ZipArchive open(Path path, InflatedValues inflated) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            ZipFile archive = ZipFile.builder()
                    .setPath(path)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            return new ZipArchive(path.toString(), archive, file, entriesOrClose(archive), inflated);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw damage(path + ": is no zip archive that can be read: " + e.getMessage(), e);
        }
    }

    private static NavigableMap<String, ZipArchiveEntry> entriesOrClose(ZipFile archive) throws IOException {
        try {
            return entries(archive);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
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
     * @throws IOException when the value would have to be inflated to more bytes than there is room for
     */
    Optional<RangeReader> value(Key key) throws IOException {
        ZipArchiveEntry entry = entries.get(key.path());
        if (entry == null) {
            return Optional.empty();
        }
        String label = name + "/" + key;
        if (!isStored(entry) && entry.getSize() > inflated.most()) {
            throw new IOException(label + ": is compressed in the archive and " + entry.getSize()
                    + " bytes long, more than " + inflated.most() + "; make the archive without compression (zip -0)");
        }
        try {
            return Optional.of(
                    isStored(entry)
                            ? recorded(label, entry).over(stored(label, entry))
                            : new HeapReader(label, inflated(label, entry)));
        } catch (IOException | RuntimeException e) {
            throw damage(label + ": the archive is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a value from end to end and compares it.
     *
     * @throws IOException when there is none of this key, or it is not what the archive states of it
     */
    void require(Key key) throws IOException {
        ZipArchiveEntry entry = entries.get(key.path());
        String label = name + "/" + key;
        if (entry == null) {
            throw new ZipException(label + ": is not in the archive");
        }
        if (isStored(entry)) {
            recorded(label, entry).require(stored(label, entry));
        } else {
            value(key);
        }
    }

    private static boolean isStored(ZipArchiveEntry entry) {
        return entry.getMethod() == ZipMethod.STORED.getCode();
    }

    private RangeReader stored(String label, ZipArchiveEntry entry) throws IOException {
        if (entry.getSize() < 0 || entry.getSize() != entry.getCompressedSize()) {
            throw new IOException(
                    "a stored entry of " + entry.getCompressedSize() + " bytes claims to be " + entry.getSize());
        }
        long start = dataOffset(entry);
        if (start < 0 || start > file.size() - entry.getSize()) {
            throw new EOFException("it is cut off");
        }
        return new FilePart(label, file, start, entry.getSize());
    }

    /**
     * Where the data of an entry start, which only its local header tells. It is looked for with one cursor and one buffer that
     * all entries share, and what is found stays with the entry: by one thread at a time.
     */
    private long dataOffset(ZipArchiveEntry entry) throws IOException {
        synchronized (archive) {
            try (InputStream raw = archive.getRawInputStream(entry)) {
                if (raw == null) {
                    throw new EOFException("it is cut off");
                }
                return entry.getDataOffset();
            }
        }
    }

    /** The inflated bytes of an entry; they are read by position once it is known where they start. */
    private InputStream inflation(ZipArchiveEntry entry) throws IOException {
        synchronized (archive) {
            return archive.getInputStream(entry);
        }
    }

    private RecordedValue recorded(String label, ZipArchiveEntry entry) {
        return records.computeIfAbsent(
                entry.getName(),
                unused -> new RecordedValue(
                        entry.getSize(),
                        new ObjectChecksum(ObjectChecksum.Algorithm.CRC32, entry.getCrc()),
                        problem -> new ZipException(label + " " + problem)));
    }

    private Bytes inflated(String label, ZipArchiveEntry entry) throws IOException {
        if (entry.getSize() < 0
                || entry.getSize() > entry.getCompressedSize() * MAX_RATIO
                || !archive.canReadEntryData(entry)) {
            throw new IOException("an entry of " + entry.getCompressedSize() + " bytes, method " + entry.getMethod()
                    + ", claims to be " + entry.getSize());
        }
        RecordedValue recorded = recorded(label, entry);
        synchronized (recorded) { // who wants the same value waits for it instead of inflating it too
            Optional<Bytes> kept = inflated.find(entry.getName());
            if (kept.isPresent()) {
                return kept.get();
            }
            Bytes value = inflated.inflate(() -> inflation(entry), entry.getSize(), entry.getCompressedSize());
            recorded.require(value);
            inflated.keep(entry.getName(), value);
            return value;
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            archive.close();
        }
    }
}

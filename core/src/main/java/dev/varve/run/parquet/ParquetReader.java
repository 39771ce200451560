package dev.varve.run.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.varve.array.Bytes;
import dev.varve.metadata.MetadataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** Reads the tables that {@link ParquetWriter} writes; what others wrote otherwise is refused, damage is told. */
public final class ParquetReader {
    /** Pages of a hundred thousand rows of long texts are far smaller. */
    private static final int MAX_PAGE_BYTES = 1 << 28;

    private static final int FOOTER_TAIL = 8;

    private final Bytes file;

    private ParquetReader(Bytes file) {
        this.file = file;
    }

    /**
     * The table of a file.
     *
     * @throws MetadataException when it is damaged, or was written by something else
     */
    public static FlatTable read(Bytes file) throws MetadataException {
        return new ParquetReader(file).table();
    }

    private FlatTable table() throws MetadataException {
        int length = file.length();
        boolean isFramed = length >= ParquetWriter.MAGIC.length + FOOTER_TAIL
                && Arrays.equals(file.slice(0, 4).toArray(), ParquetWriter.MAGIC)
                && Arrays.equals(file.slice(length - 4, 4).toArray(), ParquetWriter.MAGIC);
        if (!isFramed) {
            throw damaged("it is no Parquet file, or was cut");
        }
        int footer = file.getInt(length - FOOTER_TAIL);
        if (footer < 0 || footer > length - FOOTER_TAIL - ParquetWriter.MAGIC.length) {
            throw damaged("its footer is " + footer + " bytes long");
        }
        Bytes body = file.slice(0, length - FOOTER_TAIL);
        ThriftReader.Struct metadata = new ThriftReader(body, body.length() - footer).struct();
        List<ThriftReader.Struct> groups = metadata.structs(4);
        List<ThriftReader.Struct> schema = metadata.structs(2);
        if (groups.size() != 1 || groups.get(0).structs(1).size() != schema.size() - 1) {
            throw damaged("it has other than one row group of flat columns");
        }
        List<FlatTable.Column> columns = new ArrayList<>();
        for (int i = 1; i < schema.size(); i++) {
            columns.add(
                    column(schema.get(i), groups.get(0).structs(1).get(i - 1).struct(3)));
        }
        int rows = columns.isEmpty() ? 0 : columns.get(0).cells().size();
        if (columns.stream().anyMatch(column -> column.cells().size() != rows) || metadata.integer(3) != rows) {
            throw damaged("its columns have different lengths");
        }
        return new FlatTable(rows, columns);
    }

    private FlatTable.Column column(ThriftReader.Struct schema, ThriftReader.Struct chunk) throws MetadataException {
        String name = schema.text(4);
        CellKind kind = Arrays.stream(CellKind.values())
                .filter(one -> schema.optionalInteger(1).equals(Optional.of((long) one.physicalType())))
                .findFirst()
                .orElseThrow(() -> damaged("column '" + name + "' is of a type that is not read"));
        long offset = chunk.integer(9);
        if (schema.integer(3) != ParquetWriter.OPTIONAL || chunk.integer(4) != ParquetWriter.ZSTD) {
            throw damaged("column '" + name + "' is stored in a way that is not read");
        }
        if (offset < 0 || offset >= file.length()) {
            throw damaged("column '" + name + "' begins at byte " + offset);
        }
        ThriftReader reader = new ThriftReader(file, (int) offset);
        ThriftReader.Struct header = reader.struct();
        byte[] page = page(name, header, reader.position());
        long cells = header.struct(5).integer(1);
        if (header.integer(1) != ParquetWriter.DATA_PAGE
                || header.struct(5).integer(2) != ParquetWriter.PLAIN
                || cells != chunk.integer(5)) {
            throw damaged("column '" + name + "' has pages that are not read");
        }
        return new FlatTable.Column(name, kind, new Page(name, page).cells(kind, cells));
    }

    private byte[] page(String name, ThriftReader.Struct header, int at) throws MetadataException {
        long compressed = header.integer(3);
        long decoded = header.integer(2);
        if (compressed < 0 || compressed > file.length() - at || decoded < 0 || decoded > MAX_PAGE_BYTES) {
            throw damaged("column '" + name + "' has a page of " + compressed + " bytes, " + decoded + " decoded");
        }
        byte[] bytes = file.slice(at, (int) compressed).toArray();
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (header.optionalInteger(4).isPresent() && (int) crc.getValue() != header.integer(4)) {
            throw damaged("the checksum of column '" + name + "' differs");
        }
        if (Zstd.getFrameContentSize(bytes) != decoded) {
            throw damaged("column '" + name + "' has a page of another length than it says");
        }
        try {
            return Zstd.decompress(bytes, (int) decoded);
        } catch (ZstdException e) {
            MetadataException failure = damaged("column '" + name + "' does not decode: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static MetadataException damaged(String problem) {
        return new MetadataException("", problem);
    }

    /** A decoded page. */
    private static final class Page {
        private final String name;
        private final ByteBuffer bytes;

        Page(String name, byte[] page) {
            this.name = name;
            this.bytes = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        }

        List<Optional<Object>> cells(CellKind kind, long count) throws MetadataException {
            boolean[] isPresent = levels(count);
            List<Optional<Object>> cells = new ArrayList<>(isPresent.length);
            int values = 0;
            for (boolean one : isPresent) {
                cells.add(one ? Optional.of(value(kind, values++)) : Optional.empty());
            }
            return cells;
        }

        private boolean[] levels(long count) throws MetadataException {
            int length = require(Integer.BYTES).getInt();
            int end = bytes.position() + length;
            if (length < 0 || length > bytes.remaining() || count < 0 || count > 1 << 24) {
                throw damaged("column '" + name + "' has levels of " + length + " bytes");
            }
            boolean[] isPresent = new boolean[(int) count];
            int at = 0;
            while (at < count) {
                long run = varint();
                if ((run & 1) == 1 || (run >>>= 1) > count - at) {
                    throw damaged("column '" + name + "' has levels that are not read");
                }
                Arrays.fill(isPresent, at, at + (int) run, require(1).get() == 1);
                at += (int) run;
            }
            if (bytes.position() != end) {
                throw damaged("column '" + name + "' has other levels than cells");
            }
            return isPresent;
        }

        private long varint() throws MetadataException {
            long value = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                byte b = require(1).get();
                value |= (long) (b & 0x7f) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw damaged("column '" + name + "' has a number that is too long");
        }

        private Object value(CellKind kind, int index) throws MetadataException {
            return switch (kind) {
                case REAL -> require(Double.BYTES).getDouble();
                case INTEGER -> require(Long.BYTES).getLong();
                case TEXT -> text();
                case TRUTH -> truth(index);
            };
        }

        private String text() throws MetadataException {
            int length = require(Integer.BYTES).getInt();
            if (length < 0) {
                throw damaged("column '" + name + "' has a text of " + length + " bytes");
            }
            byte[] utf8 = new byte[require(length).remaining() < length ? 0 : length];
            bytes.get(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }

        private Boolean truth(int index) throws MetadataException {
            int at = bytes.position() + index / Byte.SIZE;
            if (at >= bytes.limit()) {
                throw damaged("column '" + name + "' ends too early");
            }
            return (bytes.get(at) >> index % Byte.SIZE & 1) == 1;
        }

        private ByteBuffer require(int count) throws MetadataException {
            if (bytes.remaining() < count) {
                throw damaged("column '" + name + "' ends too early");
            }
            return bytes;
        }
    }
}

package dev.varve.run.parquet;

import com.github.luben.zstd.Zstd;
import dev.varve.array.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Tables as Parquet: every column optional, one page each, plain values, zstd, a checksum per page. Equal tables give equal
 * bytes.
 *
 * @see <a href="https://github.com/apache/parquet-format">the format</a>
 */
public final class ParquetWriter {
    static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int ZSTD = 6;
    static final int OPTIONAL = 1;
    static final int DATA_PAGE = 0;
    private static final int UTF8 = 0;
    private static final int LEVEL = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<ThriftWriter> chunks = new ArrayList<>();
    private long pageBytes;

    private ParquetWriter() {}

    /** A whole file. */
    public static Bytes write(FlatTable table, String createdBy) {
        ParquetWriter writer = new ParquetWriter();
        writer.out.writeBytes(MAGIC);
        table.columns().forEach(writer::column);
        byte[] footer = writer.footer(table, createdBy);
        writer.out.writeBytes(footer);
        writer.out.writeBytes(length(footer.length));
        writer.out.writeBytes(MAGIC);
        return Bytes.wrap(writer.out.toByteArray());
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array();
    }

    private void column(FlatTable.Column column) {
        byte[] page = page(column);
        byte[] compressed = Zstd.compress(page, LEVEL);
        CRC32 crc = new CRC32();
        crc.update(compressed);
        int cells = column.cells().size();
        byte[] header = ThriftWriter.struct()
                .i32(1, DATA_PAGE)
                .i32(2, page.length)
                .i32(3, compressed.length)
                .i32(4, (int) crc.getValue())
                .struct(
                        5,
                        ThriftWriter.struct()
                                .i32(1, cells)
                                .i32(2, PLAIN)
                                .i32(3, RLE)
                                .i32(4, RLE))
                .toBytes();
        long offset = out.size();
        out.writeBytes(header);
        out.writeBytes(compressed);
        long whole = (long) header.length + page.length;
        pageBytes += whole;
        ThriftWriter metadata = ThriftWriter.struct()
                .i32(1, column.kind().physicalType())
                .integers(2, PLAIN, RLE)
                .texts(3, List.of(column.name()))
                .i32(4, ZSTD)
                .i64(5, cells)
                .i64(6, whole)
                .i64(7, (long) header.length + compressed.length)
                .i64(9, offset);
        chunks.add(ThriftWriter.struct().i64(2, offset).struct(3, metadata));
    }

    private byte[] footer(FlatTable table, String createdBy) {
        List<ThriftWriter> schema = new ArrayList<>();
        schema.add(
                ThriftWriter.struct().text(4, "schema").i32(5, table.columns().size()));
        for (FlatTable.Column column : table.columns()) {
            ThriftWriter element = ThriftWriter.struct()
                    .i32(1, column.kind().physicalType())
                    .i32(3, OPTIONAL)
                    .text(4, column.name());
            if (column.kind() == CellKind.TEXT) {
                ThriftWriter string = ThriftWriter.struct().struct(1, ThriftWriter.struct());
                element.i32(6, UTF8).struct(10, string);
            }
            schema.add(element);
        }
        ThriftWriter group =
                ThriftWriter.struct().structs(1, chunks).i64(2, pageBytes).i64(3, table.rows());
        return ThriftWriter.struct()
                .i32(1, 1)
                .structs(2, schema)
                .i64(3, table.rows())
                .structs(4, List.of(group))
                .text(6, createdBy)
                .toBytes();
    }

    /** Definition levels, which tell the empty cells, then the others' values. */
    private static byte[] page(FlatTable.Column column) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        byte[] levels = levels(column.cells());
        page.writeBytes(length(levels.length));
        page.writeBytes(levels);
        List<Object> values = column.cells().stream().flatMap(Optional::stream).toList();
        page.writeBytes(
                switch (column.kind()) {
                    case TEXT -> texts(values);
                    case REAL -> reals(values);
                    case INTEGER -> integers(values);
                    case TRUTH -> truths(values);
                });
        return page.toByteArray();
    }

    /** Runs of equal levels: a length, doubled, and the level. */
    private static byte[] levels(List<Optional<Object>> cells) {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        int from = 0;
        while (from < cells.size()) {
            boolean isPresent = cells.get(from).isPresent();
            int to = from + 1;
            while (to < cells.size() && cells.get(to).isPresent() == isPresent) {
                to++;
            }
            for (int rest = (to - from) << 1; ; rest >>>= 7) {
                boolean isLast = rest < 0x80;
                levels.write(isLast ? rest : rest & 0x7f | 0x80);
                if (isLast) {
                    break;
                }
            }
            levels.write(isPresent ? 1 : 0);
            from = to;
        }
        return levels.toByteArray();
    }

    private static byte[] texts(List<Object> values) {
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        for (Object value : values) {
            byte[] utf8 = ((String) value).getBytes(StandardCharsets.UTF_8);
            texts.writeBytes(length(utf8.length));
            texts.writeBytes(utf8);
        }
        return texts.toByteArray();
    }

    private static byte[] reals(List<Object> values) {
        byte[] bytes = new byte[Math.multiplyExact(values.size(), Double.BYTES)];
        ByteBuffer reals = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> reals.putDouble((Double) value));
        return bytes;
    }

    private static byte[] integers(List<Object> values) {
        byte[] bytes = new byte[Math.multiplyExact(values.size(), Long.BYTES)];
        ByteBuffer integers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> integers.putLong((Long) value));
        return bytes;
    }

    /** Eight to a byte, the first in the lowest bit. */
    private static byte[] truths(List<Object> values) {
        byte[] truths = new byte[(values.size() + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < values.size(); i++) {
            if ((Boolean) values.get(i)) {
                truths[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        return truths;
    }
}

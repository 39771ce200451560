package dev.varve.run.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Structures in Thrift's compact protocol, in which Parquet's metadata are: the part of it that those use.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">the protocol</a>
 */
final class ThriftWriter {
    static final int STOP = 0;
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int BYTE = 3;
    static final int I16 = 4;
    static final int I32 = 5;
    static final int I64 = 6;
    static final int DOUBLE = 7;
    static final int BINARY = 8;
    static final int LIST = 9;
    static final int SET = 10;
    static final int MAP = 11;
    static final int STRUCT = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int last;

    /** A structure without members. */
    static ThriftWriter struct() {
        return new ThriftWriter();
    }

    private ThriftWriter header(int field, int type) {
        int delta = field - last;
        if (delta < 1 || delta > 15) {
            throw new IllegalArgumentException("field " + field + " after field " + last);
        }
        out.write(delta << 4 | type);
        last = field;
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private void integer(long value) {
        varint(value << 1 ^ value >> 63);
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        out.write(utf8, 0, utf8.length);
    }

    private void listHeader(int size, int type) {
        if (size < 15) {
            out.write(size << 4 | type);
        } else {
            out.write(0xf0 | type);
            varint(size);
        }
    }

    ThriftWriter i32(int field, int value) {
        header(field, I32).integer(value);
        return this;
    }

    ThriftWriter i64(int field, long value) {
        header(field, I64).integer(value);
        return this;
    }

    ThriftWriter text(int field, String value) {
        header(field, BINARY).text(value);
        return this;
    }

    ThriftWriter struct(int field, ThriftWriter value) {
        byte[] bytes = value.toBytes();
        header(field, STRUCT).out.write(bytes, 0, bytes.length);
        return this;
    }

    ThriftWriter integers(int field, int... values) {
        header(field, LIST).listHeader(values.length, I32);
        for (int value : values) {
            integer(value);
        }
        return this;
    }

    ThriftWriter texts(int field, List<String> values) {
        header(field, LIST).listHeader(values.size(), BINARY);
        values.forEach(this::text);
        return this;
    }

    ThriftWriter structs(int field, List<ThriftWriter> values) {
        header(field, LIST).listHeader(values.size(), STRUCT);
        for (ThriftWriter value : values) {
            byte[] bytes = value.toBytes();
            out.write(bytes, 0, bytes.length);
        }
        return this;
    }

    /** The structure and its end. */
    byte[] toBytes() {
        byte[] members = out.toByteArray();
        byte[] whole = new byte[members.length + 1];
        System.arraycopy(members, 0, whole, 0, members.length);
        whole[members.length] = STOP;
        return whole;
    }
}

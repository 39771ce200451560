package dev.varve.run.parquet;

import dev.varve.array.Bytes;
import dev.varve.metadata.MetadataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads structures in Thrift's compact protocol: any, so that members of later versions do no harm. */
final class ThriftReader {
    private static final int MAX_DEPTH = 30;

    private final Bytes bytes;
    private int at;

    ThriftReader(Bytes bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Where the reader stands. */
    int position() {
        return at;
    }

    /**
     * A structure.
     *
     * @param members values by field: {@code Long}, {@code Boolean}, {@code Bytes}, a {@code List} of these, or a struct
     */
    record Struct(Map<Integer, Object> members) {
        long integer(int field) throws MetadataException {
            return optionalInteger(field).orElseThrow(() -> missing(field));
        }

        Optional<Long> optionalInteger(int field) {
            return members.get(field) instanceof Long value ? Optional.of(value) : Optional.empty();
        }

        String text(int field) throws MetadataException {
            if (members.get(field) instanceof Bytes utf8) {
                return new String(utf8.toArray(), StandardCharsets.UTF_8);
            }
            throw missing(field);
        }

        Struct struct(int field) throws MetadataException {
            if (members.get(field) instanceof Struct value) {
                return value;
            }
            throw missing(field);
        }

        List<Struct> structs(int field) throws MetadataException {
            List<Struct> structs = new ArrayList<>();
            if (members.get(field) instanceof List<?> list) {
                for (Object item : list) {
                    if (!(item instanceof Struct struct)) {
                        throw missing(field);
                    }
                    structs.add(struct);
                }
                return structs;
            }
            throw missing(field);
        }

        private static MetadataException missing(int field) {
            return new MetadataException("", "the Parquet metadata lack field " + field);
        }
    }

    Struct struct() throws MetadataException {
        return struct(0);
    }

    private Struct struct(int depth) throws MetadataException {
        if (depth > MAX_DEPTH) {
            throw damaged("structures are nested too deep");
        }
        Map<Integer, Object> members = new HashMap<>();
        int field = 0;
        for (int header = unsigned(); header != ThriftWriter.STOP; header = unsigned()) {
            int type = header & 15;
            field = header >> 4 == 0 ? (int) integer() : field + (header >> 4);
            boolean isTruth = type == ThriftWriter.TRUE || type == ThriftWriter.FALSE;
            members.put(field, isTruth ? (Object) (type == ThriftWriter.TRUE) : value(type, depth));
        }
        return new Struct(members);
    }

    private Object value(int type, int depth) throws MetadataException {
        return switch (type) {
            case ThriftWriter.TRUE, ThriftWriter.FALSE -> unsigned() == ThriftWriter.TRUE;
            case ThriftWriter.BYTE -> (long) (byte) unsigned();
            case ThriftWriter.I16, ThriftWriter.I32, ThriftWriter.I64 -> integer();
            case ThriftWriter.DOUBLE -> binary(Double.BYTES);
            case ThriftWriter.BINARY -> binary(length());
            case ThriftWriter.LIST, ThriftWriter.SET -> list(depth + 1);
            case ThriftWriter.STRUCT -> struct(depth + 1);
            default -> throw damaged("a member of type " + type);
        };
    }

    private List<Object> list(int depth) throws MetadataException {
        if (depth > MAX_DEPTH) {
            throw damaged("lists are nested too deep");
        }
        int header = unsigned();
        int size = header >> 4 == 15 ? length() : header >> 4;
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(value(header & 15, depth));
        }
        return items;
    }

    private int unsigned() throws MetadataException {
        if (at >= bytes.length()) {
            throw damaged("it ends too early");
        }
        return bytes.unsigned(at++);
    }

    private long varint() throws MetadataException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = unsigned();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw damaged("a number is too long");
    }

    private long integer() throws MetadataException {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A count of things that take at least a byte each. */
    private int length() throws MetadataException {
        long length = varint();
        if (length < 0 || length > bytes.length() - at) {
            throw damaged("a length of " + length);
        }
        return (int) length;
    }

    private Bytes binary(int length) throws MetadataException {
        if (length > bytes.length() - at) {
            throw damaged("it ends too early");
        }
        Bytes value = bytes.slice(at, length);
        at += length;
        return value;
    }

    private MetadataException damaged(String problem) {
        return new MetadataException("", "Parquet metadata at byte " + at + ": " + problem);
    }
}

package dev.varve.metadata;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.array.StructType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.BytesCodec.Endian;
import dev.varve.codec.serializer.FieldOrderCodec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Structs as NumPy lists their fields: {@code [["id", "<i4"], ["at", [["x", "<f4"], ["y", "<f4"]]], ["w", ">f8", [2, 3]]]}.
 * Their fill values are base64 of an element as it is stored.
 */
final class V2StructJson {
    /** So deep that no honest type is deeper, and no stack ends. */
    private static final int MAX_DEPTH = 32;

    private V2StructJson() {}

    static V2TypeJson parse(JsonCursor cursor) throws MetadataException {
        List<Optional<Endian>> orders = new ArrayList<>();
        return new V2TypeJson(struct(cursor, orders, 1), orders);
    }

    private static StructType struct(JsonCursor cursor, List<Optional<Endian>> orders, int depth)
            throws MetadataException {
        if (depth > MAX_DEPTH) {
            throw cursor.error("structs in structs, more than " + MAX_DEPTH + " deep");
        }
        List<StructType.Field> fields = new ArrayList<>();
        for (JsonCursor item : cursor.items()) {
            fields.add(field(item, fields.size(), orders, depth));
        }
        try {
            StructType type = new StructType(fields);
            if (type.sizeBytes() > DataTypeJson.MAX_ELEMENT_BYTES) {
                throw cursor.error("elements of " + type.sizeBytes() + " bytes; at most "
                        + DataTypeJson.MAX_ELEMENT_BYTES + " are supported");
            }
            return type;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw caused(cursor, e);
        }
    }

    private static StructType.Field field(JsonCursor item, int position, List<Optional<Endian>> orders, int depth)
            throws MetadataException {
        List<JsonCursor> parts = item.items();
        if (parts.size() < 2 || parts.size() > 3) {
            throw item.error("must be a name, a data type and perhaps a shape, not " + parts.size() + " items");
        }
        // NumPy calls a field without a name by its place: so it lists the padding of aligned structs.
        String name = parts.get(0).string();
        try {
            DataType type = type(parts.get(1), orders, depth);
            Shape shape = parts.size() == 3 ? Shape.of(parts.get(2).integers(0)) : Shape.SCALAR;
            StructType.Field field = new StructType.Field(name.isEmpty() ? "f" + position : name, type, shape);
            field.sizeBytes();
            return field;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw caused(item, e);
        }
    }

    private static DataType type(JsonCursor cursor, List<Optional<Endian>> orders, int depth) throws MetadataException {
        if (cursor.value() instanceof JsonArray) {
            return struct(cursor, orders, depth + 1);
        }
        if (cursor.value().equals(new JsonString(V2TypeJson.OBJECT))) {
            throw cursor.error("objects cannot be fields");
        }
        V2TypeJson type = V2TypeJson.parse(cursor);
        orders.addAll(type.orders());
        return type.type();
    }

    private static MetadataException caused(JsonCursor at, RuntimeException cause) {
        MetadataException failure = at.error(cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    static Json toJson(StructType struct, ArrayToBytesCodec serializer) {
        List<Endian> orders = new ArrayList<>();
        if (serializer instanceof FieldOrderCodec fields) {
            orders.addAll(fields.orders());
        } else {
            boolean isBig = serializer.equals(BytesCodec.BIG);
            for (int i = FieldOrderCodec.leaves(struct); i > 0; i--) {
                orders.add(isBig ? Endian.BIG : Endian.LITTLE);
            }
        }
        return toJson(struct, orders.iterator());
    }

    private static Json toJson(StructType struct, Iterator<Endian> orders) {
        List<Json> fields = new ArrayList<>();
        for (StructType.Field field : struct.fields()) {
            Json type = field.type() instanceof StructType inner
                    ? toJson(inner, orders)
                    : V2TypeJson.toJson(field.type(), Optional.of(orders.next()));
            Json name = new JsonString(field.name());
            boolean isOne = field.shape().rank() == 0;
            fields.add(
                    isOne
                            ? JsonArray.of(name, type)
                            : JsonArray.of(
                                    name, type, JsonArray.of(field.shape().extents())));
        }
        return new JsonArray(fields);
    }

    /** Reads a fill value: an element as it is stored, in base64. */
    static FillValue fill(JsonCursor cursor, StructType struct, ArrayToBytesCodec serializer) throws MetadataException {
        try {
            byte[] stored = Base64.getDecoder().decode(cursor.string());
            if (stored.length != struct.sizeBytes()) {
                throw cursor.error("is " + stored.length + " bytes long; " + struct + " takes " + struct.sizeBytes());
            }
            NdArray element = serializer.bind(scalar(struct)).decode(Bytes.wrap(stored));
            return new FillValue(struct, element.data());
        } catch (IllegalArgumentException e) {
            throw caused(cursor, e);
        }
    }

    /** Writes a fill value. */
    static Json fillToJson(FillValue fill, ArrayToBytesCodec serializer) {
        NdArray element = NdArray.filled(Shape.SCALAR, fill);
        Bytes stored = serializer.bind(scalar(fill.type())).encode(element);
        return new JsonString(Base64.getEncoder().encodeToString(stored.toArray()));
    }

    private static ChunkSpec scalar(DataType type) {
        return new ChunkSpec(type, Shape.SCALAR, FillValue.zero(type));
    }
}

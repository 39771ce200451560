package dev.varve.metadata;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Structs and their fill values (zarr-extensions {@code struct}). Read are also the fields as pairs of {@code structured},
 * which it was called before, and the fill value as base64 of its packed little-endian bytes.
 */
final class StructJson {
    static final String NAME = "struct";
    static final String LEGACY_NAME = "structured";

    private StructJson() {}

    static StructType type(Extension struct) throws MetadataException {
        struct.configuration().requireOnly(Set.of("fields"));
        JsonCursor fields = struct.configuration().get("fields");
        List<StructType.Field> parsed = new ArrayList<>();
        for (JsonCursor item : fields.items()) {
            parsed.add(field(item));
        }
        try {
            StructType type = new StructType(parsed);
            if (type.sizeBytes() > DataTypeJson.MAX_ELEMENT_BYTES) {
                throw fields.error("are " + type.sizeBytes() + " bytes; at most " + DataTypeJson.MAX_ELEMENT_BYTES
                        + " are supported");
            }
            return type;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw caused(fields, e);
        }
    }

    private static MetadataException caused(JsonCursor at, RuntimeException cause) {
        MetadataException failure = at.error(cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    private static StructType.Field field(JsonCursor item) throws MetadataException {
        JsonCursor name;
        JsonCursor type;
        if (item.value() instanceof JsonArray) {
            List<JsonCursor> pair = item.items();
            if (pair.size() != 2) {
                throw item.error("must be a name and a data type, not " + pair.size() + " items");
            }
            name = pair.get(0);
            type = pair.get(1);
        } else {
            item.requireOnly(Set.of("name", "data_type"));
            name = item.get("name");
            type = item.get("data_type");
        }
        DataType parsed = DataTypeJson.parse(type);
        try {
            return StructType.Field.of(name.string(), parsed);
        } catch (IllegalArgumentException e) {
            throw caused(item, e);
        }
    }

    /** @throws IllegalArgumentException when a field holds several values, which Zarr v3 has not */
    static Json toJson(StructType struct) {
        List<Json> fields = new ArrayList<>();
        for (StructType.Field field : struct.fields()) {
            if (field.shape().rank() != 0) {
                throw new IllegalArgumentException("field '" + field.name() + "' holds " + field.shape()
                        + " values, and fields of Zarr v3 hold one; split it into as many fields");
            }
            fields.add(JsonObject.builder()
                    .put("name", field.name())
                    .put("data_type", DataTypeJson.toJson(field.type()))
                    .build());
        }
        return Extension.toJson(NAME, JsonObject.of("fields", new JsonArray(fields)));
    }

    /** The fill value from an object of field values; none may be missing, because no other value would be sure to be meant. */
    static byte[] fill(JsonCursor cursor, StructType struct) throws MetadataException {
        Set<String> names = new HashSet<>();
        byte[] bits = new byte[struct.sizeBytes()];
        int at = 0;
        for (StructType.Field field : struct.fields()) {
            names.add(field.name());
            Bytes value =
                    FillValueJson.parse(cursor.get(field.name()), field.type()).bits();
            value.copyTo(bits, at);
            at += field.sizeBytes();
        }
        cursor.requireOnly(names);
        return bits;
    }

    static Json fillToJson(FillValue fill, StructType struct) {
        JsonObject.Builder values = JsonObject.builder();
        int at = 0;
        for (StructType.Field field : struct.fields()) {
            Bytes value = fill.bits().slice(at, field.sizeBytes());
            values.put(field.name(), FillValueJson.toJson(new FillValue(field.type(), value)));
            at += field.sizeBytes();
        }
        return values.build();
    }
}

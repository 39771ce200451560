package dev.varve.metadata;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.OptionalType;
import java.util.List;
import java.util.Set;

/**
 * Elements that may be missing, and their fill values, as zarrs has them: the configuration of the data type is the name and
 * the configuration of the type inside; the fill value is {@code null}, or that of the type inside as the only item of a list.
 */
final class OptionalJson {
    static final String NAME = "zarrs.optional";
    static final String LEGACY_NAME = "optional";

    private OptionalJson() {}

    static OptionalType type(Extension optional) throws MetadataException {
        JsonCursor inner = optional.configuration();
        inner.requireOnly(Set.of("name", "configuration"));
        inner.get("name");
        OptionalType type = new OptionalType(DataTypeJson.parse(inner));
        if (type.isFixedSize() && type.sizeBytes() > DataTypeJson.MAX_ELEMENT_BYTES) {
            throw inner.error("elements of " + type.sizeBytes() + " bytes; at most " + DataTypeJson.MAX_ELEMENT_BYTES
                    + " are supported");
        }
        return type;
    }

    static Json toJson(OptionalType type) {
        Json inner = DataTypeJson.toJson(type.inner());
        JsonObject configuration = inner instanceof JsonObject object
                ? object
                : JsonObject.of("name", inner).with("configuration", JsonObject.EMPTY);
        return Extension.toJson(NAME, configuration);
    }

    static FillValue fill(JsonCursor cursor, OptionalType type) throws MetadataException {
        if (cursor.value() == JsonNull.NULL) {
            return FillValue.zero(type);
        }
        List<JsonCursor> items = cursor.items();
        if (items.size() != 1) {
            throw cursor.error("must be null or a list of one value for " + type + ", not " + items.size() + " items");
        }
        Bytes value = FillValueJson.parse(items.get(0), type.inner()).bits();
        byte[] bits = new byte[OptionalType.FLAG_BYTES + value.length()];
        bits[0] = 1;
        value.copyTo(bits, OptionalType.FLAG_BYTES);
        return new FillValue(type, Bytes.wrap(bits));
    }

    static Json fillToJson(FillValue fill, OptionalType type) {
        if (fill.bits().get(0) == 0) {
            return JsonNull.NULL;
        }
        int flag = OptionalType.FLAG_BYTES;
        DataType inner = type.inner();
        Bytes value = fill.bits().slice(flag, fill.bits().length() - flag);
        return JsonArray.of(FillValueJson.toJson(new FillValue(inner, value)));
    }
}

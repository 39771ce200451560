package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNull;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.ZarrFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Attributes as the JSON that xarray expects, beside a record of the types that JSON forgets.
 *
 * <p>A single number or text is a scalar, several are a list. {@code _FillValue} of a float is base64 of the little-endian
 * float64, as xarray wants it in Zarr v3; that of text cannot be said to xarray at all and is kept in the record alone.
 */
final class AttributeJson {
    private static final String FILL = "_FillValue";
    private static final String TEXT = "char";
    private static final String STRINGS = "string";
    private static final String BITS = "bits";

    private AttributeJson() {}

    /**
     * The {@code attributes} member of a node.
     *
     * @param type the element type of the array that the attributes belong to; nothing for a group
     * @param format in v2 a fill value that the array itself states is left out, any other is as it is
     */
    static JsonObject values(List<Attribute> attributes, Optional<DataType> type, ZarrFormat format)
            throws MetadataException {
        JsonObject.Builder values = JsonObject.builder();
        for (Attribute attribute : attributes) {
            if (!isFill(attribute, type)) {
                values.put(attribute.name(), json(attribute.value()));
            } else if (format == ZarrFormat.V2) {
                if (V2Fill.stated(attribute, type.get()).isEmpty()) {
                    values.put(FILL, json(attribute.value()));
                }
            } else if (type.get() instanceof NumericType numeric) {
                fill(attribute.value(), numeric).ifPresent(json -> values.put(FILL, json));
            }
        }
        return values.build();
    }

    private static boolean isFill(Attribute attribute, Optional<DataType> type) {
        return type.isPresent() && attribute.name().equals(FILL);
    }

    private static Optional<Json> fill(Attribute.Value value, NumericType type) throws MetadataException {
        if (!(value instanceof Attribute.Numbers numbers)
                || numbers.numbers().shape().count() != 1) {
            return Optional.empty();
        }
        NumericType own = (NumericType) numbers.numbers().type();
        if (type.kind() != NumericType.Kind.FLOAT || own.kind() == NumericType.Kind.COMPLEX) {
            return Optional.of(json(value));
        }
        Json number = NumberText.json(own, numbers.numbers().data());
        double fill = number instanceof JsonNumber n ? n.toDouble() : Double.NaN;
        return Optional.of(new JsonString(base64(fill)));
    }

    private static String base64(double value) {
        byte[] bits = ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();
        return Base64.getEncoder().encodeToString(bits);
    }

    private static Json json(Attribute.Value value) throws MetadataException {
        if (value instanceof Attribute.Text text) {
            return new JsonString(text.text());
        }
        if (value instanceof Attribute.Strings strings) {
            return scalarOrList(
                    strings.texts().stream().<Json>map(JsonString::new).toList());
        }
        if (value instanceof Attribute.Json json) {
            return JsonReader.read(json.json());
        }
        NdArray numbers = ((Attribute.Numbers) value).numbers();
        NumericType type = (NumericType) numbers.type();
        List<Json> items = new ArrayList<>();
        for (int i = 0; i < numbers.shape().count(); i++) {
            items.add(NumberText.json(type, element(numbers, i)));
        }
        return scalarOrList(items);
    }

    private static Bytes element(NdArray numbers, int index) {
        int size = numbers.type().sizeBytes();
        return numbers.data().slice(index * size, size);
    }

    private static Json scalarOrList(List<Json> items) {
        return items.size() == 1 ? items.get(0) : new JsonArray(items);
    }

    /** The record of what {@link #read} could not know from {@link #values} alone: a type, or the whole attribute. */
    static JsonObject types(List<Attribute> attributes, Optional<DataType> type, ZarrFormat format)
            throws MetadataException {
        JsonObject values = values(attributes, type, format);
        JsonObject.Builder types = JsonObject.builder();
        for (Attribute attribute : attributes) {
            Optional<Json> value = values.get(attribute.name());
            boolean isFaithful =
                    value.isPresent() && untyped(value.get()).equals(attribute.value()) && !isFill(attribute, type);
            if (!isFaithful) {
                types.put(attribute.name(), record(attribute, value, type));
            }
        }
        return types.build();
    }

    /** The type alone where that is enough; else also the value, of numbers that JSON cannot say the bits. */
    private static Json record(Attribute attribute, Optional<Json> value, Optional<DataType> type)
            throws MetadataException {
        JsonString name = new JsonString(typeName(attribute.value()));
        if (value.isPresent()
                && typed(attribute.name(), value.get(), Optional.of(name), type).equals(attribute.value())) {
            return name;
        }
        JsonObject.Builder record = JsonObject.builder().put("type", name);
        if (attribute.value() instanceof Attribute.Numbers numbers) {
            byte[] bits = numbers.numbers().data().toArray();
            return record.put(BITS, Base64.getEncoder().encodeToString(bits)).build();
        }
        return record.put("value", json(attribute.value())).build();
    }

    private static String typeName(Attribute.Value value) {
        if (value instanceof Attribute.Text) {
            return TEXT;
        }
        if (value instanceof Attribute.Strings) {
            return STRINGS;
        }
        return value instanceof Attribute.Numbers numbers
                ? numbers.numbers().type().toString()
                : "json";
    }

    /** The attributes of a node, with the types of the record where there is one. */
    static List<Attribute> read(JsonObject values, JsonObject types, Optional<DataType> type) {
        List<Attribute> attributes = new ArrayList<>();
        for (Map.Entry<String, Json> member : values.members().entrySet()) {
            Optional<Json> record = types.get(member.getKey());
            Attribute.Value value = typed(member.getKey(), member.getValue(), record, type);
            attributes.add(new Attribute(member.getKey(), value));
        }
        for (Map.Entry<String, Json> member : types.members().entrySet()) {
            if (values.get(member.getKey()).isEmpty() && member.getValue() instanceof JsonObject whole) {
                Json value = whole.get("value").orElse(JsonNull.NULL);
                Optional<Json> record = whole.get(BITS).isPresent() ? Optional.of(whole) : whole.get("type");
                attributes.add(new Attribute(member.getKey(), typed(member.getKey(), value, record, Optional.empty())));
            }
        }
        return List.copyOf(attributes);
    }

    private static Attribute.Value typed(String name, Json value, Optional<Json> record, Optional<DataType> type) {
        Optional<Attribute.Value> exact = record.flatMap(AttributeJson::ofBits);
        if (exact.isPresent()) {
            return exact.get();
        }
        Json plain = value;
        String typeName = record.isPresent() && record.get() instanceof JsonString text ? text.value() : "";
        if (name.equals(FILL) && type.isPresent() && type.get() instanceof NumericType numeric) {
            plain = plainFill(value, numeric);
            typeName = typeName.isEmpty() ? numeric.toString() : typeName;
        }
        List<Json> items = plain instanceof JsonArray list ? list.items() : List.of(plain);
        boolean isText = items.stream().allMatch(JsonString.class::isInstance);
        if (typeName.equals(STRINGS) && isText) {
            return strings(items);
        }
        Optional<NumericType> numeric = numericType(typeName);
        Optional<NdArray> numbers = numeric.flatMap(t -> NumberText.numbers(t, items));
        return numbers.<Attribute.Value>map(Attribute.Numbers::new).orElse(untyped(plain));
    }

    /** Numbers whose bits were recorded; nothing when there are none, or none of the type. */
    private static Optional<Attribute.Value> ofBits(Json record) {
        if (!(record instanceof JsonObject whole)
                || !(whole.get(BITS).orElse(JsonNull.NULL) instanceof JsonString text)
                || !(whole.get("type").orElse(JsonNull.NULL) instanceof JsonString name)) {
            return Optional.empty();
        }
        for (NumericType type : NumericType.values()) {
            if (type.toString().equals(name.value())) {
                return bits(text.value())
                        .filter(bits -> bits.length % type.sizeBytes() == 0)
                        .map(bits -> new Attribute.Numbers(
                                NdArray.of(type, Shape.of(bits.length / type.sizeBytes()), Bytes.wrap(bits))));
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> bits(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A float's fill value as a number again; what is no base64 of 8 bytes stays as it is. */
    private static Json plainFill(Json value, NumericType type) {
        if (type.kind() != NumericType.Kind.FLOAT || !(value instanceof JsonString text)) {
            return value;
        }
        return bits(text.value())
                .filter(bits -> bits.length == Double.BYTES)
                .map(bits -> NumberText.json(NumericType.FLOAT64, Bytes.wrap(bits)))
                .orElse(value);
    }

    private static Optional<NumericType> numericType(String name) {
        for (NumericType type : NumericType.values()) {
            boolean isReal = type.isInteger() || type.kind() == NumericType.Kind.FLOAT;
            if (isReal && type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** What JSON means where nothing is recorded: text, lists of text, int64 or float64; anything else stays JSON. */
    private static Attribute.Value untyped(Json value) {
        if (value instanceof JsonString text) {
            return new Attribute.Text(text.value());
        }
        List<Json> items = value instanceof JsonArray list ? list.items() : List.of(value);
        if (!items.isEmpty() && items.stream().allMatch(JsonString.class::isInstance)) {
            return strings(items);
        }
        boolean isNumeric = !items.isEmpty() && items.stream().allMatch(JsonNumber.class::isInstance);
        if (!isNumeric) {
            return new Attribute.Json(value.toText());
        }
        boolean isIntegral = items.stream().allMatch(item -> ((JsonNumber) item).isInteger());
        Optional<NdArray> integers = isIntegral ? NumberText.numbers(NumericType.INT64, items) : Optional.empty();
        return integers.or(() -> NumberText.numbers(NumericType.FLOAT64, items))
                .<Attribute.Value>map(Attribute.Numbers::new)
                .orElse(new Attribute.Json(value.toText()));
    }

    private static Attribute.Strings strings(List<Json> items) {
        return new Attribute.Strings(
                items.stream().map(item -> ((JsonString) item).value()).toList());
    }
}

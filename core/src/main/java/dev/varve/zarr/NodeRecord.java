package dev.varve.zarr;

import dev.varve.array.NumericType;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Dimension;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.MetadataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Varve writes beside the standard metadata of a node, under {@code varve}, which other readers skip: the types of
 * attributes, dimensions of a group, the names of an enumeration. Without it a store reads as any other.
 *
 * @param attributeTypes the types of attributes that JSON forgets, see {@link AttributeJson}
 * @param dimensions the dimensions that a group defines, unlimited and unused ones included
 * @param declared what the source called the type of an array
 */
record NodeRecord(JsonObject attributeTypes, List<Dimension> dimensions, Optional<DeclaredType> declared) {
    /** The member of {@code zarr.json} that holds the record. */
    static final String MEMBER = "varve";

    static final NodeRecord EMPTY = new NodeRecord(JsonObject.EMPTY, List.of(), Optional.empty());

    NodeRecord {
        dimensions = List.copyOf(dimensions);
    }

    /** Whether there is anything to record. */
    boolean isEmpty() {
        return attributeTypes.isEmpty() && dimensions.isEmpty() && declared.isEmpty();
    }

    /** The record as JSON. */
    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("must_understand", false);
        if (!attributeTypes.isEmpty()) {
            json.put("attribute_types", attributeTypes);
        }
        if (!dimensions.isEmpty()) {
            json.put(
                    "dimensions",
                    new JsonArray(dimensions.stream().map(NodeRecord::dimension).toList()));
        }
        if (declared.isPresent() && declared.get() instanceof DeclaredType.Enumeration enumeration) {
            json.put("enumeration", enumeration(enumeration));
        }
        return json.build();
    }

    private static Json dimension(Dimension dimension) {
        return JsonObject.builder()
                .put("name", dimension.name())
                .put("length", dimension.length())
                .put("unlimited", dimension.isUnlimited())
                .build();
    }

    private static Json enumeration(DeclaredType.Enumeration enumeration) {
        JsonObject.Builder members = JsonObject.builder();
        enumeration.members().forEach((name, value) -> members.put(name, JsonNumber.of(value)));
        return JsonObject.builder()
                .put("name", enumeration.name())
                .put("type", enumeration.base().toString())
                .put("members", members.build())
                .build();
    }

    /**
     * The record of a node.
     *
     * @param extensions the node's extensions
     * @param path the path of the node, in front of its dimensions
     */
    static NodeRecord of(JsonObject extensions, String path) throws MetadataException {
        Optional<JsonCursor> found = JsonCursor.of(extensions).find(MEMBER);
        if (found.isEmpty()) {
            return EMPTY;
        }
        JsonCursor record = found.get();
        JsonObject types = record.find("attribute_types").isPresent()
                ? record.get("attribute_types").object()
                : JsonObject.EMPTY;
        List<Dimension> dimensions = new ArrayList<>();
        if (record.find("dimensions").isPresent()) {
            for (JsonCursor dimension : record.get("dimensions").items()) {
                String name = dimension.get("name").string();
                dimensions.add(new Dimension(
                        path.isEmpty() ? name : path + "/" + name,
                        dimension.get("length").integer(0, Long.MAX_VALUE),
                        dimension.get("unlimited").bool()));
            }
        }
        return new NodeRecord(types, dimensions, declaredOf(record));
    }

    private static Optional<DeclaredType> declaredOf(JsonCursor record) throws MetadataException {
        Optional<JsonCursor> found = record.find("enumeration");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonCursor enumeration = found.get();
        Map<String, Long> members = new LinkedHashMap<>();
        for (String name : enumeration.get("members").object().members().keySet()) {
            members.put(name, enumeration.get("members").get(name).integer(Long.MIN_VALUE, Long.MAX_VALUE));
        }
        JsonCursor type = enumeration.get("type");
        for (NumericType base : NumericType.values()) {
            if (base.isInteger() && base.name().toLowerCase(Locale.ROOT).equals(type.string())) {
                String name = enumeration.get("name").string();
                return Optional.of(new DeclaredType.Enumeration(name, base, members));
            }
        }
        throw type.error("is no integer type");
    }
}

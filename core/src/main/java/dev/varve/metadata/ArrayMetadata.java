package dev.varve.metadata;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.array.StructType;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.ChunkGrid;
import dev.varve.shard.ShardingCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is said of an array: in its {@code zarr.json} (v3 core, section "Array metadata"), or in its {@code .zarray} and
 * {@code .zattrs} (v2).
 *
 * @param format which documents say it
 * @param grid the array's shape and how it is cut into stored objects
 * @param fill the value of elements that are not stored; its type is that of the array. In v2 a NaN loses its own bits
 * @param isFillStated whether the fill value is said; only in v2 may it be left to the data type, and then readers differ
 *     on what elements are that are not stored
 * @param keys what chunks are called
 * @param chain how a stored object is encoded; an element size that a codec leaves to the array's type is filled in
 * @param attributes what is said about the array
 * @param dimensionNames a name or none for each axis, when any are given
 * @param extensions members that the specification does not have, each an object with {@code "must_understand": false}
 */
public record ArrayMetadata(
        ZarrFormat format,
        ChunkGrid grid,
        FillValue fill,
        boolean isFillStated,
        ChunkKeyEncoding keys,
        CodecChain chain,
        JsonObject attributes,
        Optional<List<Optional<String>>> dimensionNames,
        JsonObject extensions)
        implements NodeMetadata {
    /** The most axes that an array may have: as many as NumPy's. */
    public static final int MAX_RANK = 64;

    private static final Set<String> MEMBERS = Set.of(
            "zarr_format",
            "node_type",
            "shape",
            "data_type",
            "chunk_grid",
            "chunk_key_encoding",
            "fill_value",
            "codecs",
            "attributes",
            "dimension_names",
            "storage_transformers");

    public ArrayMetadata {
        dimensionNames = dimensionNames.map(List::copyOf);
        if (dimensionNames.isPresent()
                && dimensionNames.get().size() != grid.array().rank()) {
            throw new IllegalArgumentException(
                    dimensionNames.get().size() + " dimension names for shape " + grid.array());
        }
        if (format == ZarrFormat.V3 && !isFillStated) {
            throw new IllegalArgumentException("Zarr v3 requires a fill value of type " + fill.type());
        }
        fill = format == ZarrFormat.V2 ? V2FillValueJson.sayable(fill) : fill;
        NodeMembers.requireIgnorable(extensions, MEMBERS);
        chain = BloscJson.withTypeSizes(chain, new ChunkSpec(fill.type(), grid.largestCell(), fill));
    }

    /** A v3 array with the usual keys, without attributes and names. */
    public static ArrayMetadata of(ChunkGrid grid, FillValue fill, CodecChain chain) {
        return new ArrayMetadata(
                ZarrFormat.V3,
                grid,
                fill,
                true,
                ChunkKeyEncoding.DEFAULT,
                chain,
                JsonObject.EMPTY,
                Optional.empty(),
                JsonObject.EMPTY);
    }

    /** A v2 array with the usual keys, without attributes and names. */
    public static ArrayMetadata v2(ChunkGrid grid, FillValue fill, CodecChain chain) {
        return new ArrayMetadata(
                ZarrFormat.V2,
                grid,
                fill,
                true,
                ChunkKeyEncoding.V2,
                chain,
                JsonObject.EMPTY,
                Optional.empty(),
                JsonObject.EMPTY);
    }

    /** The same v2 array with the data type's own fill value, which is not stated. */
    public ArrayMetadata withoutStatedFill() {
        FillValue usual = V2FillValueJson.usual(type());
        return new ArrayMetadata(format, grid, usual, false, keys, chain, attributes, dimensionNames, extensions);
    }

    /** The same array with other attributes. */
    public ArrayMetadata withAttributes(JsonObject other) {
        return new ArrayMetadata(format, grid, fill, isFillStated, keys, chain, other, dimensionNames, extensions);
    }

    /** The same array with a name for every axis. */
    public ArrayMetadata withDimensionNames(List<String> names) {
        Optional<List<Optional<String>>> all =
                Optional.of(names.stream().map(Optional::of).toList());
        return new ArrayMetadata(format, grid, fill, isFillStated, keys, chain, attributes, all, extensions);
    }

    /**
     * The same array with other extents; chunks that both arrays have are the same.
     *
     * @throws IllegalArgumentException when the rank differs
     */
    public ArrayMetadata withShape(Shape shape) {
        ChunkGrid resized = grid.resized(shape);
        return new ArrayMetadata(
                format, resized, fill, isFillStated, keys, chain, attributes, dimensionNames, extensions);
    }

    /** The same array with one more extension, or another value of it. */
    public ArrayMetadata withExtension(String name, JsonObject value) {
        return new ArrayMetadata(
                format,
                grid,
                fill,
                isFillStated,
                keys,
                chain,
                attributes,
                dimensionNames,
                extensions.with(name, value));
    }

    /** The extents. */
    public Shape shape() {
        return grid.array();
    }

    /** The type of the elements. */
    public DataType type() {
        return fill.type();
    }

    /** Reads the document of an array. */
    static ArrayMetadata parse(JsonCursor document, CodecRegistry registry) throws MetadataException {
        requireNoTransformers(document);
        DataType type = DataTypeJson.parse(document.get("data_type"));
        Shape shape = shape(document.get("shape"), type);
        JsonCursor chunks = document.get("chunk_grid");
        ChunkGrid grid = ChunkGridJson.parse(chunks, shape);
        requireAddressable(grid.largestCell(), type, chunks);
        FillValue fill = FillValueJson.parse(document.get("fill_value"), type);
        CodecChain chain = registry.parseChain(document.get("codecs"));
        for (Shape chunk : ChunkGridJson.chunkShapes(grid)) {
            requireFitting(chain, new ChunkSpec(type, chunk, fill), document.get("codecs"));
        }
        requireOneMeaning(document.get("fill_value"), fill, chain);
        return new ArrayMetadata(
                ZarrFormat.V3,
                grid,
                fill,
                true,
                ChunkKeyEncoding.parse(document.get("chunk_key_encoding")),
                chain,
                NodeMembers.attributesOf(document),
                names(document, shape),
                NodeMembers.extensionsOf(document, MEMBERS));
    }

    static Shape shape(JsonCursor cursor, DataType type) throws MetadataException {
        Shape shape = Shape.of(cursor.integers(0));
        if (shape.rank() > MAX_RANK) {
            throw cursor.error("has " + shape.rank() + " axes; at most " + MAX_RANK + " are supported");
        }
        requireAddressable(shape, type, cursor);
        return shape;
    }

    /** Refuses shapes whose strides or bytes are no numbers, so that nobody need look out for overflow later. */
    static void requireAddressable(Shape shape, DataType type, JsonCursor at) throws MetadataException {
        try {
            long bytes = type.isFixedSize() ? type.sizeBytes() : 1;
            for (int axis = 0; axis < shape.rank(); axis++) {
                bytes = Math.multiplyExact(bytes, Math.max(1, shape.extent(axis)));
            }
        } catch (ArithmeticException e) {
            MetadataException failure = at.error(shape + " " + type + " is 2^63 bytes or more");
            failure.initCause(e);
            throw failure;
        }
    }

    /** Refuses a chain that cannot encode such chunks. */
    static void requireFitting(CodecChain chain, ChunkSpec spec, JsonCursor at) throws MetadataException {
        try {
            chain.bind(spec);
        } catch (IllegalArgumentException | ArithmeticException e) {
            MetadataException failure =
                    at.error("do not fit chunks of " + spec.shape() + " " + spec.type() + ": " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /**
     * Refuses packed fill values of big-endian structs: zarr-extensions has them in the byte order of the chunks, zarr-python
     * in little-endian.
     */
    private static void requireOneMeaning(JsonCursor cursor, FillValue fill, CodecChain chain)
            throws MetadataException {
        CodecChain inner = chain;
        while (inner.serializer() instanceof ShardingCodec shards) {
            inner = shards.codecs();
        }
        if (fill.type() instanceof StructType
                && cursor.value() instanceof JsonString
                && inner.serializer().equals(BytesCodec.BIG)) {
            NdArray element = NdArray.filled(Shape.SCALAR, fill);
            Bytes swapped = BytesCodec.BIG
                    .bind(new ChunkSpec(fill.type(), Shape.SCALAR, fill))
                    .encode(element);
            if (!swapped.equals(fill.bits())) {
                throw cursor.error(
                        "is packed, and for big-endian chunks readers differ in its byte order; write it as an"
                                + " object with a value for every field");
            }
        }
    }

    private static Optional<List<Optional<String>>> names(JsonCursor document, Shape shape) throws MetadataException {
        Optional<JsonCursor> member = document.find("dimension_names");
        if (member.isEmpty() || member.get().value() == JsonNull.NULL) {
            return Optional.empty();
        }
        List<JsonCursor> items = member.get().items();
        if (items.size() != shape.rank()) {
            throw member.get().error("has " + items.size() + " names; the array has " + shape.rank() + " axes");
        }
        List<Optional<String>> names = new ArrayList<>();
        for (JsonCursor item : items) {
            names.add(item.value() == JsonNull.NULL ? Optional.empty() : Optional.of(item.string()));
        }
        return Optional.of(names);
    }

    private static void requireNoTransformers(JsonCursor document) throws MetadataException {
        Optional<JsonCursor> member = document.find("storage_transformers");
        if (member.isEmpty() || member.get().value() == JsonNull.NULL) {
            return;
        }
        for (JsonCursor item : member.get().items()) {
            Extension transformer = Extension.parse(item);
            if (transformer.mustUnderstand()) {
                throw item.error("storage transformer " + transformer.at().quoted() + " is not supported; none is");
            }
        }
    }

    @Override
    public JsonObject toJson(CodecRegistry registry) {
        if (format == ZarrFormat.V2) {
            return V2ArrayJson.toJson(this, registry);
        }
        JsonObject.Builder document = JsonObject.builder()
                .put("zarr_format", 3)
                .put("node_type", "array")
                .put("shape", JsonArray.of(shape().extents()))
                .put("data_type", DataTypeJson.toJson(type()))
                .put("chunk_grid", ChunkGridJson.toJson(grid))
                .put("chunk_key_encoding", keys.toJson())
                .put("fill_value", FillValueJson.toJson(fill))
                .put("codecs", registry.toJson(chain))
                .put("attributes", attributes);
        if (dimensionNames.isPresent()) {
            List<Json> names = new ArrayList<>();
            for (Optional<String> name : dimensionNames.get()) {
                names.add(name.isPresent() ? new JsonString(name.get()) : JsonNull.NULL);
            }
            document.put("dimension_names", new JsonArray(names));
        }
        return document.putAll(extensions).build();
    }

    @Override
    public JsonObject attributesDocument() {
        return V2ArrayJson.attributes(this);
    }
}

package dev.varve.metadata;

import dev.varve.array.FillValue;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.Codec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.BytesCodec.Endian;
import dev.varve.codec.serializer.FieldOrderCodec;
import dev.varve.codec.serializer.PcodecCodec;
import dev.varve.codec.serializer.ZfpyCodec;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RegularGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code .zarray} and {@code .zattrs} of an array of Zarr v2. Names of dimensions are xarray's attribute {@code
 * _ARRAY_DIMENSIONS}, which is no attribute here. Members that the specification does not have are skipped, as it says.
 */
final class V2ArrayJson {
    private static final String DIMENSIONS = "_ARRAY_DIMENSIONS";

    private V2ArrayJson() {}

    /** Reads the two documents of an array. */
    static ArrayMetadata parse(JsonCursor document, JsonObject attributes, CodecRegistry registry)
            throws MetadataException {
        requireFormat(document);
        V2TypeJson type = type(document);
        Shape shape = ArrayMetadata.shape(document.get("shape"), type.type());
        JsonCursor chunks = document.get("chunks");
        RegularGrid grid = ChunkGridJson.regular(chunks, shape);
        ArrayMetadata.requireAddressable(grid.chunk(), type.type(), chunks);
        JsonCursor stated = document.get("fill_value");
        FillValue fill = V2FillValueJson.parse(stated, type);
        ChunkSpec spec = new ChunkSpec(type.type(), grid.chunk(), fill);
        CodecChain chain = V2ChainReader.parse(document, spec, type, registry);
        ArrayMetadata.requireFitting(chain, spec, new JsonCursor(document.value(), "filters and compressor"));
        Optional<List<Optional<String>>> names = names(attributes, shape.rank());
        return new ArrayMetadata(
                ZarrFormat.V2,
                grid,
                fill,
                stated.value() != JsonNull.NULL,
                keys(document),
                chain,
                names.isPresent() ? attributes.without(DIMENSIONS) : attributes,
                names,
                JsonObject.EMPTY);
    }

    /** Refuses a document of another version. */
    static void requireFormat(JsonCursor document) throws MetadataException {
        JsonCursor format = document.get("zarr_format");
        if (!format.value().equals(JsonNumber.of(2))) {
            throw format.error("must be 2, not " + format.quoted());
        }
    }

    private static V2TypeJson type(JsonCursor document) throws MetadataException {
        JsonCursor dtype = document.get("dtype");
        if (!dtype.value().equals(new JsonString(V2TypeJson.OBJECT))) {
            return V2TypeJson.parse(dtype);
        }
        List<JsonCursor> codecs = V2ChainReader.codecs(document);
        if (!codecs.isEmpty()) {
            Optional<VariableType> type =
                    V2Ids.objectType(codecs.get(0).get("id").string());
            if (type.isPresent()) {
                return new V2TypeJson(type.get(), Optional.empty());
            }
            V2ChainReader.requireSupported(codecs.get(0));
        }
        String found =
                codecs.isEmpty() ? "" : ", not " + codecs.get(0).get("id").quoted();
        throw dtype.error("\"|O\" needs as first filter one that says what the objects are: "
                + String.join(", ", V2Ids.objectIds()) + found);
    }

    private static ChunkKeyEncoding keys(JsonCursor document) throws MetadataException {
        Optional<JsonCursor> separator = document.find("dimension_separator");
        boolean isUsual = separator.isEmpty() || separator.get().value() == JsonNull.NULL;
        return new ChunkKeyEncoding(
                ChunkKeyEncoding.Scheme.V2, isUsual ? "." : separator.get().oneOf(List.of(".", "/")));
    }

    /** The names in the attribute, when it is such that xarray takes it for names. */
    private static Optional<List<Optional<String>>> names(JsonObject attributes, int rank) {
        if (!(attributes.get(DIMENSIONS).orElse(JsonNull.NULL) instanceof JsonArray array)
                || array.items().size() != rank) {
            return Optional.empty();
        }
        List<Optional<String>> names = new ArrayList<>();
        for (Json item : array.items()) {
            if (!(item instanceof JsonString name)) {
                return Optional.empty();
            }
            names.add(Optional.of(name.value()));
        }
        return Optional.of(names);
    }

    /**
     * Writes the {@code .zarray}.
     *
     * @throws IllegalArgumentException when v2 cannot say what the array is
     */
    static JsonObject toJson(ArrayMetadata array, CodecRegistry registry) {
        CodecChain chain = array.chain();
        Optional<Endian> endian = chain.serializer() instanceof BytesCodec bytes ? bytes.endian() : Optional.empty();
        List<ArrayToArrayCodec> filters = new ArrayList<>(chain.filters());
        String order = isReversed(filters, array.shape().rank()) ? "F" : "C";
        List<Codec> codecs = new ArrayList<>(filters);
        boolean isPlain = chain.serializer() instanceof BytesCodec || chain.serializer() instanceof FieldOrderCodec;
        if (!isPlain) {
            codecs.add(chain.serializer());
        }
        codecs.addAll(chain.compressors());
        List<Json> written = new ArrayList<>();
        codecs.forEach(codec -> written.add(V2Ids.toJson(codec, endian, registry)));
        boolean isCompressed = !codecs.isEmpty() && isCompressor(codecs.get(codecs.size() - 1));
        Json compressor = isCompressed ? written.remove(written.size() - 1) : JsonNull.NULL;
        return JsonObject.builder()
                .put("zarr_format", 2)
                .put("shape", JsonArray.of(array.shape().extents()))
                .put("chunks", JsonArray.of(chunkShape(array.grid()).extents()))
                .put("dtype", V2TypeJson.toJson(array.type(), chain.serializer()))
                .put("fill_value", fill(array))
                .put("order", order)
                .put("filters", written.isEmpty() ? JsonNull.NULL : new JsonArray(written))
                .put("compressor", compressor)
                .put("dimension_separator", separator(array.keys()))
                .build();
    }

    /**
     * Whether a codec that comes last is the {@code compressor}. What compresses arrays itself is one too: among the filters
     * zarrs does not know it.
     */
    private static boolean isCompressor(Codec codec) {
        return codec instanceof BytesToBytesCodec || codec instanceof PcodecCodec || codec instanceof ZfpyCodec;
    }

    private static Json fill(ArrayMetadata array) {
        return array.isFillStated()
                ? V2FillValueJson.toJson(array.fill(), array.chain().serializer())
                : JsonNull.NULL;
    }

    private static Shape chunkShape(ChunkGrid grid) {
        if (grid instanceof RegularGrid regular) {
            return regular.chunk();
        }
        throw new IllegalArgumentException("Zarr v2 has chunks of one shape only");
    }

    /** Whether the first filter reverses the axes, which it then is taken out. Other orders v2 cannot say. */
    private static boolean isReversed(List<ArrayToArrayCodec> filters, int rank) {
        if (filters.isEmpty() || !(filters.get(0) instanceof TransposeCodec transpose)) {
            return false;
        }
        filters.remove(0);
        if (transpose.equals(TransposeCodec.reversing(rank))) {
            return rank > 1;
        }
        throw new IllegalArgumentException(
                "Zarr v2 has axes in order (C) or reversed (F), not in the order " + transpose.order());
    }

    private static String separator(ChunkKeyEncoding keys) {
        if (keys.scheme() != ChunkKeyEncoding.Scheme.V2) {
            throw new IllegalArgumentException("Zarr v2 has chunk keys of its own only (0.1), not " + keys.key(0, 1));
        }
        return keys.separator();
    }

    /** Writes the {@code .zattrs}. */
    static JsonObject attributes(ArrayMetadata array) {
        Optional<List<Optional<String>>> names = array.dimensionNames();
        if (names.isEmpty() || !names.get().stream().allMatch(Optional::isPresent)) {
            return array.attributes();
        }
        List<Json> texts = new ArrayList<>();
        names.get().forEach(name -> texts.add(new JsonString(name.get())));
        return array.attributes().with(DIMENSIONS, new JsonArray(texts));
    }
}

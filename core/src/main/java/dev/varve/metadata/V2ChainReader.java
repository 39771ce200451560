package dev.varve.metadata;

import dev.varve.array.DataType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.Codec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.BytesCodec.Endian;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a codec chain of the {@code order}, {@code filters} and {@code compressor} of Zarr v2.
 *
 * <p>Order F is a transposition before everything else. Then come the filters, then the compressor, each under the id of
 * numcodecs, which the registry knows as {@code numcodecs.<id>}: those that make arrays of arrays first; then one that makes
 * bytes of the array, which is the {@code bytes} codec where none is named; then all others.
 */
final class V2ChainReader {
    /** Members of configurations that say what type a filter takes, or gives back. */
    private static final List<String> TAKEN_MEMBERS = List.of("dtype", "decode_dtype");

    /** Members that say what type it makes. */
    private static final List<String> MADE_MEMBERS = List.of("astype", "encode_dtype");

    /** Members of configurations that are type strings. */
    static final List<String> TYPE_MEMBERS =
            Stream.concat(TAKEN_MEMBERS.stream(), MADE_MEMBERS.stream()).toList();

    private static final Map<String, String> REFUSED = Map.of(
            "pickle", "is refused: to unpickle is to run what the file says",
            "vlen-array", "is not supported: there is no data type whose elements are arrays of any length");

    private final CodecRegistry registry;
    private final V2TypeJson type;
    /** That of the elements so far; none where there is none, or several. */
    private Optional<Endian> order;

    private final List<ArrayToArrayCodec> filters = new ArrayList<>();
    private final List<ArrayToBytesCodec> serializers = new ArrayList<>();
    private final List<BytesToBytesCodec> compressors = new ArrayList<>();

    private V2ChainReader(CodecRegistry registry, V2TypeJson type) {
        this.registry = registry;
        this.type = type;
        this.order = type.endian();
    }

    /**
     * Reads the chain of an array.
     *
     * @param document the {@code .zarray}
     * @param spec what a chunk is
     * @param type the array's data type with its byte order
     */
    static CodecChain parse(JsonCursor document, ChunkSpec spec, V2TypeJson type, CodecRegistry registry)
            throws MetadataException {
        V2ChainReader reader = new V2ChainReader(registry, type);
        boolean isFortran = document.get("order").oneOf(List.of("C", "F")).equals("F");
        if (isFortran && spec.shape().rank() > 1) {
            reader.filters.add(TransposeCodec.reversing(spec.shape().rank()));
        }
        for (JsonCursor codec : codecs(document)) {
            reader.add(codec, elementBytes(spec.type()));
        }
        return reader.chain();
    }

    /** Filters and compressor in the order of encoding. */
    static List<JsonCursor> codecs(JsonCursor document) throws MetadataException {
        List<JsonCursor> all = new ArrayList<>();
        Optional<JsonCursor> filters = document.find("filters");
        if (filters.isPresent() && filters.get().value() != JsonNull.NULL) {
            all.addAll(filters.get().items());
        }
        JsonCursor compressor = document.get("compressor");
        if (compressor.value() != JsonNull.NULL) {
            all.add(compressor);
        }
        return all;
    }

    private static int elementBytes(DataType type) {
        return type.isFixedSize() ? type.sizeBytes() : 1;
    }

    private void add(JsonCursor cursor, int elementBytes) throws MetadataException {
        String id = cursor.get("id").string();
        CodecFormat<?> format = format(cursor, id);
        requireByteOrder(cursor);
        Codec codec = format.parse(configuration(cursor, id, elementBytes), registry);
        if (codec instanceof ArrayToArrayCodec filter) {
            requireFirst(serializers.isEmpty() && compressors.isEmpty(), cursor, id, "takes an array");
            filters.add(filter);
        } else if (codec instanceof ArrayToBytesCodec serializer) {
            if (order.equals(Optional.of(Endian.BIG))) {
                throw cursor.error(
                        "codec \"" + id + "\" has no byte order of its own, and the elements are big-endian");
            }
            requireFirst(serializers.isEmpty() && compressors.isEmpty(), cursor, id, "takes an array");
            serializers.add(serializer);
        } else if (codec instanceof BytesToBytesCodec compressor) {
            compressors.add(compressor);
        }
    }

    private static void requireFirst(boolean isFirst, JsonCursor cursor, String id, String takes)
            throws MetadataException {
        if (!isFirst) {
            throw cursor.error("codec \"" + id + "\" " + takes + " and stands after one that makes bytes");
        }
    }

    /** Refuses codecs that are known and never read. */
    static void requireSupported(JsonCursor codec) throws MetadataException {
        JsonCursor at = codec.get("id");
        if (REFUSED.containsKey(at.string())) {
            throw at.error("codec " + at.quoted() + " " + REFUSED.get(at.string()));
        }
    }

    private CodecFormat<?> format(JsonCursor cursor, String id) throws MetadataException {
        JsonCursor at = cursor.get("id");
        requireSupported(cursor);
        return V2Ids.format(id, registry)
                .orElseThrow(() -> at.error("codec " + at.quoted() + " is not known"
                        + NearestNames.hint(id, V2Ids.all(registry)) + ". Known: "
                        + String.join(", ", V2Ids.all(registry))));
    }

    /**
     * The members beside the id. Types are little-endian, as v3 has them: their order is that of the array, which the
     * serializer knows. Blosc's "automatic" is by the size of elements, as numcodecs decides it.
     */
    private static JsonCursor configuration(JsonCursor cursor, String id, int elementBytes) throws MetadataException {
        JsonObject configuration = V2Ids.withOrder(cursor.object().without("id"), ">", "<");
        Optional<Json> shuffle = configuration.get("shuffle");
        if (id.equals("blosc") && shuffle.equals(Optional.of(JsonNumber.of(-1)))) {
            configuration = configuration.with("shuffle", JsonNumber.of(elementBytes == 1 ? 2 : 1));
        }
        return new JsonCursor(configuration, cursor.path());
    }

    /**
     * Filters say in which byte order they see their elements, and in which they leave them. One that sees another than they
     * have would work on other numbers.
     */
    private void requireByteOrder(JsonCursor cursor) throws MetadataException {
        for (String name : TAKEN_MEMBERS) {
            Optional<JsonCursor> member = cursor.find(name);
            Optional<Endian> taken = member.isEmpty() ? Optional.empty() : order(member.get());
            if (taken.isPresent() && order.isPresent() && !taken.equals(order)) {
                throw member.get()
                        .error(member.get().quoted() + " has not the byte order of the elements, whose bytes are "
                                + (order.equals(Optional.of(Endian.BIG)) ? "big-endian" : "little-endian"));
            }
        }
        for (String name : MADE_MEMBERS) {
            Optional<JsonCursor> member = cursor.find(name);
            Optional<Endian> made = member.isEmpty() ? Optional.empty() : order(member.get());
            order = made.isPresent() ? made : order;
        }
    }

    /** The order that a type string says. */
    private static Optional<Endian> order(JsonCursor type) {
        boolean isText = type.value() instanceof JsonString;
        String text = isText ? ((JsonString) type.value()).value() : "";
        return text.startsWith(">")
                ? Optional.of(Endian.BIG)
                : text.startsWith("<") ? Optional.of(Endian.LITTLE) : Optional.empty();
    }

    private CodecChain chain() {
        return new CodecChain(filters, serializers.isEmpty() ? bytes() : serializers.get(0), compressors);
    }

    /** What numbers become bytes by when no codec is named. */
    private ArrayToBytesCodec bytes() {
        // Single bytes have no order; what a filter makes of them may have one, and must be little-endian then.
        boolean isPlain = filters.stream().allMatch(TransposeCodec.class::isInstance);
        ArrayToBytesCodec own = type.serializer();
        if (isPlain || !(own instanceof BytesCodec)) {
            return own;
        }
        return order.equals(Optional.of(Endian.BIG)) ? BytesCodec.BIG : BytesCodec.LITTLE;
    }
}

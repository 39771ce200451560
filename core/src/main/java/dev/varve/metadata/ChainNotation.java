package dev.varve.metadata;

import dev.varve.array.DataType;
import dev.varve.array.OptionalType;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.Codec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.OptionalCodec;
import dev.varve.codec.serializer.PackBitsCodec;
import dev.varve.codec.serializer.PackBitsCodec.Padding;
import dev.varve.codec.serializer.VlenBytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Codec chains as people write them: {@code compressor | filter | serializer}.
 *
 * <pre>
 * zstd(5)                                       compressor only
 * zstd(level=5, checksum=true) | bitround(12)   and a filter
 * gzip(6) | - | bytes(endian=big)               and a serializer, no filter
 * blosc(cname=lz4, clevel=5, shuffle=shuffle)
 * zstd(3)+crc32c                                two codecs in a slot, in the order of encoding
 * none                                          no codec but the serializer
 * [{"name": "bytes"}, {"name": "zstd"}]         as in zarr.json
 * </pre>
 *
 * <p>A slot that is {@code -}, {@code none} or left out is empty; an empty serializer slot stands for the usual serializer
 * of the data type, and {@code bytes} is little-endian. Arguments without a name are those of the codec's {@link CodecFormat#parameters()} in order. A value is a
 * word or JSON. A {@code numcodecs.} name may be written without that prefix where no other codec has the rest.
 */
public final class ChainNotation {
    private static final String NONE = "-";
    private static final String SLOTS = "compressor | filter | serializer";

    private final CodecRegistry registry;

    /** The notation of the codecs of a registry. */
    public ChainNotation(CodecRegistry registry) {
        this.registry = registry;
    }

    /**
     * Reads a chain.
     *
     * @param type the type of the elements, which decides the serializer when none is named
     * @throws IllegalArgumentException when the text is no chain; the message says why and what was meant
     */
    public CodecChain parse(String text, DataType type) {
        try {
            CodecChain chain = text.strip().startsWith("[") ? parseJson(text, type) : parseSlots(text, type);
            return withByteOrder(chain, type);
        } catch (MetadataException e) {
            throw new IllegalArgumentException("codec chain '" + text.strip() + "': " + e.getMessage(), e);
        }
    }

    /** Bytes without a byte order are little-endian where there is an order. */
    private static CodecChain withByteOrder(CodecChain chain, DataType type) {
        boolean isOrderless = chain.serializer().equals(BytesCodec.ORDERLESS);
        return isOrderless && (type.unitBytes() > 1 || type instanceof OptionalType)
                ? new CodecChain(chain.filters(), usualSerializer(type), chain.compressors())
                : chain;
    }

    /** The serializer that elements of a type get when none is named. */
    public static ArrayToBytesCodec usualSerializer(DataType type) {
        if (type instanceof OptionalType optional) {
            CodecChain values = CodecChain.of(usualSerializer(optional.inner()));
            return new OptionalCodec(
                    CodecChain.of(new PackBitsCodec(Padding.NONE, OptionalInt.empty(), OptionalInt.empty())), values);
        }
        if (type instanceof VariableType variable) {
            return variable == VariableType.STRING ? new VlenUtf8Codec() : new VlenBytesCodec();
        }
        return type.unitBytes() == 1 ? BytesCodec.ORDERLESS : BytesCodec.LITTLE;
    }

    private CodecChain parseSlots(String text, DataType type) throws MetadataException {
        List<List<NotationLexer.Call>> slots = NotationLexer.slots(text);
        if (slots.size() > 3) {
            throw new MetadataException("", slots.size() + " slots; at most three: " + SLOTS);
        }
        List<BytesToBytesCodec> compressors = new ArrayList<>();
        List<ArrayToArrayCodec> filters = new ArrayList<>();
        List<ArrayToBytesCodec> serializers = new ArrayList<>();
        for (NotationLexer.Call call : slots.get(0)) {
            compressors.add(codec(call, BytesToBytesCodec.class, "compressor"));
        }
        for (NotationLexer.Call call : slots.size() > 1 ? slots.get(1) : List.<NotationLexer.Call>of()) {
            filters.add(codec(call, ArrayToArrayCodec.class, "filter"));
        }
        for (NotationLexer.Call call : slots.size() > 2 ? slots.get(2) : List.<NotationLexer.Call>of()) {
            serializers.add(codec(call, ArrayToBytesCodec.class, "serializer"));
        }
        if (serializers.size() > 1) {
            throw new MetadataException("", "only one serializer can be named");
        }
        return new CodecChain(filters, serializers.isEmpty() ? usualSerializer(type) : serializers.get(0), compressors);
    }

    private CodecChain parseJson(String text, DataType type) throws MetadataException {
        JsonCursor codecs = JsonCursor.of(JsonReader.read(text));
        List<Json> items = new ArrayList<>();
        boolean hasSerializer = false;
        int afterFilters = 0;
        for (JsonCursor item : codecs.items()) {
            items.add(item.value());
            Optional<Codec> codec = registry.parse(item);
            hasSerializer |= codec.isPresent() && codec.get() instanceof ArrayToBytesCodec;
            afterFilters = codec.isPresent() && codec.get() instanceof ArrayToArrayCodec ? items.size() : afterFilters;
        }
        if (!hasSerializer) {
            items.add(afterFilters, registry.toJson(usualSerializer(type)));
        }
        return registry.parseChain(JsonCursor.of(new JsonArray(items)));
    }

    private <C extends Codec> C codec(NotationLexer.Call call, Class<C> kind, String slot) throws MetadataException {
        CodecFormat<?> format = format(call.name());
        JsonObject configuration = configuration(call, format);
        Codec codec = format.parse(new JsonCursor(configuration, call.name()), registry);
        if (!kind.isInstance(codec)) {
            throw new MetadataException(
                    call.name(), "is a " + slotOf(codec) + " and stands in the " + slot + " slot; write " + SLOTS);
        }
        return kind.cast(codec);
    }

    private static String slotOf(Codec codec) {
        if (codec instanceof ArrayToArrayCodec) {
            return "filter";
        }
        return codec instanceof ArrayToBytesCodec ? "serializer" : "compressor";
    }

    private CodecFormat<?> format(String name) throws MetadataException {
        Optional<CodecFormat<?>> format = registry.format(name).or(() -> registry.format(NumcodecsNames.PREFIX + name));
        if (format.isPresent()) {
            return format.get();
        }
        List<String> names = registry.shortNames();
        throw new MetadataException(
                "",
                "codec '" + name + "' is not known" + NearestNames.hint(NumcodecsNames.without(name), names)
                        + ". Known: " + String.join(", ", names));
    }

    private static JsonObject configuration(NotationLexer.Call call, CodecFormat<?> format) throws MetadataException {
        List<String> names =
                format.parameters().stream().map(CodecFormat.Parameter::name).toList();
        JsonObject configuration = JsonObject.EMPTY;
        int position = 0;
        for (NotationLexer.Argument argument : call.arguments()) {
            if (argument.name().isEmpty() && position == names.size()) {
                throw new MetadataException(
                        call.name(),
                        "takes " + names.size() + " arguments"
                                + (names.isEmpty() ? "" : ": " + String.join(", ", names)));
            }
            String name = argument.name().isEmpty()
                    ? names.get(position)
                    : argument.name().get();
            if (configuration.get(name).isPresent()) {
                throw new MetadataException(call.name(), "argument " + name + " is given twice");
            }
            configuration = configuration.with(name, argument.value());
            position++;
        }
        return configuration;
    }

    /**
     * Writes a chain so that {@link #parse} reads it back equal: all three slots, arguments by name, without those that have
     * their usual value.
     *
     * @throws IllegalArgumentException when a codec has no name in metadata
     */
    public String print(CodecChain chain) {
        return slot(chain.compressors()) + " | " + slot(chain.filters()) + " | " + slot(List.of(chain.serializer()));
    }

    private String slot(List<? extends Codec> codecs) {
        return codecs.isEmpty() ? NONE : codecs.stream().map(this::print).collect(Collectors.joining("+"));
    }

    /**
     * Writes one codec: its name, and by name the arguments that have not their usual value.
     *
     * @throws IllegalArgumentException when it has no name in metadata
     */
    public String print(Codec codec) {
        CodecFormat<?> format = registry.formatOf(codec);
        JsonObject configuration = format.configuration(codec, registry);
        List<String> arguments = new ArrayList<>();
        for (CodecFormat.Parameter parameter : format.parameters()) {
            Optional<Json> value = configuration.get(parameter.name());
            if (value.isPresent() && !value.equals(parameter.usual())) {
                arguments.add(parameter.name() + "=" + NotationLexer.print(value.get()));
            }
        }
        String rest = NumcodecsNames.without(format.name());
        boolean isSame = registry.format(rest).map(CodecFormat::type).orElse(null) == format.type();
        String word = isSame || registry.format(rest).isEmpty() ? rest : format.name();
        return arguments.isEmpty() ? word : word + "(" + String.join(", ", arguments) + ")";
    }
}

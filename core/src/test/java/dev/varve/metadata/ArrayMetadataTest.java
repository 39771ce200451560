package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.Shape;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.codec.CodecChain;
import dev.varve.grid.RegularGrid;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayMetadataTest {
    private static final CodecRegistry REGISTRY = CodecRegistry.standard();

    private static Stream<Object[]> golden() {
        return Stream.of("zarr-python", "tensorstore")
                .flatMap(writer -> Golden.arrays(writer).stream().map(name -> new Object[] {writer, name}));
    }

    private static ArrayMetadata parse(Bytes document) throws MetadataException {
        return (ArrayMetadata) NodeMetadata.parse(document, REGISTRY);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatOthersWroteIsReadAsZarrPythonReadsIt(String writer, String name) throws MetadataException {
        ArrayMetadata array = parse(Golden.bytes(writer + "/" + name + ".json"));
        JsonCursor expected = Golden.expected(writer, name);
        assertThat(numpyName(array.type())).isEqualTo(expected.get("numpy").string());
        String bits = HexFormat.of().formatHex(array.fill().bits().toArray());
        assertThat(bits).isEqualTo(expected.get("fill").string());
        assertThat(array.shape().extents()).isEqualTo(expected.get("shape").integers(0));
        Shape object = ((RegularGrid) array.grid()).chunk();
        assertThat(object.extents()).isEqualTo(expected.get("object").integers(1));
        assertThat(array.keys().key(new long[array.shape().rank()]))
                .isEqualTo(expected.get("first").string());
        long[] last = Arrays.stream(array.grid().counts().extents())
                .map(count -> Math.max(0, count - 1))
                .toArray();
        assertThat(array.keys().key(last)).isEqualTo(expected.get("last").string());
        assertThat(names(array)).isEqualTo(expected.get("names").value());
    }

    private static Json names(ArrayMetadata array) {
        return array.dimensionNames()
                .<Json>map(names -> new JsonArray(names.stream()
                        .map(name -> name.<Json>map(JsonString::new).orElse(JsonNull.NULL))
                        .toList()))
                .orElse(JsonNull.NULL);
    }

    /** NumPy's spelling of a type in little-endian. */
    private static String numpyName(DataType type) {
        if (type instanceof NumericType numeric) {
            int size = numeric.sizeBytes();
            String letter =
                    switch (numeric.kind()) {
                        case BOOL -> "b";
                        case SIGNED -> "i";
                        case UNSIGNED -> "u";
                        case FLOAT -> "f";
                        case COMPLEX -> "c";
                    };
            return (size == 1 ? "|" : "<") + letter + size;
        }
        if (type instanceof TimeType time) {
            String scale = time.scaleFactor() == 1 ? "" : String.valueOf(time.scaleFactor());
            String unit = time.unit().equals("generic") ? "" : "[" + scale + time.unit() + "]";
            return (time.isSpan() ? "<m8" : "<M8") + unit;
        }
        if (type instanceof NullTerminatedBytes bytes) {
            return "|S" + bytes.length();
        }
        if (type instanceof RawBytes bytes) {
            return "|V" + bytes.length();
        }
        if (type instanceof FixedUtf32 text) {
            return "<U" + text.length();
        }
        return ((VariableType) type).name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatOthersWroteIsWrittenTheSame(String writer, String name) throws MetadataException {
        ArrayMetadata array = parse(Golden.bytes(writer + "/" + name + ".json"));
        Bytes written = array.toBytes(REGISTRY);
        assertThat(parse(written)).isEqualTo(array);
        assertThat(parse(written).toBytes(REGISTRY)).isEqualTo(written);
        if (writer.equals("zarr-python") && !name.contains("numcodecs")) {
            JsonObject theirs = (JsonObject) Golden.json(writer + "/" + name + ".json");
            assertThat((JsonObject) JsonReader.read(written)).isEqualTo(canonical(theirs));
        }
    }

    /** Their document in our spelling: without empty members, NaT by name. */
    private static JsonObject canonical(JsonObject document) {
        JsonObject canonical = document.without("storage_transformers");
        if (canonical.get("data_type").orElseThrow().toText().contains("numpy.")
                && canonical.get("fill_value").equals(Optional.of(JsonNumber.of(Long.MIN_VALUE)))) {
            canonical = canonical.with("fill_value", new JsonString("NaT"));
        }
        JsonArray codecs = (JsonArray) canonical.get("codecs").orElseThrow();
        List<Json> shorter = new ArrayList<>();
        for (Json codec : codecs.items()) {
            JsonObject object = (JsonObject) codec;
            boolean isEmpty = object.get("configuration").equals(Optional.of(JsonObject.EMPTY));
            shorter.add(isEmpty ? object.without("configuration") : object);
        }
        return canonical.with("codecs", new JsonArray(shorter));
    }

    @Test
    void anyArrayIsReadBackEqual() {
        List<String> chains = List.of(
                "-",
                "zstd(7, true)+crc32c",
                "blosc(zstd, 3)",
                "gzip(1) | transpose([1,0])",
                "lz4+fletcher32",
                "shuffle+bz2");
        ChainNotation notation = new ChainNotation(REGISTRY);
        Seeds.check(500, random -> {
            NumericType type = List.of(NumericType.values()).get(random.nextInt(NumericType.values().length));
            Shape shape = Blocks.shape(random, 2, 0, 50);
            CodecChain chain = notation.parse(chains.get(random.nextInt(chains.size())), type);
            Shape chunk = Shape.of(2L * (1 + random.nextInt(4)), 3L * (1 + random.nextInt(4)));
            if (random.nextBoolean()) {
                CodecChain index = notation.parse("crc32c", NumericType.UINT64);
                IndexLocation location = random.nextBoolean() ? IndexLocation.START : IndexLocation.END;
                chain = CodecChain.of(new ShardingCodec(Shape.of(2, 3), chain, index, location));
            }
            FillValue fill =
                    new FillValue(type, Blocks.block(random, type, Shape.of(1)).data());
            ArrayMetadata array = ArrayMetadata.of(new RegularGrid(shape, chunk), canonicalBool(fill), chain)
                    .withAttributes(RandomJson.object(random, 3))
                    .withExtension("varve", JsonObject.of("must_understand", JsonBoolean.FALSE));
            if (random.nextBoolean()) {
                array = array.withDimensionNames(List.of(RandomJson.text(random), "x"));
            }
            Bytes document = array.toBytes(REGISTRY);
            assertThat(Golden.parsed(() -> NodeMetadata.parse(document, REGISTRY)))
                    .isEqualTo(array);
        });
    }

    /** JSON knows two truth values; memory knows 256. */
    private static FillValue canonicalBool(FillValue fill) {
        return fill.type() == NumericType.BOOL ? FillValue.zero(NumericType.BOOL) : fill;
    }

    @Test
    void theElementSizeOfBloscIsWritten() {
        CodecChain chain = new ChainNotation(REGISTRY).parse("blosc", NumericType.FLOAT64);
        RegularGrid grid = new RegularGrid(Shape.of(4), Shape.of(2));
        ArrayMetadata array = ArrayMetadata.of(grid, FillValue.zero(NumericType.FLOAT64), chain);
        assertThat(array.toJson(REGISTRY).toText()).contains("\"typesize\":8");
    }

    @Test
    void namesAndExtensionsThatDoNotFitAreRefused() {
        CodecChain chain = new ChainNotation(REGISTRY).parse("-", NumericType.INT8);
        ArrayMetadata array =
                ArrayMetadata.of(new RegularGrid(Shape.of(4), Shape.of(2)), FillValue.zero(NumericType.INT8), chain);
        assertThatThrownBy(() -> array.withDimensionNames(List.of("y", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 dimension names for shape (4)");
        assertThatThrownBy(() -> array.withExtension("varve", JsonObject.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> array.withExtension("shape", JsonObject.of("must_understand", JsonBoolean.FALSE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyAxesOfOldZarrPythonAreRead() throws MetadataException {
        String text = new String(Golden.bytes("zarr-python/empty_axis.json").toArray(), StandardCharsets.UTF_8);
        JsonObject grid =
                (JsonObject) JsonReader.read("{\"name\":\"regular\",\"configuration\":{\"chunk_shape\":[0,4]}}");
        JsonObject document = ((JsonObject) JsonReader.read(text)).with("chunk_grid", grid);
        ArrayMetadata array = (ArrayMetadata) NodeMetadata.parse(JsonCursor.of(document), REGISTRY);
        assertThat(array.grid()).isEqualTo(new RegularGrid(Shape.of(0, 4), Shape.of(1, 4)));
    }

    @Test
    void documentsMayUseTheShortForms() throws MetadataException {
        String text = "{\"zarr_format\":3,\"node_type\":\"array\",\"shape\":[4],\"data_type\":{\"name\":\"uint8\"},"
                + "\"chunk_grid\":{\"name\":\"regular\",\"configuration\":{\"chunk_shape\":[2]},\"must_understand\":true},"
                + "\"chunk_key_encoding\":\"v2\",\"fill_value\":7,\"codecs\":[\"bytes\",\"crc32c\","
                + "{\"name\":\"hint\",\"must_understand\":false}],\"dimension_names\":null,\"storage_transformers\":[]}";
        ArrayMetadata array = (ArrayMetadata) NodeMetadata.parse(JsonCursor.of(JsonReader.read(text)), REGISTRY);
        assertThat(array.keys().key(1)).isEqualTo("1");
        assertThat(array.chain()).isEqualTo(new ChainNotation(REGISTRY).parse("crc32c", NumericType.UINT8));
        assertThat(array.dimensionNames()).isEmpty();
    }
}

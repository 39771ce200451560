package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.CodecChain;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.codec.compressor.ZlibCodec;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNull;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.Workers;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.testing.Seeds;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of Zarr v2; documents and chunks are worked out by hand from the specification. */
class ZarrV2Test {
    static final String PLAIN = "{'zarr_format':2,'shape':[2,3],'chunks':[2,2],'dtype':'|u1','fill_value':7,"
            + "'order':'C','filters':null,'compressor':null}";
    private static final CodecRegistry REGISTRY = CodecRegistry.standard();

    private final Workers workers = Workers.of(1);
    private final MemoryStore store = new MemoryStore();

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static Bytes text(String json) {
        return Bytes.wrap(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private void put(String key, String json) throws IOException {
        store.set(new Key(key), text(json));
    }

    private void put(String key, int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) bytes[i];
        }
        store.set(new Key(key), Bytes.wrap(content));
    }

    private NdArray whole(String path) throws IOException {
        ZarrArray array = ZarrArray.open(store, path);
        return array.read(Region.whole(array.metadata().shape()), workers);
    }

    static ArrayMetadata parse(String json) throws MetadataException {
        return NodeMetadata.parseV2Array(
                JsonCursor.of(JsonReader.read(text(json))), JsonObject.EMPTY, CodecRegistry.standard());
    }

    /** The usual document with one member changed. */
    private static ArrayMetadata with(String member, String value) throws MetadataException {
        JsonObject document = (JsonObject) JsonReader.read(text(PLAIN));
        return NodeMetadata.parseV2Array(
                JsonCursor.of(document.with(member, JsonReader.read(text(value)))), JsonObject.EMPTY, REGISTRY);
    }

    @Test
    void edgeChunksAreStoredWholeAndMissingOnesAreFill() throws IOException {
        put(".zarray", PLAIN);
        put("0.1", 3, 99, 6, 99);
        assertThat(whole("").data().toArray()).containsExactly(7, 7, 3, 7, 7, 6);
    }

    @Test
    void orderFIsHeeded() throws IOException {
        put("a/.zarray", PLAIN.replace("'C'", "'F'").replace("[2,2]", "[2,3]"));
        put("a/0.0", 1, 4, 2, 5, 3, 6);
        assertThat(whole("a").data().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void orderFReversesTheAxesOfPaddedChunksToo() throws IOException {
        put(".zarray", PLAIN.replace("'C'", "'F'"));
        put("0.0", 1, 4, 2, 5);
        put("0.1", 3, 6, 99, 99);
        assertThat(whole("").data().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void orderFOfOneAxisIsOrderC() throws IOException {
        ArrayMetadata metadata =
                parse(PLAIN.replace("[2,3]", "[3]").replace("[2,2]", "[2]").replace("'C'", "'F'"));
        assertThat(metadata.chain().filters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"., 0", "/, 0"})
    void theChunkOfAnArrayWithoutAxesIsCalled0(String separator, String key) throws IOException {
        put(
                "a/.zarray",
                PLAIN.replace("[2,3]", "[]")
                        .replace("[2,2]", "[]")
                        .replace("'order'", "'dimension_separator':'" + separator + "','order'"));
        put("a/" + key, 42);
        assertThat(whole("a").data().toArray()).containsExactly(42);
    }

    @Test
    void chunksMayLieInFolders() throws IOException {
        put("a/.zarray", PLAIN.replace("'order'", "'dimension_separator':'/','order'"));
        put("a/0/0", 1, 2, 4, 5);
        put("a/0/1", 3, 0, 6, 0);
        assertThat(whole("a").data().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void bigEndianNumbersAreTurnedRound() throws IOException {
        put(".zarray", PLAIN.replace("|u1", ">i2").replace("[2,3]", "[2]").replace("[2,2]", "[2]"));
        put("0", 1, 2, 255, 254);
        assertThat(whole("").data().getShort(0)).isEqualTo((short) 0x0102);
        assertThat(whole("").data().getShort(2)).isEqualTo((short) -2);
    }

    @ParameterizedTest
    @CsvSource({"|u1, BITSHUFFLE", "<i2, SHUFFLE", ">f8, SHUFFLE", "|S1, BITSHUFFLE", "|S3, SHUFFLE"})
    void automaticShuffleOfBloscGoesByTheSizeOfElements(String dtype, BloscShuffle expected) throws MetadataException {
        ArrayMetadata metadata = parse(PLAIN.replace("|u1", dtype)
                .replace("'fill_value':7", "'fill_value':null")
                .replace(
                        "'compressor':null",
                        "'compressor':{'id':'blosc','cname':'lz4','clevel':5,'shuffle':-1,'blocksize':0}"));
        assertThat(((BloscCodec) metadata.chain().compressors().get(0)).shuffle())
                .isEqualTo(expected);
    }

    @Test
    void namesOfDimensionsAreNoAttribute() throws IOException {
        put("a/.zarray", PLAIN);
        put("a/.zattrs", "{'_ARRAY_DIMENSIONS':['y','x'],'odd':NaN}");
        ArrayMetadata metadata = ZarrArray.open(store, "a").metadata();
        assertThat(metadata.dimensionNames()).contains(List.of(Optional.of("y"), Optional.of("x")));
        assertThat(metadata.attributes().members().keySet()).containsExactly("odd");
        assertThat(metadata.attributesDocument().toText())
                .isEqualTo("{\"odd\":NaN,\"_ARRAY_DIMENSIONS\":[\"y\",\"x\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"['y']", "['y',1]", "'y'", "{}"})
    void whatNamesNoDimensionsStaysAnAttribute(String names) throws IOException {
        put("a/.zarray", PLAIN);
        put("a/.zattrs", "{'_ARRAY_DIMENSIONS':" + names + "}");
        ArrayMetadata metadata = ZarrArray.open(store, "a").metadata();
        assertThat(metadata.dimensionNames()).isEmpty();
        assertThat(metadata.attributes().members()).containsKey("_ARRAY_DIMENSIONS");
    }

    @Test
    void anArrayIsWrittenInTheDocumentsOfVersion2() throws IOException {
        CodecChain chain = new CodecChain(
                List.of(TransposeCodec.reversing(2)), BytesCodec.BIG, List.of(new ZlibCodec(3), new ZlibCodec(1)));
        RegularGrid grid = new RegularGrid(Shape.of(4, 6), Shape.of(4, 6));
        ArrayMetadata metadata = ArrayMetadata.v2(grid, FillValue.zero(NumericType.INT32), chain)
                .withDimensionNames(List.of("y", "x"))
                .withAttributes(JsonObject.of("units", new JsonString("K")));
        ZarrArray.create(store, "a", metadata);
        assertThat(store.list("a")).containsExactly(new Key("a/.zarray"), new Key("a/.zattrs"));
        assertThat(json("a/.zarray"))
                .isEqualTo("{\"zarr_format\":2,\"shape\":[4,6],\"chunks\":[4,6],\"dtype\":\">i4\",\"fill_value\":0,"
                        + "\"order\":\"F\",\"filters\":[{\"id\":\"zlib\",\"level\":3}],"
                        + "\"compressor\":{\"id\":\"zlib\",\"level\":1},\"dimension_separator\":\".\"}");
        assertThat(json("a/.zattrs")).isEqualTo("{\"units\":\"K\",\"_ARRAY_DIMENSIONS\":[\"y\",\"x\"]}");
        assertThat(ZarrArray.open(store, "a").metadata()).isEqualTo(metadata);
    }

    private String json(String key) throws IOException {
        return JsonReader.read(store.get(new Key(key)).orElseThrow()).toText();
    }

    @Test
    void aChangedNodeIsWrittenInTheVersionInWhichItWasFound() throws IOException {
        put("a/.zarray", PLAIN.replace("'fill_value':7", "'fill_value':null"));
        ArrayMetadata changed =
                ZarrArray.open(store, "a").metadata().withAttributes(JsonObject.of("a", new JsonString("b")));
        Map<String, JsonObject> documents = changed.documents(REGISTRY);
        assertThat(documents.keySet()).containsExactly(".zattrs", ".zarray");
        assertThat(documents.get(".zattrs").toText()).isEqualTo("{\"a\":\"b\"}");
        assertThat(documents.get(".zarray").toText()).contains("\"fill_value\":null");
    }

    @Test
    void anArrayWithoutAStatedFillValueKeepsChunksOfIt() throws IOException {
        RegularGrid grid = new RegularGrid(Shape.of(4), Shape.of(2));
        ArrayMetadata stated =
                ArrayMetadata.v2(grid, FillValue.zero(NumericType.INT8), CodecChain.of(BytesCodec.ORDERLESS));
        NdArray zeros = NdArray.allocate(NumericType.INT8, Shape.of(4));
        Region whole = Region.whole(Shape.of(4));
        ZarrArray.create(store, "stated", stated).write(whole, zeros, workers);
        ZarrArray.create(store, "unstated", stated.withoutStatedFill()).write(whole, zeros, workers);
        assertThat(store.list("stated")).hasSize(2);
        assertThat(store.list("unstated"))
                .contains(new Key("unstated/0"), new Key("unstated/1"))
                .hasSize(4);
    }

    @Test
    void whereBothVersionsLieTheThirdWinsUnlessTheSecondIsAskedFor() throws IOException {
        RegularGrid grid = new RegularGrid(Shape.of(4), Shape.of(2));
        ZarrArray.create(
                store,
                "",
                ArrayMetadata.of(grid, FillValue.zero(NumericType.INT8), CodecChain.of(BytesCodec.ORDERLESS)));
        put(".zarray", PLAIN);
        assertThat(ZarrArray.open(store, "").metadata().format()).isEqualTo(ZarrFormat.V3);
        assertThat(ZarrArray.open(store, "", ZarrFormat.V2).metadata().shape()).isEqualTo(Shape.of(2, 3));
        assertThat(ZarrSource.open(store).describe().format()).isEqualTo("Zarr v3");
        assertThat(ZarrSource.open(store, ZarrFormat.V2).describe().format()).isEqualTo("Zarr v2");
    }

    @Test
    void noArrayIsCreatedWhereANodeOfAnotherVersionIs() throws IOException {
        put("a/.zgroup", "{'zarr_format':2}");
        RegularGrid grid = new RegularGrid(Shape.of(4), Shape.of(2));
        ArrayMetadata third =
                ArrayMetadata.of(grid, FillValue.zero(NumericType.INT8), CodecChain.of(BytesCodec.ORDERLESS));
        assertThatThrownBy(() -> ZarrArray.create(store, "a", third)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> ZarrArray.open(store, "b")).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> ZarrArray.open(store, "a"))
                .isInstanceOf(MetadataException.class)
                .hasMessage("memory/a/.zgroup: node_type: is a group, not an array");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "zarr_format; 3; zarr_format: must be 2, not 3",
                "dtype; '<f16'; dtype: data type \"<f16\" is not supported",
                "dtype; '|i2'; dtype: \"|i2\" does not say the order of its bytes",
                "dtype; '<U0'; dtype: elements of \"<U0\" must have 1 to 4194304 characters",
                "dtype; '|S99999999'; dtype: elements of \"|S99999999\" must have 1 to 16777216 bytes",
                "dtype; '<M8[]'; dtype: data type \"<M8[]\" is not supported",
                "dtype; '<M8[foo]'; dtype: time unit 'foo' is not one of",
                "dtype; '|O'; dtype: \"|O\" needs as first filter one that says what the objects are: categorize, json2, msgpack2, vlen-bytes, vlen-utf8",
                "dtype; []; dtype: a struct has no fields",
                "dtype; [['a']]; dtype[0]: must be a name, a data type and perhaps a shape, not 1 items",
                "dtype; [['a','|O']]; dtype[0][1]: objects cannot be fields",
                "dtype; [['a','<i4'],['a','<i4']]; dtype: a struct has two fields 'a'",
                "dtype; [['a','<i4',[2147483647,3]]]; dtype[0]: integer overflow",
                "dtype; 5; dtype: must be a string, not 5",
                "order; 'A'; order: must be one of \"C\", \"F\"",
                "chunks; [2]; chunks: has 1 axes; the array has 2",
                "chunks; [2,0]; chunks[1]: chunk size 0; must be at least 1",
                "shape; [2,-1]; shape[1]: -1 is not from 0",
                "fill_value; 300; fill_value: 300 does not fit uint8",
                "fill_value; 'x'; fill_value: must be an integer for uint8",
                "dimension_separator; ':'; dimension_separator: must be one of \".\", \"/\"",
                "compressor; {'id':'zlibb'}; compressor.id: codec \"zlibb\" is not known; nearest: zlib",
                "compressor; {'level':1}; compressor: member \"id\" is missing",
                "compressor; {'id':'zlib','levle':1}; compressor.levle: is unknown here; nearest: level",
                "compressor; {'id':'pickle','protocol':2}; compressor.id: codec \"pickle\" is refused",
                "filters; [{'id':'vlen-array','dtype':'<i4'}]; filters[0].id: codec \"vlen-array\" is not supported",
                "filters; [{'id':'zlib','level':1},{'id':'bitround','keepbits':3}]; filters[1]: codec \"bitround\" takes an array",
                "filters; [{'id':'vlen-utf8'}]; filters and compressor: do not fit chunks of",
                "filters; 5; filters: must be an array, not 5"
            })
    void badDocumentsAreRefusedByPlaceAndReason(String member, String value, String message) {
        assertThatThrownBy(() -> with(member, value))
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"pickle, is refused: to unpickle", "vlen-array, is not supported", "json3, ', not \"json3\"'"})
    void objectsAreReadOnlyByCodecsThatSayWhatTheyAre(String id, String message) {
        String document = PLAIN.replace("|u1", "|O").replace("'filters':null", "'filters':[{'id':'" + id + "'}]");
        assertThatThrownBy(() -> parse(document))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"shape", "chunks", "dtype", "order", "fill_value", "compressor", "zarr_format"})
    void whatIsMissingIsNamed(String member) throws MetadataException {
        JsonObject document = ((JsonObject) JsonReader.read(text(PLAIN))).without(member);
        assertThatThrownBy(() -> NodeMetadata.parseV2Array(JsonCursor.of(document), JsonObject.EMPTY, REGISTRY))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("member \"" + member + "\" is missing");
    }

    @Test
    void whatVersion2CannotSayIsRefusedBeforeItIsWritten() {
        RegularGrid grid = new RegularGrid(Shape.of(2, 3, 4), Shape.of(2, 3, 4));
        ArrayMetadata odd = ArrayMetadata.v2(
                grid,
                FillValue.zero(NumericType.INT8),
                new CodecChain(List.of(new TransposeCodec(List.of(1, 0, 2))), BytesCodec.ORDERLESS, List.of()));
        assertThatThrownBy(() -> ZarrArray.create(store, "a", odd))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Zarr v2 has axes in order (C) or reversed (F), not in the order [1, 0, 2]");
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void aCodecThatMakesBytesItselfTakesNoBigEndianNumbers() {
        String document = PLAIN.replace("|u1", ">i4").replace("'filters':null", "'filters':[{'id':'vlen-utf8'}]");
        assertThatThrownBy(() -> parse(document))
                .isInstanceOf(MetadataException.class)
                .hasMessage(
                        "filters[0]: codec \"vlen-utf8\" has no byte order of its own, and the elements are big-endian");
    }

    @Test
    void zeroStandsForNothingInTextAndBytes() throws MetadataException {
        String text = PLAIN.replace("'fill_value':7", "'fill_value':0");
        assertThat(parse(text.replace("|u1", "<U2")).fill()).isEqualTo(FillValue.zero(new FixedUtf32(2)));
        String objects = text.replace("|u1", "|O").replace("'filters':null", "'filters':[{'id':'vlen-utf8'}]");
        assertThat(parse(objects).fill()).isEqualTo(FillValue.zero(VariableType.STRING));
        assertThat(parse(objects).chain().serializer()).isEqualTo(new VlenUtf8Codec());
        assertThat(parse(text.replace("|u1", "|b1")).fill()).isEqualTo(FillValue.zero(NumericType.BOOL));
    }

    @Test
    void fieldsOfAStructAreInTheirOwnByteOrders() throws IOException {
        String fields = "[['a','<i2'],['b',[['c','>i2'],['d','|u1']],[2]],['','|V1'],['e','>i2',[2]]]";
        put(
                ".zarray",
                PLAIN.replace("'|u1'", fields)
                        .replace("[2,3]", "[2]")
                        .replace("[2,2]", "[1]")
                        .replace("'fill_value':7", "'fill_value':'AQIDBAUGBwgJCgsMDQ=='"));
        put("0", 1, 0, 0, 2, 3, 0, 4, 5, 6, 0, 7, 0, 8);
        int[] expected = {1, 0, 2, 0, 3, 4, 0, 5, 6, 7, 0, 8, 0, 1, 2, 4, 3, 5, 7, 6, 8, 9, 11, 10, 13, 12};
        byte[] found = whole("").data().toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("byte %d", i).isEqualTo((byte) expected[i]);
        }
        ArrayMetadata metadata = ZarrArray.open(store, "").metadata();
        assertThat(metadata.type())
                .hasToString("struct[a: int16, b: struct[c: int16, d: uint8] (2), f2: raw_bytes[1], e: int16 (2)]");
        assertThat(metadata.toJson(REGISTRY).get("dtype").orElseThrow().toText())
                .isEqualTo(fields.replace('\'', '"').replace("\"\"", "\"f2\""));
        assertThat(metadata.toJson(REGISTRY).get("fill_value")).contains(new JsonString("AQIDBAUGBwgJCgsMDQ=="));
        try (ZarrSource source = ZarrSource.open(store)) {
            assertThat(source.describe().variables().get(0).storage().filters()).containsExactly("fields");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "<i4; [{'id':'astype','encode_dtype':'>i8','decode_dtype':'<i4'}]; >",
                "<i4; [{'id':'astype','encode_dtype':'>i8','decode_dtype':'<i4'},{'id':'delta','dtype':'>i8','astype':'<i8'}]; <",
                ">i4; [{'id':'fixedscaleoffset','scale':2,'offset':0,'dtype':'>i4','astype':'<i2'}]; <",
                "|i1; [{'id':'fixedscaleoffset','scale':2,'offset':0,'dtype':'|i1','astype':'>i2'}]; >",
                ">i4; [{'id':'delta','dtype':'>i4','astype':'|i1'}]; >"
            })
    void filtersMayLeaveAnotherByteOrderThanTheyFind(String dtype, String filters, String order)
            throws MetadataException {
        String document = PLAIN.replace("|u1", dtype).replace("'filters':null", "'filters':" + filters);
        BytesCodec serializer = (BytesCodec) parse(document).chain().serializer();
        assertThat(serializer).isEqualTo(order.equals(">") ? BytesCodec.BIG : BytesCodec.LITTLE);
    }

    /** Where numcodecs' users put them, and where zarrs looks for them. */
    @ParameterizedTest
    @ValueSource(strings = {"{'id':'pcodec'}", "{'id':'zfpy','mode':4,'tolerance':0.5}"})
    void whatCompressesArraysItselfIsTheCompressor(String codec) throws MetadataException {
        for (String members :
                List.of("'filters':null,'compressor':" + codec, "'filters':[" + codec + "],'compressor':null")) {
            String document = PLAIN.replace("|u1", "<f4").replace("'filters':null,'compressor':null", members);
            JsonObject written = parse(document).documents(REGISTRY).get(".zarray");
            assertThat(written.get("filters")).contains(JsonNull.NULL);
            JsonObject compressor = (JsonObject) written.get("compressor").orElseThrow();
            assertThat(compressor.get("id")).isEqualTo(((JsonObject) JsonReader.read(text(codec))).get("id"));
        }
    }

    @Test
    void documentsOfOthersAreWrittenSoThatTheyMeanTheSame() throws IOException {
        int documents = 0;
        for (FixtureSet set : FixtureSet.all()) {
            for (Map.Entry<String, Bytes> file : set.files().entrySet()) {
                if (file.getKey().endsWith(".zarray")) {
                    JsonCursor original = JsonCursor.of(JsonReader.read(file.getValue()));
                    ArrayMetadata read = NodeMetadata.parseV2Array(original, JsonObject.EMPTY, REGISTRY);
                    JsonObject written = read.documents(REGISTRY).get(".zarray");
                    assertThat(NodeMetadata.parseV2Array(JsonCursor.of(written), JsonObject.EMPTY, REGISTRY))
                            .isEqualTo(read);
                    requireSame(original.object(), written, set.name() + "/" + file.getKey());
                    documents++;
                }
            }
        }
        assertThat(documents).isGreaterThan(500);
    }

    /** Members that have but one spelling are as they were. */
    private static void requireSame(JsonObject original, JsonObject written, String name) {
        // A filter that leaves another byte order than it finds: all are written in the order in which the chunks are.
        List<String> types = name.contains("turned") ? List.of() : List.of("dtype");
        for (String member : Stream.concat(Stream.of("zarr_format", "shape", "chunks"), types.stream())
                .toList()) {
            assertThat(written.get(member)).as(name + " " + member).isEqualTo(original.get(member));
        }
        boolean isOrderLost =
                ((JsonArray) original.get("shape").orElseThrow()).items().size() < 2;
        if (!isOrderLost) {
            assertThat(written.get("order")).as(name).isEqualTo(original.get("order"));
        }
    }

    @Test
    void anyMutationIsReadOrRefused() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (FixtureSet set : FixtureSet.all()) {
            set.files().forEach((path, content) -> {
                if (path.endsWith(".zarray") && seeds.size() < 400) {
                    seeds.add(content.toArray());
                }
            });
        }
        List<ArrayMetadata> read = new ArrayList<>();
        Seeds.check(3000, random -> {
            byte[] text = mutated(random, seeds.get(random.nextInt(seeds.size())));
            try {
                ArrayMetadata node = NodeMetadata.parseV2Array(
                        JsonCursor.of(JsonReader.read(Bytes.wrap(text))), JsonObject.EMPTY, REGISTRY);
                assertThat(NodeMetadata.parseV2Array(JsonCursor.of(node.toJson(REGISTRY)), JsonObject.EMPTY, REGISTRY))
                        .isEqualTo(node);
                read.add(node);
            } catch (MetadataException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2000);
            }
        });
        assertThat(read).isNotEmpty();
    }

    private static byte[] mutated(Random random, byte[] text) {
        byte[] copy = text.clone();
        String marks = "[]{},:\"019-e<>|FCMmOSUVfiucb";
        for (int i = 0; i <= random.nextInt(2); i++) {
            copy[random.nextInt(copy.length)] = (byte) marks.charAt(random.nextInt(marks.length()));
        }
        return copy;
    }
}

package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileMetadataTest {
    private static final CodecRegistry REGISTRY = CodecRegistry.standard();
    private static final String ARRAY = "{'zarr_format':3,'node_type':'array','shape':[4,6],'data_type':'float32',"
            + "'chunk_grid':{'name':'regular','configuration':{'chunk_shape':[2,3]}},"
            + "'chunk_key_encoding':{'name':'default','configuration':{'separator':'/'}},'fill_value':0.0,"
            + "'codecs':[{'name':'bytes','configuration':{'endian':'little'}}],'attributes':{}}";

    private static final Pattern NUMBER = Pattern.compile("[0-9]++");
    private static final List<String> EXTREMES = List.of(
            "-1", "0", "9223372036854775807", "4611686018427387904", "1e400", "null", "[]", "2147483648", "1048576");

    private static JsonObject object(String text) throws MetadataException {
        return (JsonObject) JsonReader.read(text.replace('\'', '"'));
    }

    private static NodeMetadata parse(Json document) throws MetadataException {
        return NodeMetadata.parse(JsonCursor.of(document), REGISTRY);
    }

    @Test
    void theArrayThatIsMutatedBelowIsGood() throws MetadataException {
        assertThat(parse(object(ARRAY))).isInstanceOf(ArrayMetadata.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "zarr_format | 2 | must be 3",
                "zarr_format | `'3'` | must be 3",
                "node_type | `'table'` | must be one of",
                "node_type | `[]` | must be one of",
                "shape | `[4611686018427387904,4611686018427387904]` | is 2^63 bytes or more",
                "shape | `[0,4611686018427387904]` | is 2^63 bytes or more",
                "shape | `[9223372036854775807,1]` | is 2^63 bytes or more",
                "shape | `[9223372036854775808,1]` | shape[0]",
                "shape | `[-1,6]` | shape[0]",
                "shape | `[4.0,6]` | must be an integer",
                "shape | `[1e1,6]` | must be an integer",
                "shape | `['4',6]` | must be an integer",
                "shape | `[null,6]` | must be an integer",
                "shape | `{}` | must be an array",
                "shape | 4 | must be an array",
                "shape | `[4]` | has 2 axes; the array has 1",
                "shape | `[4,6,1]` | has 2 axes; the array has 3",
                "data_type | `{'name':'raw_bytes','configuration':{'length_bytes':2147483647}}` | is not from 1",
                "data_type | null | must be a name",
                "data_type | `'string'` | fill_value: must be a string",
                "chunk_grid | `{'name':'hexagonal','configuration':{}}` | is not supported",
                "chunk_grid | `{'name':'regular'}` | chunk_shape",
                "chunk_grid | `{'name':'regular','configuration':{'chunk_shape':[0,3]}}` | chunk size 0",
                "chunk_grid | `{'name':'regular','configuration':{'chunk_shape':[-2,3]}}` | chunk_shape[0]",
                "chunk_grid | `{'name':'regular','configuration':{'chunk_shape':[2.0,3]}}` | chunk_shape[0]",
                "chunk_grid | `{'name':'regular','configuration':{'chunk_shape':[[1,1],3]}}` | chunk_shape[0]",
                "chunk_grid | `{'name':'regular','configuration':{'chunk_shape':[9223372036854775807,3]}}` | end beyond",
                "chunk_grid | `{'name':'regular','configuration':{'chunk_shape':[4611686018427387904,3]}}` | 2^63 bytes",
                "chunk_grid | `{'name':'regular','configuration':{'chunk_shape':[1073741824,3]}}` | do not fit chunks",
                "chunk_grid | `{'name':'regular','configuration':{'chunk_shape':[2,3],'x':1}}` | is unknown here",
                "chunk_key_encoding | `{'name':'v3'}` | is not supported",
                "chunk_key_encoding | `{'name':'v2','configuration':{'separator':'-'}}` | must be one of",
                "fill_value | null | must not be null",
                "fill_value | `'0x7fc0'` | 8 hexadecimal digits",
                "codecs | `[]` | no codec here makes bytes",
                "codecs | `{}` | must be an array",
                "codecs | `[{'name':'crc32c'}]` | no codec here makes bytes",
                "codecs | `[{'name':'bytes','configuration':{'endian':'little'}},{'name':'bytes'}]` | codecs[1]: stands after",
                "codecs | `[{'name':'bytes'}]` | codecs: do not fit",
                "codecs | `[{'name':'bytes','configuration':{'endian':'middle'}}]` | must be one of",
                "codecs | `[{'name':'bites'}]` | nearest: bytes",
                "codecs | `[{'configuration':{}}]` | member \"name\" is missing",
                "codecs | `[5]` | must be a name",
                "codecs | `['zstd']` | no codec here makes bytes",
                "codecs | `[{'name':'bytes','configuration':{'endian':'little'}},{'name':'zstd','configuration':{'level':23}}]` | codecs[1].configuration: zstd level 23",
                "codecs | `[{'name':'bytes','configuration':{'endian':'little'}},{'name':'zstd','configuration':{'level':1e99}}]` | codecs[1].configuration.level",
                "codecs | `[{'name':'bytes','configuration':{'endian':'little'}},{'name':'zstd','configuration':{'levl':1}}]` | nearest: level",
                "codecs | `[{'name':'sharding_indexed','configuration':{'chunk_shape':[2,2],'codecs':[{'name':'bytes','configuration':{'endian':'little'}}],'index_codecs':[{'name':'bytes','configuration':{'endian':'little'}}]}}]` | do not divide",
                "codecs | `[{'name':'sharding_indexed','configuration':{'chunk_shape':[0,3],'codecs':['bytes'],'index_codecs':['bytes']}}]` | chunk_shape[0]",
                "codecs | `[{'name':'sharding_indexed','configuration':{'chunk_shape':[2],'codecs':[{'name':'bytes','configuration':{'endian':'little'}}],'index_codecs':[{'name':'bytes','configuration':{'endian':'little'}}]}}]` | codecs: do not fit",
                "codecs | `[{'name':'sharding_indexed','configuration':{'chunk_shape':[2,3],'codecs':[{'name':'bytes','configuration':{'endian':'little'}}],'index_codecs':[{'name':'bytes','configuration':{'endian':'little'}},{'name':'zstd'}]}}]` | codecs: do not fit",
                "codecs | `[{'name':'sharding_indexed','configuration':{'chunk_shape':[2,3],'codecs':[{'name':'bytes'}],'index_codecs':[]}}]` | codecs[0].configuration.index_codecs",
                "attributes | `[]` | must be an object",
                "attributes | null | must be an object",
                "dimension_names | `['y']` | has 1 names; the array has 2 axes",
                "dimension_names | `['y',5]` | dimension_names[1]",
                "dimension_names | `'yx'` | must be an array",
                "storage_transformers | `[{'name':'x'}]` | is not supported",
                "storage_transformers | `{}` | must be an array",
                "unknown | 5 | is unknown here",
                "unknown | `{'must_understand':true}` | is unknown here",
                "dimension_name | `['y','x']` | nearest: dimension_names"
            })
    void aBadMemberIsRefusedWithItsPlace(String member, String value, String problem) throws MetadataException {
        JsonObject document = object(ARRAY)
                .with(member, object("{'v':" + value + "}").get("v").orElseThrow());
        assertThatThrownBy(() -> parse(document))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(problem)
                .satisfies(e -> assertThat(((MetadataException) e).path()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zarr_format",
                "node_type",
                "shape",
                "data_type",
                "chunk_grid",
                "chunk_key_encoding",
                "fill_value",
                "codecs"
            })
    void aMissingMemberIsNamed(String member) throws MetadataException {
        JsonObject document = object(ARRAY).without(member);
        assertThatThrownBy(() -> parse(document))
                .isInstanceOf(MetadataException.class)
                .hasMessage("member \"" + member + "\" is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "null", "'x'", "{}"})
    void whatIsNoDocumentIsRefused(String text) {
        assertThatThrownBy(() -> parse(JsonReader.read(text.replace('\'', '"'))))
                .isInstanceOf(MetadataException.class);
    }

    @Test
    void manyAxesAreRefused() throws MetadataException {
        JsonArray shape = JsonArray.of(new long[100_000]);
        assertThatThrownBy(() -> parse(object(ARRAY).with("shape", shape)))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("100000 axes");
    }

    @Test
    void deepShardsEndBeforeTheStackDoes() {
        String inner = "[{'name':'bytes','configuration':{'endian':'little'}}]";
        for (int i = 0; i < 100; i++) {
            inner = "[{'name':'sharding_indexed','configuration':{'chunk_shape':[2,3],'codecs':" + inner
                    + ",'index_codecs':[{'name':'bytes','configuration':{'endian':'little'}}]}}]";
        }
        String codecs = inner;
        assertThatThrownBy(() -> parse(object(ARRAY).with("codecs", object("{'c':" + codecs + "}"))))
                .isInstanceOf(MetadataException.class);
    }

    @Test
    void aBigFillValueIsRefusedBeforeMemoryIsTaken() throws MetadataException {
        JsonObject type = object("{'name':'fixed_length_utf32','configuration':{'length_bytes':2147483644}}");
        assertThatThrownBy(() -> parse(object(ARRAY).with("data_type", type))).isInstanceOf(MetadataException.class);
    }

    @Test
    void anyMutationIsReadOrRefused() {
        List<String> seeds = new ArrayList<>();
        for (String writer : List.of("zarr-python", "tensorstore")) {
            for (String name : Golden.arrays(writer)) {
                seeds.add(writer + "/" + name + ".json");
            }
        }
        seeds.add("zarr-python/consolidated.json");
        List<NodeMetadata> read = new ArrayList<>();
        Seeds.check(4000, random -> {
            byte[] text = mutated(
                    random,
                    Golden.bytes(seeds.get(random.nextInt(seeds.size()))).toArray());
            try {
                NodeMetadata node = NodeMetadata.parse(Bytes.wrap(text), REGISTRY);
                assertThat(NodeMetadata.parse(node.toBytes(REGISTRY), REGISTRY)).isEqualTo(node);
                read.add(node);
            } catch (MetadataException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2000);
            }
        });
        assertThat(read).isNotEmpty();
    }

    /** A byte changed, a stretch dropped, or a number replaced by an extreme one. */
    private static byte[] mutated(Random random, byte[] text) {
        int kind = random.nextInt(3);
        String json = new String(text, StandardCharsets.UTF_8);
        if (kind == 0) {
            byte[] copy = text.clone();
            String marks = "[]{},:\"019-e";
            int any = random.nextBoolean() ? random.nextInt(256) : marks.charAt(random.nextInt(marks.length()));
            copy[random.nextInt(text.length)] = (byte) any;
            return copy;
        }
        if (kind == 1) {
            int at = random.nextInt(json.length());
            int end = Math.min(json.length(), at + 1 + random.nextInt(20));
            return (json.substring(0, at) + json.substring(end)).getBytes(StandardCharsets.UTF_8);
        }
        List<MatchResult> numbers = NUMBER.matcher(json).results().toList();
        MatchResult number = numbers.get(random.nextInt(numbers.size()));
        String extreme = EXTREMES.get(random.nextInt(EXTREMES.size()));
        return (json.substring(0, number.start()) + extreme + json.substring(number.end()))
                .getBytes(StandardCharsets.UTF_8);
    }
}

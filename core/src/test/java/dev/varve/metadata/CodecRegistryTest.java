package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.codec.Codec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.BitshuffleCodec;
import dev.varve.codec.compressor.Hdf5Lz4Codec;
import dev.varve.codec.compressor.LzfCodec;
import dev.varve.codec.compressor.NbitCodec;
import dev.varve.codec.compressor.ScaleOffsetCodec;
import dev.varve.codec.compressor.SzipCodec;
import dev.varve.codec.serializer.FieldOrderCodec;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecRegistryTest {
    private static final CodecRegistry REGISTRY = CodecRegistry.standard();
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String HDF5 = "a filter of HDF5 that no Zarr metadata names";

    /** Codecs that Zarr metadata does not name, each with the reason. */
    private static final Map<Class<?>, String> ELSEWHERE = Map.of(
            CodecChain.class, "written as the list of its codecs",
            FieldOrderCodec.class, "the data type of Zarr v2 says it",
            BitshuffleCodec.class, HDF5,
            Hdf5Lz4Codec.class, HDF5,
            LzfCodec.class, HDF5,
            NbitCodec.class, HDF5,
            ScaleOffsetCodec.class, HDF5,
            SzipCodec.class, HDF5);

    private static Codec parse(String text) throws MetadataException {
        return REGISTRY.parse(JsonCursor.of(JsonReader.read(text.replace('\'', '"'))))
                .orElseThrow();
    }

    private static List<Class<?>> codecClasses() throws IOException, ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String room : List.of("codec", "shard")) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(Path.of("dev", "varve", room)))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String name = SOURCES.relativize(file).toString().replace(".java", "");
                    if (!name.endsWith("package-info")) {
                        classes.add(
                                Class.forName(name.replace(file.getFileSystem().getSeparator(), ".")));
                    }
                }
            }
        }
        return classes.stream()
                .filter(c -> Codec.class.isAssignableFrom(c) && !Modifier.isAbstract(c.getModifiers()))
                .toList();
    }

    @Test
    void everyCodecIsRegisteredOrKnownToBelongElsewhere() throws IOException, ClassNotFoundException {
        List<Class<?>> classes = codecClasses();
        assertThat(classes).hasSizeGreaterThan(6);
        for (Class<?> type : classes) {
            boolean isRegistered = REGISTRY.format(type.asSubclass(Codec.class)).isPresent();
            assertThat(isRegistered).as("%s is registered", type).isNotEqualTo(ELSEWHERE.containsKey(type));
        }
        assertThat(classes).containsAll(ELSEWHERE.keySet());
    }

    @Test
    void theExampleInEveryCodecsHeaderIsRead() throws IOException {
        int examples = 0;
        for (String name : REGISTRY.names()) {
            CodecFormat<?> format = REGISTRY.format(name).orElseThrow();
            if (format.writing().isPresent()) {
                String header = header(format.type());
                assertThat(header).as("the header of %s", format.type()).contains(name);
                Json example = Golden.parsed(() -> JsonReader.read(example(name, header)));
                Codec codec = Golden.parsed(() -> REGISTRY.parse(JsonCursor.of(example)))
                        .orElseThrow();
                assertThat(codec).isInstanceOf(format.type());
                assertThat(Golden.parsed(() -> REGISTRY.parse(JsonCursor.of(REGISTRY.toJson(codec)))))
                        .contains(codec);
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(5);
    }

    /** The Javadoc of a class, without its stars. */
    private static String header(Class<?> type) throws IOException {
        String source = Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
        int start = source.indexOf("\n/**");
        return source.substring(start, source.indexOf("*/", start)).replaceAll("\n *\\* ?", " ");
    }

    /** The whole codec in a {@code pre}, or its configuration after that word. */
    private static String example(String name, String header) {
        int block = header.indexOf("<pre>{@code ");
        if (block >= 0) {
            return inBraces(header, block + "<pre>{@code ".length());
        }
        String word = "Configuration: {@code ";
        int at = header.indexOf(word);
        assertThat(at).as("an example in the header of %s", name).isNotNegative();
        return "{\"name\":\"" + name + "\",\"configuration\":" + inBraces(header, at + word.length()) + "}";
    }

    private static String inBraces(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return text.substring(start, i + 1);
            }
        }
        throw new AssertionError("braces are not closed: " + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{'name':'numcodecs.zstd','configuration':{'level':5}}` | `{'name':'zstd','configuration':{'level':5,'checksum':false}}`",
                "`{'name':'gdeflate','configuration':{'level':4}}` | `{'name':'zarrs.gdeflate','configuration':{'level':4}}`",
                "`{'name':'https://codec.zarrs.dev/bytes_to_bytes/gdeflate','configuration':{'level':4}}` | `{'name':'zarrs.gdeflate','configuration':{'level':4}}`",
                "`{'name':'https://codec.zarrs.dev/array_to_bytes/bitround','configuration':{'keepbits':3}}` | `{'name':'bitround','configuration':{'keepbits':3}}`",
                "`'https://codec.zarrs.dev/array_to_bytes/vlen_utf8'` | `{'name':'vlen-utf8'}`",
                "`'https://codec.zarrs.dev/array_to_bytes/vlen_v2'` | `{'name':'zarrs.vlen_v2'}`",
                "`'vlen-array'` | `{'name':'vlen-bytes'}`",
                "`{'name':'zarrs.zfp','configuration':{'mode':'reversible'}}` | `{'name':'zfp','configuration':{'mode':'reversible'}}`",
                "`{'name':'optional','configuration':{'mask_codecs':['packbits'],'data_codecs':['bytes']}}` | `{'name':'zarrs.optional','configuration':{'mask_codecs':[{'name':'packbits','configuration':{'padding_encoding':'none'}}],'data_codecs':[{'name':'bytes'}]}}`",
                "`{'name':'numcodecs.crc32c'}` | `{'name':'crc32c'}`",
                "`{'name':'numcodecs.crc32c','configuration':{'location':'end'}}` | `{'name':'crc32c'}`",
                "`{'name':'numcodecs.gzip','configuration':{'level':2}}` | `{'name':'gzip','configuration':{'level':2}}`",
                "`{'name':'numcodecs.blosc','configuration':{'cname':'zstd','clevel':3,'shuffle':1,'blocksize':0}}` | `{'name':'blosc','configuration':{'cname':'zstd','clevel':3,'shuffle':'shuffle','blocksize':0}}`",
                "`{'name':'numcodecs.blosc','configuration':{'shuffle':-1,'typesize':4}}` | `{'name':'blosc','configuration':{'cname':'lz4','clevel':5,'shuffle':'bitshuffle','typesize':4,'blocksize':0}}`",
                "`{'name':'bitround','configuration':{'keepbits':3}}` | `{'name':'bitround','configuration':{'keepbits':3}}`",
                "`{'name':'numcodecs.bitround','configuration':{'keepbits':3}}` | `{'name':'numcodecs.bitround','configuration':{'keepbits':3}}`",
                "`{'name':'numcodecs.fletcher32'}` | `{'name':'numcodecs.fletcher32','configuration':{}}`",
                "`{'name':'zfp','configuration':{'mode':'reversible'}}` | `{'name':'zfp','configuration':{'mode':'reversible'}}`",
                "`{'name':'zfp','configuration':{'mode':'fixed_rate','rate':12}}` | `{'name':'zfp','configuration':{'mode':'fixed_rate','rate':12.0}}`",
                "`{'name':'zfp','configuration':{'mode':'fixed_precision','precision':19}}` | `{'name':'zfp','configuration':{'mode':'fixed_precision','precision':19}}`",
                "`{'name':'zfp','configuration':{'mode':'expert','minbits':1,'maxbits':13,'maxprec':19,'minexp':-2}}` | `{'name':'zfp','configuration':{'mode':'expert','minbits':1,'maxbits':13,'maxprec':19,'minexp':-2}}`",
                "`{'name':'numcodecs.zfpy','configuration':{'mode':4,'compression_kwargs':{'tolerance':0.01},'tolerance':0.01,'rate':-1,'precision':-1}}` | `{'name':'numcodecs.zfpy','configuration':{'mode':4,'tolerance':0.01}}`",
                "`{'name':'numcodecs.zfpy','configuration':{'mode':2,'rate':10.5}}` | `{'name':'numcodecs.zfpy','configuration':{'mode':2,'rate':10.5}}`",
                "`{'name':'numcodecs.zfpy','configuration':{'mode':3,'precision':19}}` | `{'name':'numcodecs.zfpy','configuration':{'mode':3,'precision':19}}`",
                "`'numcodecs.zfpy'` | `{'name':'numcodecs.zfpy','configuration':{'mode':5}}`",
                "`'crc32c'` | `{'name':'crc32c'}`",
                "`{'name':'crc32c','must_understand':true}` | `{'name':'crc32c'}`",
                "`{'name':'crc32c','configuration':{},'must_understand':false}` | `{'name':'crc32c'}`",
                "`'vlen-utf8'` | `{'name':'vlen-utf8'}`",
                "`'zstd'` | `{'name':'zstd','configuration':{'level':3,'checksum':false}}`",
                "`{'name':'zstd','configuration':{'level':-131072}}` | `{'name':'zstd','configuration':{'level':-131072,'checksum':false}}`"
            })
    void aSpellingIsWrittenUnderItsCanonicalName(String spelling, String canonical) throws MetadataException {
        assertThat(REGISTRY.toJson(parse(spelling)).toText()).isEqualTo(canonical.replace('\'', '"'));
    }

    @Test
    void namesOfNumcodecsAreNotPortable() {
        assertThat(REGISTRY.isPortable("zstd")).isTrue();
        assertThat(REGISTRY.isPortable("numcodecs.zstd")).isFalse();
        assertThat(REGISTRY.names()).filteredOn(name -> name.contains(".")).noneMatch(REGISTRY::isPortable);
        assertThat(REGISTRY.names())
                .filteredOn(name -> !name.contains(".") && !REGISTRY.isPortable(name))
                .containsExactlyInAnyOrder("bitround", "cast_value", "n5_default", "packbits", "reshape", "zfp");
        assertThatThrownBy(() -> REGISTRY.isPortable("zsdt")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownCodecIsSkippedOnlyWhenItMayBe() throws MetadataException {
        String may = "{\"name\":\"x\",\"must_understand\":false}";
        assertThat(REGISTRY.parse(JsonCursor.of(JsonReader.read(may)))).isEmpty();
        assertThatThrownBy(() -> parse("{'name':'zsdt'}"))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("name: codec \"zsdt\" is not known; nearest: zstd. Known: ");
        assertThatThrownBy(() -> parse("{'name':'numcodecs.crc32c','configuration':{'location':'middle'}}"))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("configuration.location: must be one of \"start\", \"end\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{'name':'zfp','configuration':{'mode':'fixed_accuracy','tolerance':-1}}` | zfp tolerance -1.0",
                "`{'name':'zfp','configuration':{'mode':'fixed_accuracy'}}` | \"tolerance\" is missing",
                "`{'name':'zfp','configuration':{'mode':'fixed_accuracy','tolerance':1,'rate':2}}` | rate: is unknown here",
                "`{'name':'zfp','configuration':{'mode':'fixed_precision','precision':65}}` | zfp precision 65",
                "`{'name':'zfp','configuration':{'mode':'fixed_rate','rate':'8'}}` | rate: must be a number",
                "`{'name':'zfp','configuration':{'mode':'lossless'}}` | mode: must be one of",
                "`{'name':'numcodecs.zfpy','configuration':{'mode':1}}` | mode: 1 is not from 2 to 5"
            })
    void zfpOutOfRangeIsRefusedWithItsValue(String spelling, String message) {
        assertThatThrownBy(() -> parse(spelling))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"conditional", "numcodecs.pickle"})
    void aKnownCodecThatIsNotReadIsRefusedWithTheReason(String name) {
        assertThat(REGISTRY.format(name)).isEmpty();
        assertThatThrownBy(() -> parse("{'name':'" + name + "','configuration':{'level':1}}"))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("codec \"" + name + "\" is not supported: ");
    }

    @Test
    void aNameCanBeRegisteredOnce() {
        CodecFormat<Crc32cCodec> second = new CodecFormat<>(
                "crc32c",
                Crc32cCodec.class,
                List.of(),
                CodecFormat.Standing.PORTABLE,
                (configuration, registry) -> new Crc32cCodec(),
                Optional.empty());
        assertThatThrownBy(() -> REGISTRY.with(second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codec \"crc32c\" is registered twice");
        CodecFormat<Crc32cCodec> other = new CodecFormat<>(
                "my.crc",
                Crc32cCodec.class,
                List.of(),
                CodecFormat.Standing.LESS_PORTABLE,
                (configuration, registry) -> new Crc32cCodec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
        assertThatThrownBy(() -> REGISTRY.with(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is written as both");
    }

    @Test
    void aRegistryWithOneMoreLeavesTheOtherAsItWas() throws MetadataException {
        CodecFormat<Crc32cCodec> alias = new CodecFormat<>(
                "my.crc",
                Crc32cCodec.class,
                List.of(),
                CodecFormat.Standing.LESS_PORTABLE,
                (configuration, registry) -> new Crc32cCodec(),
                Optional.empty());
        CodecRegistry more = REGISTRY.with(alias);
        assertThat(more.parse(JsonCursor.of(new JsonString("my.crc")))).contains(new Crc32cCodec());
        assertThat(REGISTRY.names()).doesNotContain("my.crc");
    }

    @Test
    void codecsThatAreKnownInZarrV2OnlyAreFoundInsideOthersToo() throws MetadataException {
        assertThat(chain("['bytes','numcodecs.base64']")).containsExactly("numcodecs.base64");
        assertThat(chain("['numcodecs.json2','numcodecs.base64']"))
                .containsExactly("numcodecs.base64", "numcodecs.json2");
        assertThat(chain("[{'name':'zarrs.optional','configuration':{'mask_codecs':['bytes'],"
                        + "'data_codecs':['numcodecs.msgpack2']}}]"))
                .containsExactly("numcodecs.msgpack2");
        assertThat(chain("['vlen-utf8',{'name':'numcodecs.bz2','configuration':{'level':1}}]"))
                .isEmpty();
    }

    private static Set<String> chain(String json) throws MetadataException {
        return REGISTRY.zarrV2Only(REGISTRY.parseChain(JsonCursor.of(JsonReader.read(json.replace('\'', '"')))));
    }
}

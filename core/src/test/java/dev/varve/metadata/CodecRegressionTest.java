package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other software got wrong about codecs: one test per defect, each naming where it was. */
final class CodecRegressionTest {
    private static CodecChain chain(String json) {
        return Golden.parsed(
                () -> CodecRegistry.standard().parseChain(JsonCursor.of(JsonReader.read(json.replace('\'', '"')))));
    }

    private static CodecChain.Bound bound(String json, DataType type, long... shape) {
        return chain(json).bind(new ChunkSpec(type, Shape.of(shape), FillValue.zero(type)));
    }

    private static Bytes hex(String digits) {
        return Bytes.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    private static FillValue fill(String json, NumericType type) {
        return Golden.parsed(() -> FillValueJson.parse(JsonCursor.of(JsonReader.read(json)), type));
    }

    private static void isDecoded(String codec, String file, String name) throws IOException {
        ForeignChunk chunk = ForeignChunk.read(file).stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        BytesToBytesCodec parsed =
                chain("['bytes', '" + codec + "']").compressors().get(0);
        assertThat(parsed.bind(new EncodedSize.Exactly(chunk.decoded().length()), 4)
                        .decode(chunk.encoded()))
                .isEqualTo(chunk.decoded());
    }

    /** zarr-java 0.2.0 sizes its output by the first frame's header. */
    @ParameterizedTest
    @ValueSource(strings = {"without content size", "two frames", "skippable frames", "many blocks"})
    void zstdFramesNeedNotSayTheirSizeNorBeAlone(String kind) throws IOException {
        isDecoded("zstd", "zstd.bin", "field/" + kind);
    }

    /** Written by gzip(1) and by parallel writers; several readers stop after the first member or at its header. */
    @ParameterizedTest
    @ValueSource(strings = {"every header field", "three members"})
    void gzipMembersMayHaveNamesAndFollowers(String kind) throws IOException {
        isDecoded("gzip", "gzip.bin", "field/" + kind);
    }

    /** zarr-java 0.2.0 reads the digits of a fill value in the wrong byte order, and wants "+Infinity". */
    @ParameterizedTest
    @CsvSource({
        "0x3fc00000, FLOAT32, 0000c03f",
        "0x7e01, FLOAT16, 017e",
        "0x7ff8000000000001, FLOAT64, 010000000000f87f",
        "Infinity, FLOAT32, 0000807f",
        "-Infinity, FLOAT64, 000000000000f0ff"
    })
    void fillValuesAreTheBitsThatTheirDigitsSay(String text, NumericType type, String bits) {
        assertThat(fill("\"" + text + "\"", type).bits()).isEqualTo(hex(bits));
    }

    /** zarr-java 0.2.0 crashes on numcodecs' automatic shuffle. */
    @Test
    void bloscMayChooseItsShuffle() {
        String json =
                "['bytes', {'name': 'numcodecs.blosc', 'configuration': {'cname': 'lz4', 'clevel': 5, 'shuffle': -1}}]";
        CodecChain.Bound bound = bound(json, NumericType.UINT8, 100);
        NdArray chunk = NdArray.allocate(NumericType.UINT8, Shape.of(100));
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
    }

    /** Stores without it are in the wild: the specification wants a typesize only when bytes are shuffled. */
    @Test
    void bloscWithoutShuffleNeedsNoTypesize() {
        String json = "[{'name': 'bytes', 'configuration': {'endian': 'little'}}, {'name': 'blosc', 'configuration':"
                + " {'cname': 'zstd', 'clevel': 1, 'shuffle': 'noshuffle', 'blocksize': 0}}]";
        CodecChain.Bound bound = bound(json, NumericType.FLOAT64, 50);
        NdArray chunk = NdArray.filled(Shape.of(50), fill("1.5", NumericType.FLOAT64));
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
    }

    /** The ends of libzstd's range, which some readers cut to 1 and 22. */
    @ParameterizedTest
    @ValueSource(ints = {-131072, -1, 0, 22})
    void everyLevelOfZstdWritesWhatIsReadBack(int level) {
        String json = "['bytes', {'name': 'zstd', 'configuration': {'level': " + level + ", 'checksum': true}}]";
        CodecChain.Bound bound = bound(json, NumericType.UINT8, 5000);
        NdArray chunk = NdArray.filled(Shape.of(5000), fill("7", NumericType.UINT8));
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
    }

    /** zarr-python 3885: "bytes" was bound to the array's int8, lost its byte order, and could not take the int16. */
    @Test
    void theSerializerSeesTheTypeThatFiltersMake() {
        String json = "[{'name': 'cast_value', 'configuration': {'data_type': 'int16'}},"
                + " {'name': 'bytes', 'configuration': {'endian': 'big'}}]";
        NdArray chunk = NdArray.of(NumericType.INT8, Shape.of(2), hex("01ff"));
        assertThat(bound(json, NumericType.INT8, 2).encode(chunk)).isEqualTo(hex("0001ffff"));
    }

    /** zarr-python 3558 and cast-value-rs before 0.4.2 took transposed elements in the order in which they lay in memory. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'name': 'numcodecs.delta', 'configuration': {'dtype': '|u1', 'astype': '|u1'}} ; 01 03 fe 03 fe 03",
                "{'name': 'cast_value', 'configuration': {'data_type': 'uint8'}} ; 01 04 02 05 03 06",
                "{'name': 'numcodecs.fixedscaleoffset', 'configuration': {'scale': 1, 'offset': 0, 'dtype': '|u1', 'astype': '|u1'}} ; 01 04 02 05 03 06"
            })
    void filtersBehindATransposeSeeTransposedElements(String filter, String encoded) {
        String json = "[{'name': 'transpose', 'configuration': {'order': [1, 0]}}, " + filter + ", 'bytes']";
        NdArray chunk = NdArray.of(NumericType.UINT8, Shape.of(2, 3), hex("010203040506"));
        CodecChain.Bound bound = bound(json, NumericType.UINT8, 2, 3);
        assertThat(bound.encode(chunk)).isEqualTo(hex(encoded));
        assertThat(bound.decode(hex(encoded)).sameBits(chunk)).isTrue();
    }

    /** In v3 it is a filter, and "packbits" another codec with the bits the other way round; the bytes are zarr-python's. */
    @Test
    void theTwoPackbitsAreNotTheSame() {
        NdArray chunk = NdArray.of(NumericType.BOOL, Shape.of(3, 3), hex("010001 000001 010101"));
        CodecChain.Bound bound = bound("['numcodecs.packbits', 'bytes']", NumericType.BOOL, 3, 3);
        assertThat(bound.encode(chunk)).isEqualTo(hex("07 a7 80"));
        assertThat(bound.decode(hex("07 a7 80")).sameBits(chunk)).isTrue();
        assertThat(bound("['packbits']", NumericType.BOOL, 3, 3).encode(chunk)).isEqualTo(hex("e5 01"));
    }

    /** numcodecs cannot read back what its LZMA writes with filters in a container. */
    @Test
    void lzmaWithFiltersInAContainerIsRead() throws IOException {
        assertThat(ForeignChunk.read("lzma.bin"))
                .anyMatch(c -> c.name().contains("\"format\": 1") && c.name().contains("dist"));
        String json =
                "['bytes', {'name': 'numcodecs.lzma', 'configuration': {'filters': [{'id': 3, 'dist': 4}, {'id': 33}]}}]";
        CodecChain.Bound bound = bound(json, NumericType.UINT8, 400);
        NdArray chunk = NdArray.filled(Shape.of(400), fill("9", NumericType.UINT8));
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
    }

    /** numcodecs' delta of truth values sums them with "or" and gives other values back. */
    @Test
    void deltaOfTruthValuesIsRefused() {
        String json = "[{'name': 'numcodecs.delta', 'configuration': {'dtype': '|b1'}}, 'bytes']";
        assertThatThrownBy(() -> bound(json, NumericType.BOOL, 3)).hasMessageContaining("not bool");
    }

    /** A big-endian type in the configuration reinterprets little-endian numbers in zarr-python. */
    @Test
    void bigEndianTypesInFiltersAreRefusedByName() {
        for (String type : List.of(">i4", ">f8")) {
            String json = "[{'name': 'numcodecs.delta', 'configuration': {'dtype': '" + type + "'}}, 'bytes']";
            assertThatThrownBy(() -> CodecRegistry.standard()
                            .parseChain(JsonCursor.of(JsonReader.read(json.replace('\'', '"')))))
                    .isInstanceOf(MetadataException.class)
                    .hasMessageContaining("leave the byte order to the bytes codec");
        }
    }

    /** zarrs leaves the byte out where elements fill whole bytes, against the specification. */
    @Test
    void packbitsWithoutThePaddingByteIsRead() {
        String json = "[{'name': 'packbits', 'configuration': {'padding_encoding': 'first_byte'}}]";
        CodecChain.Bound bound = bound(json, NumericType.UINT16, 1);
        assertThat(bound.decode(hex("0102")).data()).isEqualTo(hex("0102"));
        assertThat(bound.decode(hex("000102")).data()).isEqualTo(hex("0102"));
    }
}

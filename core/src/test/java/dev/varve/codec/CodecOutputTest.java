package dev.varve.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.checksum.Adler32Codec;
import dev.varve.codec.checksum.Crc32Codec;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.checksum.Fletcher32Codec;
import dev.varve.codec.checksum.LeadingCrc32cCodec;
import dev.varve.codec.checksum.Location;
import dev.varve.codec.compressor.Base64Codec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscCompressor;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.codec.compressor.Bz2Codec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.Lz4Codec;
import dev.varve.codec.compressor.ShuffleCodec;
import dev.varve.codec.compressor.ZlibCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.BoolPackingCodec;
import dev.varve.codec.filter.Constant;
import dev.varve.codec.filter.LinearCodec;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.Json2Codec;
import dev.varve.codec.serializer.Msgpack2Codec;
import dev.varve.codec.serializer.N5DefaultCodec;
import dev.varve.codec.serializer.VlenBytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes what the codecs encode to the folder of the system property {@code varve.codec.output}, or to a temporary one, for
 * {@code interop/python/check_codec_output.py}: {@code N.decoded}, {@code N.encoded}, and a line of {@code index.tsv} with
 * the numcodecs id and its configuration as JSON.
 */
final class CodecOutputTest {
    private static final List<String> LZMA = List.of(
            "{\"id\": \"lzma\"}",
            "{\"id\": \"lzma\", \"check\": 10, \"preset\": 9}",
            "{\"id\": \"lzma\", \"check\": 0, \"filters\": [{\"id\": 3, \"dist\": 4}, {\"id\": 33, \"preset\": 2}]}",
            "{\"id\": \"lzma\", \"check\": 1, \"filters\": [{\"id\": 4}, {\"id\": 33, \"dict_size\": 4096}]}",
            "{\"id\": \"lzma\", \"format\": 2}",
            "{\"id\": \"lzma\", \"format\": 2, \"filters\": [{\"id\": 4611686018427387905, \"lc\": 1}]}",
            "{\"id\": \"lzma\", \"format\": 3, \"filters\": [{\"id\": 4611686018427387905, \"lp\": 2, \"lc\": 2}]}",
            "{\"id\": \"lzma\", \"format\": 3, \"filters\": [{\"id\": 3, \"dist\": 2}, {\"id\": 33}]}");

    private static final List<String> FILTERS = List.of(
            "{\"id\": \"delta\", \"dtype\": \"<f4\", \"astype\": \"<f4\"}",
            "{\"id\": \"delta\", \"dtype\": \"<i4\", \"astype\": \"<i4\"}",
            "{\"id\": \"delta\", \"dtype\": \"<u4\", \"astype\": \"<i8\"}",
            "{\"id\": \"astype\", \"encode_dtype\": \"<f2\", \"decode_dtype\": \"<f4\"}",
            "{\"id\": \"astype\", \"encode_dtype\": \"<i2\", \"decode_dtype\": \"<f4\"}",
            "{\"id\": \"fixedscaleoffset\", \"scale\": 10, \"offset\": 273.15, \"dtype\": \"<f4\", \"astype\": \"<i2\"}",
            "{\"id\": \"fixedscaleoffset\", \"scale\": 0.5, \"offset\": 7, \"dtype\": \"<f4\", \"astype\": \"|u1\"}",
            "{\"id\": \"quantize\", \"digits\": 2, \"dtype\": \"<f4\", \"astype\": \"<f8\"}",
            "{\"id\": \"packbits\"}");

    @TempDir
    private Path temporary;

    private final List<String> index = new ArrayList<>();

    @Test
    void writesWhatOtherSoftwareIsToRead() throws IOException {
        String property = System.getProperty("varve.codec.output");
        Path folder = property == null ? temporary : Path.of(property);
        Files.createDirectories(folder);
        for (Bytes input : inputs()) {
            compressors(folder, input);
            blosc(folder, input);
        }
        arrays(folder);
        Files.write(folder.resolve("index.tsv"), index);
        assertThat(index).hasSizeGreaterThan(300);
        assertThat(folder.resolve(index.size() - 1 + ".encoded")).exists();
    }

    /** Those that numcodecs can read back: not empty. */
    private static List<Bytes> inputs() {
        List<Bytes> inputs = new ArrayList<>(SomeBytes.inputs());
        inputs.removeIf(input -> input.length() == 0);
        inputs.add(SomeBytes.field(100_000));
        inputs.add(Bytes.wrap(new byte[300_000]));
        return inputs;
    }

    private void put(Path folder, String codec, Bytes decoded, Bytes encoded) throws IOException {
        Files.write(folder.resolve(index.size() + ".decoded"), decoded.toArray());
        Files.write(folder.resolve(index.size() + ".encoded"), encoded.toArray());
        index.add(index.size() + "\t" + codec);
    }

    private void put(Path folder, String json, BytesToBytesCodec codec, Bytes input) throws IOException {
        BytesToBytesCodec.Bound bound = codec.bind(new EncodedSize.Exactly(input.length()), 4);
        put(folder, json, input, bound.encode(input));
    }

    private void compressors(Path folder, Bytes input) throws IOException {
        for (int level : new int[] {-50, 0, 3, 19}) {
            put(folder, "{\"id\": \"zstd\"}", new ZstdCodec(level, level > 0), input);
        }
        for (int level : new int[] {0, 1, 6, 9}) {
            put(folder, "{\"id\": \"gzip\"}", new GzipCodec(level), input);
            put(folder, "{\"id\": \"zlib\"}", new ZlibCodec(level), input);
        }
        put(folder, "{\"id\": \"bz2\"}", new Bz2Codec(1), input);
        put(folder, "{\"id\": \"bz2\"}", new Bz2Codec(9), input);
        put(folder, "{\"id\": \"base64\"}", new Base64Codec(), input);
        put(folder, "{\"id\": \"lz4\"}", new Lz4Codec(1), input);
        put(folder, "{\"id\": \"lz4\"}", new Lz4Codec(30), input);
        put(folder, "{\"id\": \"crc32c\", \"location\": \"end\"}", new Crc32cCodec(), input);
        put(folder, "{\"id\": \"fletcher32\"}", new Fletcher32Codec(), input);
        for (Location location : Location.values()) {
            String at = "\", \"location\": \"" + location.name().toLowerCase(Locale.ROOT) + "\"}";
            put(folder, "{\"id\": \"crc32" + at, new Crc32Codec(location), input);
            put(folder, "{\"id\": \"adler32" + at, new Adler32Codec(location), input);
        }
        put(folder, "{\"id\": \"crc32c\", \"location\": \"start\"}", new LeadingCrc32cCodec(), input);
        for (String codec : input.length() > 20_000 ? LZMA.subList(0, 1) : LZMA) {
            put(folder, codec, input);
        }
        for (int size : new int[] {1, 2, 4, 8, 12}) {
            if (input.length() % size == 0) {
                put(folder, "{\"id\": \"shuffle\", \"elementsize\": " + size + "}", new ShuffleCodec(size), input);
            }
        }
    }

    /** A codec by its numcodecs configuration. */
    private void put(Path folder, String json, Bytes input) throws IOException {
        put(folder, json, (BytesToBytesCodec) named(json), input);
    }

    /** The codec of a numcodecs configuration, which has its id among the members. */
    private static Codec named(String json) throws IOException {
        try {
            JsonObject configuration = (JsonObject) JsonReader.read(json);
            String id = ((JsonString) configuration.get("id").orElseThrow()).value();
            JsonObject.Builder rest = JsonObject.builder();
            configuration.members().forEach((name, value) -> {
                if (!name.equals("id")) {
                    rest.put(name, value);
                }
            });
            JsonObject codec = JsonObject.builder()
                    .put("name", "numcodecs." + id)
                    .put("configuration", rest.build())
                    .build();
            return CodecRegistry.standard().parse(JsonCursor.of(codec)).orElseThrow();
        } catch (MetadataException e) {
            throw new IOException(e);
        }
    }

    /** Decoded: what numcodecs is to decode, which of lossy filters is what we decode. */
    private void filters(Path folder) throws IOException {
        for (String json : FILTERS) {
            ArrayToArrayCodec codec = (ArrayToArrayCodec) named(json);
            boolean isBool = codec instanceof BoolPackingCodec;
            NumericType type = isBool ? NumericType.BOOL : NumericType.FLOAT32;
            ChunkSpec spec = new ChunkSpec(type, Shape.of(30, 100), FillValue.zero(type));
            NdArray chunk = isBool
                    ? SomeBytes.chunk(spec, new Random(4))
                    : NdArray.of(type, spec.shape(), SomeBytes.field(3000));
            ArrayToArrayCodec.Bound bound = codec.bind(spec);
            NdArray encoded = bound.encode(chunk);
            String config = "{\"id\": \"filter\", \"codec\": " + json + ", \"type\": \"" + encoded.type() + "\"}";
            put(folder, config, bound.decode(encoded).data(), encoded.data());
        }
    }

    /** What zarr-python and tensorstore are to read under names that are not numcodecs'. */
    private void registered(Path folder) throws IOException {
        NumericType type = NumericType.INT16;
        ChunkSpec spec = new ChunkSpec(type, Shape.of(6, 4), FillValue.zero(type));
        byte[] counts = new byte[48];
        for (int i = 0; i < counts.length; i += 2) {
            counts[i] = (byte) (i * 5);
        }
        NdArray chunk = NdArray.of(type, spec.shape(), Bytes.wrap(counts));
        Bytes scaled = new LinearCodec(Constant.of(-3), Constant.of(7))
                .bind(spec)
                .encode(chunk)
                .data();
        put(folder, "{\"id\": \"scale_offset\", \"offset\": -3, \"scale\": 7}", chunk.data(), scaled);
        for (String compression : List.of("raw", "gzip")) {
            List<BytesToBytesCodec> compressors = compression.equals("raw") ? List.of() : List.of(new GzipCodec(5));
            CodecChain blocks = new CodecChain(List.of(TransposeCodec.reversing(2)), BytesCodec.BIG, compressors);
            put(
                    folder,
                    "{\"id\": \"n5\", \"type\": \"int16\", \"shape\": [6, 4], \"compression\": \"" + compression
                            + "\"}",
                    chunk.data(),
                    new N5DefaultCodec(blocks).bind(spec).encode(chunk));
        }
    }

    private void blosc(Path folder, Bytes input) throws IOException {
        for (BloscCompressor compressor : BloscCompressor.values()) {
            for (BloscShuffle shuffle : BloscShuffle.values()) {
                for (int level = compressor == BloscCompressor.SNAPPY ? 10 : 0; level < 10; level += 3) {
                    put(folder, "{\"id\": \"blosc\"}", new BloscCodec(compressor, level, shuffle), input);
                }
            }
        }
    }

    private void arrays(Path folder) throws IOException {
        NumericType type = NumericType.FLOAT32;
        ChunkSpec spec = new ChunkSpec(type, Shape.of(30, 20, 5), FillValue.zero(type));
        NdArray chunk = NdArray.of(type, spec.shape(), SomeBytes.field(3000));
        put(
                folder,
                "{\"id\": \"big\", \"size\": 4}",
                chunk.data(),
                BytesCodec.BIG.bind(spec).encode(chunk));
        put(
                folder,
                "{\"id\": \"transpose\", \"order\": [2, 0, 1], \"shape\": [30, 20, 5]}",
                chunk.data(),
                new TransposeCodec(List.of(2, 0, 1)).bind(spec).encode(chunk).data());
        for (int keepbits : new int[] {0, 3, 11, 23}) {
            put(
                    folder,
                    "{\"id\": \"bitround\", \"keepbits\": " + keepbits + "}",
                    chunk.data(),
                    new BitroundCodec(keepbits).bind(spec).encode(chunk).data());
        }
        filters(folder);
        registered(folder);
        strings(folder, VariableType.STRING, new VlenUtf8Codec());
        strings(folder, VariableType.BYTES, new VlenBytesCodec());
        strings(folder, VariableType.STRING, new Json2Codec());
        strings(folder, VariableType.STRING, new Msgpack2Codec());
    }

    /** Decoded: the elements, a line each. */
    private void strings(Path folder, VariableType type, ArrayToBytesCodec codec) throws IOException {
        ChunkSpec spec = new ChunkSpec(type, Shape.of(50), FillValue.zero(type));
        NdArray chunk = SomeBytes.chunk(spec, new Random(3));
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] element : chunk.elements()) {
            joined.writeBytes(element);
            joined.write('\n');
        }
        Bytes decoded = Bytes.wrap(joined.toByteArray());
        put(
                folder,
                "{\"id\": \"" + codec.name().replace("numcodecs.", "") + "\"}",
                decoded,
                codec.bind(spec).encode(chunk));
    }
}

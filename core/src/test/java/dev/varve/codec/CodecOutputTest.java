package dev.varve.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.checksum.Fletcher32Codec;
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
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenBytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes what the codecs encode to the folder of the system property {@code varve.codec.output}, or to a temporary one, for
 * {@code interop/python/check_codec_output.py}: {@code N.decoded}, {@code N.encoded}, and a line of {@code index.tsv} with
 * the numcodecs id and its configuration as JSON.
 */
final class CodecOutputTest {
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
        put(folder, "{\"id\": \"lz4\"}", new Lz4Codec(1), input);
        put(folder, "{\"id\": \"lz4\"}", new Lz4Codec(30), input);
        put(folder, "{\"id\": \"crc32c\", \"location\": \"end\"}", new Crc32cCodec(), input);
        put(folder, "{\"id\": \"fletcher32\"}", new Fletcher32Codec(), input);
        for (int size : new int[] {1, 2, 4, 8, 12}) {
            if (input.length() % size == 0) {
                put(folder, "{\"id\": \"shuffle\", \"elementsize\": " + size + "}", new ShuffleCodec(size), input);
            }
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
        strings(folder, VariableType.STRING, new VlenUtf8Codec());
        strings(folder, VariableType.BYTES, new VlenBytesCodec());
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
                "{\"id\": \"" + codec.name() + "\"}",
                decoded,
                codec.bind(spec).encode(chunk));
    }
}

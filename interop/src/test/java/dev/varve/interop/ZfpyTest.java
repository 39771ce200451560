package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.serializer.ZfpyCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.metadata.CodecRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** numcodecs decodes the numbers that Varve decodes, and encodes the bytes that Varve encodes. */
@Tag("interop")
class ZfpyTest {
    private static final int CHUNKS = 600;
    private static final List<NumericType> TYPES =
            List.of(NumericType.INT32, NumericType.INT64, NumericType.FLOAT32, NumericType.FLOAT64);

    @TempDir
    private Path folder;

    private final Random random = new Random(20261126);
    private final ByteArrayOutputStream cases = new ByteArrayOutputStream();

    @Test
    void numcodecsReadsAndWritesTheSame() throws IOException, InterruptedException {
        for (int i = 0; i < CHUNKS; i++) {
            add(TYPES.get(i % TYPES.size()), 1 + i / TYPES.size() % 4);
        }
        Path file = Files.write(folder.resolve("cases.bin"), cases.toByteArray());
        Process python = new ProcessBuilder(
                        PythonScript.executable(),
                        Path.of("python", "read_zfp.py").toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

        assertThat(python.waitFor()).isZero();
        assertThat(printed.strip()).isEqualTo(Integer.toString(CHUNKS));
    }

    private void add(NumericType type, int rank) throws IOException {
        long[] extents = new long[rank];
        Arrays.setAll(extents, axis -> 1 + random.nextInt(40 / (rank * rank) + 3));
        ZfpyCodec codec = new ZfpyCodec(mode(type, rank));
        NdArray chunk = chunk(type, Shape.of(extents));
        ArrayToBytesCodec.Bound bound = codec.bind(ArrayToBytesCodecContract.specOf(chunk));
        Bytes encoded = bound.encode(chunk);
        put(CodecRegistry.standard().toJson(codec).toText().getBytes(UTF_8));
        String shape = Arrays.stream(extents).mapToObj(Long::toString).collect(Collectors.joining(","));
        put((type + "|" + shape).getBytes(UTF_8));
        put(chunk.data().toArray());
        put(encoded.toArray());
        put(bound.decode(encoded).data().toArray());
    }

    private ZfpMode mode(NumericType type, int rank) {
        return switch (random.nextInt(4)) {
            case 0 -> new ZfpMode.Reversible();
            case 1 -> new ZfpMode.FixedPrecision(1 + random.nextInt(64));
            case 2 -> new ZfpMode.FixedRate(12.0 / (1 << (2 * rank)) + 30 * random.nextDouble());
            default ->
                type.isInteger()
                        ? new ZfpMode.Reversible()
                        : new ZfpMode.FixedAccuracy(Math.pow(10, 20 * random.nextDouble() - 15));
        };
    }

    /** Numbers that follow each other closely, some of them zero, over many magnitudes. */
    private NdArray chunk(NumericType type, Shape shape) {
        int count = (int) shape.count();
        ByteBuffer bytes = ByteBuffer.allocate(count * type.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        double scale = Math.pow(10, random.nextInt(7));
        double value = random.nextGaussian();
        for (int i = 0; i < count; i++) {
            value = random.nextInt(30) == 0 ? 0 : value + random.nextGaussian();
            switch (type) {
                case FLOAT32 -> bytes.putFloat((float) (value / scale));
                case FLOAT64 -> bytes.putDouble(value / scale);
                case INT32 -> bytes.putInt((int) (value * scale));
                default -> bytes.putLong((long) (value * scale));
            }
        }
        return NdArray.of(type, shape, Bytes.wrap(bytes.array()));
    }

    private void put(byte[] part) throws IOException {
        cases.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(part.length)
                .array());
        cases.write(part);
    }
}

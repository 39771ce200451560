package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.Float16;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.serializer.PcodecCodec;
import dev.varve.codec.serializer.PcodecCodec.DeltaSpec;
import dev.varve.codec.serializer.PcodecCodec.ModeSpec;
import dev.varve.metadata.CodecRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** numcodecs decodes every stream, and encodes all but those of 8-bit integers, which it refuses, to the same bytes. */
@Tag("interop")
class PcodecTest {
    private static final List<NumericType> TYPES = Stream.of(NumericType.values())
            .filter(type -> type.isInteger() || type.kind() == NumericType.Kind.FLOAT)
            .toList();
    private static final int CASES_PER_TYPE = 40;

    @TempDir
    private Path folder;

    private final Random random = new Random(20261126);
    private final ByteArrayOutputStream cases = new ByteArrayOutputStream();

    @Test
    void numcodecsReadsAndWritesTheSameStreams() throws IOException, InterruptedException {
        for (NumericType type : TYPES) {
            for (int i = 0; i < CASES_PER_TYPE; i++) {
                add(type, codec(i));
            }
        }
        Path file = Files.write(folder.resolve("cases.bin"), cases.toByteArray());
        Process python = new ProcessBuilder(
                        PythonScript.executable(),
                        Path.of("python", "check_pcodec.py").toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

        int all = TYPES.size() * CASES_PER_TYPE;
        assertThat(printed.strip()).isEqualTo(all + " decoded, " + (all - 2 * CASES_PER_TYPE) + " the same bytes");
        assertThat(python.waitFor()).isZero();
    }

    private PcodecCodec codec(int i) {
        ModeSpec mode = i % 5 == 4 ? ModeSpec.CLASSIC : ModeSpec.AUTO;
        int pages = i % 7 == 6 ? 1 + random.nextInt(2000) : PcodecCodec.USUAL_PAGES;
        DeltaSpec delta =
                i % 2 == 0 ? DeltaSpec.AUTO : List.of(DeltaSpec.values()).get(random.nextInt(4));
        OptionalInt order =
                delta == DeltaSpec.TRY_CONSECUTIVE ? OptionalInt.of(random.nextInt(8)) : OptionalInt.empty();
        return new PcodecCodec(i < 4 ? 8 : random.nextInt(13), mode, delta, order, pages);
    }

    private void add(NumericType type, PcodecCodec codec) throws IOException {
        int count = 1 + random.nextInt(random.nextBoolean() ? 40 : 6000);
        NdArray numbers = NdArray.of(type, Shape.of(count), Bytes.wrap(numbers(type, count)));
        ChunkSpec spec = new ChunkSpec(type, numbers.shape(), FillValue.zero(type));
        String json = CodecRegistry.standard()
                .toJson(codec)
                .get("configuration")
                .orElseThrow()
                .toText();
        char kind = type.kind() == NumericType.Kind.FLOAT ? 'f' : type.kind() == NumericType.Kind.SIGNED ? 'i' : 'u';
        put(("<" + kind + type.sizeBytes()).getBytes(UTF_8));
        put(json.getBytes(UTF_8));
        put(numbers.data().toArray());
        put(codec.bind(spec).encode(numbers).toArray());
    }

    private void put(byte[] part) throws IOException {
        cases.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(part.length)
                .array());
        cases.write(part);
    }

    /** A walk, multiples of a step, decimal fractions, few values, or bits at random; with some of the last among any. */
    private byte[] numbers(NumericType type, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * type.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int kind = random.nextInt(5);
        double step = List.of(1.0, 0.1, 12.0, 0.25, 1e-3).get(random.nextInt(5));
        double rare = random.nextBoolean() ? 0 : 0.02;
        double walk = 100;
        for (int i = 0; i < count; i++) {
            walk += random.nextGaussian();
            double value =
                    switch (kind) {
                        case 0 -> walk;
                        case 1 -> random.nextInt(300) * step;
                        case 2 -> Math.rint(walk / step) * step;
                        default -> random.nextInt(6) * 17;
                    };
            if (kind == 4 || random.nextDouble() < rare) {
                byte[] any = new byte[type.sizeBytes()];
                random.nextBytes(any);
                bytes.put(any);
            } else {
                put(bytes, type, value);
            }
        }
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, NumericType type, double value) {
        switch (type) {
            case FLOAT64 -> bytes.putDouble(value);
            case FLOAT32 -> bytes.putFloat((float) value);
            case FLOAT16 -> bytes.putShort(Float16.bits(value));
            default -> {
                long integer = (long) value;
                for (int i = 0; i < type.sizeBytes(); i++) {
                    bytes.put((byte) (integer >> Byte.SIZE * i));
                }
            }
        }
    }
}

package dev.varve.codec.serializer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.FloatFormat;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.SomeBytes;
import dev.varve.codec.serializer.PcodecCodec.DeltaSpec;
import dev.varve.codec.serializer.PcodecCodec.ModeSpec;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class PcodecCodecTest extends ArrayToBytesCodecContract {
    private static final PcodecCodec USUAL = new PcodecCodec(8);
    private static final List<String> FILES = List.of("pcodec.bin", "pcodec_0_1.bin", "pcodec_0_3.bin");
    private static final List<NumericType> TYPES = List.of(
            NumericType.UINT8,
            NumericType.INT8,
            NumericType.UINT16,
            NumericType.INT16,
            NumericType.FLOAT16,
            NumericType.UINT32,
            NumericType.INT32,
            NumericType.FLOAT32,
            NumericType.UINT64,
            NumericType.INT64,
            NumericType.FLOAT64);

    private static final SmallFloat BFLOAT16 = new SmallFloat(FloatFormat.BFLOAT16);

    private static ChunkSpec spec(DataType type, long... shape) {
        return new ChunkSpec(type, Shape.of(shape), FillValue.zero(type));
    }

    private static PcodecCodec consecutive(int level, int order, int pages) {
        return new PcodecCodec(level, ModeSpec.AUTO, DeltaSpec.TRY_CONSECUTIVE, OptionalInt.of(order), pages);
    }

    private static PcodecCodec with(ModeSpec mode, DeltaSpec delta) {
        return new PcodecCodec(6, mode, delta, OptionalInt.empty(), 100);
    }

    @Override
    protected List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (NumericType type : TYPES) {
            cases.add(new Case(USUAL, spec(type, 5, 13)));
            cases.add(new Case(with(ModeSpec.CLASSIC, DeltaSpec.TRY_LOOKBACK), spec(type, 2, 80)));
            cases.add(new Case(consecutive(3, 7, 40), spec(type, 90)));
        }
        cases.add(new Case(new PcodecCodec(0), spec(NumericType.FLOAT32, 3, 7, 20)));
        cases.add(new Case(new PcodecCodec(12), spec(NumericType.INT16, 257)));
        cases.add(new Case(USUAL, spec(new TimeType(false, "ns", 1), 20)));
        cases.add(new Case(USUAL, spec(NumericType.FLOAT64)));
        cases.add(new Case(USUAL, spec(NumericType.COMPLEX64, 3, 5)));
        cases.add(new Case(USUAL, spec(NumericType.COMPLEX128, 11)));
        cases.add(new Case(USUAL, spec(new SmallComplex(FloatFormat.FLOAT16), 7)));
        cases.add(new Case(USUAL, spec(NumericType.INT32, 3, 0)));
        return cases;
    }

    private static PcodecCodec codec(String configuration) {
        String json = "{\"name\":\"numcodecs.pcodec\",\"configuration\":" + configuration + "}";
        try {
            return (PcodecCodec) CodecRegistry.standard()
                    .parse(JsonCursor.of(JsonReader.read(json)))
                    .orElseThrow();
        } catch (MetadataException e) {
            throw new AssertionError(e);
        }
    }

    private static List<PcodecGolden> golden() throws IOException {
        List<PcodecGolden> all = new ArrayList<>();
        for (String file : FILES) {
            all.addAll(PcodecGolden.read(file));
        }
        return all;
    }

    /** All that numcodecs encoded: the same numbers become the same bytes here. */
    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (PcodecGolden golden : golden()) {
            golden.configuration()
                    .ifPresent(json -> foreign.add(new Foreign(codec(json), golden.numbers(), golden.encoded())));
        }
        assertThat(foreign).hasSizeGreaterThan(140);
        return foreign;
    }

    private static ArrayToBytesCodec.Bound bound(PcodecGolden golden) {
        return USUAL.bind(specOf(golden.numbers()));
    }

    @Test
    void decodesEveryModeDeltaAndVersion() throws IOException {
        List<PcodecGolden> forced = new ArrayList<>(golden());
        forced.removeIf(golden -> golden.configuration().isPresent());
        assertThat(forced).hasSizeGreaterThan(80);
        for (PcodecGolden golden : forced) {
            NdArray decoded = bound(golden).decode(SomeBytes.inside(golden.encoded()));
            assertThat(decoded.sameBits(golden.numbers())).as("%s", golden).isTrue();
        }
    }

    @Test
    void everyGoldenFileIsTheOneThatTheScriptWrote() throws Exception {
        List<String> lines =
                new String(PcodecGolden.bytes("SHA256SUMS"), UTF_8).lines().toList();
        assertThat(lines).hasSize(FILES.size() + 1);
        for (String line : lines) {
            String[] words = line.split(" +", 2);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(PcodecGolden.bytes(words[1]));
            assertThat(HexFormat.of().formatHex(digest)).as(words[1]).isEqualTo(words[0]);
        }
    }

    /** The walk of the script's {@code long_walk}. */
    private static long[] longWalk() {
        long[] walk = new long[300_000];
        long state = 1;
        long at = 0;
        for (int i = 0; i < walk.length; i++) {
            state = (state * 1103515245 + 12345) % (1L << 31);
            at += (state >> 20) % 201 - 100;
            walk[i] = at;
        }
        return walk;
    }

    private static NdArray longWalk(NumericType type) {
        long[] walk = longWalk();
        ByteBuffer numbers = ByteBuffer.allocate(walk.length * type.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long at : walk) {
            switch (type) {
                case FLOAT32 -> numbers.putFloat(at / 256f);
                case FLOAT64 -> numbers.putDouble(at * 0.01);
                case INT32 -> numbers.putInt((int) at * 12);
                case INT16 -> numbers.putShort((short) at);
                default -> numbers.putLong(at);
            }
        }
        return NdArray.of(type, Shape.of(walk.length), Bytes.wrap(numbers.array()));
    }

    @Test
    void longChunksBecomeTheBytesThatPcodecWrites() throws Exception {
        List<String> lines =
                new String(PcodecGolden.bytes("large.tsv"), UTF_8).lines().toList();
        assertThat(lines).hasSize(20);
        for (String line : lines) {
            String[] words = line.split("\t", -1);
            NdArray numbers = longWalk(NumericType.valueOf(words[0].toUpperCase(Locale.ROOT)));
            ArrayToBytesCodec.Bound bound = new PcodecCodec(Integer.parseInt(words[1])).bind(specOf(numbers));
            Bytes encoded = bound.encode(numbers);
            assertThat(encoded.length()).as(line).isEqualTo(Integer.parseInt(words[2]));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded.toArray());
            assertThat(HexFormat.of().formatHex(digest)).as(line).isEqualTo(words[3]);
            assertThat(bound.decode(encoded).sameBits(numbers)).as(line).isTrue();
        }
    }

    @Test
    void refusesForeignStreamsThatAreCutOffAnywhere() throws IOException {
        for (PcodecGolden golden : golden()) {
            int length = golden.encoded().length();
            int step = Math.max(1, length / 60);
            for (int cut = 0; cut < length; cut += step) {
                Bytes part = Bytes.wrap(golden.encoded().slice(0, cut).toArray());
                assertThatThrownBy(() -> bound(golden).decode(part))
                        .as("%s cut at %d", golden, cut)
                        .isInstanceOf(CodecException.class)
                        .hasMessageStartingWith("numcodecs.pcodec: ");
            }
        }
    }

    @Test
    void givesTheBoundNumberOfNumbersOrRefusesWhenForeignStreamsChange() throws IOException {
        List<PcodecGolden> all = golden();
        Seeds.check(20_000, random -> {
            PcodecGolden golden = all.get(random.nextInt(all.size()));
            byte[] bytes = golden.encoded().toArray();
            int near = Math.min(bytes.length, random.nextBoolean() ? 40 : bytes.length);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(near)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            try {
                NdArray decoded = bound(golden).decode(Bytes.wrap(bytes));
                assertThat(decoded.shape()).isEqualTo(golden.numbers().shape());
            } catch (CodecException e) {
                assertThat(e.getMessage()).startsWith("numcodecs.pcodec: ");
            }
        });
    }

    @Test
    void aStreamOfMoreOrFewerNumbersIsRefused() {
        NdArray chunk = SomeBytes.chunk(spec(NumericType.FLOAT32, 300), new Random(3));
        Bytes encoded = USUAL.bind(specOf(chunk)).encode(chunk);
        for (long count : new long[] {0, 1, 299, 301, 100_000}) {
            assertThatThrownBy(
                            () -> USUAL.bind(spec(NumericType.FLOAT32, count)).decode(encoded))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("numbers");
        }
        assertThatThrownBy(() -> USUAL.bind(spec(NumericType.INT32, 300)).decode(encoded))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("numbers of type 5, not 3 (INT32)");
    }

    @Test
    void aNewerFormatIsRefusedByItsNumber() {
        byte[] stream = USUAL.bind(spec(NumericType.INT32, 0))
                .encode(NdArray.allocate(NumericType.INT32, Shape.of(0)))
                .toArray();
        stream[4] = 4;
        assertThatThrownBy(() -> USUAL.bind(spec(NumericType.INT32, 0)).decode(Bytes.wrap(stream)))
                .hasMessageContaining("version 4 of the stream, newest known: 3");
        stream[4] = 3;
        stream[7] = 5;
        assertThatThrownBy(() -> USUAL.bind(spec(NumericType.INT32, 0)).decode(Bytes.wrap(stream)))
                .hasMessageContaining("version 5 of the format, newest known: 4");
    }

    @Test
    void noStreamIsLongerThanPromised() {
        Seeds.check(300, random -> {
            NumericType type = TYPES.get(random.nextInt(TYPES.size()));
            ChunkSpec spec = spec(type, random.nextInt(700));
            NdArray chunk = SomeBytes.chunk(spec, random);
            PcodecCodec codec = consecutive(random.nextInt(13), random.nextInt(8), 1 + random.nextInt(400));
            ArrayToBytesCodec.Bound bound = codec.bind(spec);
            Bytes encoded = bound.encode(chunk);
            assertThat(bound.encodedSize().admits(encoded.length())).isTrue();
            assertThat(bound.decode(encoded).sameBits(chunk)).isTrue();
        });
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        NdArray chunk = NdArray.of(NumericType.FLOAT32, Shape.of(20_000), SomeBytes.field(20_000));
        ArrayToBytesCodec.Bound bound = USUAL.bind(specOf(chunk));
        Bytes encoded = bound.encode(chunk);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> work = () ->
                    bound.encode(chunk).equals(encoded) && bound.decode(encoded).sameBits(chunk);
            for (Future<Boolean> isSame : threads.invokeAll(List.of(work, work, work, work))) {
                assertThat(isSame.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** The fixtures hold what zarrs makes of them. */
    @Test
    void aComplexNumberIsItsTwoParts() {
        NdArray parts = SomeBytes.chunk(spec(NumericType.FLOAT32, 22), new Random(4));
        NdArray numbers = NdArray.of(NumericType.COMPLEX64, Shape.of(11), parts.data());
        Bytes encoded = USUAL.bind(spec(NumericType.FLOAT32, 22)).encode(parts);
        assertThat(USUAL.bind(spec(NumericType.COMPLEX64, 11)).encode(numbers)).isEqualTo(encoded);
    }

    @Test
    void refusesTypesThatTheFormatLacksByName() {
        for (DataType type : List.of(NumericType.BOOL, BFLOAT16, VariableType.STRING, new FixedUtf32(3))) {
            assertThatThrownBy(() -> USUAL.bind(spec(type, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("numcodecs.pcodec cannot take " + type);
        }
    }

    @Test
    void refusesConfigurationsThatNumcodecsCannotEncodeWith() {
        assertThatThrownBy(() -> new PcodecCodec(13)).hasMessage("pcodec level 13 is not 0 to 12");
        assertThatThrownBy(() -> consecutive(8, 8, 10)).hasMessage("pcodec delta_encoding_order 8 is not 0 to 7");
        assertThatThrownBy(() -> consecutive(8, 1, 0)).hasMessage("pcodec equal_pages_up_to 0 < 1");
        assertThatThrownBy(() -> with(ModeSpec.AUTO, DeltaSpec.TRY_CONSECUTIVE))
                .hasMessage("pcodec try_consecutive needs a delta_encoding_order");
        assertThatThrownBy(() -> new PcodecCodec(8, ModeSpec.AUTO, DeltaSpec.TRY_LOOKBACK, OptionalInt.of(1), 10))
                .hasMessage("pcodec delta_encoding_order 1 without try_consecutive");
    }

    @Test
    void refusesPagesThatTheFormatCannotCount() {
        PcodecCodec large = consecutive(8, 1, Integer.MAX_VALUE);
        assertThatThrownBy(() -> large.bind(spec(NumericType.INT16, 5000, 5000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pages of 25000000 numbers are too large; set equal_pages_up_to");
        assertThat(large.bind(spec(NumericType.INT16, 4096, 4096)).encodedSize().maxBytes())
                .isGreaterThan(1 << 25);
    }

    @Test
    void theOldNameOfNoDifferencesIsRead() {
        assertThat(codec("{\"delta_spec\":\"none\"}")).isEqualTo(codec("{\"delta_spec\":\"no_op\"}"));
        assertThat(codec("{}")).isEqualTo(USUAL);
    }
}

package dev.varve.codec.serializer.zfp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.codec.serializer.ZfpGolden;
import dev.varve.testing.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ZfpStreamTest {
    private static ZfpStream stream(ZfpGolden golden) {
        int[] extents = Arrays.stream(golden.array().shape().extents())
                .mapToInt(Math::toIntExact)
                .toArray();
        ScalarType type = ScalarType.valueOf(golden.array().type().toString().toUpperCase(Locale.ROOT));
        return ZfpStream.withHeader("zfp", new ZfpField(type, extents), golden.mode());
    }

    /** NaN, infinities and integers that are too large, which the codecs refuse, become what C makes of them on x86. */
    @Test
    void spoilsArraysAsTheLibraryDoes() throws Exception {
        List<ZfpGolden> all = ZfpGolden.read("engine");
        assertThat(all).hasSizeGreaterThan(40);
        for (ZfpGolden golden : all) {
            assertThat(stream(golden).encode(golden.array().data()))
                    .as("%s", golden)
                    .isEqualTo(golden.encoded());
        }
    }

    @Test
    void givesAnArrayOfTheExpectedSizeOrRefusesWhateverTheBytesAre() throws Exception {
        List<ZfpGolden> all = ZfpGolden.read("zfpy");
        Seeds.check(3000, random -> {
            ZfpGolden golden = all.get(random.nextInt(all.size()));
            byte[] bytes = golden.encoded().toArray();
            int from = random.nextBoolean() ? 0 : Math.min(bytes.length, 20);
            for (int i = from; i < bytes.length; i++) {
                bytes[i] = random.nextInt(3) == 0 ? (byte) random.nextInt() : bytes[i];
            }
            Bytes damaged = Bytes.wrap(bytes, 0, random.nextInt(bytes.length + 1));
            try {
                Bytes decoded = stream(golden).decode(damaged);
                assertThat(decoded.length()).isEqualTo(golden.array().data().length());
            } catch (CodecException e) {
                assertThat(e).hasMessageStartingWith("zfp: ");
            }
        });
    }

    @Test
    void everyHeaderIsReadAsItWasWritten() {
        List<BlockLimits> all = List.of(
                BlockLimits.REVERSIBLE,
                BlockLimits.ofBits(1),
                BlockLimits.ofBits(2048),
                BlockLimits.ofBits(2049),
                BlockLimits.ofPrecision(1),
                BlockLimits.ofPrecision(63),
                BlockLimits.ofPrecision(64),
                BlockLimits.ofExponent(-1073),
                BlockLimits.ofExponent(843),
                BlockLimits.ofExponent(844),
                BlockLimits.ofExponent(1023),
                new BlockLimits(3, 777, 31, -7));
        for (BlockLimits limits : all) {
            for (int[] extents :
                    List.of(new int[] {70_000_000}, new int[] {1, 9}, new int[] {3, 2, 1}, new int[] {4, 1, 2, 3})) {
                ZfpHeader header = new ZfpHeader(new ZfpField(ScalarType.INT64, extents), limits);
                BitWriter out = new BitWriter(64, 64);
                header.write(out);
                BitReader in = new BitReader(out.finish());
                assertThat(ZfpHeader.read("zfp", in)).isEqualTo(header);
            }
        }
    }
}

package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Bytes;
import dev.varve.store.ObjectChecksum.Algorithm;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check values of both polynomials are those of the catalogue of parametrised CRC algorithms. */
class ObjectChecksumTest {
    private static final Bytes CHECK = Bytes.wrap("123456789".getBytes(StandardCharsets.US_ASCII));

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void theDigitsAreThoseOfTheCatalogue() {
        assertThat(ObjectChecksum.of(Algorithm.CRC32, CHECK).digits()).isEqualTo("cbf43926");
        assertThat(ObjectChecksum.of(Algorithm.CRC32C, CHECK).digits()).isEqualTo("e3069283");
        assertThat(ObjectChecksum.of(Algorithm.CRC32_AND_CRC32C, CHECK).digits())
                .isEqualTo("cbf43926e3069283");
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void itIsTheSameHoweverTheBytesCome(Algorithm algorithm) {
        Seeds.check(50, random -> {
            byte[] bytes = random(random, random.nextInt(200_000));
            ObjectChecksum.Updater pieces = new ObjectChecksum.Updater(algorithm);
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, random.nextInt(50_000));
                pieces.update(Bytes.wrap(bytes).slice(at, length));
                at += length;
            }
            assertThat(pieces.checksum()).isEqualTo(ObjectChecksum.of(algorithm, Bytes.wrap(bytes)));
        });
    }

    @Test
    void whatIsReadIsAsWhatLiesInMemory() throws IOException {
        for (int length : new int[] {0, 1, 1 << 20, (1 << 20) + 1, 3_000_000}) {
            Bytes bytes = Bytes.wrap(random(new Random(length), length));
            CRC32 first = new CRC32();
            CRC32C second = new CRC32C();
            first.update(bytes.array());
            second.update(bytes.array());
            ObjectChecksum expected = new ObjectChecksum(
                    Algorithm.CRC32_AND_CRC32C, first.getValue() << Integer.SIZE | second.getValue());
            assertThat(ObjectChecksum.of(Algorithm.CRC32_AND_CRC32C, bytes)).isEqualTo(expected);
            assertThat(ObjectChecksum.of(Algorithm.CRC32_AND_CRC32C, new HeapReader("memory", bytes)))
                    .isEqualTo(expected);
        }
    }

    private static byte[] sealed(byte[] bytes, Checksum seal) {
        seal.reset();
        seal.update(bytes);
        return ByteBuffer.allocate(bytes.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes)
                .putInt((int) seal.getValue())
                .array();
    }

    /** What one CRC alone cannot tell apart, with any CRCs at the end. */
    @Test
    void objectsThatEndWithTheirOwnChecksumsAreToldApart() {
        Checksum one = new CRC32();
        Checksum other = new CRC32C();
        Seeds.check(200, random -> {
            byte[] a = random(random, 100);
            byte[] b = random(random, 100);
            int seals = 1 + random.nextInt(4);
            Checksum last = one;
            for (int i = 0; i < seals; i++) {
                last = random.nextBoolean() ? one : other;
                a = sealed(a, last);
                b = sealed(b, last);
            }
            Algorithm blind = last == one ? Algorithm.CRC32 : Algorithm.CRC32C;
            assertThat(ObjectChecksum.of(blind, Bytes.wrap(a))).isEqualTo(ObjectChecksum.of(blind, Bytes.wrap(b)));
            assertThat(ObjectChecksum.of(Algorithm.CRC32_AND_CRC32C, Bytes.wrap(a)))
                    .isNotEqualTo(ObjectChecksum.of(Algorithm.CRC32_AND_CRC32C, Bytes.wrap(b)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "48674bc7", "0000000000000001", "cbf43926e3069283", "ffffffffffffffff"})
    void digitsAreRead(String digits) {
        ObjectChecksum read = ObjectChecksum.parse(digits);
        assertThat(read.digits()).isEqualTo(digits);
        assertThat(read.algorithm()).isEqualTo(digits.length() == 8 ? Algorithm.CRC32C : Algorithm.CRC32_AND_CRC32C);
        assertThat(read.isOfTwo()).isEqualTo(digits.length() == 16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "+8674bc7", "48674bc", "48674bc70", "4867 bc7", "cbf43926e306928g", "cbf43926e30692830"
            })
    void whatIsNoChecksumIsRefused(String digits) {
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectChecksum.parse(digits));
    }

    @Test
    void bitsThatNoCrcHasAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectChecksum(Algorithm.CRC32C, 1L << 32))
                .withMessage("CRC-32C 100000000 is too long");
    }
}

package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;
import dev.varve.testing.Seeds;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScaleOffsetCodecTest extends Hdf5FilterContract {
    private static final ScaleOffsetCodec.Values FLOAT = ScaleOffsetCodec.Values.FLOAT;
    private static final ScaleOffsetCodec.Values SIGNED = ScaleOffsetCodec.Values.SIGNED;
    private static final ScaleOffsetCodec.Values UNSIGNED = ScaleOffsetCodec.Values.UNSIGNED;

    @Override
    String goldenFile() {
        return "scaleoffset.bin";
    }

    @Override
    BytesToBytesCodec codec(int[] clientData) {
        return ScaleOffsetCodec.ofClientData(clientData);
    }

    @Override
    Configured configured(Random random) {
        int elements = 1 + random.nextInt(500);
        ElementBytes layout = new ElementBytes(1 << random.nextInt(4), random.nextBoolean());
        int span = 1 + random.nextInt(layout.bits());
        long base = random.nextLong();
        byte[] chunk = new byte[elements * layout.size()];
        for (int i = 0; i < elements; i++) {
            layout.put(chunk, i * layout.size(), base + (random.nextLong() & ElementBytes.mask(span)));
        }
        long first = layout.get(chunk, 0);
        OptionalLong fill = random.nextBoolean() ? OptionalLong.of(first) : OptionalLong.empty();
        ScaleOffsetCodec codec = new ScaleOffsetCodec(
                random.nextBoolean() ? SIGNED : UNSIGNED, 0, elements, layout.size(), layout.isBigEndian(), fill);
        return new Configured(codec, layout.size(), Bytes.wrap(chunk));
    }

    @Override
    boolean writesGoldenBytes() {
        return true;
    }

    private static BytesToBytesCodec.Bound bound(
            ScaleOffsetCodec.Values values, int factor, int elements, int size, OptionalLong fill) {
        return new ScaleOffsetCodec(values, factor, elements, size, false, fill)
                .bind(new EncodedSize.Exactly((long) elements * size), size);
    }

    @Test
    void storesDifferencesToTheSmallestAndOnesForTheFillValue() {
        BytesToBytesCodec.Bound bound = bound(SIGNED, 0, 4, 1, OptionalLong.of(0x80));
        Bytes decoded = Bytes.wrap(new byte[] {-3, -1, (byte) 0x80, -2});
        byte[] encoded = new byte[23];
        encoded[0] = 2;
        encoded[4] = 8;
        for (int i = 5; i < 13; i++) {
            encoded[i] = (byte) (i == 5 ? -3 : -1);
        }
        encoded[21] = 0b00_10_11_01;
        assertThat(bound.encode(decoded)).isEqualTo(Bytes.wrap(encoded));
        assertThat(bound.decode(Bytes.wrap(encoded))).isEqualTo(decoded);
    }

    @Test
    void keepsAsManyDecimalDigitsAsAsked() {
        Seeds.check(40, random -> {
            int digits = random.nextInt(8) - 2;
            double[] numbers = new double[1000];
            ByteBuffer chunk = ByteBuffer.allocate(Double.BYTES * numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i % 100 == 99 ? -999 : 1000 * random.nextDouble();
                chunk.putDouble(numbers[i]);
            }
            OptionalLong fill = OptionalLong.of(Double.doubleToRawLongBits(-999));
            BytesToBytesCodec.Bound bound = new ScaleOffsetCodec(
                            FLOAT, digits, numbers.length, Double.BYTES, true, fill)
                    .bind(new EncodedSize.Exactly(chunk.capacity()), Double.BYTES);
            Bytes decoded = bound.decode(bound.encode(Bytes.wrap(chunk.array())));
            ByteBuffer read = ByteBuffer.wrap(decoded.toArray());
            for (double number : numbers) {
                double error = number == -999 ? 0 : 0.5000001 * Math.pow(10, -digits);
                assertThat(read.getDouble()).as("digits %d", digits).isCloseTo(number, within(error));
            }
        });
    }

    @Test
    void passesBytesOnWhenAllBitsAreAskedFor() {
        BytesToBytesCodec.Bound bound = bound(UNSIGNED, 16, 2, 2, OptionalLong.empty());
        Bytes chunk = Bytes.wrap(new byte[] {1, 2, 3, 4});
        assertThat(bound.encode(chunk)).isEqualTo(chunk);
        assertThat(bound.decode(chunk)).isEqualTo(chunk);
        assertThat(bound.encodedSize()).isEqualTo(new EncodedSize.Exactly(4));
    }

    @Test
    void refusesADifferenceThatNeedsMoreBitsThanGiven() {
        Bytes chunk = Bytes.wrap(new byte[] {10, 17});
        assertThat(bound(UNSIGNED, 3, 2, 1, OptionalLong.empty()).encode(chunk).length())
                .isEqualTo(22);
        assertThatThrownBy(() -> bound(UNSIGNED, 3, 2, 1, OptionalLong.of(0)).encode(chunk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("difference 7 does not fit into 3 bits");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        byte[] chunk = new byte[8];
        chunk[3] = 0x7f;
        chunk[2] = (byte) 0xc0;
        assertThatThrownBy(() -> bound(FLOAT, 2, 2, 4, OptionalLong.empty()).encode(Bytes.wrap(chunk)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN is not finite");
    }

    @Test
    void saysWhetherItIsLossless() {
        assertThat(new ScaleOffsetCodec(FLOAT, 2, 2, 4, false, OptionalLong.empty()).isLossless())
                .isFalse();
        assertThat(new ScaleOffsetCodec(SIGNED, 0, 2, 4, false, OptionalLong.empty()).isLossless())
                .isTrue();
    }

    @Test
    void namesTheParameterThatIsWrong() {
        OptionalLong none = OptionalLong.empty();
        assertThatThrownBy(() -> new ScaleOffsetCodec(FLOAT, 2, 2, 2, false, none))
                .hasMessageContaining("elements of 2 bytes");
        assertThatThrownBy(() -> new ScaleOffsetCodec(SIGNED, 0, 2, 3, false, none))
                .hasMessageContaining("elements of 3 bytes");
        assertThatThrownBy(() -> new ScaleOffsetCodec(SIGNED, 9, 2, 1, false, none))
                .hasMessageContaining("9 bits");
        assertThatThrownBy(() -> new ScaleOffsetCodec(SIGNED, -1, 2, 1, false, none))
                .hasMessageContaining("scale factor -1");
        assertThatThrownBy(() -> new ScaleOffsetCodec(FLOAT, 301, 2, 4, false, none))
                .hasMessageContaining("scale factor 301");
        assertThatThrownBy(() -> new ScaleOffsetCodec(SIGNED, 0, 0, 1, false, none))
                .hasMessageContaining("0 elements");
        assertThatThrownBy(() -> ScaleOffsetCodec.ofClientData(2, 0, 10)).hasMessageContaining("3 client data values");
        int[] exponents = new int[20];
        exponents[0] = 1;
        exponents[3] = 1;
        assertThatThrownBy(() -> ScaleOffsetCodec.ofClientData(exponents)).hasMessageContaining("scale type 1");
    }
}

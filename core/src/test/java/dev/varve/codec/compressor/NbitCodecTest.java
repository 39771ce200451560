package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NbitCodecTest extends Hdf5FilterContract {
    @Override
    String goldenFile() {
        return "nbit.bin";
    }

    @Override
    BytesToBytesCodec codec(int[] clientData) {
        return NbitCodec.ofClientData(clientData);
    }

    @Override
    Configured configured(Random random) {
        int elements = 1 + random.nextInt(1000);
        int size = 1 + random.nextInt(8);
        int precision = 1 + random.nextInt(8 * size);
        int offset = random.nextInt(8 * size - precision + 1);
        ElementBytes layout = new ElementBytes(size, random.nextBoolean());
        byte[] chunk = new byte[elements * size];
        for (int i = 0; i < elements; i++) {
            layout.put(chunk, i * size, (random.nextLong() & ElementBytes.mask(precision)) << offset);
        }
        NbitCodec codec = new NbitCodec(elements, size, layout.isBigEndian(), precision, offset);
        return new Configured(codec, size, Bytes.wrap(chunk));
    }

    @Override
    boolean writesGoldenBytes() {
        return true;
    }

    @Test
    void packsTheSignificantBitsTheHighestFirst() {
        BytesToBytesCodec.Bound bound = new NbitCodec(3, 2, false, 10, 4).bind(new EncodedSize.Exactly(6), 2);
        Bytes decoded = Bytes.wrap(new byte[] {0x10, 0x20, 0, 0, (byte) 0xf0, 0x3f});
        Bytes encoded = Bytes.wrap(new byte[] {(byte) 0b10000000, 0b01_000000, 0b0000_1111, (byte) 0b11111100});
        assertThat(bound.encode(decoded)).isEqualTo(encoded);
        assertThat(bound.decode(encoded)).isEqualTo(decoded);
    }

    @Test
    void refusesElementsWithBitsOutsideTheSignificantOnes() {
        BytesToBytesCodec.Bound bound = new NbitCodec(2, 1, false, 3, 2).bind(new EncodedSize.Exactly(2), 1);
        assertThatThrownBy(() -> bound.encode(Bytes.wrap(new byte[] {4, 32})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("element 1 has bits outside");
    }

    @Test
    void refusesWhatItDoesNotSupport() {
        assertThatThrownBy(() -> NbitCodec.ofClientData(8, 0, 10, 2, 8, 1, 4, 0))
                .hasMessageContaining("type class 2");
        assertThatThrownBy(() -> NbitCodec.ofClientData(3, 1, 10)).hasMessageContaining("3 client data values");
        assertThatThrownBy(() -> new NbitCodec(10, 2, false, 12, 5)).hasMessageContaining("do not fit");
        assertThatThrownBy(() -> new NbitCodec(10, 16, false, 12, 5)).hasMessageContaining("not supported");
        assertThatThrownBy(() -> new NbitCodec(-1, 2, false, 12, 0)).hasMessageContaining("-1 elements");
        assertThatThrownBy(() -> new NbitCodec(10, 0, false, 1, 0)).hasMessageContaining("elements of 0 bytes");
    }
}

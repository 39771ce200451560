package dev.varve.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextTest {
    private static Bytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Bytes.wrap(bytes);
    }

    @Test
    void utf8IsUtf8AndAllElseLatin1() {
        assertThat(Text.decode(Bytes.wrap("größe 数".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("größe 数");
        assertThat(Text.decode(bytes('5', 0xb0, 'C'))).isEqualTo("5°C");
        assertThat(Text.utf8(bytes('5', 0xb0, 'C'))).isEmpty();
    }

    @Test
    void onlyWhatBelongsToTheTextStays() {
        assertThat(Text.untilNul(bytes('a', 0, 'b', 0))).isEqualTo(bytes('a'));
        assertThat(Text.withoutTrailingNuls(bytes('a', 0, 'b', 0, 0))).isEqualTo(bytes('a', 0, 'b'));
        assertThat(Text.untilNul(bytes('a', 'b'))).isEqualTo(bytes('a', 'b'));
    }
}

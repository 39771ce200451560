package dev.varve.codec.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Lookup3Test {
    /** Jenkins' own self test, driver5 of lookup3.c. */
    @Test
    void givesWhatJenkinsGives() {
        Bytes text = Bytes.wrap("Four score and seven years ago".getBytes(StandardCharsets.US_ASCII));
        assertThat(Lookup3.of(text, 30)).isEqualTo(0x17770551);
        assertThat(Lookup3.of(Bytes.EMPTY, 0)).isEqualTo(0xdeadbeef);
    }

    @Test
    void looksAtEveryByteOfEveryLength() {
        for (int length = 1; length <= 40; length++) {
            byte[] zeros = new byte[length];
            int hash = Lookup3.of(Bytes.wrap(zeros), length);
            for (int i = 0; i < length; i++) {
                byte[] changed = zeros.clone();
                changed[i] = 1;
                assertThat(Lookup3.of(Bytes.wrap(changed), length)).isNotEqualTo(hash);
            }
        }
    }
}

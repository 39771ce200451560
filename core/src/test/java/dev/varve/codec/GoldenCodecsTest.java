package dev.varve.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GoldenCodecsTest {
    @Test
    void everyGoldenFileIsTheOneThatTheScriptWrote() throws Exception {
        List<String> lines =
                new String(ForeignChunk.bytes("SHA256SUMS"), UTF_8).lines().toList();
        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            String[] words = line.split(" +", 2);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(ForeignChunk.bytes(words[1]));
            assertThat(HexFormat.of().formatHex(digest)).as(words[1]).isEqualTo(words[0]);
        }
    }
}

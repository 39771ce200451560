package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.metadata.CodecRegistry;
import org.junit.jupiter.api.Test;

class CodecsCommandTest {
    @Test
    void everyCodecIsListedWithItsStandingAndParameters() {
        Result result = Cli.run("codecs");
        assertThat(result.code()).isZero();
        for (String name : CodecRegistry.standard().names()) {
            String standing = CodecRegistry.standard().isPortable(name) ? "yes" : "less";
            assertThat(result.out()).containsPattern("(?m)^  \\Q" + name + "\\E +" + standing + " ");
        }
        assertThat(result.out())
                .containsPattern("(?m)^  zstd +yes +level=\\d+, checksum=false$")
                .contains("chunk_shape, codecs, index_codecs, index_location=\"end\"");
        assertThat(result.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }
}

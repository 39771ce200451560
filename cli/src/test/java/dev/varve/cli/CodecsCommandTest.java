package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecsCommandTest {
    @Test
    void everyCodecIsListedWithItsStandingAndParameters() {
        Result result = Cli.run("codecs");
        assertThat(result.code()).isZero();
        for (String name : CodecRegistry.standard().names()) {
            String standing =
                    switch (CodecRegistry.standard().format(name).orElseThrow().standing()) {
                        case PORTABLE -> "yes";
                        case REGISTERED -> "registered";
                        case LESS_PORTABLE -> "less";
                        case ZARR_V2_ONLY -> "v2 only";
                    };
            assertThat(result.out()).containsPattern("(?m)^  \\Q" + name + "\\E +" + standing + " ");
        }
        assertThat(result.out())
                .containsPattern("(?m)^  zstd +yes +level=\\d+, checksum=false$")
                .contains("chunk_shape, codecs, index_codecs, index_location=\"end\"")
                .contains("Not available here: numcodecs.ebcc_filter; EBCC is a native library")
                .contains("Not available here: sz3; SZ3 is a native library");
        assertThat(result.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void forProgramsThereIsASchema() throws MetadataException {
        JsonCursor answer =
                JsonCursor.of(JsonReader.read(Cli.run("codecs", "--json").out()));
        assertThat(answer.get("schema").string()).isEqualTo("varve.codecs/1");
        List<String> names = new ArrayList<>();
        for (JsonCursor codec : answer.get("codecs").items()) {
            String name = codec.get("name").string();
            names.add(name);
            assertThat(codec.get("portable").bool())
                    .isEqualTo(CodecRegistry.standard().isPortable(name));
            if (name.equals("zstd")) {
                assertThat(codec.get("parameters").value().toText())
                        .startsWith("[{\"name\":\"level\",\"required\":false,\"usual\":")
                        .contains("{\"name\":\"checksum\",\"required\":false,\"usual\":false}");
            }
        }
        assertThat(answer.get("unavailable").items().get(0).get("name").string())
                .isEqualTo("numcodecs.ebcc_filter");
        assertThat(names).containsExactlyElementsOf(CodecRegistry.standard().names());
    }
}

package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    @TempDir
    Path folder;

    private static String array(String type, String fill, String shape, String chunk) {
        return """
                {"zarr_format": 3, "node_type": "array", "shape": %s, "data_type": "%s", "fill_value": %s,
                 "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": %s}},
                 "chunk_key_encoding": {"name": "default"},
                 "codecs": [{"name": "%s"}]}""".formatted(shape, type, fill, chunk, type.equals("string") ? "vlen-utf8" : "bytes");
    }

    private Path scenarios(String json) throws IOException {
        return Files.writeString(folder.resolve("scenarios.json"), json);
    }

    /** Digest by Python: {@code sha256(bytes([7, 7, 1, 2, 7, 255]))}. */
    @Test
    void writesAreDoneInOrder() throws IOException {
        Path input = scenarios("[{\"id\": \"one\", \"metadata\": " + array("uint8", "255", "[6]", "[4]")
                + ", \"ops\": [{\"start\": [0], \"shape\": [5], \"value\": 7},"
                + " {\"start\": [2], \"shape\": [2], \"data_b64\": \"AQI=\"}]}]");
        assertThat(Cli.run("replay", input, folder.resolve("out"))).isEqualTo(new Result(0, "ok\tone\n", ""));
        assertThat(Cli.run("info", folder.resolve("out/one"), "--values"))
                .isEqualTo(new Result(0, "7\n7\n1\n2\n7\n255\n", ""));
    }

    @Test
    void emptyChunksAreKeptOnlyWhenAskedFor() throws IOException {
        String rest = ", \"metadata\": " + array("uint8", "0", "[2]", "[2]")
                + ", \"ops\": [{\"start\": [0], \"shape\": [2], \"value\": 0}]}";
        Path input = scenarios(
                "[{\"id\": \"kept\", \"write_empty_chunks\": true" + rest + ", {\"id\": \"elided\"" + rest + "]");
        assertThat(Cli.run("replay", input, folder).out()).isEqualTo("ok\tkept\nok\telided\n");
        assertThat(folder.resolve("kept/c/0")).exists();
        assertThat(folder.resolve("elided/c/0")).doesNotExist();
    }

    @Test
    void textIsGivenAsLengthsAndBytes() throws IOException {
        Path input = scenarios("[{\"id\": \"text\", \"metadata\": " + array("string", "\"\"", "[2]", "[2]")
                + ", \"ops\": [{\"start\": [0], \"shape\": [2], \"data_b64\": \"AgAAAMOpAAAAAA==\"}]}]");
        assertThat(Cli.run("replay", input, folder).code()).isZero();
        assertThat(Cli.run("info", folder.resolve("text"), "--values").out()).isEqualTo("\"é\"\n\"\"\n");
    }

    @Test
    void whatCannotBeDoneIsSaidAndTheOthersAreMade() throws IOException {
        Path input = scenarios("[{\"id\": \"bad\", \"metadata\": " + array("uint8", "0", "[2]", "[2]")
                + ", \"ops\": [{\"start\": [1], \"shape\": [2], \"value\": 1}]},"
                + "{\"id\": \"strange\", \"metadata\": " + array("int3", "0", "[2]", "[2]") + ", \"ops\": []},"
                + "{\"id\": \"../up\", \"metadata\": " + array("uint8", "0", "[2]", "[2]") + ", \"ops\": []},"
                + "{\"id\": \"good\", \"metadata\": " + array("uint8", "0", "[2]", "[2]") + ", \"ops\": []}]");
        Result result = Cli.run("replay", input, folder.resolve("out"));
        assertThat(result.code()).isEqualTo(ExitCode.INPUT.number());
        assertThat(result.out().lines().map(line -> line.replaceAll("\t[^\t]*$", "")))
                .containsExactly("ERROR\tbad", "ERROR\tstrange", "ERROR\t../up", "ok");
        assertThat(result.out()).contains("region").contains("int3").doesNotContain("defect");
        assertThat(folder.resolve("up")).doesNotExist();
    }

    @Test
    void aListThatIsNoneIsRefused() throws IOException {
        assertThat(Cli.run("replay", folder.resolve("none.json"), folder).code())
                .isEqualTo(ExitCode.INPUT.number());
        assertThat(Cli.run("replay", scenarios("{"), folder).code()).isEqualTo(ExitCode.INPUT.number());
    }
}

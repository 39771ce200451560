package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RechunkCommandTest {
    @TempDir
    private Path folder;

    private Path in() {
        return folder.resolve("in.zarr");
    }

    private Path out() {
        return folder.resolve("out.zarr");
    }

    /** A store of a climate file, with maps as chunks. */
    private void makeInput() {
        Path demo = folder.resolve("demo");
        assertThat(Cli.run("demo", "--copy", "--steps", "8", demo).code()).isZero();
        Result made = Cli.run(
                "convert", demo.resolve("climate.nc"), in(), "--chunks", "time=1,lat=180,lon=360", "--shard", "none");
        assertThat(made.code()).as(made.err()).isZero();
    }

    private Result rechunk(Object... options) {
        Object[] args = Stream.concat(Stream.of("rechunk", in(), out()), Stream.of(options))
                .toArray();
        return Cli.run(args).in(folder);
    }

    private List<String> hidden() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }

    private String chunks(String array) throws IOException {
        JsonObject document = (JsonObject)
                JsonReader.read(Files.readString(out().resolve(array).resolve("zarr.json")));
        return document.get("chunk_grid").orElseThrow().toText();
    }

    @Test
    void everyVariableIsCutAnewAndStaysAsItWas() throws IOException {
        makeInput();
        Result result = rechunk("--chunks", "time=-1,lat=60,lon=60", "--memory", "64M", "--threads", "2");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("DIR/out\\.zarr: 8 variables, .* decoded, .* stored, ratio \\d\\.\\d\\d"),
                        line -> assertThat(line)
                                .matches("ways: +(\\d copy, )?\\d direct; \\d+ chunks decoded of \\d+ .*"),
                        line -> assertThat(line).matches("time: +\\d+\\.\\d s, .*/s, 2 threads"),
                        line -> assertThat(line).matches("memory: +data at most .* predicted, .* measured.*"),
                        line -> assertThat(line).isEqualTo("verified: yes"));
        assertThat(chunks("tas")).contains("8").contains("60");
        Result verified = Cli.run("verify", out(), "--against", in());
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(Cli.run("hash", out()).out()).isEqualTo(Cli.run("hash", in()).out());
        assertThat(hidden()).isEmpty();
    }

    @Test
    void chunksStayAlongDimensionsThatAreNotNamed() throws IOException {
        makeInput();
        assertThat(rechunk("--chunks", "time=4", "--shard", "none").code()).isZero();
        JsonObject document = (JsonObject)
                JsonReader.read(Files.readString(out().resolve("tas").resolve("zarr.json")));
        JsonObject grid = (JsonObject) document.get("chunk_grid").orElseThrow();
        JsonObject configuration = (JsonObject) grid.get("configuration").orElseThrow();
        assertThat(configuration.get("chunk_shape")).contains(JsonArray.of(4, 180, 360));
        assertThat(Cli.run("verify", out(), "--against", in()).code()).isZero();
    }

    @Test
    void encodedChunksAreCopiedWhereNothingChanges() throws IOException {
        makeInput();
        Result plan = rechunk("--chunks", "time=1", "--dry-run", "--json");
        JsonObject json = (JsonObject) JsonReader.read(plan.out());
        assertThat(json.get("schema")).contains(new JsonString("varve.rechunk-plan/1"));
        assertThat(json.get("variables").orElseThrow().toText())
                .contains("\"copy\"")
                .contains("\"direct\"");
        assertThat(out()).doesNotExist();
        Result result = rechunk("--chunks", "time=1");
        assertThat(result.code()).isZero();
        assertThat(result.out()).containsPattern("ways: .*copy");
        assertThat(Cli.run("verify", out(), "--against", in()).code()).isZero();
    }

    @Test
    void aPlanShowsAllWaysAndWhichIsTaken() {
        makeInput();
        Result plan = rechunk("--chunks", "time=-1,lat=20,lon=20", "--memory", "20M", "--threads", "1", "--dry-run");
        assertThat(plan.code()).isZero();
        assertThat(plan.out())
                .containsPattern("tas +\\*? +direct +\\d+\\.\\d\\d / \\d+")
                .containsPattern("tas +\\*? +packed +1\\.00 / 1")
                .contains("Nothing was written.")
                .contains("memory: data take at most ");
        assertThat(out()).doesNotExist();
    }

    @Test
    void programsGetTheReportAsJson() throws IOException {
        makeInput();
        Result result = rechunk("--chunks", "time=-1,lat=60,lon=60", "--json");
        JsonObject json = (JsonObject) JsonReader.read(result.out());
        assertThat(json.get("schema")).contains(new JsonString("varve.rechunk/1"));
        assertThat(json.members().keySet())
                .contains("source_chunks", "source_decodes", "temporary_bytes", "resumed_objects", "resumed_files");
    }

    @Test
    void tooLittleMemoryIsRefusedWithWhatWouldDo() throws IOException {
        makeInput();
        Result refused = rechunk("--chunks", "time=-1", "--memory", "1M");
        assertThat(refused.code()).isEqualTo(ExitCode.SPACE.number());
        assertThat(refused.err())
                .matches("varve: variable '\\w+' with chunks .* from chunks .* needs .* of memory, .* are allowed\n"
                        + "try:   --memory \\d+MiB, or smaller chunks by --chunks\n");
        assertThat(hidden()).isEmpty();
        assertThat(out()).doesNotExist();
    }

    @Test
    void onlyZarrIsWritten() {
        Result refused = Cli.run("rechunk", in(), folder.resolve("out.nc"), "--chunks", "time=1");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(refused.err()).contains("rechunk writes Zarr");
    }

    @Test
    void aStoreThatIsThereIsKeptUnlessItMayBeReplaced() {
        makeInput();
        assertThat(rechunk("--chunks", "time=4").code()).isZero();
        assertThat(rechunk("--chunks", "time=2").code()).isEqualTo(ExitCode.CONFLICT.number());
        assertThat(rechunk("--chunks", "time=2", "--overwrite").code()).isZero();
        assertThat(Cli.run("verify", out(), "--against", in()).code()).isZero();
    }

    @Test
    void archivesAndVersion2AreWrittenToo() {
        makeInput();
        Path zip = folder.resolve("out.zarr.zip");
        Path v2 = folder.resolve("v2.zarr");
        assertThat(Cli.run("rechunk", in(), zip, "--chunks", "time=-1,lat=20,lon=20")
                        .code())
                .isZero();
        assertThat(Cli.run("verify", zip, "--against", in()).code()).isZero();
        assertThat(Cli.run("rechunk", in(), v2, "--chunks", "time=-1,lat=90,lon=90", "--zarr-format", "2")
                        .code())
                .isZero();
        assertThat(Cli.run("verify", v2, "--against", in()).code()).isZero();
    }
}

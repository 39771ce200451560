package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A field of each real file is swept, compressed and verified; numpy finds its errors within the budget. */
@Tag("interop")
@Timeout(600)
class SweptSamplesTest {
    private static PythonScript script;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        script = PythonScript.start("check_compressed.py");
    }

    @AfterAll
    static void stop() throws IOException {
        script.close();
    }

    private static String done(Object... args) {
        VarveRun outcome = VarveRun.of(args);
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }

    static List<Path> samples() throws IOException, InterruptedException {
        return SameDatasetTest.samples();
    }

    /** The name of the first of the fields that a sweep of the whole file would try. */
    private String field(Path file) throws IOException {
        String plan = done("sweep", file, "--where", folder.resolve("none"), "--l1", "1e-3", "--dry-run", "--json");
        JsonCursor first =
                JsonCursor.of(JsonReader.read(plan)).get("fields").items().get(0);
        return first.get("variable").string();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFieldOfASampleFileIsSweptCompressedAndWithinItsBudget(Path file) throws IOException {
        Path results = folder.resolve("results");
        Path store = folder.resolve("out.zarr");
        String field = field(file);
        List<Object> sweep =
                new ArrayList<>(List.of("sweep", file, "--variables", field, "--where", results, "--quiet"));
        sweep.addAll(List.of("--sample", "4MB", "--l1", "1e-3", "--relative-to", "std"));
        done(sweep.toArray());
        done("verify", results);
        done("compress", file, store, "--recipes", results, "--quiet");
        done("verify", store, "--against", file, "--quiet");
        Path manifest = results.resolve("manifest_" + field + ".json");
        assertThat(Files.exists(manifest)).isTrue();
        assertThat(ResultsFolder.open(results).table(field).best()).isPresent();
        assertThat(script.ask(file + "\t" + store + "\t" + manifest)).isEqualTo("kept 1 fields");
    }
}

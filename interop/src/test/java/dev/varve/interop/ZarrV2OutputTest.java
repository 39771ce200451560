package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.MetadataException;
import dev.varve.pipeline.Workers;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Store;
import dev.varve.zarr.FixtureSet;
import dev.varve.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every array of Zarr v2 that another program wrote, written again by Varve: whoever reads the one reads the same values in the
 * other.
 */
@Tag("interop")
class ZarrV2OutputTest {
    private static final Path FIXTURES = Path.of("..", "core", "src", "test", "resources", "fixtures", "zarr");

    @TempDir
    private Path folder;

    @Test
    void whoeverReadsWhatOthersWroteReadsItWhenVarveWritesItAgain() throws IOException, InterruptedException {
        Path path = folder.resolve("out.zarr");
        List<Json> truth = new ArrayList<>();
        try (FilesystemStore store = new FilesystemStore(path);
                Workers workers = Workers.of(2)) {
            for (FixtureSet set : FixtureSet.in(FIXTURES)) {
                if (set.name().startsWith("v2_")) {
                    writeAgain(set, store, workers, truth);
                }
            }
        }
        assertThat(truth).hasSizeGreaterThan(900);
        Files.writeString(folder.resolve("truth.json"), new JsonArray(truth).toText());

        Process python = new ProcessBuilder(
                        PythonScript.executable(),
                        Path.of("python", "check_zarr2_out.py").toString(),
                        path.toString(),
                        folder.resolve("truth.json").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

        assertThat(python.waitFor()).as(printed).isZero();
        assertThat(printed.lines()).hasSize(4).allMatch(line -> line.endsWith(" as expected"));
    }

    /** Writes in two parts that no chunk's edge divides, so that chunks are merged. */
    private static void writeAgain(FixtureSet set, Store target, Workers workers, List<Json> truth) throws IOException {
        Store source = set.store();
        for (JsonCursor array : set.arrays()) {
            ZarrArray read = ZarrArray.open(source, array.get("path").string());
            Region whole = Region.whole(read.metadata().shape());
            NdArray values = read.read(whole, workers);
            if (!read.metadata().chain().isIdempotent()) {
                continue; // its values change when they are encoded again; ZfpyTest compares what it encodes bit by bit
            }
            ZarrArray written = ZarrArray.create(target, set.name() + "/" + read.path(), read.metadata());
            for (Region part : parts(whole)) {
                written.write(part, values.slice(part), workers);
            }
            truth.add(truthOf(written.path(), array));
        }
    }

    private static List<Region> parts(Region whole) {
        if (whole.rank() == 0 || whole.shape().extent(0) < 2) {
            return List.of(whole);
        }
        long[] start = whole.starts();
        long[] stop = whole.shape().extents();
        long[] middle = stop.clone();
        middle[0] = stop[0] / 2;
        Region first = Region.between(start, middle);
        start[0] = middle[0];
        return List.of(first, Region.between(start, stop));
    }

    private static Json truthOf(String path, JsonCursor array) throws MetadataException {
        return JsonObject.builder()
                .put("path", path)
                .put("sha256", array.get("sha256").value())
                .put("read_by", array.get("read_by").value())
                .build();
    }
}

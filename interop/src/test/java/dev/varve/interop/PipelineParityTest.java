package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.cli.Main;
import dev.varve.pipeline.EmptyChunks;
import dev.varve.pipeline.ShardPatching;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.zarr.ZarrArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * zarr-python's scenarios and its matrix of parity, written by both of its pipelines and by {@code varve replay}: each reads what
 * the other wrote, under the same keys.
 */
@Tag("interop")
class PipelineParityTest {
    private static final Set<String> DOCUMENTS = Set.of("zarr.json", ".zarray", ".zattrs");

    @TempDir
    private Path folder;

    private String python(String action) throws IOException, InterruptedException {
        Process python = new ProcessBuilder(
                        PythonScript.executable(),
                        Path.of("python", "pipeline_parity.py").toString(),
                        action,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor()).as(printed).isZero();
        return printed.strip();
    }

    @Test
    void zarrPythonsPipelinesAndVarveReadEachOthersStores() throws IOException, InterruptedException {
        assertThat(python("make")).isEqualTo("288 of 291");
        Path scenarios = folder.resolve("scenarios.json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, UTF_8);
        String[] words = {
            "replay", scenarios.toString(), folder.resolve("varve").toString()
        };
        assertThat(Main.run(words, print, print)).as(out.toString(UTF_8)).isZero();
        assertThat(out.toString(UTF_8).lines()).hasSize(288).allMatch(line -> line.startsWith("ok\t"));
        try (Workers workers = Workers.of(2)) {
            for (String id : names(folder.resolve("batched"))) {
                if (!Files.exists(folder.resolve("varve").resolve(id))) {
                    writeAgain(id, workers);
                }
                requireSame(id, workers);
            }
            patchAll(workers);
        }
        assertThat(python("check")).isEqualTo("291 of 291 as expected");
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static NdArray whole(FilesystemStore store, Workers workers) throws IOException {
        ZarrArray array = ZarrArray.open(store, "");
        return array.read(Region.whole(array.metadata().shape()), workers);
    }

    /** An array of Zarr v2, which no scenario of {@code replay} can be. */
    private void writeAgain(String id, Workers workers) throws IOException {
        assertThat(id).startsWith("v2-");
        try (FilesystemStore source =
                        new FilesystemStore(folder.resolve("batched").resolve(id));
                FilesystemStore target =
                        new FilesystemStore(folder.resolve("varve").resolve(id))) {
            NdArray values = whole(source, workers);
            ZarrArray.create(target, "", ZarrArray.open(source, "").metadata())
                    .write(Region.whole(values.shape()), values, workers);
        }
    }

    private void requireSame(String id, Workers workers) throws IOException {
        try (FilesystemStore ours = new FilesystemStore(folder.resolve("varve").resolve(id))) {
            NdArray values = whole(ours, workers);
            for (String pipeline : List.of("batched", "fused")) {
                try (FilesystemStore theirs =
                        new FilesystemStore(folder.resolve(pipeline).resolve(id))) {
                    assertThat(whole(theirs, workers).sameBits(values))
                            .as("%s by %s", id, pipeline)
                            .isTrue();
                    assertThat(chunks(ours)).as("keys of %s", id).isEqualTo(chunks(theirs));
                }
            }
        }
    }

    private static Set<String> chunks(FilesystemStore store) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Key key : store.list("")) {
            keys.add(key.path());
        }
        keys.removeAll(DOCUMENTS);
        return keys;
    }

    /** Whatever the order of inner chunks: a part that is patched in place leaves the bytes that zarr-python leaves. */
    private void patchAll(Workers workers) throws IOException {
        List<String> orders = names(folder.resolve("dense"));
        assertThat(orders).hasSize(8);
        WriteOptions options = WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE);
        Region part = Region.of(new long[] {3, 1}, Shape.of(6, 5));
        FillValue value = new FillValue(NumericType.INT32, Bytes.wrap(new byte[] {9, 3, 0, 0}));
        for (String order : orders) {
            try (FilesystemStore dense =
                            new FilesystemStore(folder.resolve("dense").resolve(order));
                    FilesystemStore expected =
                            new FilesystemStore(folder.resolve("patched").resolve(order));
                    FilesystemStore copy =
                            new FilesystemStore(folder.resolve("varve-patched").resolve(order))) {
                for (Key key : dense.list("")) {
                    copy.set(key, dense.get(key).orElseThrow());
                }
                ZarrArray.open(copy, "").write(part, NdArray.filled(part.shape(), value), workers, options);
                assertThat(copy.list("")).isEqualTo(expected.list(""));
                for (Key key : expected.list("c")) {
                    assertThat(order.startsWith("unordered") || copy.get(key).equals(expected.get(key)))
                            .as("%s of %s", key, order)
                            .isTrue();
                }
                assertThat(whole(copy, workers).sameBits(whole(expected, workers)))
                        .as(order)
                        .isTrue();
            }
        }
    }
}

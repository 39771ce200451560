package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ConsolidatedMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNull;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.NodeMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.testing.CanonicalForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Varve writes, zarr-python (with both of its pipelines), tensorstore and zarrs read bit by bit, or refuse for a reason that
 * stands in {@code check_zarr_out.py}.
 */
@Tag("interop")
class ZarrOutputTest {
    @TempDir
    private Path folder;

    @Test
    void peersReadEveryArrayBitByBitOrRefuseItForAPinnedReason() throws IOException, InterruptedException {
        List<ZarrOutputCase> cases = ZarrOutputCases.all();
        Path store = folder.resolve("out.zarr");
        writeAll(cases, store);
        Files.writeString(folder.resolve("truth.json"), truth(cases).toText());

        Process python = new ProcessBuilder(
                        PythonScript.executable(),
                        Path.of("python", "check_zarr_out.py").toString(),
                        store.toString(),
                        folder.resolve("truth.json").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

        assertThat(python.waitFor()).as(printed).isZero();
        assertThat(printed.lines()).hasSize(4).allMatch(line -> line.endsWith(" of " + cases.size() + " as expected"));
    }

    private static void writeAll(List<ZarrOutputCase> cases, Path path) throws IOException {
        Map<String, NodeMetadata> nodes = new LinkedHashMap<>();
        try (FilesystemStore store = new FilesystemStore(path);
                Workers workers = Workers.of(2)) {
            for (ZarrOutputCase output : cases) {
                output.write(store, workers);
                if (output.path().startsWith(ZarrOutputCases.APART)) {
                    continue;
                }
                nodes.put(output.path(), output.metadata());
                for (int at = output.path().indexOf('/');
                        at > 0;
                        at = output.path().indexOf('/', at + 1)) {
                    nodes.put(output.path().substring(0, at), GroupMetadata.of(JsonObject.EMPTY));
                }
            }
            CodecRegistry registry = CodecRegistry.standard();
            for (Map.Entry<String, NodeMetadata> node : nodes.entrySet()) {
                if (node.getValue() instanceof GroupMetadata group) {
                    store.set(Key.of(node.getKey(), NodeMetadata.KEY), group.toBytes(registry));
                }
            }
            GroupMetadata root =
                    GroupMetadata.of(JsonObject.EMPTY).withConsolidated(ConsolidatedMetadata.of(nodes, registry));
            store.set(Key.of("", NodeMetadata.KEY), root.toBytes(registry));
        }
    }

    private static Json truth(List<ZarrOutputCase> cases) {
        List<Json> arrays = new ArrayList<>();
        for (ZarrOutputCase output : cases) {
            JsonObject.Builder array = JsonObject.builder()
                    .put("path", output.path())
                    .put("sha256", CanonicalForm.sha256(CanonicalForm.bytes(output.expected())))
                    .put("data_type", output.metadata().type().toString())
                    .put("shape", JsonArray.of(output.metadata().shape().extents()))
                    .put("attributes", output.metadata().attributes());
            output.metadata().dimensionNames().ifPresent(names -> array.put("dimension_names", names(names)));
            arrays.add(array.build());
        }
        return new JsonArray(arrays);
    }

    private static Json names(List<Optional<String>> names) {
        return new JsonArray(names.stream()
                .<Json>map(name -> name.<Json>map(JsonString::new).orElse(JsonNull.NULL))
                .toList());
    }
}

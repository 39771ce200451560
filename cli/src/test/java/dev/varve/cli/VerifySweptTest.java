package dev.varve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.run.sweep.ResultRow;
import dev.varve.run.sweep.ResultTable;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Corruptions planted in what {@code varve sweep} wrote, by someone who mends the manifest's digests, are found by {@code varve
 * verify}; sweeping again, as it advises, makes the folder right.
 */
@Timeout(120)
class VerifySweptTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path results;

    @BeforeAll
    static void sweepOnce() throws IOException {
        new FieldFile(4, 20, 30).with("t", FieldFile::wave).write(shared.resolve("in.nc"));
        assertThat(sweep(shared.resolve("results")).code()).isZero();
    }

    private static Result sweep(Path into) {
        return Cli.run(
                "sweep",
                shared.resolve("in.nc"),
                "--where",
                into,
                "--l1",
                "1e-3",
                "--all-codecs",
                "--quiet",
                "--compressors",
                "lz4,none",
                "--filters",
                "bitround,none",
                "--serializers",
                "bytes");
    }

    @BeforeEach
    void copyResults() throws IOException {
        results = Files.createDirectory(folder.resolve("results"));
        try (Stream<Path> files = Files.list(shared.resolve("results"))) {
            for (Path file : files.toList()) {
                Files.copy(file, results.resolve(file.getFileName()));
            }
        }
        assertThat(verify().code()).isZero();
    }

    private Result verify() {
        return Cli.run("verify", results).in(folder);
    }

    private void requireFound(String finding) {
        Result found = verify();
        assertThat(found.code()).as(found.out()).isEqualTo(3);
        assertThat(found.out()).contains(finding);
    }

    private void requireMendedBySweepingAgain() {
        Result again = sweep(results);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(verify().code()).as(verify().out()).isZero();
    }

    private JsonObject manifest() throws IOException {
        return JsonCursor.of(JsonReader.read(Files.readString(results.resolve("manifest_t.json"))))
                .object();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes another manifest, with digests of the files as they are and of itself. */
    private void forge(JsonObject manifest) throws IOException {
        JsonObject files = JsonObject.EMPTY;
        for (String name :
                ((JsonObject) manifest.get("files").orElseThrow()).members().keySet()) {
            byte[] content = Files.readAllBytes(results.resolve(name));
            JsonObject.Builder file =
                    JsonObject.builder().put("bytes", content.length).put("sha256", sha256(content));
            files = files.with(name, file.build());
        }
        JsonObject whole = manifest.without("digest").with("files", files);
        String digest = sha256(whole.toText().getBytes(UTF_8));
        Files.writeString(
                results.resolve("manifest_t.json"), JsonWriter.pretty(whole.with("digest", new JsonString(digest))));
    }

    private void forgeRanked(UnaryOperator<List<Json>> change) throws IOException {
        JsonObject manifest = manifest();
        List<Json> ranked = new ArrayList<>(((JsonArray) manifest.get("ranked").orElseThrow()).items());
        forge(manifest.with("ranked", new JsonArray(change.apply(ranked))));
    }

    private void forgeTable(UnaryOperator<List<ResultRow>> change) throws IOException {
        ResultsFolder swept = ResultsFolder.open(results);
        List<ResultRow> rows = change.apply(new ArrayList<>(swept.table("t").rows()));
        swept.replace("results_t.parquet", new ResultTable(rows).toParquet());
        forge(manifest());
    }

    @Test
    void whatIsForgedWithoutAChangeIsRight() throws IOException {
        forge(manifest());
        assertThat(verify().code()).as(verify().out()).isZero();
    }

    @Test
    void aFlippedVerdictIsFound() throws IOException {
        forgeTable(rows -> {
            ResultRow row = rows.get(1);
            rows.set(
                    1,
                    new ResultRow(
                            row.label(),
                            row.identity(),
                            row.status(),
                            row.part(),
                            row.share(),
                            row.measured(),
                            row.sourceRatio(),
                            row.passes(),
                            !row.isKept(),
                            row.reason()));
            return rows;
        });
        requireFound("results_t.parquet: flipped verdict: ");
        requireMendedBySweepingAgain();
    }

    @Test
    void aWrongBestIsFound() throws IOException {
        forgeRanked(ranked -> {
            Collections.swap(ranked, 0, 1);
            return ranked;
        });
        requireFound("manifest_t.json: wrong best: ");
        requireMendedBySweepingAgain();
    }

    @Test
    void aDroppedConsolidationIsFound() throws IOException {
        forgeTable(rows -> rows.subList(0, rows.size() - 3));
        requireFound("results_t.parquet: dropped consolidation: ");
        requireMendedBySweepingAgain();
        for (String name :
                List.of("results_t.parquet", "pareto_t.csv", "config_space_t_rank0.csv", "config_space_t.csv")) {
            Files.delete(results.resolve(name));
            requireFound(name + ": dropped consolidation: is missing, but the manifest lists it");
            requireMendedBySweepingAgain();
        }
    }

    @Test
    void aDriftedMetricIsFound() throws IOException {
        Path rows = results.resolve("config_space_t_rank0.csv");
        String text = Files.readString(rows);
        int digit = text.indexOf("e-05,") - 1;
        char other = text.charAt(digit) == '3' ? '4' : '3';
        Files.writeString(rows, text.substring(0, digit) + other + text.substring(digit + 1));
        requireFound("config_space_t_rank0.csv: drifted metric: ");
        forge(manifest());
        requireFound("drifted metric: ");
        requireMendedBySweepingAgain();
    }

    @Test
    void aStagingLeftoverIsFound() throws IOException {
        Path left = Files.writeString(results.resolve("results_t.parquet.tmp"), "x");
        requireFound("results_t.parquet.tmp: leftover: a file that was never finished; remove it");
        Files.delete(left);
        assertThat(verify().code()).isZero();
    }

    @Test
    void anAlteredCodecConfigurationIsFound() throws IOException {
        forgeRanked(ranked -> {
            String best = ranked.get(0).toText();
            String altered = best.replaceFirst("\"acceleration\":1}", "\"acceleration\":7}");
            assertThat(altered).isNotEqualTo(best);
            try {
                ranked.set(0, JsonReader.read(altered));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return ranked;
        });
        requireFound("manifest_t.json: altered codec: ");
        requireMendedBySweepingAgain();
    }
}

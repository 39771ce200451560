package dev.varve.run.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NumericType;
import dev.varve.codec.CodecChain;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.measure.FieldMeasures;
import dev.varve.plan.sweep.Score;
import dev.varve.run.sweep.ResultsCheck.Finding;
import dev.varve.run.sweep.ResultsCheck.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each corruption is planted twice: by an editor of one file, and by someone who also mends the manifest's digests. */
class ResultsCheckTest {
    @TempDir
    Path path;

    private ResultsFolder folder;

    @BeforeEach
    void sweep() throws IOException {
        folder = SomeResults.write(path);
    }

    private List<Kind> kinds() throws IOException {
        return ResultsCheck.findings(folder).stream()
                .map(Finding::kind)
                .distinct()
                .toList();
    }

    /** Rewrites the table, and the manifest as if nothing had happened. */
    private void forgeTable(UnaryOperator<List<ResultRow>> change) throws IOException {
        List<ResultRow> rows = change.apply(new ArrayList<>(folder.table("t").rows()));
        folder.replace("results_t.parquet", new ResultTable(rows).toParquet());
        forge(folder.manifest("t").recipe());
    }

    private void forge(Recipe recipe) throws IOException {
        SweepManifest old = folder.manifest("t");
        SortedMap<String, FileDigest> files = new TreeMap<>();
        for (String name : old.files().keySet()) {
            files.put(name, FileDigest.of(folder.read(name).orElseThrow()));
        }
        folder.replace(
                "manifest_t.json",
                new SweepManifest(
                                recipe,
                                NumericType.FLOAT32,
                                old.mode(),
                                old.seconds(),
                                old.sourceShare(),
                                old.counts(),
                                old.skipped(),
                                files)
                        .toBytes());
    }

    private static ResultRow with(ResultRow row, boolean isKept, Optional<Score.Measured> measured) {
        return new ResultRow(
                row.label(),
                row.identity(),
                row.status(),
                row.part(),
                row.share(),
                measured,
                row.sourceRatio(),
                row.passes(),
                isKept,
                row.reason());
    }

    private Recipe with(List<Recipe.Ranked> ranked) throws IOException {
        Recipe old = folder.manifest("t").recipe();
        return new Recipe(
                old.variable(),
                old.source(),
                old.sample(),
                old.innerChunkBytes(),
                old.chunk(),
                old.gates(),
                old.statistics(),
                ranked);
    }

    @Test
    void whatASweepLeavesIsRight() throws IOException {
        assertThat(ResultsCheck.findings(folder)).isEmpty();
        folder.join("t", SomeScores.state("ef56"), 0, SomeResults.TEXT).close();
        assertThat(ResultsCheck.findings(folder)).isEmpty();
    }

    @Test
    void aFlippedVerdictIsFound() throws IOException {
        forgeTable(rows -> {
            rows.replaceAll(row -> row.measured().isPresent() && row.identity().contains("\"level\":7}")
                    ? with(row, !row.isKept(), row.measured())
                    : row);
            return rows;
        });
        assertThat(kinds()).contains(Kind.FLIPPED_VERDICT);
        assertThat(ResultsCheck.findings(folder).get(0).toString())
                .contains("results_t.parquet: flipped verdict: zstd(level=7)")
                .contains("sweep again");
    }

    @Test
    void aWrongBestIsFound() throws IOException {
        List<Recipe.Ranked> ranked =
                new ArrayList<>(folder.manifest("t").recipe().ranked());
        ranked.remove(0);
        forge(with(ranked));
        assertThat(kinds()).containsExactly(Kind.WRONG_BEST);
        Collections.reverse(ranked);
        forge(with(ranked));
        assertThat(kinds()).containsExactly(Kind.WRONG_BEST);
    }

    @Test
    void aDroppedConsolidationIsFound() throws IOException {
        forgeTable(rows -> rows.subList(0, rows.size() - 30));
        assertThat(kinds()).contains(Kind.DROPPED_CONSOLIDATION);
        sweepAgain();
        for (String name :
                List.of("results_t.parquet", "pareto_t.csv", "config_space_t_rank0.csv", "config_space_t.csv")) {
            byte[] content = Files.readAllBytes(path.resolve(name));
            Files.delete(path.resolve(name));
            assertThat(kinds()).as(name).contains(Kind.DROPPED_CONSOLIDATION);
            Files.write(path.resolve(name), content);
        }
        assertThat(kinds()).isEmpty();
        Files.delete(path.resolve("manifest_t.json"));
        assertThat(kinds()).containsExactly(Kind.DROPPED_CONSOLIDATION);
    }

    private void sweepAgain() throws IOException {
        folder.clear("t");
        SomeResults.write(path);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aDriftedMetricIsFoundInTheTable() throws IOException {
        forgeTable(rows -> {
            ResultRow first = rows.get(0);
            Score.Measured measured = first.measured().orElseThrow();
            FieldMeasures errors = SomeScores.errors(new Random(99), 3);
            Score.Measured drifted =
                    new Score.Measured(errors, measured.decodedBytes(), measured.encodedBytes(), 1, 1, 1);
            rows.set(0, with(first, first.isKept(), Optional.of(drifted)));
            return rows;
        });
        assertThat(kinds()).contains(Kind.DRIFTED_METRIC);
    }

    @Test
    void aDriftedMetricIsFoundInStreamedRows() throws IOException {
        Path file = path.resolve("config_space_t_rank0.csv");
        String text = Files.readString(file);
        int digit = text.indexOf("e-05,") - 1;
        char other = text.charAt(digit) == '3' ? '4' : '3';
        Files.writeString(file, text.substring(0, digit) + other + text.substring(digit + 1));
        assertThat(kinds()).contains(Kind.DRIFTED_METRIC);
        forge(folder.manifest("t").recipe());
        assertThat(kinds()).contains(Kind.DRIFTED_METRIC);
    }

    @Test
    void everyChangedBitOfTheTableIsFound() throws IOException {
        byte[] parquet = Files.readAllBytes(path.resolve("results_t.parquet"));
        for (int at = 0; at < parquet.length; at += 97) {
            parquet[at] ^= 4;
            Files.write(path.resolve("results_t.parquet"), parquet);
            parquet[at] ^= 4;
            assertThat(kinds()).as("byte %s", at).contains(Kind.DRIFTED_METRIC);
        }
    }

    @Test
    void leftoversAreFound() throws IOException {
        Path staging = Files.writeString(path.resolve("results_t.parquet.tmp"), "x");
        assertThat(kinds()).containsExactly(Kind.LEFTOVER);
        Files.move(staging, path.resolve(".results_t.parquet.@vm-1-2-ab.varve-part"));
        assertThat(kinds()).containsExactly(Kind.LEFTOVER);
        Files.delete(path.resolve(".results_t.parquet.@vm-1-2-ab.varve-part"));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void anAlteredCodecIsFound() throws IOException {
        List<Recipe.Ranked> ranked =
                new ArrayList<>(folder.manifest("t").recipe().ranked());
        Recipe.Ranked first = ranked.get(0);
        CodecChain chain =
                new CodecChain(first.chain().filters(), first.chain().serializer(), List.of(new ZstdCodec(22, true)));
        ranked.set(0, new Recipe.Ranked(first.label(), chain, first.isPortable(), first.ratio(), first.errors()));
        forge(with(ranked));
        assertThat(kinds()).containsExactly(Kind.ALTERED_CODEC);
    }

    @Test
    void aManifestThatWasEditedIsFound() throws IOException {
        Path file = path.resolve("manifest_t.json");
        Files.writeString(file, Files.readString(file).replace("\"level\": 0.8", "\"level\": 0.80001"));
        assertThat(kinds()).contains(Kind.DAMAGED);
        Files.writeString(file, "{");
        assertThat(kinds()).containsExactly(Kind.DAMAGED);
    }

    @Test
    void aLineThatWasBeingWrittenIsNoDamageAndMayGo() throws IOException {
        Path file = path.resolve("config_space_t_rank0.csv");
        byte[] whole = Files.readAllBytes(file);
        Files.writeString(file, "zstd(lev", StandardOpenOption.APPEND);
        SweepManifest old = folder.manifest("t");
        folder.finish(old.recipe(), old.type(), folder.table("t"), old.sourceShare(), old.mode(), old.seconds());
        assertThat(folder.manifest("t")).isEqualTo(old);
        assertThat(ResultsCheck.findings(folder)).isEmpty();
        Files.write(file, whole);
        assertThat(ResultsCheck.findings(folder)).isEmpty();
    }

    @Test
    void rowsThatCameLaterAreNoDamage() throws IOException {
        try (FolderLedger ledger = folder.join("t", SomeScores.state("ef56"), 0, SomeResults.TEXT)) {
            ledger.record(SomeScores.score(0, 2, 0.25));
        }
        assertThat(ResultsCheck.findings(folder)).isEmpty();
    }
}

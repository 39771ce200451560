package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.cli.Cli.Result;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Source;
import dev.varve.formats.Sources;
import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldStatistics;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.plan.sweep.Gates;
import dev.varve.run.sweep.CandidateText;
import dev.varve.run.sweep.Recipe;
import dev.varve.run.sweep.ResultTable;
import dev.varve.run.sweep.ResultsFolder;
import dev.varve.run.sweep.SourceStamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code varve compress --recipes}: whole datasets, by what sweeps have found. */
class CompressRecipesTest {
    private static final String ZFP = "- | - | zfp(mode=fixed_accuracy, tolerance=64)";
    private static final String ROUNDED = "zstd(9) | bitround(12)";
    private static final Shape CHUNK = Shape.of(1, FieldFile.LATS, FieldFile.LONS);

    @TempDir
    private Path folder;

    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        input = new FieldFile()
                .with("t", FieldFile::wave)
                .with("q", FieldFile::wave)
                .write(folder.resolve("in.nc"));
    }

    private Result compress(Object... options) {
        Object[] args = Stream.concat(
                        Stream.of(
                                "compress",
                                input,
                                folder.resolve("out.zarr"),
                                "--recipes",
                                folder.resolve("results"),
                                "--quiet"),
                        Stream.of(options))
                .toArray();
        return Cli.run(args).in(folder);
    }

    /** A sweep of a field that found these chains, best first; the first is no chain that any reader decodes. */
    private void sweep(String variable, double ratio, boolean isPortable, String... chains) throws IOException {
        OptionalDouble none = OptionalDouble.empty();
        FieldMeasures errors = new FieldMeasures(
                0, 0, 0, 0, 0, none, 0, 0, 0, 1, 2, 0, 0, Double.POSITIVE_INFINITY, 1, none, none, none, none);
        List<Recipe.Ranked> ranked = new ArrayList<>();
        for (String text : chains) {
            CodecChain chain = new ChainNotation(CodecRegistry.standard()).parse(text, NumericType.FLOAT32);
            ranked.add(new Recipe.Ranked(text, chain, isPortable || !ranked.isEmpty(), ratio, errors));
        }
        Shape field = Shape.of(FieldFile.TIMES, FieldFile.LATS, FieldFile.LONS);
        try (Source source = Sources.open(input)) {
            Recipe recipe = new Recipe(
                    variable,
                    source.describe().variable(variable).isPresent()
                            ? SourceStamps.of(
                                    source, source.describe().variable(variable).orElseThrow())
                            : new Recipe.SourceStamp("gone.nc", "ab", 1, 1),
                    new Recipe.SampleStamp(List.of(List.of(), List.of(), List.of()), field, "cd"),
                    CHUNK.count() * Float.BYTES,
                    CHUNK,
                    Gates.ofL1(1e-4),
                    new FieldStatistics(240, 240, 0, 0, 0, 259.9, 300.1, 280, 280, 14),
                    ranked);
            ResultsFolder.create(folder.resolve("results"))
                    .finish(
                            recipe,
                            NumericType.FLOAT32,
                            ResultTable.of(List.of(), Gates.ofL1(1e-4), none, CandidateText.of(NumericType.FLOAT32)),
                            none,
                            "search",
                            1);
        }
    }

    private JsonCursor field(Result result) throws IOException {
        return JsonCursor.of(JsonReader.read(result.out()))
                .get("fields")
                .items()
                .get(0);
    }

    @Test
    void theBestChainThatKeepsTheBudgetIsTakenAndAllElseIsCopied() throws IOException {
        sweep("t", 3, true, ZFP, ROUNDED);
        Result result = compress("--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonCursor field = field(result);
        assertThat(field.get("codecs").string()).startsWith("zstd(level=9) | bitround(keepbits=12)");
        assertThat(field.get("wanted_codecs").string()).contains("zfp");
        assertThat(field.get("broken").items().get(0).get("reason").string()).contains(" > 0.00");
        assertThat(JsonCursor.of(JsonReader.read(result.out()))
                        .get("copied_variables")
                        .integer(0, 9))
                .isEqualTo(4);
        assertThat(Cli.run("verify", folder.resolve("out.zarr"), "--against", input, "--quiet")
                        .code())
                .isZero();
        assertThat(compress().out()).contains("is there already");
    }

    @Test
    void aRatioFarFromThePredictedOneIsAWarning() throws IOException {
        sweep("t", 3000, true, ROUNDED);
        Result result = compress();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("warning: t: ratio ", ", predicted 3000.00 (100 % off)");
        JsonCursor field = field(compress("--json", "--overwrite"));
        assertThat(field.get("drifting").bool()).isTrue();
        assertThat(compress("--overwrite", "--ratio-drift", "1").out()).doesNotContain("warning");
    }

    @Test
    void onlyChainsThatAnyReaderDecodesAreTakenUnlessAllAreAskedFor() throws IOException {
        sweep("t", 3, false, "zstd(9) | bitround(13)", ROUNDED);
        assertThat(compress("--dry-run").out())
                .contains("bitround(keepbits=12)")
                .doesNotContain("keepbits=13");
        assertThat(compress("--dry-run", "--all-codecs").out()).contains("bitround(keepbits=13)");
        sweep("q", 3, false, ROUNDED);
        assertThat(compress("--dry-run", "--variables", "q").out())
                .contains("q: no chain of the recipe is portable, it is stored without loss; --all-codecs");
    }

    @Test
    void aRecipeForAnotherFieldIsRefusedUnlessItIsAccepted() throws IOException {
        sweep("t", 3, true, ROUNDED);
        input = new FieldFile().with("t", FieldFile::wave).write(folder.resolve("in.nc"));
        Files.setLastModifiedTime(input, FileTime.fromMillis(1));
        Result changed = compress("--dry-run");
        assertThat(changed.code()).isZero();
        assertThat(changed.out()).contains("t: DIR/in.nc is not the file that was swept, or has changed since");
        input = Cli.FIXTURES.resolve("netcdf3/cdf1_cf.nc");
        sweep("t2m", 3, true, ROUNDED);
        Result gone = compress();
        assertThat(gone.code()).isEqualTo(4);
        assertThat(gone.err()).contains("there is a recipe for 't', which ", "--accept-recipe");
        assertThat(folder.resolve("out.zarr")).doesNotExist();
    }

    @Test
    void aRecipeOfAnotherDescriptionOrOtherChunksIsRefusedUnlessItIsAccepted() throws IOException {
        sweep("t", 3, true, ROUNDED);
        Result chunks = compress("--chunks", "time=2");
        assertThat(chunks.code()).isEqualTo(4);
        assertThat(chunks.err())
                .contains(
                        "the recipe for 't' is not for DIR/in.nc: chunks would be 2 x 6 x 10, but 1 x 6 x 10 was tried")
                .contains("the ratio may be worse");
        Result accepted = compress("--chunks", "time=2", "--accept-recipe");
        assertThat(accepted.code()).as(accepted.err()).isZero();
        assertThat(accepted.out()).contains("t: the recipe was not made for this: chunks would be 2 x 6 x 10");
        Path results = folder.resolve("results/manifest_t.json");
        String text = Files.readString(results);
        int digest = text.indexOf("\"digest\"") + "\"digest\": \"".length();
        Files.writeString(results, text.substring(0, digest) + "0000" + text.substring(digest + 4));
        Result other = compress("--overwrite");
        assertThat(other.code()).as(other.err()).isEqualTo(4);
        assertThat(other.err()).contains("attributes or fill value are not those of the variable that was swept");
    }

    @Test
    void aFolderWithoutResultsIsSaid() throws IOException {
        Result none = compress();
        assertThat(none.code()).isEqualTo(5);
        assertThat(none.err()).contains("DIR/results is no folder of results", "varve sweep IN --where DIR/results");
        Files.createDirectory(folder.resolve("results"));
        assertThat(compress().err()).contains("has no results of a finished sweep");
    }
}

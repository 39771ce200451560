package dev.varve.run.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeJsonTest {
    @TempDir
    Path path;

    @Test
    void recipesAreReadBackToTheLastBit() throws IOException {
        Recipe recipe = SomeResults.recipe();
        String text = RecipeJson.toJson(recipe).toText();
        assertThat(RecipeJson.parse(JsonCursor.of(JsonReader.read(text)))).isEqualTo(recipe);
    }

    @Test
    void theDocumentIsStrictJson() throws IOException {
        String text = RecipeJson.toJson(SomeResults.recipe()).toText();
        assertThat(text).doesNotContain(":NaN").doesNotContain(":Infinity").doesNotContain(":-Infinity");
    }

    @Test
    void theManifestTellsWhatTheFilesHoldAndHowManyCandidatesThereWere() throws IOException {
        ResultsFolder folder = SomeResults.write(path);
        SweepManifest manifest = folder.manifest("t");
        assertThat(manifest.recipe()).isEqualTo(SomeResults.recipe());
        assertThat(manifest.files().keySet())
                .containsExactly(
                        "config_space_t.csv",
                        "config_space_t_rank0.csv",
                        "failures_t_rank0.csv",
                        "pareto_t.csv",
                        "results_t.parquet",
                        "sweep_state_t.json");
        assertThat(manifest.counts()).containsEntry("candidates", 62).containsEntry("failed", 1);
        assertThat(manifest.skipped()).containsOnlyKeys("too slow");
        assertThat(manifest.mode()).isEqualTo("search");
        assertThat(SweepManifest.parse(manifest.toBytes())).isEqualTo(manifest);
        assertThat(folder.table("t")).isEqualTo(SomeResults.table());
        assertThat(folder.variables()).containsExactly("t");
        assertThat(ResultsFolder.isResults(path)).isTrue();
        assertThat(ResultsFolder.isResults(Files.createDirectory(path.resolve("empty"))))
                .isFalse();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> folder.manifest("u"));
    }

    @Test
    void whatIsNoRecipeIsRefusedAtItsPlace() throws IOException {
        JsonObject recipe = RecipeJson.toJson(SomeResults.recipe());
        JsonObject[] wrong = {
            recipe.without("gates"),
            recipe.with("gates", JsonObject.of("l3", new JsonString("1"))),
            recipe.with("ranked", new JsonArray(List.of())),
            recipe.with("chunk", new JsonString("1")),
            recipe.with("statistics", JsonObject.EMPTY),
        };
        for (JsonObject one : wrong) {
            assertThatExceptionOfType(MetadataException.class).isThrownBy(() -> RecipeJson.parse(JsonCursor.of(one)));
        }
        Json other = JsonObject.of("schema", new JsonString("varve.sweep/2"));
        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> SweepManifest.parse(Bytes.wrap(other.toText().getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("varve.sweep/1");
    }
}

package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types, grids and fill values stand in our documents as in those of other writers: {@code fixtures/zarr}. */
class WrittenDocumentsTest {
    private static Json member(JsonObject document, String name) {
        return document.get(name).orElseThrow();
    }

    /** zarr-python writes NaT as its number. */
    private static String fill(JsonObject document) {
        return member(document, "fill_value").toText().replace(Long.toString(Long.MIN_VALUE), "\"NaT\"");
    }

    @ParameterizedTest
    @CsvSource({
        "zarr_python_structs, 17, true",
        "zarr_python_units, 54, true",
        "zarr_python_rectilinear, 26, true",
        "zarrs_small, 114, false"
    })
    void membersAreSpelledAsOthersSpellThem(String name, int arrays, boolean isFillCompared) throws IOException {
        List<FixtureSet> sets = FixtureSet.all();
        sets.removeIf(set -> !set.name().equals(name));
        FixtureSet set = sets.get(0);
        assertThat(set.arrays()).hasSize(arrays);
        for (JsonCursor truth : set.arrays()) {
            String path = truth.get("path").string();
            JsonObject theirs = (JsonObject) JsonReader.read(set.files().get(path + "/zarr.json"));
            JsonObject ours = ZarrArray.open(set.store(), path).metadata().toJson(CodecRegistry.standard());
            for (String member : List.of("data_type", "chunk_grid", "shape")) {
                assertThat(member(ours, member)).as("%s of %s", member, path).isEqualTo(member(theirs, member));
            }
            if (isFillCompared) {
                assertThat(fill(ours)).as(path).isEqualTo(fill(theirs));
            }
        }
    }
}

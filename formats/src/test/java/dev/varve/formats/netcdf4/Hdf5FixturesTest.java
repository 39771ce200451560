package dev.varve.formats.netcdf4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Variable;
import dev.varve.store.FileRangeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that h5py sees in files of every version of the format. */
class Hdf5FixturesTest {
    /** What dimension scales keep for themselves. */
    private static final Set<String> HIDDEN = Set.of(
            "CLASS",
            "NAME",
            "REFERENCE_LIST",
            "DIMENSION_LIST",
            "_Netcdf4Dimid",
            "_Netcdf4Coordinates",
            "_NCProperties");

    /** The library takes "unlimited" in less than eight bytes for a number, and axes for limited. */
    private static final Set<String> SHORT_LENGTHS =
            Set.of("sizes_2_2_earliest.h5", "sizes_4_4_earliest.h5", "sizes_8_4_earliest.h5");

    static List<Path> files() {
        return Truth.files("hdf5");
    }

    private static Netcdf4Source open(Path file) throws IOException {
        return Netcdf4Source.open(FileRangeReader.open(file));
    }

    @Test
    void thereAreFixtures() {
        assertThat(files()).hasSizeGreaterThan(70);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyVariableIsReadOrRefusedByNameWhereTheTruthAllowsIt(Path file) throws IOException {
        Truth truth = Truth.of(file);
        try (Netcdf4Source source = open(file)) {
            Map<String, String> refusals = refusals(source);
            Set<String> dimensions = source.describe().root().walk().stream()
                    .flatMap(g -> g.dimensions().stream())
                    .map(Dimension::path)
                    .collect(Collectors.toSet());
            for (Map.Entry<String, Map<?, ?>> expected : truth.variables().entrySet()) {
                String path = expected.getKey();
                if (source.describe().variable(path).isEmpty() && !dimensions.contains(path)) {
                    assertThat(refusals.keySet()).contains(path);
                    assertThat(expected.getValue().containsKey("may_refuse"))
                            .as(path)
                            .isTrue();
                }
            }
        }
    }

    private static Map<String, String> refusals(Netcdf4Source source) {
        Map<String, String> refusals = new HashMap<>();
        for (Group.Unsupported unsupported : source.describe().unsupported()) {
            assertThat(unsupported.reason()).isNotBlank();
            refusals.put(unsupported.path(), unsupported.reason());
        }
        return refusals;
    }

    @ParameterizedTest
    @MethodSource("files")
    void axesHaveTheNamesThatNetcdfGivesThem(Path file) throws IOException {
        Map<?, ?> expected = Truth.of(file).netcdfDimensions();
        if (expected == null || SHORT_LENGTHS.contains(file.getFileName().toString())) {
            return;
        }
        try (Netcdf4Source source = open(file)) {
            for (Variable variable : source.describe().variables()) {
                if (expected.containsKey(variable.path())) {
                    List<String> names =
                            variable.dimensions().stream().map(Dimension::name).toList();
                    assertThat(names).as(variable.path()).isEqualTo(expected.get(variable.path()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyAttributeHasTheValueThatH5pyReadsOrIsRefusedByName(Path file) throws IOException {
        Truth truth = Truth.of(file);
        try (Netcdf4Source source = open(file)) {
            Map<String, String> refusals = refusals(source);
            for (Group group : source.describe().root().walk()) {
                Map<?, ?> expected = truth.groups().getOrDefault(group.path(), Map.of());
                requireAttributes(group.path(), group.attributes(), expected, refusals);
            }
            for (Variable variable : source.describe().variables()) {
                Map<?, ?> expected = truth.variables().getOrDefault(variable.path(), Map.of());
                if (expected.containsKey("attributes")) {
                    requireAttributes(
                            variable.path(), variable.attributes(), (Map<?, ?>) expected.get("attributes"), refusals);
                }
            }
        }
    }

    private static void requireAttributes(
            String path, List<Attribute> attributes, Map<?, ?> expected, Map<String, String> refusals) {
        expected.forEach((name, truth) -> {
            Optional<Attribute> found =
                    attributes.stream().filter(a -> a.name().equals(name)).findFirst();
            if (found.isEmpty()) {
                assertThat(HIDDEN.contains(name) || refusals.containsKey(path + "@" + name))
                        .as(path + "@" + name)
                        .isTrue();
            } else {
                requireValue(path + "@" + name, found.get(), (Map<?, ?>) truth);
            }
        });
    }

    private static void requireValue(String label, Attribute attribute, Map<?, ?> truth) {
        if (truth.get("shape") == null) {
            // A null dataspace.
            assertThat(AttributeTexts.values(attribute)).as(label).isIn(List.of(), List.of(""));
        } else if (attribute.value() instanceof Attribute.Numbers numbers) {
            assertThat(Digest.of(numbers.numbers())).as(label).isEqualTo(truth.get("sha256"));
        } else if (truth.get("value") instanceof List<?> values) {
            assertThat(AttributeTexts.values(attribute)).as(label).isEqualTo(values);
        } else if (truth.get("value") instanceof String text) {
            assertThat(AttributeTexts.values(attribute)).as(label).isEqualTo(List.of(text));
        } else {
            // Bytes that are no UTF-8: every byte is the character of its number.
            assertThat(attribute.value()).as(label).isInstanceOf(Attribute.Text.class);
        }
    }
}

package dev.varve.formats.netcdf4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Variable;
import dev.varve.store.FileRangeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that netCDF4-python sees in files that it wrote. */
class Netcdf4FixturesTest {
    static List<Path> files() {
        return Truth.files("netcdf4");
    }

    private static Netcdf4Source open(Path file) throws IOException {
        return Netcdf4Source.open(FileRangeReader.open(file));
    }

    @Test
    void thereAreFixtures() {
        assertThat(files()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyVariableIsReadOrRefusedByNameWhereTheTruthAllowsIt(Path file) throws IOException {
        Truth truth = Truth.of(file);
        try (Netcdf4Source source = open(file)) {
            for (Map.Entry<String, Map<?, ?>> expected : truth.variables().entrySet()) {
                boolean isRead = source.describe().variable(expected.getKey()).isPresent();
                Optional<Group.Unsupported> refusal = source.describe().unsupported().stream()
                        .filter(u -> u.path().equals(expected.getKey()))
                        .findFirst();
                assertThat(isRead).as(expected.getKey()).isNotEqualTo(refusal.isPresent());
                if (refusal.isPresent()) {
                    assertThat(expected.getValue().containsKey("may_refuse")).isTrue();
                    assertThat(refusal.get().reason()).contains("is not supported");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void groupsHaveTheDimensionsAndAttributesThatNetcdfReads(Path file) throws IOException {
        Truth truth = Truth.of(file);
        try (Netcdf4Source source = open(file)) {
            Map<String, Group> groups = new LinkedHashMap<>();
            source.describe().root().walk().forEach(g -> groups.put(g.path(), g));
            assertThat(groups.keySet()).isEqualTo(truth.groups().keySet());
            truth.groups().forEach((path, expected) -> {
                Group group = groups.get(path);
                assertThat(dimensions(group)).as(path).isEqualTo(expected.get("dimensions"));
                assertThat(AttributeTexts.of(group.attributes())).as(path).isEqualTo(expected.get("attributes"));
            });
        }
    }

    private static Map<String, Object> dimensions(Group group) {
        Map<String, Object> dimensions = new LinkedHashMap<>();
        for (Dimension dimension : group.dimensions()) {
            dimensions.put(
                    dimension.name(),
                    Map.of("length", Long.toString(dimension.length()), "unlimited", dimension.isUnlimited()));
        }
        return dimensions;
    }

    @ParameterizedTest
    @MethodSource("files")
    void variablesHaveTheTypesAxesAndAttributesThatNetcdfReads(Path file) throws IOException {
        Truth truth = Truth.of(file);
        try (Netcdf4Source source = open(file)) {
            for (Variable variable : source.describe().variables()) {
                Map<?, ?> expected = truth.variables().get(variable.path());
                assertThat(expected).as(variable.path()).isNotNull();
                assertThat(typeName(variable)).as(variable.path()).isEqualTo(typeName(expected));
                assertThat(extents(variable.shape())).isEqualTo(expected.get("shape"));
                assertThat(variable.dimensions().stream().map(Dimension::path).toList())
                        .isEqualTo(paths((List<?>) expected.get("dims")));
                assertThat(AttributeTexts.of(variable.attributes()))
                        .as(variable.path())
                        .isEqualTo(expected.get("attributes"));
                assertThat(variable.storage().layout()).isEqualTo(expected.get("layout"));
            }
        }
    }

    private static String typeName(Variable variable) {
        return variable.type() instanceof NullTerminatedBytes text && text.length() == 1
                ? "char"
                : variable.type() == VariableType.STRING
                        ? "string"
                        : variable.type().toString();
    }

    private static Object typeName(Map<?, ?> expected) {
        Object base = expected.get("base");
        return base instanceof Map<?, ?> integer ? integer.get("type") : base == null ? expected.get("type") : base;
    }

    private static List<String> extents(Shape shape) {
        List<String> texts = new ArrayList<>();
        for (long extent : shape.extents()) {
            texts.add(Long.toString(extent));
        }
        return texts;
    }

    private static List<String> paths(List<?> dimensions) {
        List<String> paths = new ArrayList<>();
        for (Object dimension : dimensions) {
            Object group = ((Map<?, ?>) dimension).get("group");
            Object name = ((Map<?, ?>) dimension).get("name");
            paths.add(group.equals("") ? (String) name : group + "/" + name);
        }
        return paths;
    }

    @ParameterizedTest
    @MethodSource("chunkedFiles")
    void chunksLieWhereTheLibrarySays(Path file) throws IOException {
        Truth truth = Truth.of(file);
        try (Netcdf4Source source = open(file)) {
            for (Variable variable : source.describe().variables()) {
                Map<?, ?> expected = truth.variables().get(variable.path());
                if (expected == null || !expected.containsKey("some_chunks") || isListedWrong(expected)) {
                    continue;
                }
                Shape chunk = variable.storage().chunkShape().orElseThrow();
                for (Object one : (List<?>) expected.get("some_chunks")) {
                    requireChunk(source, variable, chunk, (Map<?, ?>) one);
                }
            }
        }
    }

    static List<Path> chunkedFiles() {
        List<Path> all = new ArrayList<>(files());
        all.addAll(Truth.files("hdf5"));
        return all;
    }

    /** HDF5 2.0 miscounts the chunks that it lists where the one unlimited axis is not the first. */
    private static boolean isListedWrong(Map<?, ?> variable) {
        List<?> maxima = variable.get("max_shape") instanceof List<?> list ? list : List.of();
        return maxima.lastIndexOf("-1") > 0 && maxima.indexOf("-1") == maxima.lastIndexOf("-1");
    }

    private static void requireChunk(Netcdf4Source source, Variable variable, Shape chunk, Map<?, ?> expected)
            throws IOException {
        List<?> start = (List<?>) expected.get("start");
        long[] index = new long[start.size()];
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] = Long.parseLong((String) start.get(axis)) / chunk.extent(axis);
        }
        Optional<ChunkReference> reference = source.reference(variable, index);
        if (reference.isPresent()) {
            assertThat(Long.toString(reference.get().offset()))
                    .as(variable.path())
                    .isEqualTo(expected.get("offset"));
            assertThat(Long.toString(reference.get().length())).isEqualTo(expected.get("size"));
            return;
        }
        // What the chunk holds is not the elements, or the variable is longer than what is stored.
        boolean isText = !variable.type().isFixedSize() || variable.type() instanceof NullTerminatedBytes;
        boolean isGrown = variable.dimensions().stream().anyMatch(Dimension::isUnlimited);
        assertThat(isText || isGrown).as(variable.path()).isTrue();
    }
}

package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FixedUtf32;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.formats.Sources;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.pipeline.Workers;
import dev.varve.run.DatasetDigest;
import dev.varve.testing.CanonicalForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files with a few wrong bytes that Varve accepts all the same: netCDF-C reads the same of them, or nothing at all.
 */
@Tag("interop")
class DamagedFilesTest {
    private static final Path FIXTURES = Path.of("..", "formats", "src", "test", "resources", "fixtures");
    private static final int MUTATIONS = 300;
    private static final long LARGEST_READ_BYTES = 4L << 20;

    @TempDir
    private static Path folder;

    private static PythonScript script;

    @BeforeAll
    static void start() throws IOException {
        script = PythonScript.start("read_damaged.py");
    }

    @AfterAll
    static void stop() throws IOException {
        script.close();
    }

    static List<Arguments> formats() {
        return List.of(
                Arguments.of(
                        "classic", List.of("netcdf3/cdf1_record.nc", "netcdf3/cdf1_cf.nc", "netcdf3/cdf1_fixed.nc")),
                Arguments.of(
                        "64-bit offset",
                        List.of("netcdf3/cdf2_record.nc", "netcdf3/cdf2_fill.nc", "netcdf3/cdf2_many.nc")),
                Arguments.of(
                        "CDF-5", List.of("netcdf3/cdf5_record.nc", "netcdf3/cdf5_fixed.nc", "netcdf3/cdf5_fill.nc")),
                Arguments.of(
                        "NetCDF-4, old indexes",
                        List.of("netcdf4/cf.nc", "netcdf4/types.nc", "netcdf4/groups.nc", "netcdf4/chunk_shapes.nc")),
                Arguments.of(
                        "NetCDF-4, new indexes",
                        List.of(
                                "hdf5/index_fixed_array_v200.h5", "hdf5/index_extensible_array_v110.h5",
                                "hdf5/index_btree2_v200.h5", "hdf5/filter_masks_v200.h5")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void whatIsAcceptedIsWhatNetcdfReads(String format, List<String> files) throws IOException {
        Map<String, Integer> outcomes = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            String name = files.get(seed % files.size());
            Path damaged = folder.resolve(name.substring(name.indexOf('/') + 1));
            Files.write(damaged, mutated(new Random(seed), Files.readAllBytes(FIXTURES.resolve(name))));
            String outcome = outcome(damaged);
            outcomes.merge(outcome.split(":", 2)[0], 1, Integer::sum);
            if (outcome.startsWith("differs")) {
                differences.add(name + ", seed " + seed + ": " + outcome);
            }
        }
        assertThat(differences).as("%s: %s", format, outcomes).isEmpty();
        assertThat(outcomes.getOrDefault("same", 0))
                .as("%s: %s", format, outcomes)
                .isGreaterThan(MUTATIONS / 10);
    }

    /** What netCDF-C says of a file; {@code rejected} when Varve does not accept it. */
    private static String outcome(Path damaged) throws IOException {
        Optional<Json> description;
        try (Source source = Sources.open(damaged)) {
            description = described(source);
        } catch (IOException e) {
            return "rejected";
        }
        if (description.isEmpty()) {
            return "rejected";
        }
        Path json = Files.writeString(
                folder.resolve("varve.json"), description.get().toText());
        return script.ask(damaged + "\t" + json);
    }

    /** A few bytes changed, half of the time near the start, where metadata lies. */
    private static byte[] mutated(Random random, byte[] bytes) {
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 2048) : bytes.length);
            bytes[at] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bytes[at] ^ (1 << random.nextInt(8)));
        }
        return bytes;
    }

    /** Everything that Varve reads; nothing when a part is unsupported, which a conversion refuses, or too large for a test. */
    private static Optional<Json> described(Source source) throws IOException {
        Dataset dataset = source.describe();
        if (!dataset.unsupported().isEmpty() || dataset.variables().stream().anyMatch(v -> !isSmall(v))) {
            return Optional.empty();
        }
        JsonObject.Builder groups = JsonObject.builder();
        JsonObject.Builder variables = JsonObject.builder();
        try (Workers workers = Workers.of(1)) {
            for (Group group : dataset.root().walk()) {
                groups.put(group.path(), attributes(group.attributes()));
                for (Variable variable : group.variables()) {
                    variables.put(variable.path(), variable(source, variable, workers));
                }
            }
        }
        return Optional.of(JsonObject.builder()
                .put("groups", groups.build())
                .put("variables", variables.build())
                .build());
    }

    private static boolean isSmall(Variable variable) {
        Shape shape = variable.shape();
        long bytes = variable.type().isFixedSize() ? variable.type().sizeBytes() : 64;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.extent(axis) > LARGEST_READ_BYTES) {
                return false;
            }
            bytes *= Math.max(1, shape.extent(axis));
            if (bytes > LARGEST_READ_BYTES) {
                return false;
            }
        }
        return true;
    }

    private static Json variable(Source source, Variable variable, Workers workers) throws IOException {
        String sha256 = DatasetDigest.of(source, variable, Region.whole(variable.shape()), workers, 1 << 20);
        boolean isText = variable.type() instanceof NullTerminatedBytes || variable.type() instanceof FixedUtf32;
        return JsonObject.builder()
                .put("type", isText ? "char" : variable.type().toString())
                .put("shape", JsonArray.of(variable.shape().extents()))
                .put(
                        "dims",
                        new JsonArray(variable.dimensions().stream()
                                .<Json>map(dimension -> new JsonString(dimension.name()))
                                .toList()))
                .put("attributes", attributes(variable.attributes()))
                .put("sha256", sha256)
                .build();
    }

    /** Texts as a list, numbers as the digest of their canonical bytes. */
    private static JsonObject attributes(List<Attribute> attributes) {
        JsonObject.Builder all = JsonObject.builder();
        for (Attribute attribute : attributes) {
            Attribute.Value value = attribute.value();
            if (value instanceof Attribute.Text text) {
                all.put(attribute.name(), JsonArray.of(new JsonString(text.text())));
            } else if (value instanceof Attribute.Strings strings) {
                all.put(
                        attribute.name(),
                        new JsonArray(strings.texts().stream()
                                .<Json>map(JsonString::new)
                                .toList()));
            } else if (value instanceof Attribute.Numbers numbers) {
                all.put(attribute.name(), CanonicalForm.sha256(CanonicalForm.bytes(numbers.numbers())));
            }
        }
        return all.build();
    }
}

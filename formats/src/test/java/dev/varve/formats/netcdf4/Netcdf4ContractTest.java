package dev.varve.formats.netcdf4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.VariableType;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceContract;
import dev.varve.dataset.Variable;
import dev.varve.store.FileRangeReader;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class Netcdf4ContractTest extends SourceContract {
    /**
     * NetCDF-C 4.10 leaves memory as it was where a dataset is shorter than an unlimited dimension on an inner axis, and
     * the truth has what lay there. {@code unlimited_twice.nc} was described without it.
     */
    private static final String MISREAD = "unlimited.nc/group/v";

    @Override
    protected Stream<Fixture> cases() {
        return Stream.concat(Truth.files("netcdf4").stream(), Truth.files("hdf5").stream())
                .map(f -> new Fixture(f, Truth.of(f)));
    }

    private record Fixture(Path file, Truth truth) implements Case {
        @Override
        public Source open() throws IOException {
            return Netcdf4Source.open(FileRangeReader.open(file));
        }

        @Override
        public RangeReader bytes(String location) throws IOException {
            return FileRangeReader.open(Path.of(location));
        }

        /** What the truth allows to be refused is refused by name, which the fixtures test looks at. */
        @Override
        public Set<String> paths() {
            return truth.variables().entrySet().stream()
                    .filter(e -> !e.getValue().containsKey("may_refuse") && !isDimensionOnly(e.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        /** A dataset to h5py, to netCDF a dimension without a variable. */
        private static boolean isDimensionOnly(Map<?, ?> variable) {
            Map<?, ?> attributes = (Map<?, ?>) variable.get("attributes");
            return attributes.get("NAME") instanceof Map<?, ?> name
                    && name.get("value").toString().startsWith("This is a netCDF dimension but not");
        }

        @Override
        public void requireValues(Variable variable, NdArray values) {
            Map<?, ?> variableTruth = truth.variables().getOrDefault(variable.path(), Map.of());
            Object expected = variableTruth.get("sha256");
            if (expected == null || MISREAD.equals(file.getFileName() + "/" + variable.path())) {
                return;
            }
            if (variable.type() instanceof NullTerminatedBytes
                    && variableTruth.get("numpy_type").equals("object")) {
                assertThat(Digest.asTexts(values)).as(variable.path()).isEqualTo(expected);
            } else if (variable.type() == VariableType.STRING
                    && !variableTruth.get("numpy_type").equals("object")) {
                // One text alone is bytes of fixed length to numpy.
                assertThat(Digest.of(values.elements()[0])).as(variable.path()).isEqualTo(expected);
            } else {
                assertThat(Digest.of(values)).as(variable.path()).isEqualTo(expected);
            }
        }

        @Override
        public String toString() {
            return truth.toString();
        }
    }
}

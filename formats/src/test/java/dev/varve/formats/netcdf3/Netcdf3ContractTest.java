package dev.varve.formats.netcdf3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceContract;
import dev.varve.dataset.Variable;
import dev.varve.store.FileRangeReader;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class Netcdf3ContractTest extends SourceContract {
    @Override
    protected Stream<Fixture> cases() {
        return Truth.files().stream().map(f -> new Fixture(f, Truth.of(f)));
    }

    private record Fixture(Path file, Truth truth) implements Case {
        @Override
        public Source open() throws IOException {
            return Netcdf3Source.open(FileRangeReader.open(file));
        }

        @Override
        public RangeReader bytes(String location) throws IOException {
            return FileRangeReader.open(Path.of(location));
        }

        @Override
        public Set<String> paths() {
            return truth.variables().stream().map(v -> v.get("path").toString()).collect(Collectors.toSet());
        }

        @Override
        public void requireValues(Variable variable, NdArray values) {
            String expected = truth.variables().stream()
                    .filter(v -> v.get("path").equals(variable.path()))
                    .map(v -> v.get("sha256").toString())
                    .findFirst()
                    .orElseThrow();
            assertThat(sha256(values)).as(variable.path()).isEqualTo(expected);
        }

        private static String sha256(NdArray values) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(digest.digest(values.data().toArray()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return file.getFileName().toString();
        }
    }
}

package dev.varve.formats.netcdf3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.ElementText;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Netcdf3FixturesTest {
    static List<Path> files() {
        return Truth.files();
    }

    @Test
    void thereAreFixtures() {
        assertThat(files()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyVariableHasTheTypeTheAxesAndTheAttributesThatNetcdfReads(Path file) throws IOException {
        Truth truth = Truth.of(file);
        try (Netcdf3Source source = Netcdf3Source.open(file)) {
            List<Variable> variables = source.describe().root().variables();
            assertThat(variables).hasSameSizeAs(truth.variables());
            for (int i = 0; i < variables.size(); i++) {
                Variable variable = variables.get(i);
                Map<?, ?> expected = truth.variables().get(i);
                assertThat(variable.path()).isEqualTo(expected.get("path"));
                assertThat(typeName(variable)).as(variable.path()).isEqualTo(expected.get("type"));
                assertThat(variable.dimensions().stream().map(Dimension::path).toList())
                        .isEqualTo(names((List<?>) expected.get("dims")));
                assertThat(longs(variable.shape().extents())).isEqualTo(expected.get("shape"));
                assertThat(texts(variable.attributes())).isEqualTo(expected.get("attributes"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theDatasetHasTheDimensionsAndAttributesThatNetcdfReads(Path file) throws IOException {
        Truth truth = Truth.of(file);
        try (Netcdf3Source source = Netcdf3Source.open(file)) {
            Map<String, Object> dimensions = new LinkedHashMap<>();
            for (Dimension dimension : source.describe().root().dimensions()) {
                dimensions.put(
                        dimension.path(),
                        Map.of("length", Long.toString(dimension.length()), "unlimited", dimension.isUnlimited()));
            }
            assertThat(dimensions).isEqualTo(truth.dimensions());
            assertThat(texts(source.describe().root().attributes())).isEqualTo(truth.attributes());
        }
    }

    private static String typeName(Variable variable) {
        return variable.type() instanceof NumericType ? variable.type().toString() : "char";
    }

    private static List<Object> names(List<?> dimensions) {
        List<Object> names = new ArrayList<>();
        for (Object dimension : dimensions) {
            names.add(((Map<?, ?>) dimension).get("name"));
        }
        return names;
    }

    private static List<String> longs(long[] extents) {
        List<String> texts = new ArrayList<>();
        for (long extent : extents) {
            texts.add(Long.toString(extent));
        }
        return texts;
    }

    private static Map<String, Object> texts(List<Attribute> attributes) {
        Map<String, Object> texts = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            if (attribute.value() instanceof Attribute.Text text) {
                texts.put(attribute.name(), Map.of("type", "char", "value", List.of(text.text())));
            } else {
                NdArray numbers = ((Attribute.Numbers) attribute.value()).numbers();
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < numbers.shape().extent(0); i++) {
                    values.add(number(numbers, i));
                }
                texts.put(attribute.name(), Map.of("type", numbers.type().toString(), "value", values));
            }
        }
        return texts;
    }

    private static Object number(NdArray numbers, int i) {
        double value;
        if (numbers.type() == NumericType.FLOAT32) {
            value = Float.intBitsToFloat(numbers.data().getInt(Float.BYTES * i));
        } else if (numbers.type() == NumericType.FLOAT64) {
            value = Double.longBitsToDouble(numbers.data().getLong(Double.BYTES * i));
        } else {
            return ElementText.of(numbers, i);
        }
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }
}

package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.DataType;
import dev.varve.array.FloatFormat;
import dev.varve.array.NumericType;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.SmallInteger;
import dev.varve.array.VariableType;
import dev.varve.metadata.DataTypeJson;
import dev.varve.metadata.JsonCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every data type stands in a fixture that another program wrote. */
class DataTypeCoverageTest {
    private static final Set<DataType> TYPES = new HashSet<>();

    @BeforeAll
    static void readTypes() throws IOException {
        for (FixtureSet set : FixtureSet.all()) {
            boolean isForeign = !set.name().equals("bad") && !set.name().endsWith("fills");
            for (JsonCursor truth : isForeign ? set.arrays() : List.<JsonCursor>of()) {
                if (truth.find("zarr_format").isEmpty()) {
                    TYPES.add(DataTypeJson.parse(truth.get("data_type")));
                }
            }
        }
    }

    @Test
    void everyKindOfTypeIsThere() {
        List<Class<?>> kinds = new ArrayList<>(Arrays.asList(DataType.class.getPermittedSubclasses()));
        assertThat(kinds).hasSizeGreaterThan(9);
        TYPES.forEach(type -> kinds.remove(type.getClass()));
        assertThat(kinds).isEmpty();
    }

    @Test
    void everyNamedTypeIsThere() {
        List<DataType> named = new ArrayList<>(List.of(NumericType.values()));
        named.addAll(List.of(SmallInteger.values()));
        named.addAll(List.of(VariableType.values()));
        for (FloatFormat format : FloatFormat.values()) {
            if (format != FloatFormat.FLOAT16) {
                named.add(new SmallFloat(format));
            }
            if (format != FloatFormat.FLOAT8_E4M3FN) { // nobody has complex numbers of it
                named.add(new SmallComplex(format));
            }
        }
        assertThat(TYPES).containsAll(named);
    }
}

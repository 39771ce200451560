package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a/b", "é/.hidden/a.b", "__xarray_dataarray_variable__", "c/0", "zarr.json.bak", "a b"})
    void namesOfTheSpecificationAreTaken(String path) {
        assertThatCode(() -> NodeName.requirePath(path)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "/a, an empty name",
        "a/, an empty name",
        "a//b, an empty name",
        "'.', nothing but periods",
        "a/.., nothing but periods",
        ".../a, nothing but periods",
        "a/zarr.json, that of documents"
    })
    void othersAreRefused(String path, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeName.requirePath(path))
                .withMessageContaining("path '" + path + "'")
                .withMessageContaining(problem);
    }
}

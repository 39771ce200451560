package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreNamesTest {
    private static Dataset dataset(String group, String variable) {
        Variable described = new Variable(
                variable,
                NumericType.INT8,
                List.of(),
                FillValue.zero(NumericType.INT8),
                List.of(),
                new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0),
                Optional.empty());
        Group inner = new Group(group, List.of(), List.of(), List.of(), List.of(), List.of());
        return new Dataset("test", new Group("", List.of(), List.of(described), List.of(), List.of(), List.of(inner)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t2m", "größe", "with space", "a*b", "c", "x.y", "..."})
    void usualAndUnusualNamesAreFine(String name) {
        assertThatCode(() -> StoreNames.require(dataset("g", name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a\\b", "a\u0001b", "zarr.json", ".varve", "g/zarr.json"})
    void namesThatWouldLeadElsewhereAreRefused(String name) {
        assertThatThrownBy(() -> StoreNames.require(dataset("g", name)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("names that a Zarr store cannot have: '" + name + "' ")
                .extracting(e -> ((InputException) e).remedy())
                .isEqualTo("--exclude " + name);
    }

    @Test
    void aNameIsAtMostAsLongAsAFoldersNameCanBe() {
        String longest = "ü".repeat(127) + "x";
        assertThatCode(() -> StoreNames.require(dataset("g", longest))).doesNotThrowAnyException();
        assertThatThrownBy(() -> StoreNames.require(dataset("g", longest + "x")))
                .hasMessageContaining("is 256 bytes long, a folder's name at most 255");
        assertThatThrownBy(() -> StoreNames.require(dataset(longest + "x", "v")))
                .hasMessageContaining("group '")
                .extracting(e -> ((InputException) e).remedy())
                .isEqualTo("--variables with what lies elsewhere");
    }
}

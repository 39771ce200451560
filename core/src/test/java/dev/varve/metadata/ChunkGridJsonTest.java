package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Shape;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.ChunkEdges.Run;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RectilinearGrid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkGridJsonTest {
    private static ChunkGrid parse(String shapes, long... array) throws MetadataException {
        String json =
                "{\"name\":\"rectilinear\",\"configuration\":{\"kind\":\"inline\",\"chunk_shapes\":" + shapes + "}}";
        return ChunkGridJson.parse(new JsonCursor(JsonReader.read(json), "chunk_grid"), Shape.of(array));
    }

    /** The example of the specification. */
    @Test
    void everyWayOfWritingLengthsIsRead() throws MetadataException {
        ChunkGrid grid = parse("[4,[1,2,3],[[4,2]],[[1,3],3],[4,4,4]]", 6, 6, 6, 6, 6);
        assertThat(grid)
                .isEqualTo(new RectilinearGrid(
                        Shape.of(6, 6, 6, 6, 6),
                        List.of(
                                ChunkEdges.step(4),
                                ChunkEdges.of(1, 2, 3),
                                ChunkEdges.of(4, 4),
                                ChunkEdges.of(1, 1, 1, 3),
                                ChunkEdges.of(4, 4, 4))));
        assertThat(grid.counts()).isEqualTo(Shape.of(2, 3, 2, 4, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[4] | [4]",
                "[[1,2,3]] | [[1,2,3]]",
                "[[4,4]] | [[[4,2]]]",
                "[[[1,3],3]] | [[[1,3],3]]",
                "[[[2,1],[2,2],1]] | [[[2,3],1]]",
                "[[6]] | [[6]]"
            })
    void lengthsAreWrittenInRunsAsZarrPythonWritesThem(String spelling, String canonical) throws MetadataException {
        ChunkGrid grid = parse(spelling, 6);
        assertThat(ChunkGridJson.toJson(grid).toText())
                .isEqualTo("{\"name\":\"rectilinear\",\"configuration\":{\"kind\":\"inline\",\"chunk_shapes\":"
                        + canonical + "}}");
        assertThat(parse(canonical, 6)).isEqualTo(grid);
    }

    @Test
    void aShortTextOfManyChunksTakesLittleMemory() throws MetadataException {
        RectilinearGrid grid = (RectilinearGrid) parse("[[[1,4611686018427387904],[2,3]]]", 1L << 62);
        assertThat(grid.edges().get(0).runs()).containsExactly(new Run(1, 1L << 62), new Run(2, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[4,4] | has 2 axes; the array has 1",
                "[0] | chunk_shapes[0]: 0 is not from 1",
                "[-1] | chunk_shapes[0]",
                "[2.0] | must be an integer",
                "[null] | must be an integer",
                "[[]] | no chunks along an axis",
                "[[1,2]] | [1, 2] do not cover axis 0 of 6 elements",
                "[[3,0,3]] | chunk_shapes[0][1]",
                "[[[3,0]]] | chunk_shapes[0][0][1]",
                "[[[3]]] | not 1 items",
                "[[[3,1,1]]] | not 3 items",
                "[[[3,[1]]]] | must be an integer",
                "[[[4611686018427387904,4]]] | 2^63",
                "{} | must be an array"
            })
    void badLengthsAreRefusedWithTheirPlace(String shapes, String problem) {
        assertThatThrownBy(() -> parse(shapes, 6))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(problem)
                .hasMessageStartingWith("chunk_grid.configuration.chunk_shapes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"rectilinear\"` | member \"kind\" is missing",
                "`{\"name\":\"rectilinear\",\"configuration\":{\"kind\":\"external\",\"chunk_shapes\":[3]}}` | one of \"inline\"",
                "`{\"name\":\"rectilinear\",\"configuration\":{\"kind\":\"inline\"}}` | \"chunk_shapes\" is missing",
                "`{\"name\":\"rectilinear\",\"configuration\":{\"kind\":\"inline\",\"chunk_shapes\":[3],\"x\":1}}` | is unknown",
                "`{\"name\":\"hexagonal\",\"must_understand\":false}` | \"hexagonal\" is not supported"
            })
    void otherGridsAreRefused(String grid, String problem) {
        assertThatThrownBy(() -> ChunkGridJson.parse(new JsonCursor(JsonReader.read(grid), "chunk_grid"), Shape.of(6)))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void everyLengthIsTriedWithACodec() throws MetadataException {
        assertThat(ChunkGridJson.chunkShapes(parse("[[4,2,4],[[6,1],9]]", 10, 15)))
                .containsExactly(Shape.of(4, 9), Shape.of(2, 9), Shape.of(4, 6));
    }
}

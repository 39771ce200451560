package dev.varve.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.RectilinearGrid;
import dev.varve.plan.LayoutRule.Extent;
import dev.varve.testing.RawSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayoutRuleTest {
    private static final CodecChain CHAIN = CodecChain.of(new RawSerializer());
    private static final Extent WHOLE = new Extent.Whole();

    private static Variable variable(DataType type, long... extents) {
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < extents.length; axis++) {
            dimensions.add(new Dimension("g/" + "xyz".charAt(axis), extents[axis], false));
        }
        return new Variable(
                "g/v",
                type,
                dimensions,
                FillValue.zero(type),
                List.of(),
                new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0),
                Optional.empty());
    }

    private static Extent of(long count) {
        return new Extent.Elements(count);
    }

    private static Layout layout(
            Variable variable,
            long chunkBytes,
            long shardBytes,
            Map<String, Extent> chunks,
            Map<String, Extent> shards) {
        return new LayoutRule(new ChunkTargets(chunkBytes, shardBytes), chunks, shards, type -> CHAIN).layout(variable);
    }

    private static Shape object(Layout layout) {
        return layout.objects().cell(new long[layout.chunks().array().rank()]).shape();
    }

    @Test
    void withoutNamedExtentsTheRuleChooses() {
        Variable variable = variable(NumericType.FLOAT32, 8, 64, 64);
        Layout layout = layout(variable, 64 * 64 * 4, 4 * 64 * 64 * 4, Map.of(), Map.of());
        assertThat(layout.chunks().largestCell()).isEqualTo(Shape.of(1, 64, 64));
        assertThat(object(layout)).isEqualTo(Shape.of(4, 64, 64));
        assertThat(layout.chain()).isSameAs(CHAIN);
        assertThat(layout.fill()).isEqualTo(variable.fill());
    }

    @Test
    void namedExtentsWinOverTheRule() {
        Layout layout = layout(
                variable(NumericType.FLOAT32, 8, 64, 64),
                64 * 64 * 4,
                1 << 30,
                Map.of("x", of(2), "g/y", of(16), "z", WHOLE),
                Map.of("x", of(4), "y", of(32)));
        assertThat(layout.chunks().largestCell()).isEqualTo(Shape.of(2, 16, 64));
        assertThat(object(layout)).isEqualTo(Shape.of(4, 32, 64));
    }

    @Test
    void extentsBeyondTheArrayEndWithItAndShardsStayWholeChunks() {
        Layout layout = layout(
                variable(NumericType.FLOAT32, 10, 64, 64),
                1 << 20,
                1 << 30,
                Map.of("x", of(4), "y", of(1000)),
                Map.of("x", WHOLE, "y", WHOLE, "z", WHOLE));
        assertThat(layout.chunks().largestCell()).isEqualTo(Shape.of(4, 64, 64));
        assertThat(object(layout)).isEqualTo(Shape.of(12, 64, 64));
    }

    @Test
    void aShardThatCutsAChunkIsRefusedWithTheNearestThatDoesNot() {
        assertThatThrownBy(() -> layout(
                        variable(NumericType.FLOAT32, 100, 64, 64),
                        1 << 20,
                        1 << 30,
                        Map.of("x", of(4)),
                        Map.of("x", of(10))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("variable 'g/v': a shard of 10 along x is no whole number of chunks of 4; take 12, or"
                        + " chunks that divide 10");
    }

    @Test
    void aShardTargetOfOneByteStoresEveryChunkByItself() {
        Layout layout = layout(variable(NumericType.FLOAT32, 8, 64, 64), 64 * 64 * 4, 1, Map.of(), Map.of());
        assertThat(object(layout)).isEqualTo(layout.chunks().largestCell());
    }

    @Test
    void charactersKeepTheirTextInOneChunk() {
        Layout layout = layout(variable(new NullTerminatedBytes(1), 1000, 80), 64, 1 << 20, Map.of(), Map.of());
        assertThat(layout.chunks().largestCell().extent(1)).isEqualTo(80);
    }

    @Test
    void scalarsAndEmptyAxesHaveChunks() {
        Layout scalar = layout(variable(NumericType.INT8), 1, 1, Map.of(), Map.of());
        assertThat(scalar.chunks().largestCell()).isEqualTo(Shape.of());
        Layout empty = layout(variable(NumericType.INT8, 0, 5), 1 << 20, 1 << 20, Map.of("x", WHOLE), Map.of());
        assertThat(empty.chunks().largestCell()).isEqualTo(Shape.of(1, 5));
        assertThat(empty.objects().counts()).isEqualTo(Shape.of(0, 1));
    }

    private static Optional<Layout> kept(RectilinearGrid shards, Shape inner) {
        Variable open = variable(NumericType.INT8, shards.array().extents());
        Variable variable = new Variable(
                open.path(),
                open.type(),
                open.dimensions(),
                open.fill(),
                List.of(),
                new Storage(
                        Storage.RECTILINEAR,
                        Optional.of(inner),
                        Optional.of(shards.largestCell()),
                        List.of(),
                        0,
                        Optional.of(shards)),
                Optional.empty());
        return new LayoutRule(ChunkTargets.DEFAULT, Map.of(), Map.of(), type -> CHAIN).kept(variable);
    }

    @Test
    void shardsAreKeptWhereTheirChunksFillThem() {
        RectilinearGrid shards =
                new RectilinearGrid(Shape.of(12, 10), List.of(ChunkEdges.of(4, 8), ChunkEdges.step(10)));
        Layout layout = kept(shards, Shape.of(2, 5)).orElseThrow();
        assertThat(layout.objects()).isEqualTo(shards);
        assertThat(layout.chunks().largestCell()).isEqualTo(Shape.of(2, 5));
        // As a transposition or another shape before sharding makes them.
        assertThat(kept(shards, Shape.of(5, 2))).isEmpty();
        assertThat(kept(shards, Shape.of(3, 5))).isEmpty();
        assertThat(kept(shards, Shape.of(2))).isEmpty();
    }

    @Test
    void namesOfNoDimensionAreTold() {
        Dataset dataset = new Dataset(
                "test",
                new Group("", List.of(), List.of(variable(NumericType.INT8, 2, 3)), List.of(), List.of(), List.of()));
        LayoutRule rule = new LayoutRule(
                ChunkTargets.DEFAULT,
                Map.of("x", WHOLE, "time", of(1)),
                Map.of("g/y", of(1), "h/y", of(1)),
                type -> CHAIN);
        assertThat(rule.unknownDimensions(dataset)).containsExactly("h/y", "time");
    }

    @Test
    void anExtentIsAtLeastOne() {
        assertThatThrownBy(() -> of(0)).isInstanceOf(IllegalArgumentException.class);
    }
}

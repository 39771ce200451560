package dev.varve.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.ZfpCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.InfeasiblePlanException;
import dev.varve.testing.Blocks;
import dev.varve.testing.MemorySource;
import dev.varve.testing.RawSerializer;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CopyRunTest {
    /** Keeps what is appended, in the order in which it comes. */
    private static final class RecordingSink implements Sink {
        final Map<String, List<Optional<Bytes>>> objects = new TreeMap<>();
        final List<String> log = new ArrayList<>();
        private final Map<String, Layout> layouts;
        long failingAppend = Long.MAX_VALUE;
        int open;

        RecordingSink(Map<String, Layout> layouts) {
            this.layouts = layouts;
        }

        @Override
        public String name() {
            return "recording";
        }

        @Override
        public Layout layout(Variable variable) {
            return layouts.get(variable.path());
        }

        @Override
        public synchronized ObjectWriter open(Variable variable, long... objectIndex) {
            String key = variable.path() + Arrays.toString(objectIndex);
            List<Optional<Bytes>> pieces = new ArrayList<>();
            open++;
            return new ObjectWriter() {
                @Override
                public void append(Optional<Bytes> encoded) throws IOException {
                    if (--failingAppend == 0) {
                        throw new IOException("planted append");
                    }
                    pieces.add(encoded);
                    log.add(key);
                }

                @Override
                public void finish() {
                    synchronized (RecordingSink.this) {
                        assertThat(objects.put(key, pieces)).isNull();
                    }
                }

                @Override
                public void close() {
                    synchronized (RecordingSink.this) {
                        open--;
                    }
                }
            };
        }

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }

    /** A random variable, its values, its layout and the memory for copying it. */
    private record Case(Variable variable, NdArray values, Layout layout, CopyPlan plan, MemorySource source) {
        static Case draw(Random random) {
            int rank = random.nextInt(4);
            Shape array = Blocks.shape(random, rank, random.nextInt(8) == 0 ? 0 : 1, 9);
            Optional<Shape> sourceChunk =
                    random.nextBoolean() ? Optional.of(Blocks.shape(random, rank, 1, 5)) : Optional.empty();
            Shape chunk = Blocks.shape(random, rank, 1, 4);
            long[] object = chunk.extents();
            for (int axis = 0; axis < rank; axis++) {
                object[axis] *= 1 + random.nextInt(3);
            }
            FillValue fill = FillValue.zero(NumericType.INT32);
            Variable variable = variable(array, sourceChunk, fill);
            NdArray values = values(random, array);
            Layout layout = new Layout(
                    new RegularGrid(array, Shape.of(object)),
                    new RegularGrid(array, chunk),
                    CodecChain.of(new RawSerializer()),
                    fill);
            CopyPlan plan = CopyPlan.of(
                    List.of(new CopyPlan.Target(variable, layout)),
                    1 + random.nextInt(4),
                    1 << (18 + random.nextInt(5)));
            return new Case(variable, values, layout, plan, new MemorySource(List.of(variable), Map.of("v", values)));
        }

        private static Variable variable(Shape array, Optional<Shape> sourceChunk, FillValue fill) {
            List<Dimension> dimensions = IntStream.range(0, array.rank())
                    .mapToObj(axis -> new Dimension("d" + axis, array.extent(axis), false))
                    .toList();
            Storage storage = new Storage("chunked", sourceChunk, Optional.empty(), List.of(), 0);
            return new Variable("v", fill.type(), dimensions, fill, List.of(), storage, Optional.empty());
        }

        /** Random values with a box of zeros, so that some chunks are all fill value. */
        private static NdArray values(Random random, Shape array) {
            NdArray values = Blocks.block(random, NumericType.INT32, array);
            Region hole = Blocks.region(random, array);
            values.paste(NdArray.allocate(NumericType.INT32, hole.shape()), Region.whole(hole.shape()), hole.starts());
            return values;
        }

        RecordingSink sink() {
            return new RecordingSink(Map.of("v", layout));
        }
    }

    private static void copy(Case c, Sink sink, int threads) throws IOException {
        try (Workers workers = Workers.of(threads)) {
            CopyRun.copy(c.plan(), c.source(), sink, true, Progress.NONE, workers);
        }
    }

    @Test
    void everyChunkOfEveryObjectIsAppendedOnceInCOrder() {
        Seeds.check(300, random -> {
            Case c = Case.draw(random);
            RecordingSink sink = c.sink();
            try {
                copy(c, sink, 1 + random.nextInt(4));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            assertThat(sink.open).isZero();
            assertThat(sink.objects).hasSize((int) c.layout().objects().counts().count());
            assertThat(rebuilt(c, sink).sameBits(c.values())).isTrue();
        });
    }

    /** The array that the appended chunks make up, found by the grids alone. */
    private static NdArray rebuilt(Case c, RecordingSink sink) {
        NdArray out = NdArray.allocate(NumericType.INT32, c.values().shape());
        for (long o = 0; o < c.layout().objects().counts().count(); o++) {
            long[] index = c.layout().objects().index(o);
            Region object = c.layout().objects().cell(index);
            RegularGrid inner =
                    new RegularGrid(object.shape(), c.layout().chunks().largestCell());
            List<Optional<Bytes>> pieces = sink.objects.get("v" + Arrays.toString(index));
            assertThat(pieces).hasSize((int) inner.counts().count());
            for (int i = 0; i < pieces.size(); i++) {
                long[] start = inner.cell(inner.index(i)).starts();
                for (int axis = 0; axis < start.length; axis++) {
                    start[axis] += object.start(axis);
                }
                Region cell = Region.of(start, c.layout().chunks().largestCell());
                Optional<Region> inside = cell.intersection(Region.whole(out.shape()));
                if (pieces.get(i).isPresent()) {
                    NdArray chunk = NdArray.of(
                            NumericType.INT32, cell.shape(), pieces.get(i).get());
                    Region share = inside.orElseThrow();
                    out.paste(chunk, share.relativeTo(start), share.starts());
                }
            }
        }
        return out;
    }

    @Test
    void theOrderOfAppendingIsTheSameForAnyNumberOfThreads() {
        Seeds.check(50, random -> {
            Case c = Case.draw(random);
            RecordingSink one = c.sink();
            RecordingSink many = c.sink();
            try {
                copy(c, one, 1);
                copy(c, many, 4);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            assertThat(many.log).isEqualTo(one.log);
            assertThat(many.objects).isEqualTo(one.objects);
        });
    }

    @Test
    void aFailingReadEndsTheRunWithItsCauseAndClosesEveryObject() {
        Seeds.check(100, random -> {
            Case c = Case.draw(random);
            RecordingSink sink = c.sink();
            if (c.values().shape().isEmpty()) {
                return;
            }
            c.source().failRead(1);
            assertThatIOException().isThrownBy(() -> copy(c, sink, 4)).withMessageContaining("planted");
            assertThat(sink.open).isZero();
        });
    }

    @Test
    void aFailingAppendEndsTheRunWithItsCause() {
        Seeds.check(100, random -> {
            Case c = Case.draw(random);
            RecordingSink sink = c.sink();
            sink.failingAppend = 1;
            if (c.layout().objects().counts().isEmpty()) {
                return;
            }
            assertThatIOException().isThrownBy(() -> copy(c, sink, 4)).withMessageContaining("planted");
            assertThat(sink.open).isZero();
        });
    }

    @Test
    void aPlanThatCannotFitIsRefusedWithTheNumbers() {
        Shape array = Shape.of(1000, 1000);
        FillValue fill = FillValue.zero(NumericType.INT32);
        Variable variable = Case.variable(array, Optional.empty(), fill);
        RegularGrid grid = new RegularGrid(array, array);
        Layout layout = new Layout(grid, grid, CodecChain.of(new RawSerializer()), fill);
        assertThatExceptionOfType(InfeasiblePlanException.class)
                .isThrownBy(() -> CopyPlan.of(List.of(new CopyPlan.Target(variable, layout)), 2, 1 << 20))
                .withMessageContaining("variable 'v'")
                .satisfies(e -> CopyPlan.of(List.of(new CopyPlan.Target(variable, layout)), 1, e.neededBytes()));
    }

    private static void copyFloats(ZfpMode mode, float... values) throws IOException {
        Shape array = Shape.of(values.length);
        FillValue fill = FillValue.zero(NumericType.FLOAT32);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        NdArray data = NdArray.of(fill.type(), array, Bytes.wrap(bytes.array()));
        Variable variable = Case.variable(array, Optional.empty(), fill);
        RegularGrid grid = new RegularGrid(array, Shape.of(4));
        Layout layout = new Layout(grid, grid, CodecChain.of(new ZfpCodec(mode)), fill);
        CopyPlan plan = CopyPlan.of(List.of(new CopyPlan.Target(variable, layout)), 1, 1 << 20);
        MemorySource source = new MemorySource(List.of(variable), Map.of("v", data));
        RecordingSink sink = new RecordingSink(Map.of("v", layout));
        copy(new Case(variable, data, layout, plan, source), sink, 1);
        assertThat(sink.log).hasSize((values.length + 3) / 4);
    }

    @Test
    void aLossyChunkIsVerifiedAgainstTheToleranceThatItsCodecPromises() throws IOException {
        float[] values = {280.1f, 280.3f, 279.8f, 281.2f, 281.9f, 282.4f};
        copyFloats(new ZfpMode.FixedAccuracy(0.01), values);
        copyFloats(new ZfpMode.FixedPrecision(9), values);
        assertThatExceptionOfType(DataDiffersException.class)
                .isThrownBy(() -> copyFloats(new ZfpMode.FixedAccuracy(1e-12), 1e6f, 1.1f, -3.3f, 7.7f))
                .withMessageContaining("variable 'v'")
                .withMessageContaining("zfp");
    }

    @Test
    void dataThatACodecCannotTakeAreRefusedWithTheirPlace() {
        assertThatIOException()
                .isThrownBy(() -> copyFloats(new ZfpMode.FixedAccuracy(0.01), 1, 2, 3, 4, 5, Float.NaN))
                .withMessageContaining("variable 'v', region ")
                .withMessageContaining("zfp: element 1 is NaN");
    }
}

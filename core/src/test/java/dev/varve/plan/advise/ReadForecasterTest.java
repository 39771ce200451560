package dev.varve.plan.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.GridOrder;
import dev.varve.grid.RegularGrid;
import dev.varve.pipeline.ChunkReader;
import dev.varve.pipeline.ChunkWriter;
import dev.varve.pipeline.Coalescing;
import dev.varve.pipeline.StoredArray;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.MeteredStore;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is forecast is what a store counts when an array is written and read from every origin. */
class ReadForecasterTest {
    private static final int EXACT = Integer.MAX_VALUE;

    private final Workers workers = Workers.of(1);

    @AfterEach
    void close() {
        workers.close();
    }

    private static StoredArray stored(Shape shape, LayoutShape layout) {
        CodecChain chunk = CodecChain.of(BytesCodec.LITTLE);
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain chain = layout.isSharded()
                ? CodecChain.of(new ShardingCodec(layout.chunk(), chunk, index, IndexLocation.END))
                : chunk;
        return new StoredArray(
                new RegularGrid(shape, layout.shard()),
                FillValue.zero(NumericType.INT32),
                chain,
                position -> new Key("c" + Arrays.toString(position).replace(" ", "")));
    }

    /** Requests and bytes of a read, averaged over all origins. */
    private double[] counted(Shape shape, LayoutShape layout, Shape read, ReadRates rates) throws IOException {
        MeteredStore store = new MeteredStore(new MemoryStore());
        StoredArray array = stored(shape, layout);
        NdArray values = Blocks.block(new Random(5), NumericType.INT32, shape);
        new ChunkWriter(store, array, WriteOptions.DEFAULT).write(Region.whole(shape), values, workers);
        ChunkReader reader = new ChunkReader(store, array, new Coalescing(rates.gapBytes(), rates.spanBytes()));
        store.reset();
        long[] origins = shape.extents();
        for (int axis = 0; axis < origins.length; axis++) {
            origins[axis] -= read.extent(axis) - 1;
        }
        long count = Shape.of(origins).count();
        for (long origin = 0; origin < count; origin++) {
            reader.read(Region.of(GridOrder.index(Shape.of(origins), origin), read), workers);
        }
        return new double[] {(double) store.gets() / count, (double) store.readBytes() / count};
    }

    private void assertForecast(Shape shape, LayoutShape layout, Shape read, ReadRates rates) throws IOException {
        double[] counted = counted(shape, layout, read, rates);
        ReadForecast forecast =
                new ReadForecaster(new AdvisedArray(shape, Integer.BYTES, 1), rates, EXACT).forecast(layout, read);
        String what = shape + " as " + layout + ", read " + read + ", " + rates;
        assertThat(forecast.requests()).as("requests of " + what).isCloseTo(counted[0], within(1e-9 * counted[0]));
        assertThat(forecast.readBytes()).as("bytes of " + what).isCloseTo(counted[1], within(1e-9 * counted[1]));
    }

    @Test
    void requestsAndBytesAreThoseThatAStoreCounts() {
        Seeds.check(250, random -> {
            int rank = 1 + random.nextInt(3);
            Shape shape = Blocks.shape(random, rank, 1, rank == 1 ? 60 : 14);
            long[] chunk = new long[rank];
            long[] shard = new long[rank];
            long[] read = new long[rank];
            for (int axis = 0; axis < rank; axis++) {
                chunk[axis] = 1L + random.nextInt(4);
                shard[axis] = chunk[axis] * (1L + random.nextInt(5));
                read[axis] =
                        random.nextInt(4) == 0 ? shape.extent(axis) : 1L + random.nextInt((int) shape.extent(axis));
            }
            ReadRates rates = new ReadRates(1, 1 + random.nextInt(300), 1 + random.nextInt(1500));
            try {
                assertForecast(shape, new LayoutShape(Shape.of(chunk), Shape.of(shard)), Shape.of(read), rates);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void theLayoutThatIsAdvisedTakesWhatWasForecast() throws IOException {
        Shape shape = Shape.of(40, 12, 18);
        AdvisedArray array = new AdvisedArray(shape, Integer.BYTES, 1);
        Shape series = Shape.of(40, 1, 1);
        Shape map = Shape.of(1, 12, 18);
        ReadRates rates = new ReadRates(0.001, 100_000, 4096);
        AdviceLimits limits = new AdviceLimits(64, 1024, 1 << 14, 8);
        LayoutAdvice advice = LayoutAdvice.of(
                array,
                new LayoutAdvice.Present(Optional.of(Shape.of(1, 12, 18)), Optional.empty()),
                List.of(new WeightedRead(series, 1), new WeightedRead(map, 2)),
                rates,
                limits,
                layout -> 1);
        LayoutShape best = advice.best().layout().orElseThrow();
        assertThat(best.isSharded()).isTrue();
        assertForecast(shape, best, series, rates);
        assertForecast(shape, best, map, rates);
        assertForecast(shape, best, Shape.of(7, 5, 3), rates);
    }

    @Test
    void aScalarIsOneRequest() throws IOException {
        assertForecast(Shape.SCALAR, LayoutShape.unsharded(Shape.SCALAR), Shape.SCALAR, ReadRates.OBJECT_STORE);
    }

    @Test
    void whatIsNotChunkedIsReadRowByRow() {
        ReadForecaster forecaster =
                new ReadForecaster(new AdvisedArray(Shape.of(100, 50, 20), 4, 1), new ReadRates(0, 1, 1 << 20), EXACT);
        assertThat(forecaster.contiguous(Shape.of(1, 50, 20)).requests()).isEqualTo(1);
        assertThat(forecaster.contiguous(Shape.of(100, 1, 1)).requests()).isEqualTo(100);
        assertThat(forecaster.contiguous(Shape.of(100, 1, 1)).readBytes()).isEqualTo(400);
        assertThat(forecaster.contiguous(Shape.of(3, 4, 5)).requests()).isEqualTo(12);
        assertThat(forecaster.contiguous(Shape.of(3, 4, 5)).amplification()).isEqualTo(1);
    }

    @Test
    void piecesThatAreTakenTogetherChangeAForecastLittle() {
        Shape shape = Shape.of(1000, 700, 900);
        AdvisedArray array = new AdvisedArray(shape, 4, 2);
        LayoutShape layout = new LayoutShape(Shape.of(10, 20, 30), Shape.of(200, 200, 300));
        Shape read = Shape.of(150, 170, 333);
        ReadForecast exact = new ReadForecaster(array, ReadRates.LOCAL, EXACT).forecast(layout, read);
        ReadForecast coarse = new ReadForecaster(array, ReadRates.LOCAL, 100).forecast(layout, read);
        assertThat(coarse.seconds()).isCloseTo(exact.seconds(), within(0.1 * exact.seconds()));
        assertThat(coarse.decodedBytes()).isEqualTo(exact.decodedBytes());
    }
}

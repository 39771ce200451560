package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscCompressor;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.RegularGrid;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.testing.Blocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads on the same arrays, chains and workers. */
@Timeout(60)
class ConcurrentWorkTest {
    private static final FillValue ZERO = FillValue.zero(NumericType.INT32);
    private static final Shape SHAPE = Shape.of(512, 512);

    private static StoredArray array(Shape object, CodecChain chain) {
        return new StoredArray(
                new RegularGrid(SHAPE, object), ZERO, chain, index -> new Key("c/" + index[0] + "/" + index[1]));
    }

    private static NdArray block(int seed) {
        return Blocks.block(new Random(seed), NumericType.INT32, SHAPE);
    }

    /** Fails when it comes to a chunk that is all ones. */
    private record Picky(RuntimeException failure) implements ArrayToBytesCodec {
        @Override
        public String name() {
            return "picky";
        }

        @Override
        public Bound bind(ChunkSpec spec) {
            Bound bytes = BytesCodec.LITTLE.bind(spec);
            return new Bound() {
                @Override
                public EncodedSize encodedSize() {
                    return bytes.encodedSize();
                }

                @Override
                public Bytes encode(NdArray chunk) {
                    return bytes.encode(require(chunk));
                }

                @Override
                public NdArray decode(Bytes encoded) {
                    return require(bytes.decode(encoded));
                }
            };
        }

        private NdArray require(NdArray chunk) {
            if (chunk.data().getInt(0) == 1) {
                throw failure;
            }
            return chunk;
        }
    }

    /** A failure in a thread that helps is the caller's, whatever it is; inner chunks of a shard and whole chunks alike. */
    @Test
    void whatAWorkerThrowsTheCallerCatches() throws IOException {
        IllegalStateException failure = new IllegalStateException("planted");
        CodecChain picky = CodecChain.of(new Picky(failure));
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain plain = CodecChain.of(BytesCodec.LITTLE);
        NdArray bad = block(1);
        bad.paste(
                NdArray.filled(Shape.of(64, 64), new FillValue(NumericType.INT32, Bytes.wrap(new byte[] {1, 0, 0, 0}))),
                Region.whole(Shape.of(64, 64)),
                new long[] {320, 128});
        Region whole = Region.whole(SHAPE);
        for (boolean isSharded : new boolean[] {false, true}) {
            StoredArray array =
                    isSharded ? array(Shape.of(256, 512), shards(picky, index)) : array(Shape.of(64, 64), picky);
            StoredArray honest =
                    isSharded ? array(Shape.of(256, 512), shards(plain, index)) : array(Shape.of(64, 64), plain);
            try (Workers workers = Workers.of(3)) {
                MemoryStore store = new MemoryStore();
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(
                                () -> new ChunkWriter(store, array, WriteOptions.DEFAULT).write(whole, bad, workers))
                        .isSameAs(failure);
                new ChunkWriter(store, honest, WriteOptions.DEFAULT).write(whole, bad, workers);
                ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> reader.read(whole, workers))
                        .isSameAs(failure);
                Region good = Region.of(new long[2], Shape.of(300, 100));
                assertThat(reader.read(good, workers).sameBits(bad.slice(good)))
                        .as("the workers work on")
                        .isTrue();
            }
        }
    }

    private static CodecChain shards(CodecChain chunk, CodecChain index) {
        return CodecChain.of(new ShardingCodec(Shape.of(64, 64), chunk, index, IndexLocation.END));
    }

    /** zarr-python #4205 warned of the same failure several times. */
    @Test
    void severalFailuresAreOne() {
        AtomicInteger failures = new AtomicInteger();
        try (Workers workers = Workers.of(4)) {
            CountDownLatch all = new CountDownLatch(4);
            assertThatIOException()
                    .isThrownBy(() -> workers.forEach(4, i -> {
                        all.countDown();
                        await(all);
                        failures.incrementAndGet();
                        throw new IOException("planted " + i);
                    }))
                    .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
            assertThat(failures.get()).isEqualTo(4);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody else came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** zarr-python #4205 found a bad number of workers only when it came to the first chunk. */
    @Test
    void aBadNumberOfWorkersIsRefusedBeforeAnythingIsRead() {
        for (int threads : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Workers.of(threads))
                    .withMessageContaining(threads + " threads");
        }
    }

    @Test
    void noThreadIsLeftWhenWorkersAreClosed() throws Exception {
        NdArray values = block(2);
        StoredArray array = array(Shape.of(64, 64), CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(1, false)));
        MemoryStore store = new MemoryStore();
        Set<Thread> others = workers();
        int most = 0;
        for (int i = 0; i < 20; i++) {
            try (Workers workers = Workers.of(4)) {
                new ChunkWriter(store, array, WriteOptions.DEFAULT).write(Region.whole(SHAPE), values, workers);
                new ChunkReader(store, array, Coalescing.DEFAULT).read(Region.whole(SHAPE), workers);
                most = Math.max(most, without(others).size());
            }
        }
        assertThat(most).isPositive();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!without(others).isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(without(others)).isEmpty();
    }

    /** The living threads of all workers. */
    private static Set<Thread> workers() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("varve-worker-"));
        return threads;
    }

    private static Set<Thread> without(Set<Thread> others) {
        Set<Thread> threads = workers();
        threads.removeAll(others);
        return threads;
    }

    /** zarr-python #4194 did the work of all callers on one thread. */
    @Test
    void callersOfTheSameWorkersDoNotWaitForEachOther() throws Exception {
        NdArray values = block(3);
        StoredArray array = array(Shape.of(64, 64), CodecChain.of(BytesCodec.LITTLE, new GzipCodec(1)));
        MemoryStore store = new MemoryStore();
        int callers = 8;
        CountDownLatch all = new CountDownLatch(callers);
        try (Workers workers = Workers.of(2)) {
            new ChunkWriter(store, array, WriteOptions.DEFAULT).write(Region.whole(SHAPE), values, workers);
            inThreads(callers, caller -> {
                workers.forEach(1, i -> {
                    all.countDown();
                    await(all);
                });
                Region region = Region.of(new long[] {30L * caller, 7L * caller}, Shape.of(200, 300));
                for (int i = 0; i < 5; i++) {
                    assertThat(new ChunkReader(store, array, Coalescing.DEFAULT)
                                    .read(region, workers)
                                    .sameBits(values.slice(region)))
                            .isTrue();
                }
            });
        }
    }

    /** Work of one of several threads. */
    @FunctionalInterface
    private interface Part {
        void run(int thread) throws IOException;
    }

    private static void inThreads(int count, Part part) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                running.add(threads.submit((Callable<Void>) () -> {
                    part.run(thread);
                    return null;
                }));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** zarr-python kept the specification of the last chunk beside the codecs, where another thread took it. */
    @Test
    void aChainServesManyThreadsAndSpecificationsInTurn() throws Exception {
        List<CodecChain> chains = List.of(
                new CodecChain(
                        List.of(TransposeCodec.reversing(2)),
                        BytesCodec.BIG,
                        List.of(new ZstdCodec(3, true), new Crc32cCodec())),
                CodecChain.of(BytesCodec.LITTLE, new GzipCodec(1)),
                CodecChain.of(BytesCodec.LITTLE, new BloscCodec(BloscCompressor.LZ4, 5, BloscShuffle.SHUFFLE)));
        List<ChunkSpec> specs = List.of(
                new ChunkSpec(NumericType.INT32, Shape.of(40, 30), ZERO),
                new ChunkSpec(NumericType.INT32, Shape.of(7, 90), ZERO),
                new ChunkSpec(NumericType.FLOAT32, Shape.of(13, 11), FillValue.zero(NumericType.FLOAT32)));
        List<CodecChain.Bound> shared = new ArrayList<>();
        chains.forEach(chain -> specs.forEach(spec -> shared.add(chain.bind(spec))));
        inThreads(6, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 150; i++) {
                int at = random.nextInt(shared.size());
                ChunkSpec spec = specs.get(at % specs.size());
                CodecChain.Bound bound = random.nextBoolean()
                        ? shared.get(at)
                        : chains.get(at / specs.size()).bind(spec);
                NdArray chunk = Blocks.block(random, spec.type(), spec.shape());
                assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
            }
        });
    }
}

package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardLayout;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.ByteRange;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.RangeReader;
import dev.varve.store.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderedChunksTest {
    private static final int COUNT = 12;
    private static final Key KEY = new Key("c/0");

    private final MemoryStore store = new MemoryStore();

    @ParameterizedTest
    @EnumSource(IndexLocation.class)
    void theShardIsTheSameInWhateverOrderItsChunksCome(IndexLocation location) throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ShardLayout layout = layout(location);
        Bytes inOrder =
                assemble(layout, new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)), Optional.empty());
        try (RangeReader old = store.open(KEY).orElseThrow()) {
            for (int run = 0; run < 200; run++) {
                List<Integer> order = new ArrayList<>();
                for (int ordinal = 0; ordinal < COUNT; ordinal++) {
                    if (random.nextBoolean()) {
                        order.add(ordinal);
                    }
                }
                Collections.shuffle(order, random);
                assertThat(assemble(layout, order, Optional.of(old)))
                        .as("seed %d, order %s", seed, order)
                        .isEqualTo(inOrder);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(IndexLocation.class)
    void nothingIsStoredWhenAChunkDoesNotCome(IndexLocation location) throws IOException {
        ShardLayout layout = layout(location);
        try (Scratch scratch = new Scratch();
                OrderedChunks chunks = new OrderedChunks(
                        new ShardAssembler(layout, () -> store.upload(KEY)),
                        new TreeSet<>(List.of(0, 1)),
                        ordinal -> Optional.empty(),
                        Optional.empty(),
                        COUNT)) {
            chunks.add(1, Optional.of(chunk(1)), scratch);
            assertThatThrownBy(() -> chunks.finish(() -> {})).isInstanceOf(IllegalStateException.class);
        }
        assertThat(store.get(KEY)).isEmpty();
    }

    /** Much may be copied at the end, and whoever took the claim away meanwhile must not be overwritten. */
    @ParameterizedTest
    @EnumSource(IndexLocation.class)
    void theConditionIsAskedForWhenAllIsUploadedAndNothingIsStoredWithoutIt(IndexLocation location) throws IOException {
        ShardLayout layout = layout(location);
        List<String> events = new ArrayList<>();
        Upload upload = new Upload() {
            @Override
            public void append(Bytes piece) {
                events.add("append");
            }

            @Override
            public void commit() {
                events.add("commit");
            }

            @Override
            public void close() {
                events.add("close");
            }
        };
        try (Scratch scratch = new Scratch();
                OrderedChunks chunks = new OrderedChunks(
                        new ShardAssembler(layout, () -> upload),
                        new TreeSet<>(List.of(0)),
                        ordinal -> Optional.empty(),
                        Optional.empty(),
                        COUNT)) {
            chunks.add(0, Optional.of(chunk(0)), scratch);
            assertThatThrownBy(() -> chunks.finish(() -> {
                        events.add("condition");
                        throw new IOException("not held");
                    }))
                    .hasMessage("not held");
        }
        assertThat(events).containsExactly("append", "append", "condition", "close");
    }

    /** Adds chunks in this order; of the others, the old shard's stay. */
    private Bytes assemble(ShardLayout layout, List<Integer> order, Optional<RangeReader> old) throws IOException {
        try (Scratch scratch = new Scratch();
                OrderedChunks chunks = new OrderedChunks(
                        new ShardAssembler(layout, () -> store.upload(KEY)),
                        new TreeSet<>(order),
                        ordinal -> range(layout, old, ordinal),
                        old,
                        COUNT)) {
            for (int ordinal : order) {
                // In memory that is used again, as workers have it.
                byte[] room = scratch.room(Scratch.Slot.OUTPUT, Integer.BYTES);
                chunk(ordinal).copyTo(room, 0);
                chunks.add(ordinal, ordinal == 5 ? Optional.empty() : Optional.of(Bytes.wrap(room, 0, 4)), scratch);
            }
            assertThat(chunks.finish(() -> {})).isTrue();
        }
        return store.get(KEY).orElseThrow();
    }

    private static Optional<ByteRange.Between> range(ShardLayout layout, Optional<RangeReader> old, int ordinal) {
        try {
            return ShardReader.readIndex(layout, old.orElseThrow(), "old").range(ordinal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes chunk(int ordinal) {
        return Bytes.wrap(new byte[] {(byte) ordinal, 1, 2, 3});
    }

    private static ShardLayout layout(IndexLocation location) {
        CodecChain plain = CodecChain.of(BytesCodec.LITTLE);
        ShardingCodec sharding = new ShardingCodec(Shape.of(1), plain, plain, location);
        ChunkSpec shard = new ChunkSpec(NumericType.INT32, Shape.of(COUNT), FillValue.zero(NumericType.INT32));
        return ShardLayout.of(CodecChain.of(sharding), shard).orElseThrow();
    }
}

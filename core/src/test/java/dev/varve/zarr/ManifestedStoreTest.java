package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.ByteRange;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.MeteredStore;
import dev.varve.store.RangeReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An array of one shard with four inner chunks of 8 bytes, then its index of 16 bytes each and a checksum. */
class ManifestedStoreTest {
    private static final Key SHARD = new Key("c/0");
    private static final Key OTHER = new Key("c/1");
    private static final int SHARD_BYTES = 4 * 8 + 4 * 16 + 4;

    private final MemoryStore memory = new MemoryStore();
    private final MeteredStore metered = new MeteredStore(memory);
    private final Workers workers = Workers.of(1);
    private ManifestedStore store;
    private ZarrArray array;

    @BeforeEach
    void writeArray() throws IOException {
        CodecChain inner = CodecChain.of(BytesCodec.LITTLE);
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain chain =
                new CodecChain(List.of(), new ShardingCodec(Shape.of(8), inner, index, IndexLocation.END), List.of());
        ArrayMetadata metadata =
                ArrayMetadata.of(new RegularGrid(Shape.of(64), Shape.of(32)), FillValue.zero(NumericType.UINT8), chain);
        byte[] values = new byte[32];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i + 1);
        }
        ZarrArray.create(memory, "", metadata)
                .write(
                        Region.of(new long[1], Shape.of(32)),
                        NdArray.of(NumericType.UINT8, Shape.of(32), Bytes.wrap(values)),
                        workers);
        byte[] shard = memory.get(SHARD).orElseThrow().toArray();
        assertThat(shard).hasSize(SHARD_BYTES);
        TreeMap<String, Manifest.Entry> objects = new TreeMap<>();
        objects.put(SHARD.path(), Manifest.Entry.of(memory.open(SHARD).orElseThrow()));
        store = new ManifestedStore(metered, new Manifest(objects, Optional.empty()), "memory");
        array = new ZarrArray(store, "", metadata);
        metered.reset();
    }

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private void change(int position) throws IOException {
        byte[] shard = memory.get(SHARD).orElseThrow().toArray();
        shard[position] ^= 1;
        memory.set(SHARD, Bytes.wrap(shard));
    }

    @Test
    void anObjectThatIsReadWholeIsReadOnce() throws IOException {
        array.read(Region.of(new long[1], Shape.of(32)), workers);
        assertThat(metered.readBytes()).isEqualTo(SHARD_BYTES);
        assertThat(metered.gets()).isEqualTo(1);
    }

    @Test
    void oneThatIsReadInPartsIsReadOnceMoreHoweverManyPartsThereAre() throws IOException {
        for (int i = 0; i < 4; i++) {
            NdArray block = array.read(Region.of(new long[] {8L * i + 1}, Shape.of(3)), workers);
            assertThat(block.data().toArray()).containsExactly(8 * i + 2, 8 * i + 3, 8 * i + 4);
        }
        assertThat(metered.readBytes()).isEqualTo(SHARD_BYTES + 4 * (4 * 16 + 4 + 8));
        assertThat(metered.gets()).isEqualTo(1 + 4 * 2);
    }

    @Test
    void aChangeOutsideOfThePartsThatAreReadIsFoundEachTime() throws IOException {
        change(31);
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(CorruptObjectException.class)
                    .isThrownBy(() -> array.read(Region.of(new long[1], Shape.of(3)), workers))
                    .withMessageContaining("memory/c/0 does not hold the bytes that were written");
        }
    }

    @Test
    void rangesOfAValueAreThoseOfTheStore() throws IOException {
        byte[] shard = memory.get(SHARD).orElseThrow().toArray();
        assertThat(store.get(SHARD, new ByteRange.Last(4)).orElseThrow().toArray())
                .isEqualTo(Arrays.copyOfRange(shard, SHARD_BYTES - 4, SHARD_BYTES));
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> store.get(SHARD, new ByteRange.From(SHARD_BYTES + 1)));
        assertThat(store.get(OTHER)).isEmpty();
        assertThat(store.open(OTHER)).isEmpty();
    }

    @Test
    void anObjectThatIsGoneIsMissed() {
        memory.erase(SHARD);
        assertThatExceptionOfType(MissingObjectException.class).isThrownBy(() -> store.get(SHARD));
        assertThatExceptionOfType(MissingObjectException.class).isThrownBy(() -> store.open(SHARD));
        assertThatExceptionOfType(MissingObjectException.class)
                .isThrownBy(() -> store.get(SHARD, new ByteRange.Last(4)));
    }

    @Test
    void whatIsNotListedIsReadAsItIs() throws IOException {
        memory.set(OTHER, Bytes.wrap(new byte[] {7}));
        try (RangeReader value = store.open(OTHER).orElseThrow()) {
            assertThat(value.read(0, 1).toArray()).containsExactly(7);
        }
    }
}

package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.RectilinearGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.MetadataException;
import dev.varve.pipeline.Workers;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The oracle of reading and writing is one block in memory. */
class RectilinearArrayTest {
    private static final ChainNotation NOTATION = new ChainNotation(CodecRegistry.standard());
    private static final FillValue FILL = FillValue.zero(NumericType.INT16);

    /** Lengths that are multiples of {@code unit} and cover an axis, sometimes by far. */
    private static ChunkEdges edges(Random random, long extent, int unit) {
        long[] lengths = new long[12];
        int count = 0;
        for (long covered = 0; count == 0 || covered < extent; covered += lengths[count - 1]) {
            lengths[count++] = (long) unit * (1 + random.nextInt(3));
        }
        return random.nextInt(4) == 0 ? ChunkEdges.step(lengths[0]) : ChunkEdges.of(Arrays.copyOf(lengths, count));
    }

    private static ArrayMetadata metadata(Random random) {
        Shape shape = Blocks.shape(random, 2, 1, 11);
        RectilinearGrid grid = new RectilinearGrid(
                shape, List.of(edges(random, shape.extent(0), 2), edges(random, shape.extent(1), 3)));
        CodecChain chain = NOTATION.parse(
                List.of("-", "zstd(1)", "gzip(1) | transpose([1,0])").get(random.nextInt(3)), NumericType.INT16);
        if (random.nextBoolean()) {
            CodecChain index = NOTATION.parse("crc32c", NumericType.UINT64);
            IndexLocation location = random.nextBoolean() ? IndexLocation.START : IndexLocation.END;
            Shape inner = random.nextBoolean() ? Shape.of(2, 3) : Shape.of(1, 3);
            chain = CodecChain.of(new ShardingCodec(inner, chain, index, location));
        }
        return ArrayMetadata.of(grid, FILL, chain);
    }

    @Test
    void whatIsWrittenRegionByRegionIsReadRegionByRegion() {
        try (Workers workers = Workers.of(3)) {
            Seeds.check(300, random -> {
                ArrayMetadata metadata = metadata(random);
                NdArray expected = NdArray.filled(metadata.shape(), FILL);
                MemoryStore store = new MemoryStore();
                try {
                    ZarrArray array = ZarrArray.create(store, "a", metadata);
                    for (int i = 0; i < 4; i++) {
                        Region region = Blocks.region(random, metadata.shape());
                        NdArray block = random.nextInt(4) == 0
                                ? NdArray.filled(region.shape(), FILL)
                                : Blocks.block(random, NumericType.INT16, region.shape());
                        array.write(region, block, workers);
                        expected.paste(block, Region.whole(block.shape()), region.starts());
                    }
                    ZarrArray again = ZarrArray.open(store, "a");
                    assertThat(again.metadata()).isEqualTo(metadata);
                    Region whole = Region.whole(metadata.shape());
                    assertThat(again.read(whole, workers).sameBits(expected)).isTrue();
                    Region part = Blocks.region(random, metadata.shape());
                    assertThat(again.read(part, workers).sameBits(expected.slice(part)))
                            .isTrue();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Test
    void aStoredChunkIsTheCellOfItsIndex() throws IOException {
        RectilinearGrid grid = new RectilinearGrid(Shape.of(6), List.of(ChunkEdges.of(1, 3, 2)));
        MemoryStore store = new MemoryStore();
        ZarrArray array = ZarrArray.create(store, "a", ArrayMetadata.of(grid, FILL, NOTATION.parse("-", FILL.type())));
        try (Workers workers = Workers.of(1)) {
            array.write(Region.whole(grid.array()), Blocks.block(new Random(1), FILL.type(), grid.array()), workers);
        }
        assertThat(store.size(new Key("a/c/0"))).hasValue(2);
        assertThat(store.size(new Key("a/c/1"))).hasValue(6);
        assertThat(store.size(new Key("a/c/2"))).hasValue(4);
        ChunkReference second = array.reference(new long[] {1}).orElseThrow();
        assertThat(second.region()).isEqualTo(Region.of(new long[] {1}, Shape.of(3)));
    }

    @Test
    void theSourceTellsTheLargestShapes() throws IOException {
        RectilinearGrid grid = new RectilinearGrid(Shape.of(6, 6), List.of(ChunkEdges.of(2, 4), ChunkEdges.step(6)));
        MemoryStore store = new MemoryStore();
        ZarrArray.create(store, "", ArrayMetadata.of(grid, FILL, NOTATION.parse("-", FILL.type())));
        try (ZarrSource source = ZarrSource.open(store)) {
            Variable variable = source.describe().variables().get(0);
            assertThat(variable.storage().layout()).isEqualTo(Storage.RECTILINEAR);
            assertThat(variable.storage().chunkShape()).isEqualTo(Optional.of(Shape.of(4, 6)));
            assertThat(variable.storage().shardShape()).isEmpty();
        }
    }

    @Test
    void innerChunksThatDoNotDivideEveryShardAreRefused() {
        String document = "{'zarr_format':3,'node_type':'array','shape':[10],'data_type':'int16','chunk_grid':"
                + "{'name':'rectilinear','configuration':{'kind':'inline','chunk_shapes':[[4,3,4]]}},"
                + "'chunk_key_encoding':'default','fill_value':0,'codecs':[{'name':'sharding_indexed','configuration':"
                + "{'chunk_shape':[2],'codecs':[{'name':'bytes','configuration':{'endian':'little'}}],"
                + "'index_codecs':[{'name':'bytes','configuration':{'endian':'little'}}]}}]}";
        MemoryStore store = new MemoryStore();
        assertThatThrownBy(() -> {
                    store.set(
                            new Key("zarr.json"),
                            Bytes.wrap(document.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
                    ZarrArray.open(store, "");
                })
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("chunks of (3) int16")
                .hasMessageContaining("divide");
    }
}

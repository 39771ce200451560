package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RectilinearGrid;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RectilinearConvertTest {
    private static final Shape SHAPE = Shape.of(7, 9);
    private static final RectilinearGrid GRID =
            new RectilinearGrid(SHAPE, List.of(ChunkEdges.of(1, 4, 2), ChunkEdges.of(6, 3)));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeStore() throws IOException {
        ArrayMetadata metadata =
                ArrayMetadata.of(GRID, FillValue.zero(NumericType.INT8), CodecChain.of(BytesCodec.ORDERLESS));
        byte[] values = new byte[63];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i + 1);
        }
        NdArray block = NdArray.of(NumericType.INT8, SHAPE, Bytes.wrap(values));
        try (Workers workers = Workers.of(1);
                FilesystemStore store = new FilesystemStore(folder.resolve("in.zarr"))) {
            ZarrArray.create(store, "a", metadata).write(Region.whole(SHAPE), block, workers);
        }
    }

    private ChunkGrid converted(String... options) throws IOException {
        Path out = folder.resolve("out.zarr");
        List<Object> args =
                new ArrayList<>(List.of("convert", folder.resolve("in.zarr"), out, "--quiet", "--overwrite"));
        args.addAll(List.of(options));
        assertThat(Cli.run(args.toArray()).err()).isEmpty();
        assertThat(Cli.run("verify", out, "--against", folder.resolve("in.zarr"))
                        .code())
                .isZero();
        assertThat(Cli.run("verify", out).code()).isZero();
        return ZarrArray.open(new FilesystemStore(out), "a").metadata().grid();
    }

    @Test
    void aGridIsKept() throws IOException {
        assertThat(converted()).isEqualTo(GRID);
        assertThat(converted("--codec", "zstd(3)", "--threads", "2")).isEqualTo(GRID);
    }

    @Test
    void whoAsksForChunksGetsThem() throws IOException {
        assertThat(converted("--chunks", "a_dim_0=2")).isInstanceOf(RegularGrid.class);
        assertThat(converted("--inner-chunk", "16B", "--shard", "none")).isInstanceOf(RegularGrid.class);
        assertThat(converted("--shard", "1KiB")).isInstanceOf(RegularGrid.class);
        assertThat(converted("--zarr-format", "2")).isInstanceOf(RegularGrid.class);
    }

    @Test
    void otherFormatsHaveChunksOfOneShape() {
        Path file = folder.resolve("out.nc");
        assertThat(Cli.run("convert", folder.resolve("in.zarr"), file, "--quiet")
                        .code())
                .isZero();
        assertThat(Cli.run("hash", file).out())
                .isEqualTo(Cli.run("hash", folder.resolve("in.zarr")).out());
        assertThat(Cli.run("convert", folder.resolve("in.zarr"), folder.resolve("b.zarr.zip"), "--quiet")
                        .code())
                .isZero();
    }

    @Test
    void aTransposedShardIsConverted() throws IOException {
        Shape shape = Shape.of(12, 10);
        RectilinearGrid shards = new RectilinearGrid(shape, List.of(ChunkEdges.of(4, 8), ChunkEdges.of(10)));
        CodecChain inner = CodecChain.of(BytesCodec.ORDERLESS);
        CodecChain index = CodecChain.of(BytesCodec.LITTLE);
        CodecChain chain = new CodecChain(
                List.of(new TransposeCodec(List.of(1, 0))),
                new ShardingCodec(Shape.of(5, 2), inner, index, IndexLocation.END),
                List.of());
        byte[] values = new byte[120];
        new Random(1).nextBytes(values);
        try (Workers workers = Workers.of(1);
                FilesystemStore store = new FilesystemStore(folder.resolve("in.zarr"))) {
            for (Key key : store.list("a")) {
                store.erase(key);
            }
            ZarrArray.create(store, "a", ArrayMetadata.of(shards, FillValue.zero(NumericType.INT8), chain))
                    .write(Region.whole(shape), NdArray.of(NumericType.INT8, shape, Bytes.wrap(values)), workers);
        }
        assertThat(converted()).isInstanceOf(RegularGrid.class);
    }

    @Test
    void aGridIsGivenUpWhereMemoryIsShort() throws IOException {
        Shape shape = Shape.of(3, 4 << 20);
        RectilinearGrid grid = new RectilinearGrid(shape, List.of(ChunkEdges.of(1, 2), ChunkEdges.of(4 << 20)));
        try (FilesystemStore store = new FilesystemStore(folder.resolve("in.zarr"))) {
            for (Key key : store.list("a")) {
                store.erase(key);
            }
            CodecChain chain = CodecChain.of(BytesCodec.ORDERLESS);
            ZarrArray.create(store, "a", ArrayMetadata.of(grid, FillValue.zero(NumericType.INT8), chain));
        }
        assertThat(converted("--threads", "1")).isEqualTo(grid);
        assertThat(converted("--threads", "1", "--memory", "60M")).isInstanceOf(RegularGrid.class);
    }

    @Test
    @Timeout(60)
    void aGridOfVeryManyChunksIsPlanned() throws IOException {
        Shape shape = Shape.of(1_000_000_000_000_000L);
        RectilinearGrid grid =
                new RectilinearGrid(shape, List.of(ChunkEdges.of(List.of(new ChunkEdges.Run(1, shape.extent(0))))));
        Path many = folder.resolve("many.zarr");
        try (FilesystemStore store = new FilesystemStore(many)) {
            CodecChain chain = CodecChain.of(BytesCodec.ORDERLESS);
            ZarrArray.create(store, "a", ArrayMetadata.of(grid, FillValue.zero(NumericType.INT8), chain));
        }
        assertThat(Cli.run("convert", many, folder.resolve("out.zarr"), "--dry-run")
                        .out())
                .contains("1000000000000000");
    }

    @Test
    void aPlanShowsTheLargestChunk() {
        assertThat(Cli.run("convert", folder.resolve("in.zarr"), folder.resolve("out.zarr"), "--dry-run")
                        .out())
                .containsPattern("a +int8 +7 x 9 +4 x 6 +- +6 +6 ");
    }
}

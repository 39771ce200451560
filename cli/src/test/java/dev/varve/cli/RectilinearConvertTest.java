package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RectilinearGrid;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.store.FilesystemStore;
import dev.varve.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    void aPlanShowsTheLargestChunk() {
        assertThat(Cli.run("convert", folder.resolve("in.zarr"), folder.resolve("out.zarr"), "--dry-run")
                        .out())
                .containsPattern("a +int8 +7 x 9 +4 x 6 +- +6 +6 ");
    }
}

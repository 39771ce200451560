package dev.varve.bench;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast a decoded chunk of 1 MiB lands in the block that was asked for, for chunks from friendly to awkward. Scores are
 * bytes per microsecond, that is MB/s; {@link #oneCopy} is the most that could be had.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(ScatterBenchmark.CHUNK_BYTES)
@Fork(value = 1, jvmArgs = "-XX:+UseParallelGC")
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class ScatterBenchmark {
    static final int CHUNK_BYTES = 1 << 20;

    /** How the chunk lies in a block of 4 MiB. */
    public enum Cut {
        /** Whole planes: one copy. */
        PLANES,
        /** Tiles of a map: rows of 1 KiB. */
        TILES,
        /** Time series of a few points: rows of 32 bytes. */
        SERIES,
        /** The last axis is two elements wide. */
        PAIRS,
        /** The last axis is one element wide. */
        POINTS,
        /** As before, and rows of few points: no axes merge. */
        SCATTERED;

        Shape chunk() {
            return switch (this) {
                case PLANES, TILES -> Shape.of(4, 256, 256);
                case SERIES -> Shape.of(512, 64, 8);
                case PAIRS -> Shape.of(512, 256, 2);
                case POINTS -> Shape.of(512, 512, 1);
                case SCATTERED -> Shape.of(32_768, 8, 1);
            };
        }

        Shape block() {
            return switch (this) {
                case PLANES -> Shape.of(16, 256, 256);
                case TILES -> Shape.of(4, 512, 512);
                case SERIES -> Shape.of(512, 64, 32);
                case PAIRS -> Shape.of(512, 256, 8);
                case POINTS -> Shape.of(512, 512, 4);
                case SCATTERED -> Shape.of(32_768, 16, 2);
            };
        }
    }

    /** How the chunk lies in the block. */
    @Param
    public Cut cut;

    private NdArray chunk;
    private Region whole;
    private NdArray block;
    private long[] at;

    /** Makes the chunk and the block; the chunk goes to the block's far corner. */
    @Setup(Level.Trial)
    public void fill() {
        chunk = RealisticField.kelvin(512, 512, 2).reshape(cut.chunk());
        whole = Region.whole(cut.chunk());
        block = NdArray.allocate(NumericType.FLOAT32, cut.block());
        at = new long[cut.block().rank()];
        for (int axis = 0; axis < at.length; axis++) {
            at[axis] = cut.block().extent(axis) - cut.chunk().extent(axis);
        }
    }

    /** What the pipeline does. */
    @Benchmark
    public NdArray paste() {
        block.paste(chunk, whole, at);
        return block;
    }

    /** The same number of bytes in one copy. */
    @Benchmark
    public NdArray oneCopy() {
        chunk.data().copyTo(block.data().array(), 0);
        return block;
    }
}

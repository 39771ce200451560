package dev.varve.bench;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import java.util.Locale;
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
 * Codec chains on one chunk of 4 MiB of float32, one thread. Scores are decoded bytes per microsecond, that is MB/s; what
 * the chunk shrinks to is printed at the start of each trial.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(CodecBenchmark.CHUNK_BYTES)
@Fork(value = 1, jvmArgs = "-XX:+UseParallelGC")
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class CodecBenchmark {
    static final int CHUNK_BYTES = 4 << 20;

    private static final int SIDE = 1024;

    /** The chain, in the notation of the command. */
    @Param({
        "zstd(3)",
        "numcodecs.shuffle(4)+zstd(3)",
        "blosc(cname=zstd, clevel=3, shuffle=shuffle, typesize=4)",
        "blosc(cname=lz4, clevel=5, shuffle=shuffle, typesize=4)",
        "gzip(4)",
        "numcodecs.shuffle(4)+numcodecs.zlib(4)",
        "zstd(3)+crc32c"
    })
    public String chain;

    private NdArray chunk;
    private CodecChain.Bound codec;
    private Bytes encoded;

    /** Binds the chain, and refuses to time it when it does not give back what it was given. */
    @Setup(Level.Trial)
    public void bind() {
        chunk = RealisticField.kelvin(SIDE, SIDE, 3);
        ChunkSpec spec = new ChunkSpec(chunk.type(), chunk.shape(), FillValue.zero(chunk.type()));
        codec = new ChainNotation(CodecRegistry.standard())
                .parse(chain, chunk.type())
                .bind(spec);
        encoded = codec.encode(chunk);
        if (!codec.decode(encoded).sameBits(chunk)) {
            throw new IllegalStateException(chain + " does not decode to what it encoded");
        }
        double ratio = (double) CHUNK_BYTES / encoded.length();
        System.out.printf(
                Locale.ROOT, "%s: %d bytes become %d, ratio %.2f%n", chain, CHUNK_BYTES, encoded.length(), ratio);
    }

    /** Array to bytes. */
    @Benchmark
    public Bytes encode() {
        return codec.encode(chunk);
    }

    /** Bytes to array. */
    @Benchmark
    public NdArray decode() {
        return codec.decode(encoded);
    }
}

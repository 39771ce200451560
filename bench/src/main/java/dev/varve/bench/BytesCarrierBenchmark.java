package dev.varve.bench;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * What carries bytes best (ADR 0001)? Three things that a pipeline does with a chunk of 1 MiB of float32, each over a
 * {@code byte[]}, a {@code ByteBuffer} on the heap and one off it. Scores are bytes per microsecond, that is MB/s.
 *
 * <p>With {@code callers=mixed} the same code has first worked on both kinds of buffer, as code of a library has whose
 * signatures say {@code ByteBuffer}; with {@code one} it has only seen the kind that is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(BytesCarrierBenchmark.CHUNK_BYTES)
@Fork(value = 1, jvmArgs = "-XX:+UseParallelGC")
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class BytesCarrierBenchmark {
    static final int CHUNK_BYTES = 1 << 20;

    private static final int SIDE = 512;
    private static final int ROW_BYTES = SIDE * Float.BYTES;
    private static final int BLOCK_ROW_BYTES = 2 * ROW_BYTES;
    private static final int BLOCK_BYTES = 2 * SIDE * BLOCK_ROW_BYTES;
    private static final int BLOCK_START = 100 * BLOCK_ROW_BYTES + 200 * Float.BYTES;
    private static final int ELEMENTS = CHUNK_BYTES / Float.BYTES;
    /** Chunks lie somewhere inside what was read, at no round position. */
    private static final int SLICE_START = 1004;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Whether the code under test has met one kind of buffer or both. */
    @Param({"one", "mixed"})
    public String callers;

    private Bytes chunk;
    private byte[] block;
    private byte[] elements;
    private ByteBuffer heapChunk;
    private ByteBuffer heapBlock;
    private ByteBuffer heapElements;
    private ByteBuffer directChunk;
    private ByteBuffer directBlock;
    private ByteBuffer directElements;

    /** Fills all three carriers with the same field. */
    @Setup(Level.Trial)
    public void fill() {
        NdArray field = RealisticField.kelvin(SIDE, SIDE, 1);
        byte[] read = new byte[SLICE_START + CHUNK_BYTES];
        field.data().copyTo(read, SLICE_START);
        chunk = Bytes.wrap(read, SLICE_START, CHUNK_BYTES);
        block = new byte[BLOCK_BYTES];
        elements = new byte[CHUNK_BYTES];
        heapChunk = slice(ByteBuffer.wrap(read));
        heapBlock = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        heapElements = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
        directChunk = slice(ByteBuffer.allocateDirect(read.length).put(0, read));
        directBlock = ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        directElements = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (callers.equals("mixed")) {
            meetBothKinds();
        }
    }

    private static ByteBuffer slice(ByteBuffer read) {
        return read.slice(SLICE_START, CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Long enough for the compiler to have seen both. */
    private void meetBothKinds() {
        for (int i = 0; i < 300; i++) {
            scatter(heapChunk, heapBlock);
            scatter(directChunk, directBlock);
            unshuffle(heapChunk, heapElements);
            unshuffle(directChunk, directElements);
            if (sum(heapChunk) != sum(directChunk) || sum(heapChunk) != sum(chunk)) {
                throw new IllegalStateException("the carriers hold different bytes");
            }
        }
    }

    /** Copies the chunk's rows into a block of twice its width. */
    @Benchmark
    public byte[] scatterArray() {
        byte[] source = chunk.array();
        int from = chunk.offset();
        for (int row = 0; row < SIDE; row++) {
            System.arraycopy(source, from + row * ROW_BYTES, block, BLOCK_START + row * BLOCK_ROW_BYTES, ROW_BYTES);
        }
        return block;
    }

    /** As {@link #scatterArray}. */
    @Benchmark
    public ByteBuffer scatterHeapBuffer() {
        return scatter(heapChunk, heapBlock);
    }

    /** As {@link #scatterArray}. */
    @Benchmark
    public ByteBuffer scatterDirectBuffer() {
        return scatter(directChunk, directBlock);
    }

    private static ByteBuffer scatter(ByteBuffer source, ByteBuffer target) {
        for (int row = 0; row < SIDE; row++) {
            target.put(BLOCK_START + row * BLOCK_ROW_BYTES, source, row * ROW_BYTES, ROW_BYTES);
        }
        return target;
    }

    /** Gathers elements from four planes of bytes. */
    @Benchmark
    public byte[] unshuffleArray() {
        byte[] planes = chunk.array();
        int first = chunk.offset();
        int second = first + ELEMENTS;
        int third = second + ELEMENTS;
        int fourth = third + ELEMENTS;
        for (int i = 0; i < ELEMENTS; i++) {
            int element = (planes[first + i] & 0xff)
                    | ((planes[second + i] & 0xff) << 8)
                    | ((planes[third + i] & 0xff) << 16)
                    | (planes[fourth + i] << 24);
            INT.set(elements, i * Integer.BYTES, element);
        }
        return elements;
    }

    /** As {@link #unshuffleArray}. */
    @Benchmark
    public ByteBuffer unshuffleHeapBuffer() {
        return unshuffle(heapChunk, heapElements);
    }

    /** As {@link #unshuffleArray}. */
    @Benchmark
    public ByteBuffer unshuffleDirectBuffer() {
        return unshuffle(directChunk, directElements);
    }

    private static ByteBuffer unshuffle(ByteBuffer planes, ByteBuffer target) {
        for (int i = 0; i < ELEMENTS; i++) {
            int element = (planes.get(i) & 0xff)
                    | ((planes.get(ELEMENTS + i) & 0xff) << 8)
                    | ((planes.get(2 * ELEMENTS + i) & 0xff) << 16)
                    | (planes.get(3 * ELEMENTS + i) << 24);
            target.putInt(i * Integer.BYTES, element);
        }
        return target;
    }

    /** Adds up all elements as integers. */
    @Benchmark
    public int sumArray() {
        return sum(chunk);
    }

    private static int sum(Bytes chunk) {
        byte[] array = chunk.array();
        int from = chunk.offset();
        int sum = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            sum += (int) INT.get(array, from + i * Integer.BYTES);
        }
        return sum;
    }

    /** As {@link #sumArray}. */
    @Benchmark
    public int sumHeapBuffer() {
        return sum(heapChunk);
    }

    /** As {@link #sumArray}. */
    @Benchmark
    public int sumDirectBuffer() {
        return sum(directChunk);
    }

    private static int sum(ByteBuffer chunk) {
        int sum = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            sum += chunk.getInt(i * Integer.BYTES);
        }
        return sum;
    }
}

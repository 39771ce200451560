package dev.varve.run;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Source;
import dev.varve.pipeline.MemoryBudget;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a {@link CopyPlan}: threads take blocks in one order, read and encode them side by side, and append what
 * they encoded in that same order, so that the bytes written are the same for any number of threads. Each block takes its
 * memory from the budget, in order, before it is read.
 */
public final class CopyRun {
    private final Source source;
    private final ChunkGuard guard;
    private final Progress progress;
    private final MemoryBudget budget;
    private final BlockSequence blocks;
    private final OrderedAppender appender;

    private CopyRun(CopyPlan plan, CopyQueue copies, Source source, Sink sink, ChunkGuard guard, Progress progress) {
        this.source = source;
        this.guard = guard;
        this.progress = progress;
        this.budget = new MemoryBudget(plan.budgetBytes());
        this.blocks = new BlockSequence(copies);
        this.appender = new OrderedAppender(sink);
    }

    /**
     * What a run did.
     *
     * @param copiedBytes decoded bytes that were copied
     * @param encodedBytes encoded bytes that were appended
     * @param peakBudgetBytes the most memory that blocks took together
     */
    public record Outcome(long copiedBytes, long encodedBytes, long peakBudgetBytes) {}

    /**
     * Copies all variables; the sink is not committed.
     *
     * @param isVerifying whether each chunk is decoded again and compared before it is appended
     * @throws IOException when the source cannot be read, the sink cannot be written, or a chunk does not decode to what
     *     was encoded; names the variable and region
     */
    public static Outcome copy(
            CopyPlan plan, Source source, Sink sink, boolean isVerifying, Progress progress, Workers workers)
            throws IOException {
        return copy(plan, source, sink, new ChunkEncoder(isVerifying), progress, workers);
    }

    /**
     * As above, with chunks encoded and judged by a guard.
     *
     * @throws IOException also when the guard refuses a chunk
     */
    public static Outcome copy(
            CopyPlan plan, Source source, Sink sink, ChunkGuard guard, Progress progress, Workers workers)
            throws IOException {
        progress.begin(plan.decodedBytes());
        return copy(plan, CopyQueue.of(plan), source, sink, guard, progress, workers);
    }

    /**
     * As above, of copies that come one by one; {@code progress} is not told how many bytes they have.
     *
     * @param plan with how many threads and how much memory
     * @param copies what is copied; objects are opened in this order
     */
    public static Outcome copy(
            CopyPlan plan,
            CopyQueue copies,
            Source source,
            Sink sink,
            ChunkGuard guard,
            Progress progress,
            Workers workers)
            throws IOException {
        CopyRun run = new CopyRun(plan, copies, source, sink, guard, progress);
        int threads = Math.min(plan.threads(), workers.threads());
        try {
            workers.forEach(threads, i -> run.work());
        } finally {
            run.appender.close();
        }
        return new Outcome(run.blocks.takenBytes(), run.appender.appendedBytes(), run.budget.peakBytes());
    }

    private void work() throws IOException {
        try (Scratch scratch = new Scratch()) {
            for (Optional<Claim> claim = claim(); claim.isPresent(); claim = claim()) {
                work(claim.get(), scratch);
            }
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for memory");
        } catch (IOException | RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    /** Takes block and memory together, so that an earlier block never waits for memory that a later one holds. */
    private Optional<Claim> claim() throws IOException, InterruptedException {
        synchronized (blocks) {
            Optional<BlockSequence.Block> block = blocks.next();
            if (block.isEmpty()) {
                return Optional.empty();
            }
            return budget.acquire(block.get().copy().blockPeakBytes()).map(lease -> new Claim(block.get(), lease));
        }
    }

    private void stop() {
        budget.abandon();
        appender.fail();
    }

    /** A block and its memory. */
    private record Claim(BlockSequence.Block block, MemoryBudget.Lease memory) {}

    private void work(Claim claim, Scratch scratch) throws IOException {
        BlockSequence.Block block = claim.block();
        List<Optional<Bytes>> encoded = encode(block, scratch);
        long bytes = 0;
        for (Optional<Bytes> piece : encoded) {
            bytes += piece.map(Bytes::length).orElse(0);
        }
        claim.memory().shrinkTo(bytes);
        appender.append(block, encoded, () -> {
            claim.memory().close();
            progress.advance(block.copy().variable().path(), block.decodedBytes());
        });
    }

    /** Reads a block and encodes its chunks, in C order. */
    private List<Optional<Bytes>> encode(BlockSequence.Block block, Scratch scratch) throws IOException {
        CopyPlan.VariableCopy copy = block.copy();
        CodecChain.Bound chain = block.chain();
        Optional<Region> inside = block.inside();
        List<Optional<Bytes>> encoded = new ArrayList<>();
        NdArray data = inside.isPresent() ? source.read(copy.variable(), inside.get()) : null;
        for (Region cell : block.cells()) {
            Optional<Region> share = inside.flatMap(cell::intersection);
            if (share.isEmpty()) {
                encoded.add(Optional.empty());
                continue;
            }
            NdArray chunk =
                    chain.padded(data.slice(share.get().relativeTo(inside.get().starts())));
            encoded.add(guard.encode(copy, chain, cell, chunk, scratch));
        }
        return encoded;
    }
}

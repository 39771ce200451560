package dev.varve.run.compress;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import dev.varve.measure.ChunkErrors;
import dev.varve.measure.FieldMeasures;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.sweep.Gate;
import dev.varve.run.ChunkEncoder;
import dev.varve.run.ChunkGuard;
import dev.varve.run.DataDiffersException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decodes every chunk of a field again and measures it. A chunk of which it is certain that the field would break its budget
 * with it is stored without loss, where the stored chain can; else the attempt fails at once.
 */
final class FieldGuard implements ChunkGuard {
    private final Attempt attempt;
    private final FieldBudget budget;
    private final MeasuredRegions regions;
    private final Map<ChunkSpec, CodecChain.Bound> sparing = new ConcurrentHashMap<>();
    private final AtomicLong encodedChunks = new AtomicLong();
    private final AtomicLong sparedChunks = new AtomicLong();

    FieldGuard(Attempt attempt, FieldBudget budget) {
        this.attempt = attempt;
        this.budget = budget;
        this.regions = new MeasuredRegions(budget.comparison(), budget.gates().depth());
    }

    @Override
    public Optional<Bytes> encode(
            CopyPlan.VariableCopy copy, CodecChain.Bound chain, Region cell, NdArray chunk, Scratch scratch)
            throws IOException {
        Region share = cell.intersection(Region.whole(copy.variable().shape())).orElseThrow();
        NdArray original = inside(chunk, share, cell);
        if (chunk.isAll(copy.layout().fill())) {
            regions.add(share, regions.compare(share, original, original));
            return Optional.empty();
        }
        encodedChunks.incrementAndGet();
        Bytes encoded;
        NdArray decoded;
        try {
            encoded = ChunkEncoder.encode(chain, chunk, scratch);
            decoded = chain.decode(encoded, scratch);
        } catch (CodecException | IllegalArgumentException e) {
            AttemptFailedException failure =
                    new AttemptFailedException(ChunkEncoder.place(copy, cell) + ": " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
        if (!ChunkEncoder.survives(attempt.chain(), chain, chunk, encoded, decoded)) {
            throw new AttemptFailedException(
                    ChunkEncoder.place(copy, cell) + ": the encoded chunk does not decode to what the chain promises");
        }
        ChunkErrors found = regions.compare(share, original, inside(decoded, share, cell));
        Optional<String> broken = budget.brokenBy(found);
        if (broken.isEmpty()) {
            regions.add(share, found);
            return Optional.of(encoded);
        }
        if (!attempt.canSpareChunks()) {
            throw new AttemptFailedException(ChunkEncoder.place(copy, cell) + ": " + broken.get());
        }
        regions.add(share, regions.compare(share, original, original));
        return Optional.of(spared(copy, chain, cell, chunk, scratch));
    }

    private static NdArray inside(NdArray chunk, Region share, Region cell) {
        return share.equals(cell) ? chunk : chunk.slice(share.relativeTo(cell.starts()));
    }

    /** The chunk without what encoding alone loses: readers need not know. */
    private Bytes spared(
            CopyPlan.VariableCopy copy, CodecChain.Bound chain, Region cell, NdArray chunk, Scratch scratch)
            throws IOException {
        sparedChunks.incrementAndGet();
        CodecChain.Bound lossless = sparing.computeIfAbsent(
                chain.decodedSpec(), spec -> attempt.stored().bind(spec));
        Bytes encoded = ChunkEncoder.encode(lossless, chunk, scratch);
        if (!lossless.decodesTo(encoded, chunk, scratch)) {
            throw new DataDiffersException(ChunkEncoder.place(copy, cell)
                    + ": the chunk does not decode to what was read (codecs "
                    + attempt.stored().name() + ")");
        }
        return encoded;
    }

    /** What was measured of all chunks that came. */
    FieldMeasures measures() {
        return regions.measures();
    }

    /** Refuses measures that break the budget. */
    void requireKept(FieldMeasures measures) throws AttemptFailedException {
        List<Gate> broken = budget.gates().broken(measures);
        if (!broken.isEmpty()) {
            throw new AttemptFailedException(String.join(
                    ", ",
                    broken.stream()
                            .map(gate -> FieldBudget.text(
                                    gate,
                                    gate.value(measures),
                                    budget.gates().thresholds().get(gate)))
                            .toList()));
        }
    }

    long encodedChunks() {
        return encodedChunks.get();
    }

    long sparedChunks() {
        return sparedChunks.get();
    }
}

package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.Scratch;
import dev.varve.measure.ChunkErrors;
import dev.varve.measure.FieldComparison;
import dev.varve.measure.FieldMeasures;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.Stage;
import dev.varve.plan.sweep.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encodes, decodes and measures one stage on one part of a sample, piece by piece, and compresses its bytes in several ways.
 * What compressors give back is compared with what they were given, so that the stage's errors are the chain's. Safe for threads,
 * each with a scratch of its own.
 */
final class TrialRun {
    private final SweepSample sample;
    private final FieldComparison comparison;
    private final DocumentSize documents;
    private final CompressedSizes known;

    TrialRun(SweepSample sample, FieldComparison comparison, DocumentSize documents, CompressedSizes known) {
        this.sample = sample;
        this.comparison = comparison;
        this.documents = documents;
        this.known = known;
    }

    /** What was seen of one compressor, or of the stage itself. */
    private static final class Sum {
        private long encodedBytes;
        private long encodeNanos;
        private long decodeNanos;
        private long peakBytes;
        private Optional<String> failure = Optional.empty();

        private void add(Sum other) {
            encodedBytes += other.encodedBytes;
            encodeNanos += other.encodeNanos;
            decodeNanos += other.decodeNanos;
            peakBytes = Math.max(peakBytes, other.peakBytes);
            failure = failure.or(() -> other.failure);
        }
    }

    /** What was seen of one piece. */
    static final class PieceResult {
        private final Optional<ChunkErrors> errors;
        private final Sum stage;
        private final List<Sum> slots;

        private PieceResult(Optional<ChunkErrors> errors, Sum stage, List<Sum> slots) {
            this.errors = errors;
            this.stage = stage;
            this.slots = slots;
        }
    }

    /** How many pieces a part has. */
    int pieces(int part) {
        return sample.parts().get(part).size();
    }

    /** How much memory the greediest compressor of a trial takes beside the bytes of a piece, at most. */
    long workspaceBytes(Trial trial, int number) {
        SweepSample.Piece piece = sample.parts().get(trial.part()).get(number);
        try {
            BoundStage stage = BoundStage.of(trial.stage(), piece.spec(sample.fill()), trial.compressors());
            long stageBytes = stage.chain.encodedSize().maxBytes();
            return trial.compressors().stream()
                    .flatMap(List::stream)
                    .mapToLong(codec -> codec.workspaceBytes(stageBytes))
                    .max()
                    .orElse(0);
        } catch (CodecException | IllegalArgumentException | ArithmeticException e) {
            return 0; // running it says what is wrong
        }
    }

    /** Does one piece of a trial. */
    PieceResult run(Trial trial, int number, Scratch scratch) {
        SweepSample.Piece piece = sample.parts().get(trial.part()).get(number);
        // Boxes that do not touch say little of gradients and spectra.
        FieldComparison.Depth depth = trial.part() == 0 ? FieldComparison.Depth.FULL : FieldComparison.Depth.BASIC;
        Sum stageSum = new Sum();
        List<Sum> slots = new ArrayList<>();
        trial.compressors().forEach(unused -> slots.add(new Sum()));
        try {
            BoundStage stage = BoundStage.of(trial.stage(), piece.spec(sample.fill()), trial.compressors());
            ChunkErrors errors = measure(piece, stage, depth, stageSum, slots, scratch);
            return new PieceResult(Optional.of(errors), stageSum, slots);
        } catch (CodecException | IllegalArgumentException | ArithmeticException e) {
            stageSum.failure = Optional.of(String.valueOf(e.getMessage()));
            return new PieceResult(Optional.empty(), stageSum, slots);
        }
    }

    /** The scores of a trial's candidates, in their order, from what was seen of all its pieces, in theirs. */
    List<Score> combine(Trial trial, List<PieceResult> pieces) {
        Sum stage = new Sum();
        pieces.forEach(piece -> stage.add(piece.stage));
        if (stage.failure.isPresent()) {
            return failed(trial, stage.failure.get());
        }
        FieldMeasures measures = comparison.combine(
                pieces.stream().map(piece -> piece.errors.orElseThrow()).toList());
        List<Candidate> candidates = trial.candidates();
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Sum slot = new Sum();
            for (PieceResult piece : pieces) {
                slot.add(piece.slots.get(i));
            }
            scores.add(score(trial.part(), candidates.get(i), measures, stage, slot));
        }
        return scores;
    }

    private List<Score> failed(Trial trial, String reason) {
        return trial.candidates().stream()
                .map(candidate ->
                        new Score(candidate, trial.part(), sample.share(trial.part()), new Score.Failed(reason)))
                .toList();
    }

    private Score score(int part, Candidate candidate, FieldMeasures measures, Sum stage, Sum sum) {
        Score.Outcome outcome = sum.failure
                .<Score.Outcome>map(Score.Failed::new)
                .orElseGet(() -> new Score.Measured(
                        measures,
                        sample.bytes(part),
                        sum.encodedBytes + documents.bytes(candidate),
                        (stage.encodeNanos + sum.encodeNanos) / 1e9,
                        (stage.decodeNanos + sum.decodeNanos) / 1e9,
                        Math.max(stage.peakBytes, sum.peakBytes)));
        return new Score(candidate, part, sample.share(part), outcome);
    }

    private ChunkErrors measure(
            SweepSample.Piece piece,
            BoundStage stage,
            FieldComparison.Depth depth,
            Sum stageSum,
            List<Sum> sums,
            Scratch scratch) {
        if (piece.data().isAll(sample.fill())) {
            return comparison.compare(piece.region(), piece.data(), piece.data(), depth);
        }
        NdArray chunk = stage.chain.padded(piece.data());
        long start = System.nanoTime();
        Bytes encoded = owned(stage.chain.encode(chunk, scratch), scratch);
        long encodedAt = System.nanoTime();
        String digest = CompressedSizes.digest(encoded);
        for (int i = 0; i < sums.size(); i++) {
            compress(encoded, digest, stage.compressors.get(i), sums.get(i), scratch);
        }
        long decodeStart = System.nanoTime();
        NdArray decoded = stage.chain.decode(encoded, scratch);
        stageSum.decodeNanos += System.nanoTime() - decodeStart;
        stageSum.encodeNanos += encodedAt - start;
        stageSum.peakBytes = Math.max(stageSum.peakBytes, chunk.payloadBytes() + encoded.length());
        return comparison.compare(piece.region(), piece.data(), piece.inside(decoded), depth);
    }

    private static Bytes owned(Bytes bytes, Scratch scratch) {
        return scratch.holds(bytes) ? Bytes.wrap(bytes.toArray()) : bytes;
    }

    /** Sizes and times one compressor; a failure is its own. */
    private void compress(Bytes stageBytes, String digest, BoundSlot slot, Sum sum, Scratch scratch) {
        if (sum.failure.isPresent()) {
            return;
        }
        try {
            CompressedSizes.Size size = known.of(stageBytes, digest, slot.codecs, () -> slot.size(stageBytes, scratch));
            sum.encodedBytes += size.bytes();
            sum.encodeNanos += size.encodeNanos();
            sum.decodeNanos += size.decodeNanos();
            sum.peakBytes = Math.max(sum.peakBytes, stageBytes.length() + size.bytes());
        } catch (CodecException | IllegalArgumentException | ArithmeticException e) {
            sum.failure = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** A stage that knows its chunk, and compressors that know its bytes. */
    private record BoundStage(CodecChain.Bound chain, List<BoundSlot> compressors) {
        static BoundStage of(Stage stage, ChunkSpec spec, List<List<BytesToBytesCodec>> slots) {
            CodecChain.Bound chain = new CodecChain(stage.filters(), stage.serializer(), List.of()).bind(spec);
            ChunkSpec serialized = spec;
            for (ArrayToArrayCodec filter : stage.filters()) {
                serialized = filter.bind(serialized).encodedSpec();
            }
            int typeBytes = serialized.type().isFixedSize() ? serialized.type().sizeBytes() : 1;
            return new BoundStage(
                    chain,
                    slots.stream()
                            .map(slot -> BoundSlot.of(slot, chain.encodedSize(), typeBytes))
                            .toList());
        }
    }

    /** Compressors that know how many bytes there are. */
    private record BoundSlot(List<BytesToBytesCodec> codecs, List<BytesToBytesCodec.Bound> bound) {
        static BoundSlot of(List<BytesToBytesCodec> slot, EncodedSize size, int typeBytes) {
            List<BytesToBytesCodec.Bound> bound = new ArrayList<>();
            EncodedSize before = size;
            for (BytesToBytesCodec codec : slot) {
                BytesToBytesCodec.Bound one = codec.bind(before, typeBytes);
                bound.add(one);
                before = one.encodedSize();
            }
            return new BoundSlot(slot, bound);
        }

        CompressedSizes.Size size(Bytes stageBytes, Scratch scratch) {
            long start = System.nanoTime();
            Bytes encoded = stageBytes;
            for (BytesToBytesCodec.Bound one : bound) {
                encoded = one.encode(encoded, scratch);
            }
            long encodedAt = System.nanoTime();
            Bytes decoded = encoded;
            for (int i = bound.size() - 1; i >= 0; i--) {
                decoded = bound.get(i).decode(decoded, scratch);
            }
            long decodedAt = System.nanoTime();
            if (!decoded.equals(stageBytes)) {
                throw new CodecException(
                        String.join(
                                "+",
                                codecs.stream().map(BytesToBytesCodec::name).toList()),
                        "does not give back what it compressed");
            }
            return new CompressedSizes.Size(encoded.length(), encodedAt - start, decodedAt - encodedAt);
        }
    }
}

package dev.varve.plan.sweep;

import dev.varve.array.DataType;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.measure.FieldStatistics;
import dev.varve.metadata.ChainNotation;
import java.util.AbstractList;
import java.util.List;
import java.util.Random;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * The chains that are tried on a field: every stage with every compressor. Of dc_toolkit's space there are 318 stages of
 * float32 and 519 of float64, with 33 compressors each; 108 of a float32 field that holds NaN; 9 of integers, 1 of single
 * bytes. The order in which chains are tried is a permutation that depends on their number alone, so that its first n are
 * a uniform choice and any more of them hold any fewer.
 */
public final class CandidateSpace {
    private static final int LEVEL_OF_CONSTANTS = 6;

    private final List<Stage> stages;
    private final List<List<BytesToBytesCodec>> compressors;
    private final List<UnavailableCodec> unavailable;
    private final int[] order;

    private CandidateSpace(
            List<Stage> stages, List<List<BytesToBytesCodec>> compressors, List<UnavailableCodec> unavailable) {
        this.stages = stages;
        this.compressors = compressors;
        this.unavailable = unavailable;
        this.order = permutation(Math.multiplyExact(stages.size(), compressors.size()));
    }

    /**
     * The space of a field.
     *
     * @param chunks what its chunks look like, those of the sample and those of the store; at least one, all of one type
     * @param field what is known of the whole field, whose extremes integers are laid between
     * @param options what part of the space is wanted; of a constant field, or one without numbers, it is one chain whatever
     *     is wanted
     * @throws NoChainException when nothing is left
     */
    public static CandidateSpace of(List<ChunkSpec> chunks, FieldStatistics field, SpaceOptions options) {
        DataType type = chunks.get(0).type();
        if (field.isConstant()) {
            Stage plain = new Stage(List.of(), ChainNotation.usualSerializer(type));
            return new CandidateSpace(
                    List.of(plain), List.of(List.of(new ZstdCodec(LEVEL_OF_CONSTANTS, false))), List.of());
        }
        List<Stage> stages = StageGrid.of(List.copyOf(chunks), field, options);
        List<List<BytesToBytesCodec>> compressors = CompressorGrid.of(type, options);
        if (stages.isEmpty() || compressors.isEmpty()) {
            throw new NoChainException("no chain is left for " + type + " elements of "
                    + (options.lossy() ? "" : "lossless ") + "filters " + labels(options.filters(), FilterClass::label)
                    + ", serializers " + labels(options.serializers(), SerializerClass::label) + ", compressors "
                    + labels(options.compressors(), CompressorClass::label));
        }
        return new CandidateSpace(stages, compressors, UnavailableCodec.of(chunks.get(0), field, options));
    }

    private static <E> String labels(Iterable<E> chosen, Function<E, String> label) {
        StringBuilder text = new StringBuilder();
        chosen.forEach(each -> text.append(text.isEmpty() ? "" : ",").append(label.apply(each)));
        return text.toString();
    }

    private static int[] permutation(int count) {
        int[] order = new int[count];
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }

    /** What decides the error of a chain; each once. */
    public List<Stage> stages() {
        return stages;
    }

    /** What makes a stage's bytes smaller: none or one codec each. */
    public List<List<BytesToBytesCodec>> compressors() {
        return compressors;
    }

    /** What would be tried if it were there. */
    public List<UnavailableCodec> unavailable() {
        return unavailable;
    }

    /** How many chains there are. */
    public int size() {
        return order.length;
    }

    /** All chains in the order in which they are tried, each made when it is asked for. */
    public List<Candidate> candidates() {
        return new Ordered();
    }

    /** The first chains of that order; all where there are no more. */
    public List<Candidate> candidates(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at most " + most + " candidates: must be 1 or more");
        }
        return candidates().subList(0, Math.min(most, size()));
    }

    private final class Ordered extends AbstractList<Candidate> implements RandomAccess {
        @Override
        public Candidate get(int index) {
            int at = order[index];
            return new Candidate(stages.get(at / compressors.size()), compressors.get(at % compressors.size()));
        }

        @Override
        public int size() {
            return order.length;
        }
    }
}

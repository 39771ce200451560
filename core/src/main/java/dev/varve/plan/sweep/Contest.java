package dev.varve.plan.sweep;

import dev.varve.codec.BytesToBytesCodec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a search is about.
 *
 * @param stages the stages to choose from, in the order of the space
 * @param slots the compressors that a stage may be followed by; none when it may not be chosen
 * @param ladders the stages that differ from one in a number only
 * @param gates what a decoded field has to keep
 * @param shares the share of the sample that each part is: 1 of part 0, and so on down to the smallest
 */
public record Contest(
        List<Stage> stages,
        Function<Stage, List<List<BytesToBytesCodec>>> slots,
        Function<Stage, Optional<ParameterLadder>> ladders,
        Gates gates,
        List<Double> shares) {
    public Contest {
        stages = List.copyOf(stages);
        shares = List.copyOf(shares);
        if (shares.isEmpty() || shares.get(0) != 1) {
            throw new IllegalArgumentException("part 0 is the whole sample, not " + shares);
        }
    }

    /** The smallest part. */
    int smallestPart() {
        return shares.size() - 1;
    }

    /** What messages call a part. */
    String name(int part) {
        return part == 0 ? "the sample" : String.format(Locale.ROOT, "%.2g of the sample", shares.get(part));
    }
}

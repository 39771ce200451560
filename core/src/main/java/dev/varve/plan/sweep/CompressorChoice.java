package dev.varve.plan.sweep;

import dev.varve.codec.BytesToBytesCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which compressors a search tries on a stage, from few and cheap ones to all levels of what is near the best.
 *
 * @param slots the compressors that a stage may be followed by
 */
record CompressorChoice(Function<Stage, List<List<BytesToBytesCodec>>> slots) {
    private static final int MOST_PROXIES = 3;

    /** The strongest cheap compressor of each kind, the most telling kinds first; the fastest when none is cheap. */
    List<List<BytesToBytesCodec>> proxies(Stage stage) {
        List<List<BytesToBytesCodec>> sorted = fastestFirst(stage);
        Map<String, List<BytesToBytesCodec>> cheap = new HashMap<>();
        sorted.stream()
                .filter(slot -> !slot.isEmpty() && CompressorCost.isCheap(slot))
                .forEach(slot -> cheap.put(CompressorCost.kind(slot), slot));
        List<List<BytesToBytesCodec>> strongest = cheap.values().stream()
                .sorted(CompressorCost.tellingFirst())
                .limit(MOST_PROXIES)
                .toList();
        return strongest.isEmpty() ? sorted.subList(0, Math.min(1, sorted.size())) : strongest;
    }

    /** The most telling of them alone, where only the stage's errors matter. */
    List<List<BytesToBytesCodec>> proxy(Stage stage) {
        return proxies(stage).subList(0, 1);
    }

    /** One compressor of each kind, of a middling level. */
    List<List<BytesToBytesCodec>> probes(Stage stage) {
        Map<String, List<List<BytesToBytesCodec>>> kinds = new LinkedHashMap<>();
        for (List<BytesToBytesCodec> slot : fastestFirst(stage)) {
            kinds.computeIfAbsent(CompressorCost.kind(slot), unused -> new ArrayList<>())
                    .add(slot);
        }
        return kinds.values().stream()
                .map(levels -> levels.get(levels.size() / 2))
                .toList();
    }

    /** All levels of some kinds. */
    List<List<BytesToBytesCodec>> levels(Stage stage, Set<String> kinds) {
        return slots.apply(stage).stream()
                .filter(slot -> kinds.contains(CompressorCost.kind(slot)))
                .toList();
    }

    private List<List<BytesToBytesCodec>> fastestFirst(Stage stage) {
        return slots.apply(stage).stream().sorted(CompressorCost.fastestFirst()).toList();
    }
}

package dev.varve.run.compress;

import dev.varve.codec.CodecChain;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.run.sweep.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The chains that are tried on a field, in order; the last one is lossless and keeps every budget. */
public final class Attempts {
    private Attempts() {}

    /**
     * The chains of a recipe.
     *
     * @param isPortable whether only chains are taken that any Zarr v3 reader may be expected to decode
     * @param lossless what is taken when no other keeps the budget
     */
    public static List<Attempt> of(Recipe recipe, boolean isPortable, CodecChain lossless) {
        List<Attempt> attempts = new ArrayList<>();
        for (Recipe.Ranked ranked : recipe.ranked()) {
            if (ranked.isPortable() || !isPortable) {
                attempts.add(attempt(ranked.chain(), OptionalDouble.of(ranked.ratio())));
            }
        }
        return endingWith(attempts, lossless);
    }

    /** One chain. */
    public static List<Attempt> of(CodecChain chain, CodecChain lossless) {
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(attempt(chain, OptionalDouble.empty()));
        return endingWith(attempts, lossless);
    }

    /** Nothing but the lossless chain. */
    public static List<Attempt> lossless(CodecChain lossless) {
        return endingWith(new ArrayList<>(), lossless);
    }

    private static List<Attempt> endingWith(List<Attempt> attempts, CodecChain lossless) {
        boolean isLast =
                !attempts.isEmpty() && attempts.get(attempts.size() - 1).chain().isLossless();
        if (!isLast) {
            attempts.add(attempt(lossless, OptionalDouble.empty()));
        }
        return List.copyOf(attempts);
    }

    private static Attempt attempt(CodecChain chain, OptionalDouble ratio) {
        return new Attempt(new ChainNotation(CodecRegistry.standard()).print(chain), chain, ratio);
    }
}

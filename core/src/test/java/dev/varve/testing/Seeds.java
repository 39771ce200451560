package dev.varve.testing;

import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Properties tried on seeded random cases. A failing case names its seed; {@code -Dseed=N} tries that one alone. */
public final class Seeds {
    private Seeds() {}

    /** Tries a property; the failure of a case is reported with its seed. */
    public static void check(int cases, Consumer<Random> property) {
        String only = System.getProperty("seed");
        LongStream seeds = only == null ? LongStream.range(0, cases) : LongStream.of(Long.parseLong(only));
        seeds.forEach(seed -> {
            try {
                property.accept(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("failed with -Dseed=" + seed + ": " + e.getMessage(), e);
            }
        });
    }
}

package dev.varve.cli;

import dev.varve.array.Shape;
import dev.varve.dataset.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * How large variables are.
 *
 * @param decodedBytes bytes of their elements in memory; nothing when some element has no fixed size
 * @param storedBytes bytes of the file or store that hold them
 */
record Sizes(OptionalLong decodedBytes, long storedBytes) {
    /** One variable. */
    static Sizes of(Variable variable) {
        OptionalLong decoded = variable.type().isFixedSize()
                ? OptionalLong.of(
                        product(variable.shape().count(), variable.type().sizeBytes()))
                : OptionalLong.empty();
        return new Sizes(decoded, variable.storage().storedBytes());
    }

    /** All together; elements without a fixed size count as they are stored. */
    static Sizes of(List<Variable> variables) {
        long decoded = 0;
        long stored = 0;
        for (Variable variable : variables) {
            Sizes sizes = of(variable);
            decoded = sum(decoded, sizes.decodedBytes().orElse(sizes.storedBytes()));
            stored = sum(stored, sizes.storedBytes());
        }
        return new Sizes(OptionalLong.of(decoded), stored);
    }

    /** A file may claim more than can be counted. */
    private static long product(long count, int bytes) {
        return count > Long.MAX_VALUE / bytes ? Long.MAX_VALUE : count * bytes;
    }

    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** Decoded over stored bytes, where both are known and there is something stored. */
    Optional<Double> ratio() {
        return decodedBytes.isPresent() && storedBytes > 0
                ? Optional.of((double) decodedBytes.getAsLong() / storedBytes)
                : Optional.empty();
    }

    /** The ratio for people: {@code 2.06}, or {@code -}. */
    String ratioText() {
        return ratio().map(r -> String.format(Locale.ROOT, r < 100 ? "%.2f" : "%.0f", r))
                .orElse("-");
    }

    /** The decoded size for people, or {@code -}. */
    String decodedText() {
        return decodedBytes.isPresent() ? new ByteSize(decodedBytes.getAsLong()).toString() : "-";
    }

    /** A shape for people: {@code 1 x 90 x 180}, or {@code -}. */
    static String shapeText(Optional<Shape> shape) {
        return shape.filter(s -> s.rank() > 0)
                .map(s -> Arrays.stream(s.extents()).mapToObj(Long::toString).collect(Collectors.joining(" x ")))
                .orElse("-");
    }
}

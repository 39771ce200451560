package dev.varve.cli;

import dev.varve.array.ElementText;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of attributes as people read them; numbers carry their type where it is not the one first thought of. */
final class AttributeText {
    private AttributeText() {}

    /** The value: {@code "K"}, {@code 1, 2, 3}, {@code 0.5 float32}. */
    static String of(Attribute.Value value) {
        if (value instanceof Attribute.Text text) {
            return quoted(text.text());
        }
        if (value instanceof Attribute.Strings strings) {
            List<String> texts = strings.texts();
            return texts.isEmpty()
                    ? "no strings"
                    : texts.stream().map(AttributeText::quoted).collect(Collectors.joining(", "));
        }
        if (value instanceof Attribute.Numbers numbers) {
            return numbers(numbers.numbers());
        }
        return ((Attribute.Json) value).json();
    }

    private static String quoted(String text) {
        return '"' + Printable.of(text) + '"';
    }

    private static String numbers(NdArray block) {
        int count = Math.toIntExact(block.shape().count());
        boolean isUsual = block.type() == NumericType.INT32 || block.type() == NumericType.FLOAT64;
        String list = IntStream.range(0, count)
                .mapToObj(i -> ElementText.of(block, i))
                .collect(Collectors.joining(", "));
        return count == 0 ? "no " + block.type() : list + (isUsual ? "" : " (" + block.type() + ")");
    }
}

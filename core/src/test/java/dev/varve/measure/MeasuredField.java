package dev.varve.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A field of {@code fixtures/measure}, what became of it, and what numpy says of both. */
record MeasuredField(
        String name,
        FieldComparison.Settings settings,
        NdArray original,
        NdArray decoded,
        Map<String, double[]> expected) {

    static byte[] bytes(String file) {
        try (InputStream in = MeasuredField.class.getResourceAsStream("/fixtures/measure/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All fields of {@code measures.txt}. */
    static List<MeasuredField> all() {
        List<MeasuredField> fields = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : new String(bytes("measures.txt"), UTF_8).split("\n", -1)) {
            if (line.startsWith("case ") || line.isEmpty()) {
                if (!lines.isEmpty()) {
                    fields.add(parse(lines));
                }
                lines.clear();
            }
            lines.add(line);
        }
        return fields;
    }

    static MeasuredField named(String name) {
        return all().stream()
                .filter(field -> field.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static MeasuredField parse(List<String> lines) {
        Map<String, String[]> facts = new HashMap<>();
        Map<String, double[]> expected = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("expect")) {
                expected.put(words[1], numbers(Arrays.copyOfRange(words, 2, words.length)));
            } else {
                facts.put(words[0], Arrays.copyOfRange(words, 1, words.length));
            }
        }
        Shape shape = Shape.of(
                Arrays.stream(facts.get("shape")).mapToLong(Long::parseLong).toArray());
        List<AxisRole> roles = Arrays.stream(facts.get("roles"))
                .map(word -> AxisRole.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
        double[] bounds = numbers(facts.get("bounds"));
        FieldComparison.Settings settings = new FieldComparison.Settings(
                shape,
                roles,
                Arrays.stream(numbers(facts.get("missing"))).boxed().toList(),
                bounds.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(bounds[0]),
                bounds.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(bounds[1]),
                bounds.length == 0 ? 0 : bounds[2]);
        NumericType type = NumericType.valueOf(facts.get("type")[0].toUpperCase(Locale.ROOT));
        Function<String, NdArray> block =
                key -> NdArray.of(type, shape, Bytes.wrap(Base64.getDecoder().decode(facts.get(key)[0])));
        return new MeasuredField(
                facts.get("case")[0], settings, block.apply("original"), block.apply("decoded"), expected);
    }

    static double[] numbers(String... words) {
        return Arrays.stream(words).mapToDouble(MeasuredField::number).toArray();
    }

    private static double number(String word) {
        return switch (word) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(word);
        };
    }

    /** What numpy computed; none where it does not apply. */
    OptionalDouble expected(String key) {
        double[] found = expected.get(key);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found[0]);
    }

    /** The field cut into chunks of at most this shape, in C order. */
    List<Region> chunks(long... chunk) {
        List<Region> found = new ArrayList<>();
        cut(new long[chunk.length], new long[chunk.length], 0, chunk, found);
        return found;
    }

    private void cut(long[] start, long[] stop, int axis, long[] chunk, List<Region> found) {
        if (axis == chunk.length) {
            found.add(Region.between(start, stop));
            return;
        }
        for (long at = 0; at < original.shape().extent(axis); at += chunk[axis]) {
            start[axis] = at;
            stop[axis] = Math.min(original.shape().extent(axis), at + chunk[axis]);
            cut(start, stop, axis + 1, chunk, found);
        }
    }

    FieldComparison comparison() {
        return new FieldComparison(settings, expected("q99Cut"));
    }

    ChunkErrors compare(Region chunk, FieldComparison.Depth depth) {
        return comparison().compare(chunk, original.slice(chunk), decoded.slice(chunk), depth);
    }

    FieldMeasures measures(List<Region> chunks, FieldComparison.Depth depth) {
        return comparison()
                .combine(chunks.stream().map(chunk -> compare(chunk, depth)).toList());
    }
}

package dev.varve.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random JSON. */
final class RandomJson {
    private RandomJson() {}

    static JsonObject object(Random random, int depth) {
        JsonObject.Builder object = JsonObject.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(text(random), value(random, depth - 1));
        }
        return object.build();
    }

    static Json value(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 8 : 6);
        if (kind == 0) {
            return JsonNull.NULL;
        }
        if (kind == 1) {
            return JsonBoolean.of(random.nextBoolean());
        }
        if (kind == 2) {
            return new JsonString(text(random));
        }
        if (kind == 3) {
            return JsonNumber.of(random.nextLong() >> random.nextInt(64));
        }
        if (kind == 4) {
            return JsonNumber.of(Double.longBitsToDouble(random.nextLong()));
        }
        if (kind == 5) {
            return JsonNumber.NAN;
        }
        return kind == 6 ? object(random, depth) : array(random, depth);
    }

    private static JsonArray array(Random random, int depth) {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(random, depth - 1));
        }
        return new JsonArray(items);
    }

    /** Any UTF-16, half characters too. */
    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65536)));
        }
        return text.toString();
    }
}

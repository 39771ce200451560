package dev.varve.report;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Many numbers in little JSON, little-endian in base 64: lists as float32, maps as 16-bit steps between their extremes, of
 * which 65535 stands for NaN.
 */
final class PackedNumbers {
    private static final int STEPS = 65534;
    private static final int NONE = 65535;

    private PackedNumbers() {}

    /** A list as text. */
    static Json list(List<Double> numbers) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(4, numbers.size()));
        numbers.forEach(number -> bytes.putFloat(number.floatValue()));
        return text(bytes);
    }

    /** Numbers as float64, for what is compared with limits. */
    static Json doubles(double[] numbers) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(8, numbers.length));
        bytes.asDoubleBuffer().put(numbers);
        return text(bytes);
    }

    /** Numbers as float32. */
    static Json floats(float[] numbers) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(4, numbers.length));
        bytes.asFloatBuffer().put(numbers);
        return text(bytes);
    }

    /** Numbers from 0 to 65535. */
    static Json shorts(int[] numbers) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(2, numbers.length));
        for (int number : numbers) {
            bytes.putShort((short) number);
        }
        return text(bytes);
    }

    /** The list that a text is. */
    static List<Double> list(JsonCursor cursor) throws MetadataException {
        ByteBuffer bytes = bytes(cursor);
        if (bytes.remaining() % 4 != 0) {
            throw cursor.error(bytes.remaining() + " bytes are no float32 numbers");
        }
        List<Double> numbers = new ArrayList<>();
        while (bytes.hasRemaining()) {
            numbers.add((double) bytes.getFloat());
        }
        return numbers;
    }

    /** A map. */
    static Json map(PixelMap map) {
        float min = map.min();
        float max = map.max();
        boolean isEmpty = Float.isNaN(min);
        double step = isEmpty || min == max ? 1 : ((double) max - min) / STEPS;
        int[] steps = new int[map.width() * map.height()];
        for (int row = 0; row < map.height(); row++) {
            for (int column = 0; column < map.width(); column++) {
                float value = map.at(row, column);
                steps[row * map.width() + column] =
                        Float.isNaN(value) ? NONE : (int) Math.min(STEPS, Math.rint(((double) value - min) / step));
            }
        }
        return JsonObject.builder()
                .put("width", map.width())
                .put("height", map.height())
                .put("min", JsonNumber.of(isEmpty ? 0 : (double) min))
                .put("step", JsonNumber.of(step))
                .put("steps", shorts(steps))
                .build();
    }

    /** The map that an object is. */
    static PixelMap map(JsonCursor cursor) throws MetadataException {
        int width = (int) cursor.get("width").integer(1, PixelMap.MAX_WIDTH);
        int height = (int) cursor.get("height").integer(1, PixelMap.MAX_HEIGHT);
        double min = number(cursor.get("min"));
        double step = number(cursor.get("step"));
        ByteBuffer bytes = bytes(cursor.get("steps"));
        if (bytes.remaining() != 2 * width * height) {
            throw cursor.error(bytes.remaining() + " bytes for a map of " + width + " x " + height);
        }
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            int steps = bytes.getShort() & 0xffff;
            values[i] = steps == NONE ? Float.NaN : (float) (min + steps * step);
        }
        return new PixelMap(width, height, values);
    }

    /** A number. */
    static double number(JsonCursor cursor) throws MetadataException {
        if (cursor.value() instanceof JsonNumber number) {
            return number.toDouble();
        }
        throw cursor.error("is " + cursor.value().kind() + ", not a number");
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Json text(ByteBuffer bytes) {
        byte[] all = new byte[bytes.capacity()];
        bytes.rewind().get(all);
        return new JsonString(Base64.getEncoder().encodeToString(all));
    }

    private static ByteBuffer bytes(JsonCursor cursor) throws MetadataException {
        String text = cursor.string();
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IllegalArgumentException e) {
            MetadataException failure = cursor.error("is not base 64");
            failure.initCause(e);
            throw failure;
        }
    }
}

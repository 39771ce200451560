package dev.varve.formats.netcdf4;

import dev.varve.array.ElementText;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes in the form in which {@link Truth} has them: integers as text, floating point as doubles. */
final class AttributeTexts {
    private AttributeTexts() {}

    /** Names to types and values, in the order of the attributes. */
    static Map<String, Object> of(List<Attribute> attributes) {
        Map<String, Object> texts = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            texts.put(attribute.name(), Map.of("type", type(attribute), "value", values(attribute)));
        }
        return texts;
    }

    private static String type(Attribute attribute) {
        if (attribute.value() instanceof Attribute.Numbers numbers) {
            return numbers.numbers().type().toString();
        }
        return attribute.value() instanceof Attribute.Text ? "char" : "string";
    }

    /** The values alone. */
    static List<Object> values(Attribute attribute) {
        if (attribute.value() instanceof Attribute.Text text) {
            return List.of(text.text());
        }
        if (attribute.value() instanceof Attribute.Strings strings) {
            return List.copyOf(strings.texts());
        }
        NdArray numbers = ((Attribute.Numbers) attribute.value()).numbers();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < numbers.shape().extent(0); i++) {
            values.add(number(numbers, i));
        }
        return values;
    }

    private static Object number(NdArray numbers, int i) {
        double value;
        if (numbers.type() == NumericType.FLOAT32) {
            value = Float.intBitsToFloat(numbers.data().getInt(Float.BYTES * i));
        } else if (numbers.type() == NumericType.FLOAT64) {
            value = Double.longBitsToDouble(numbers.data().getLong(Double.BYTES * i));
        } else {
            return ElementText.of(numbers, i);
        }
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }
}

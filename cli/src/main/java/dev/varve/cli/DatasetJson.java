package dev.varve.cli;

import dev.varve.array.ElementText;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Variable;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A dataset as JSON of the schema {@code varve.info/1}: groups in a flat list, parents first. */
final class DatasetJson {
    private DatasetJson() {}

    /** The whole dataset. */
    static JsonObject of(String name, Dataset dataset) {
        Sizes sizes = Sizes.of(dataset.variables());
        return JsonObject.builder()
                .put("schema", "varve.info/1")
                .put("path", name)
                .put("format", dataset.format())
                .put("decoded_bytes", sizes.decodedBytes().orElse(0))
                .put("stored_bytes", sizes.storedBytes())
                .put("groups", array(dataset.root().walk(), DatasetJson::group))
                .build();
    }

    private static <T> JsonArray array(Collection<T> items, Function<T, Json> each) {
        return new JsonArray(items.stream().map(each).toList());
    }

    private static Json group(Group group) {
        return JsonObject.builder()
                .put("path", "/" + group.path())
                .put("dimensions", array(group.dimensions(), DatasetJson::dimension))
                .put("variables", array(group.variables(), DatasetJson::variable))
                .put("unsupported", array(group.unsupported(), DatasetJson::unsupported))
                .put("attributes", array(group.attributes(), DatasetJson::attribute))
                .build();
    }

    private static Json dimension(Dimension dimension) {
        return JsonObject.builder()
                .put("name", dimension.name())
                .put("length", dimension.length())
                .put("unlimited", dimension.isUnlimited())
                .build();
    }

    private static Json unsupported(Group.Unsupported unsupported) {
        return JsonObject.builder()
                .put("path", "/" + unsupported.path())
                .put("reason", unsupported.reason())
                .build();
    }

    private static Json variable(Variable variable) {
        Sizes sizes = Sizes.of(variable);
        JsonObject.Builder json = JsonObject.builder()
                .put("path", "/" + variable.path())
                .put("type", variable.type().toString());
        variable.declared().ifPresent(declared -> json.put("enumeration", enumeration(declared)));
        json.put("dimensions", array(variable.dimensions(), d -> new JsonString("/" + d.path())))
                .put("shape", shape(variable.shape()))
                .put("layout", variable.storage().layout());
        variable.storage().chunkShape().ifPresent(chunk -> json.put("chunk_shape", shape(chunk)));
        variable.storage().shardShape().ifPresent(shard -> json.put("shard_shape", shape(shard)));
        json.put("codecs", array(variable.storage().filters(), JsonString::new));
        if (variable.type().isFixedSize()) {
            json.put(
                    "fill_value",
                    ElementText.of(variable.type(), variable.fill().bits()));
        }
        sizes.decodedBytes().ifPresent(bytes -> json.put("decoded_bytes", bytes));
        return json.put("stored_bytes", sizes.storedBytes())
                .put("attributes", array(variable.attributes(), DatasetJson::attribute))
                .build();
    }

    private static Json enumeration(DeclaredType declared) {
        DeclaredType.Enumeration enumeration = (DeclaredType.Enumeration) declared;
        JsonObject.Builder members = JsonObject.builder();
        enumeration.members().forEach(members::put);
        return JsonObject.builder()
                .put("name", enumeration.name())
                .put("members", members.build())
                .build();
    }

    private static Json shape(Shape shape) {
        return JsonArray.of(shape.extents());
    }

    /** A value always looks as its type says: one text, a list of texts, a list of numbers. */
    private static Json attribute(Attribute attribute) {
        JsonObject.Builder json = JsonObject.builder().put("name", attribute.name());
        Attribute.Value value = attribute.value();
        if (value instanceof Attribute.Text text) {
            json.put("type", "char").put("value", text.text());
        } else if (value instanceof Attribute.Strings strings) {
            json.put("type", "string").put("value", array(strings.texts(), JsonString::new));
        } else if (value instanceof Attribute.Numbers numbers) {
            json.put("type", numbers.numbers().type().toString()).put("value", numbers(numbers.numbers()));
        } else {
            json.put("type", "json").put("value", ((Attribute.Json) value).json());
        }
        return json.build();
    }

    /** Numbers as JSON has them; NaN, infinities, truth values and complex numbers as text. */
    private static Json numbers(NdArray block) {
        return new JsonArray(IntStream.range(0, Math.toIntExact(block.shape().count()))
                .mapToObj(i -> ElementText.of(block, i))
                .<Json>map(text -> text.matches("-?[0-9.]+(E-?[0-9]+)?") ? new JsonNumber(text) : new JsonString(text))
                .toList());
    }
}

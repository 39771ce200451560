package dev.varve.metadata;

import dev.varve.codec.filter.ReshapeCodec;
import dev.varve.codec.filter.SqueezeCodec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the filters of the registered extensions, and of zarrs, are written. */
final class RegisteredFilters {
    private RegisteredFilters() {}

    static List<CodecFormat<?>> all() {
        return List.of(reshape(), squeeze());
    }

    private static CodecFormat<ReshapeCodec> reshape() {
        return new CodecFormat<>(
                ReshapeCodec.NAME,
                ReshapeCodec.class,
                List.of(Parameter.required("shape")),
                Standing.PORTABLE,
                (configuration, registry) -> {
                    List<ReshapeCodec.Extent> shape = new ArrayList<>();
                    for (JsonCursor item : configuration.get("shape").items()) {
                        shape.add(extent(item));
                    }
                    return new ReshapeCodec(shape);
                },
                Optional.of((codec, registry) -> JsonObject.of(
                        "shape",
                        new JsonArray(codec.shape().stream()
                                .map(RegisteredFilters::toJson)
                                .toList()))));
    }

    private static ReshapeCodec.Extent extent(JsonCursor item) throws MetadataException {
        if (item.value() instanceof JsonArray) {
            List<Integer> axes = new ArrayList<>();
            for (JsonCursor axis : item.items()) {
                axes.add((int) axis.integer(0, ArrayMetadata.MAX_RANK));
            }
            return new ReshapeCodec.Axes(axes);
        }
        long extent = item.integer(-1, Long.MAX_VALUE);
        return extent == -1 ? new ReshapeCodec.Rest() : new ReshapeCodec.Fixed(extent);
    }

    private static Json toJson(ReshapeCodec.Extent extent) {
        if (extent instanceof ReshapeCodec.Axes axes) {
            return JsonArray.of(
                    axes.axes().stream().mapToLong(Integer::longValue).toArray());
        }
        return JsonNumber.of(extent instanceof ReshapeCodec.Fixed fixed ? fixed.extent() : -1);
    }

    private static CodecFormat<SqueezeCodec> squeeze() {
        return new CodecFormat<>(
                SqueezeCodec.NAME,
                SqueezeCodec.class,
                List.of(),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new SqueezeCodec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }
}

package dev.varve.report;

import java.util.List;
import java.util.Optional;

/**
 * What a portrait needs to know of a sample beside its numbers.
 *
 * @param variable its path in the source
 * @param longName what people call it; empty when not known
 * @param units its unit; empty when not known
 * @param axes the sample's axes in order
 * @param places where the cells of its one horizontal axis lie; none where two axes are rows and columns
 * @param missing numbers that stand for no number, beside NaN
 */
public record FieldScene(
        String variable,
        String longName,
        String units,
        List<PortraitAxis> axes,
        Optional<CellPlaces> places,
        List<Double> missing) {
    public FieldScene {
        axes = List.copyOf(axes);
        missing = List.copyOf(missing);
    }
}

package dev.varve.formats.netcdf4.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which axes of which variables lie on which dimension. */
final class ScaleUses {
    private final Map<Integer, List<Use>> uses = new HashMap<>();

    private ScaleUses() {}

    /** One axis of a variable, by the path of its dataset. */
    record Use(String objectPath, int axis) {}

    static ScaleUses of(FilePlan plan) {
        ScaleUses all = new ScaleUses();
        for (PlannedVariable variable : plan.variables()) {
            for (int axis = 0; axis < variable.axes().size() && !variable.isScale(); axis++) {
                all.uses
                        .computeIfAbsent(variable.axes().get(axis).id(), id -> new ArrayList<>())
                        .add(new Use(variable.objectPath(), axis));
            }
        }
        return all;
    }

    /** The uses of a dimension; those of scales do not count. */
    List<Use> of(PlannedDimension dimension) {
        return uses.getOrDefault(dimension.id(), List.of());
    }
}

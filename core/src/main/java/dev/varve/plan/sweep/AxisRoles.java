package dev.varve.plan.sweep;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Variable;
import dev.varve.measure.AxisRole;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what the axes of a variable stand for, from what their coordinate variables say (CF conventions, chapter 4): the
 * attribute {@code axis}, units such as {@code days since}, {@code calendar}, {@code positive}, standard names; else from
 * the dimension's name.
 */
public final class AxisRoles {
    private static final Set<String> TIME_NAMES = Set.of(
            "time",
            "t",
            "date",
            "datetime",
            "step",
            "lead_time",
            "leadtime",
            "valid_time",
            "forecast_time",
            "forecast_period",
            "forecast_reference_time",
            "reference_time",
            "initial_time",
            "init_time",
            "month",
            "year",
            "season",
            "member",
            "number",
            "realization",
            "ensemble",
            "ensemble_member");

    private static final Set<String> VERTICAL_NAMES = Set.of(
            "lev",
            "level",
            "levels",
            "plev",
            "pressure",
            "pressure_level",
            "isobaricinhpa",
            "height",
            "height_2",
            "altitude",
            "depth",
            "z",
            "alt",
            "model_level",
            "hybrid",
            "sigma",
            "layer",
            "soil_layer",
            "depthu",
            "depthv",
            "depthw",
            "depthbelowland",
            "generalvertical",
            "generalverticallayer");

    private static final Set<String> TIME_STANDARD_NAMES =
            Set.of("time", "forecast_period", "forecast_reference_time", "realization");

    private static final Set<String> VERTICAL_STANDARD_NAMES = Set.of(
            "air_pressure",
            "height",
            "altitude",
            "depth",
            "model_level_number",
            "geopotential_height",
            "ocean_sigma_coordinate",
            "ocean_s_coordinate",
            "atmosphere_sigma_coordinate",
            "atmosphere_hybrid_sigma_pressure_coordinate",
            "atmosphere_hybrid_height_coordinate");

    private AxisRoles() {}

    /** The roles of a variable's axes, in their order. */
    public static List<AxisRole> of(Dataset dataset, Variable variable) {
        return variable.dimensions().stream()
                .map(dimension -> role(dataset, dimension))
                .toList();
    }

    private static AxisRole role(Dataset dataset, Dimension dimension) {
        Optional<Variable> coordinate = dataset.variable(dimension.path());
        return coordinate.flatMap(AxisRoles::said).orElseGet(() -> named(dimension.name()));
    }

    /** What a coordinate variable says of its axis. */
    private static Optional<AxisRole> said(Variable coordinate) {
        String axis = text(coordinate, "axis").toUpperCase(Locale.ROOT);
        String standardName = text(coordinate, "standard_name").toLowerCase(Locale.ROOT);
        if (axis.equals("T")
                || text(coordinate, "units").contains(" since ")
                || coordinate.attribute("calendar").isPresent()
                || TIME_STANDARD_NAMES.contains(standardName)) {
            return Optional.of(AxisRole.TIME);
        }
        if (axis.equals("Z")
                || coordinate.attribute("positive").isPresent()
                || VERTICAL_STANDARD_NAMES.contains(standardName)) {
            return Optional.of(AxisRole.VERTICAL);
        }
        return axis.equals("X") || axis.equals("Y") ? Optional.of(AxisRole.HORIZONTAL) : Optional.empty();
    }

    private static AxisRole named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (TIME_NAMES.contains(lower)) {
            return AxisRole.TIME;
        }
        return VERTICAL_NAMES.contains(lower) ? AxisRole.VERTICAL : AxisRole.HORIZONTAL;
    }

    private static String text(Variable variable, String name) {
        return variable.text(name).orElse("");
    }
}

package dev.varve.formats.netcdf4;

import dev.varve.array.NdArray;
import dev.varve.formats.hdf5.Datatype;
import dev.varve.formats.hdf5.Hdf5Attribute;
import dev.varve.formats.hdf5.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names that netCDF-4 and the HDF5 dimension scale specification keep for themselves ({@code nc4internal.h} and
 * {@code hdf5internal.h} of netCDF-C).
 */
public final class Conventions {
    /** The scales of a variable's axes. */
    public static final String DIMENSION_LIST = "DIMENSION_LIST";

    /** The axes that a scale belongs to. */
    public static final String REFERENCE_LIST = "REFERENCE_LIST";

    /** The numbers of a variable's dimensions. */
    public static final String COORDINATES = "_Netcdf4Coordinates";

    /** A variable that is named like a dimension without being its scale has this in front of its name. */
    public static final String NON_COORDINATE = "_nc4_non_coord_";

    /** The number of a scale's dimension. */
    public static final String DIMENSION_ID = "_Netcdf4Dimid";

    /** Which libraries wrote a file. */
    public static final String PROPERTIES = "_NCProperties";

    private static final String STRICT = "_nc3_strict";

    /** What a dataset is for; that of a scale is {@link #SCALE}. */
    public static final String CLASS = "CLASS";

    /** What a scale is called. */
    public static final String NAME = "NAME";

    /** The class of dimension scales. */
    public static final String SCALE = "DIMENSION_SCALE";

    /** How the name of a scale begins that is no variable. */
    public static final String DIMENSION_ONLY = "This is a netCDF dimension but not a netCDF variable.";

    private static final Set<String> HIDDEN =
            Set.of(DIMENSION_LIST, REFERENCE_LIST, COORDINATES, DIMENSION_ID, PROPERTIES, STRICT);

    private Conventions() {}

    /** Whether the attributes are those of a dimension scale. */
    static boolean isScale(List<Hdf5Attribute> attributes) {
        return text(attributes, CLASS).filter(SCALE::equals).isPresent();
    }

    /** Whether the attributes are those of a dimension without a variable. */
    static boolean isDimensionOnly(List<Hdf5Attribute> attributes) {
        return text(attributes, NAME).filter(n -> n.startsWith(DIMENSION_ONLY)).isPresent();
    }

    /** Whether an attribute is the format's own; {@code CLASS} and {@code NAME} are, on a scale. */
    static boolean isHidden(String name, boolean isOnScale) {
        return HIDDEN.contains(name) || (isOnScale && (name.equals(CLASS) || name.equals(NAME)));
    }

    /** NetCDF's number of a dimension. */
    static Optional<Long> dimensionId(List<Hdf5Attribute> attributes) {
        return find(attributes, DIMENSION_ID)
                .filter(a -> a.space().count() == 1)
                .flatMap(Conventions::integers)
                .map(ids -> ids[0]);
    }

    /** The values of an attribute of 32-bit integers. */
    static Optional<long[]> integers(Hdf5Attribute attribute) {
        Optional<NdArray> numbers = attribute.type() instanceof Datatype.FixedPoint integer && integer.sizeBytes() == 4
                ? attribute.numbers()
                : Optional.empty();
        return numbers.map(array -> {
            long[] values = new long[array.data().length() / Integer.BYTES];
            for (int i = 0; i < values.length; i++) {
                values[i] = array.data().getInt(i * Integer.BYTES);
            }
            return values;
        });
    }

    /** What kind of file it is: dimension scales make HDF5 what netCDF-4 is. */
    static String format(GroupNode root) {
        if (find(root.attributes, STRICT).isPresent()) {
            return "NetCDF-4 classic model (HDF5)";
        }
        boolean isNetcdf = find(root.attributes, PROPERTIES).isPresent()
                || root.axes.stream().anyMatch(a -> a.address() >= 0);
        return isNetcdf ? "NetCDF-4 (HDF5)" : "HDF5";
    }

    private static Optional<String> text(List<Hdf5Attribute> attributes, String name) {
        return find(attributes, name)
                .filter(a ->
                        a.type() instanceof Datatype.FixedString && a.space().count() == 1)
                .map(a -> Text.decode(Text.untilNul(a.data())));
    }

    private static Optional<Hdf5Attribute> find(List<Hdf5Attribute> attributes, String name) {
        return attributes.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}

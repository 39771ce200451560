package dev.varve.formats.netcdf4.write;

import dev.varve.dataset.Dimension;

/**
 * A dimension of the file.
 *
 * @param dimension the dimension as the dataset has it
 * @param id its number among all dimensions of the file
 */
record PlannedDimension(Dimension dimension, int id) {
    /** The path of the group that it is defined in. */
    String group() {
        return Paths.parent(dimension.path());
    }

    /** Whether it may grow. NetCDF has no fixed dimension of length 0: 0 is its word for an unlimited one. */
    boolean isUnlimited() {
        return dimension.isUnlimited() || dimension.length() == 0;
    }

    /** Whether a variable in this group sees the dimension. */
    boolean isSeenFrom(String groupPath) {
        return group().isEmpty() || groupPath.equals(group()) || groupPath.startsWith(group() + "/");
    }
}

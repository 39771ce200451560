package dev.varve.formats.netcdf3;

import dev.varve.dataset.Dimension;
import java.util.List;

/**
 * All that a header says.
 *
 * @param version which of the classic formats it is
 * @param records how many records there are
 * @param recordBytes how far apart records lie
 * @param dimensions the axes
 * @param attributes what is said about the dataset
 * @param variables the variables
 */
record Header(
        ClassicVersion version,
        long records,
        long recordBytes,
        List<Dimension> dimensions,
        List<ClassicAttribute> attributes,
        List<ClassicVariable> variables) {
    Header {
        dimensions = List.copyOf(dimensions);
        attributes = List.copyOf(attributes);
        variables = List.copyOf(variables);
    }
}

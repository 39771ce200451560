package dev.varve.formats.hdf5;

import dev.varve.dataset.SourceFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * One filter of a dataset's pipeline.
 *
 * @param id its registered number
 * @param name the name that the file gives it, perhaps empty
 * @param parameters its client data, 32-bit words
 */
public record Filter(int id, String name, List<Integer> parameters) {
    /** H5Z_MAX_NFILTERS of the library. */
    private static final int MAX_FILTERS = 32;

    /** Numbers below this one are the library's own, whose names are left out since version 2. */
    private static final int FIRST_REGISTERED = 256;

    public Filter {
        parameters = List.copyOf(parameters);
    }

    /** A parameter, or a default when there are fewer. */
    public int parameter(int index, int otherwise) {
        return index < parameters.size() ? parameters.get(index) : otherwise;
    }

    /** All parameters. */
    int[] parameterArray() {
        return parameters.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Reads a filter pipeline message (section IV.A.2.l): the filters in the order of writing. */
    static List<Filter> decode(Cursor in) throws SourceFormatException {
        int version = in.unsigned8();
        if (version != 1 && version != 2) {
            throw in.damaged("version " + version + " of a filter pipeline is not known");
        }
        int count = in.unsigned8();
        if (count > MAX_FILTERS) {
            throw in.damaged(count + " filters are more than " + MAX_FILTERS);
        }
        in.skip(version == 1 ? 6 : 0);
        List<Filter> filters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            filters.add(decode(in, version));
        }
        return filters;
    }

    private static Filter decode(Cursor in, int version) throws SourceFormatException {
        int id = in.unsigned16();
        int nameBytes = version == 1 || id >= FIRST_REGISTERED ? in.unsigned16() : 0;
        in.skip(2);
        int count = in.unsigned16();
        String name = in.padded(nameBytes);
        in.skip(version == 1 ? -nameBytes & 7 : 0);
        List<Integer> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parameters.add(in.bits32());
        }
        in.skip(version == 1 && count % 2 == 1 ? 4 : 0);
        return new Filter(id, name, parameters);
    }
}

package dev.varve.formats.netcdf3;

import dev.varve.array.Bytes;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.SourceFormatException;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the header of a classic file and checks it against the length of the file. */
final class HeaderParser {
    private static final int TAG_BYTES = 4;
    private static final int DIMENSIONS = 10;
    private static final int VARIABLES = 11;
    private static final int ATTRIBUTES = 12;
    /** NC_MAX_VAR_DIMS of netcdf.h. */
    private static final int MAX_RANK = 1024;

    private final RangeReader file;
    private final HeaderCursor in;
    private final ClassicVersion version;

    private HeaderParser(RangeReader file, HeaderCursor in, ClassicVersion version) {
        this.file = file;
        this.in = in;
        this.version = version;
    }

    /**
     * Reads the header.
     *
     * @throws SourceFormatException when it is none, contradicts itself, or the file is shorter than it says
     */
    static Header parse(RangeReader file) throws IOException {
        HeaderCursor in = new HeaderCursor(file);
        Bytes magic = in.take(TAG_BYTES);
        ClassicVersion version = ClassicVersion.of(magic.get(3))
                .filter(v -> magic.get(0) == 'C' && magic.get(1) == 'D' && magic.get(2) == 'F')
                .orElseThrow(() -> new SourceFormatException(
                        file.name(), "does not begin with CDF-1, CDF-2 or CDF-5: it is no classic netCDF file"));
        return new HeaderParser(file, in, version).parse();
    }

    /** An axis whose length is not yet known when it is that of the records. */
    private record ParsedDimension(String name, long length) {
        boolean isRecord() {
            return length == 0;
        }
    }

    /** A variable whose axes are not yet known. */
    private record ParsedVariable(
            String name, List<Integer> axes, List<ClassicAttribute> attributes, ClassicType type, long begin) {}

    private Header parse() throws IOException {
        OptionalLong records = records();
        List<ParsedDimension> dimensions = dimensions();
        List<ClassicAttribute> attributes = attributes();
        List<ParsedVariable> variables = variables(dimensions);
        // While the number of records is open, pieces and their distance can be known: neither depends on it.
        List<ClassicVariable> unsized = resolve(variables, dimensions, 0);
        RecordExtent extent = new RecordExtent(file, in.position(), unsized);
        long count = records.isPresent() ? records.getAsLong() : extent.streamedRecords();
        List<ClassicVariable> sized = resolve(variables, dimensions, count);
        extent.requireInside(sized, count);
        return new Header(version, count, extent.recordBytes(), sizedDimensions(dimensions, count), attributes, sized);
    }

    /** The number of records; nothing when all bits are set: the writer streamed and did not come back to say. */
    private OptionalLong records() throws IOException {
        long bits = in.bits(version.countBytes());
        boolean isStreaming = version.countBytes() == Integer.BYTES ? bits == 0xffffffffL : bits == -1;
        if (isStreaming) {
            return OptionalLong.empty();
        }
        if (bits < 0) {
            throw in.damaged(Long.toUnsignedString(bits) + " records are too many");
        }
        return OptionalLong.of(bits);
    }

    private long count() throws IOException {
        return in.unsigned(version.countBytes());
    }

    private long listLength(int tag, String what) throws IOException {
        long found = in.unsigned(TAG_BYTES);
        long length = count();
        if (found != tag && (found != 0 || length != 0)) {
            throw in.damaged("tag " + found + " where a list of " + what + " (" + tag + ") or nothing (0) must be");
        }
        return length;
    }

    private String name(String what) throws IOException {
        String name = HeaderCursor.text(in.takePadded(count()));
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw in.damaged("'" + name.replace('\0', '?') + "' cannot be the name of a " + what);
        }
        return name;
    }

    private List<ParsedDimension> dimensions() throws IOException {
        long length = listLength(DIMENSIONS, "dimensions");
        List<ParsedDimension> dimensions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean hasRecords = false;
        for (long i = 0; i < length; i++) {
            ParsedDimension dimension = new ParsedDimension(name("dimension"), count());
            if (!names.add(dimension.name())) {
                throw in.damaged("two dimensions are named '" + dimension.name() + "'");
            }
            if (dimension.isRecord() && hasRecords) {
                throw in.damaged("dimension '" + dimension.name() + "' is a second unlimited one");
            }
            hasRecords |= dimension.isRecord();
            dimensions.add(dimension);
        }
        return dimensions;
    }

    private List<ClassicAttribute> attributes() throws IOException {
        long length = listLength(ATTRIBUTES, "attributes");
        List<ClassicAttribute> attributes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (long i = 0; i < length; i++) {
            String name = name("attribute");
            if (!names.add(name)) {
                throw in.damaged("two attributes are named '" + name + "'");
            }
            ClassicType type = type("attribute '" + name + "'");
            long count = count();
            if (count > file.size() / type.sizeBytes()) {
                throw in.damaged("attribute '" + name + "' of " + count + " elements is more than the file has");
            }
            Bytes values = in.takePadded(count * type.sizeBytes());
            attributes.add(new ClassicAttribute(name, type, BigEndian.toLittle(values, type.sizeBytes())));
        }
        return attributes;
    }

    private ClassicType type(String of) throws IOException {
        long code = in.unsigned(TAG_BYTES);
        return ClassicType.of(code, version)
                .orElseThrow(() -> in.damaged("type " + code + " of " + of + " is none of " + version.label()));
    }

    private List<ParsedVariable> variables(List<ParsedDimension> dimensions) throws IOException {
        long length = listLength(VARIABLES, "variables");
        List<ParsedVariable> variables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (long i = 0; i < length; i++) {
            String name = name("variable");
            if (!names.add(name)) {
                throw in.damaged("two variables are named '" + name + "'");
            }
            List<Integer> axes = axes(name, dimensions);
            List<ClassicAttribute> attributes = attributes();
            ClassicType type = type("variable '" + name + "'");
            // The size in bytes is redundant, and wrong by design where it does not fit its 32 bits.
            in.take(version.countBytes());
            variables.add(new ParsedVariable(name, axes, attributes, type, in.unsigned(version.offsetBytes())));
        }
        return variables;
    }

    private List<Integer> axes(String variable, List<ParsedDimension> dimensions) throws IOException {
        long rank = count();
        if (rank > MAX_RANK) {
            throw in.damaged("variable '" + variable + "' has " + rank + " axes, more than netCDF's " + MAX_RANK);
        }
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            long id = count();
            if (id >= dimensions.size()) {
                throw in.damaged("variable '" + variable + "' lies on dimension " + id + " of " + dimensions.size());
            }
            if (axis > 0 && dimensions.get((int) id).isRecord()) {
                throw in.damaged("variable '" + variable + "' has the unlimited dimension as axis " + axis
                        + ", it must be the first");
            }
            axes.add((int) id);
        }
        return axes;
    }

    private static List<Dimension> sizedDimensions(List<ParsedDimension> dimensions, long records) {
        List<Dimension> sized = new ArrayList<>();
        for (ParsedDimension d : dimensions) {
            sized.add(new Dimension(d.name(), d.isRecord() ? records : d.length(), d.isRecord()));
        }
        return sized;
    }

    private static List<ClassicVariable> resolve(
            List<ParsedVariable> variables, List<ParsedDimension> dimensions, long records) {
        List<Dimension> sized = sizedDimensions(dimensions, records);
        List<ClassicVariable> resolved = new ArrayList<>();
        for (ParsedVariable v : variables) {
            List<Dimension> axes = v.axes().stream().map(sized::get).toList();
            resolved.add(new ClassicVariable(v.name(), axes, v.attributes(), v.type(), v.begin()));
        }
        return resolved;
    }
}

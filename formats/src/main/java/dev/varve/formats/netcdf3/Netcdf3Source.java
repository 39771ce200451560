package dev.varve.formats.netcdf3;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.store.FileRangeReader;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A classic netCDF file: CDF-1, CDF-2 or CDF-5, fixed and record variables of every type.
 *
 * <p>Everything lies in the root group. Characters are one-byte strings with all their axes. A variable's fill value is
 * its {@code _FillValue}, else netCDF's own for its type. A file that is shorter than its header says is refused when it
 * is opened: there is nothing in it that could be told from what was never written.
 */
public final class Netcdf3Source implements Source {
    private static final CodecChain BIG_ENDIAN = CodecChain.of(BytesCodec.BIG);
    private static final CodecChain SINGLE_BYTES = CodecChain.of(BytesCodec.ORDERLESS);

    private final RangeReader file;
    private final Header header;
    private final Dataset dataset;
    private final Map<String, ClassicVariable> variables;

    private Netcdf3Source(RangeReader file, Header header) {
        this.file = file;
        this.header = header;
        this.variables = new LinkedHashMap<>();
        header.variables().forEach(v -> variables.put(v.name(), v));
        this.dataset = dataset();
    }

    /**
     * Opens a local file.
     *
     * @throws dev.varve.dataset.SourceFormatException when it is no classic netCDF file, is damaged or cut short
     * @throws IOException when it cannot be read
     */
    public static Netcdf3Source open(Path path) throws IOException {
        return open(FileRangeReader.open(path));
    }

    /** As above; the file is closed with the source, and when it cannot be opened. */
    public static Netcdf3Source open(RangeReader file) throws IOException {
        try {
            return new Netcdf3Source(file, HeaderParser.parse(file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Dataset dataset() {
        List<Variable> described = new ArrayList<>();
        for (ClassicVariable variable : header.variables()) {
            described.add(describe(variable));
        }
        Group root =
                new Group("", header.dimensions(), described, List.of(), attributes(header.attributes()), List.of());
        return new Dataset(header.version().label(), root);
    }

    private static List<Attribute> attributes(List<ClassicAttribute> attributes) {
        return attributes.stream().map(ClassicAttribute::attribute).toList();
    }

    private static Variable describe(ClassicVariable variable) {
        long pieces = variable.isRecord() ? variable.shape().extent(0) : 1;
        Storage storage = new Storage(
                variable.isRecord() ? "record" : "contiguous",
                variable.isRecord() ? Optional.of(variable.pieceShape()) : Optional.empty(),
                Optional.empty(),
                List.of(),
                pieces * variable.pieceBytes());
        return new Variable(
                variable.name(),
                variable.type().type(),
                variable.dimensions(),
                fill(variable),
                attributes(variable.attributes()),
                storage,
                Optional.empty());
    }

    private static FillValue fill(ClassicVariable variable) {
        return variable.attribute("_FillValue")
                .filter(a -> a.type() == variable.type() && a.count() == 1)
                .map(a -> new FillValue(a.type().type(), a.values()))
                .orElseGet(variable.type()::defaultFill);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Dataset describe() {
        return dataset;
    }

    @Override
    public NdArray read(Variable variable, Region region) throws IOException {
        ClassicVariable stored = stored(variable);
        Shape shape = stored.shape();
        if (region.rank() != shape.rank() || !Region.whole(shape).contains(region)) {
            throw new IllegalArgumentException(
                    "region " + region + " is not inside variable '" + stored.name() + "' " + shape);
        }
        NdArray block = NdArray.allocate(stored.type().type(), region.shape());
        if (region.count() > 0) {
            RowReads.read(file, region, shape, stored.begin(), steps(stored), block);
        }
        return block;
    }

    /** A record of a record variable, or all of another one, is one chunk: big-endian, not compressed. */
    @Override
    public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) {
        ClassicVariable stored = stored(variable);
        Region cell;
        try {
            cell = new RegularGrid(stored.shape(), stored.pieceShape()).cell(chunkIndex);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "variable '" + stored.name() + "' has no chunk " + Arrays.toString(chunkIndex), e);
        }
        long record = stored.isRecord() ? chunkIndex[0] : 0;
        long offset = stored.begin() + record * header.recordBytes();
        CodecChain chain = stored.type().sizeBytes() == 1 ? SINGLE_BYTES : BIG_ENDIAN;
        return Optional.of(new ChunkReference(file.name(), offset, stored.pieceBytes(), chain, cell));
    }

    /** How far apart neighbours along each axis lie in the file, in bytes. */
    private long[] steps(ClassicVariable variable) {
        long[] steps = variable.pieceShape().strides();
        for (int axis = 0; axis < steps.length; axis++) {
            steps[axis] *= variable.type().sizeBytes();
        }
        if (variable.isRecord()) {
            steps[0] = header.recordBytes();
        }
        return steps;
    }

    private ClassicVariable stored(Variable variable) {
        ClassicVariable stored = variables.get(variable.path());
        if (stored == null) {
            throw new IllegalArgumentException(file.name() + " has no variable '" + variable.path() + "'");
        }
        return stored;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

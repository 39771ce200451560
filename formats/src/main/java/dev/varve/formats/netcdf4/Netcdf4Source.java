package dev.varve.formats.netcdf4;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.formats.hdf5.Hdf5File;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A NetCDF-4 or HDF5 file as a source. Its metadata is read when it is opened, a variable's chunk index when its first
 * chunk is; chunks are read by position and decoded by the caller's threads, without a lock.
 *
 * <p>A char array has all its axes and elements of one byte. Strings of fixed length are bytes, padded as the file has
 * them. Booleans of h5py are booleans, other enumerations integers whose names are in {@link Variable#declared()}. What
 * has no counterpart (compounds, opaque bytes, sequences, references, virtual and external datasets, unknown filters,
 * damaged headers) is listed in {@link dev.varve.dataset.Group#unsupported()}; an attribute under
 * {@code variable@attribute}.
 */
public final class Netcdf4Source implements Source {
    private final Hdf5File file;
    private final Dataset dataset;
    private final Map<String, OpenVariable> variables;

    private Netcdf4Source(Hdf5File file, Dataset dataset, Map<String, OpenVariable> variables) {
        this.file = file;
        this.dataset = dataset;
        this.variables = variables;
    }

    /**
     * Opens a file; closing the source closes the reader.
     *
     * @throws dev.varve.dataset.SourceFormatException when it is no HDF5 file, or is damaged beyond listing what it holds
     */
    public static Netcdf4Source open(RangeReader reader) throws IOException {
        Hdf5File file = Hdf5File.open(reader);
        TreeReader.Tree tree = TreeReader.read(file);
        AxisFinder.find(file, tree);
        TreeDescriber describer = new TreeDescriber(file, tree.namedTypes());
        Dataset dataset = new Dataset(Conventions.format(tree.root()), describer.describe(tree.root()));
        return new Netcdf4Source(file, dataset, describer.variables());
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
        return open(variable).read(region);
    }

    @Override
    public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) throws IOException {
        return open(variable).reference(file.name(), chunkIndex);
    }

    private OpenVariable open(Variable variable) {
        OpenVariable open = variables.get(variable.path());
        if (open == null) {
            throw new IllegalArgumentException(file.name() + " has no variable '" + variable.path() + "'");
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package dev.varve.formats.netcdf4.write;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.formats.hdf5.write.Hdf5Output;
import dev.varve.store.Durability;
import dev.varve.store.StagedTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A NetCDF-4 file as a sink: chunks are written as they come, what leads to them when it is committed. Each variable is one
 * object. Elements that are the variable's fill value in a whole chunk take no space. Memory is about 24 bytes per chunk,
 * and what names and attributes take.
 *
 * <p>One-byte strings become {@code char}, longer ones {@code char} with one more axis, text {@code string}, booleans
 * {@code byte} with the attribute {@code dtype} that xarray gives them. JSON attributes become their text.
 */
public final class Netcdf4Sink implements Sink {
    private final String name;
    private final StagedTarget target;
    private final Hdf5Output file;
    private final FilePlan plan;
    private final Durability durability;
    private final Map<String, VariableWriter> writers = new ConcurrentHashMap<>();

    private Netcdf4Sink(String name, StagedTarget target, Hdf5Output file, FilePlan plan, Durability durability) {
        this.name = name;
        this.target = target;
        this.file = file;
        this.plan = plan;
        this.durability = durability;
    }

    /**
     * How the variables of a dataset would be cut up; no file is touched.
     *
     * @return layouts by the variables' paths
     * @throws IllegalArgumentException when NetCDF-4 cannot hold something of the dataset; names it and says what to do
     */
    public static Map<String, Layout> layouts(Dataset dataset, Netcdf4Options options) {
        FilePlan plan = FilePlan.of(dataset, options);
        Map<String, Layout> layouts = new LinkedHashMap<>();
        for (Variable variable : dataset.variables()) {
            layouts.put(variable.path(), plan.variable(variable.path()).layout());
        }
        return layouts;
    }

    /**
     * Begins a file beside its final name.
     *
     * @param path the final name
     * @param dataset what the file will hold
     * @throws IllegalArgumentException when NetCDF-4 cannot hold something of the dataset; names it and says what to do
     * @throws java.nio.file.FileAlreadyExistsException when something is there that may not be replaced
     * @throws IOException when the file cannot be created
     */
    public static Netcdf4Sink create(Path path, Dataset dataset, Netcdf4Options options) throws IOException {
        FilePlan plan = FilePlan.of(dataset, options);
        StagedTarget target = StagedTarget.create(path, options.isReplacing());
        Hdf5Output file = Hdf5Output.create(target.staging());
        return new Netcdf4Sink(path.toString(), target, file, plan, options.durability());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Layout layout(Variable variable) {
        return plan.variable(variable.path()).layout();
    }

    @Override
    public ObjectWriter open(Variable variable, long... objectIndex) throws IOException {
        PlannedVariable planned = plan.variable(variable.path());
        planned.layout().objects().cell(objectIndex);
        VariableWriter writer = new VariableWriter(file, planned);
        if (writers.putIfAbsent(variable.path(), writer) != null) {
            throw new IllegalStateException(planned.label() + " was begun before");
        }
        return writer;
    }

    @Override
    public void commit() throws IOException {
        for (PlannedVariable planned : plan.variables()) {
            VariableWriter writer = writers.get(planned.variable().path());
            boolean isEmpty = planned.layout().chunks().counts().isEmpty();
            if (!isEmpty && (writer == null || !writer.isFinished())) {
                throw new IOException(name + ": " + planned.label() + " was not written completely");
            }
        }
        long root = new TreeWriter(file, plan, writers).write();
        file.finish(root, durability != Durability.NONE);
        file.close();
        target.publish(durability);
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            target.close();
        }
    }
}

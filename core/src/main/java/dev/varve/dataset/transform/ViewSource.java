package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A dataset whose variables are views of others'. Safe for many threads where what it views is. */
final class ViewSource implements Source {
    private final String name;
    private final Dataset dataset;
    private final Map<String, VariableView> views;
    private final Map<String, Shape> shapes;
    private final Closeable viewed;

    /**
     * @param views how each variable is read, by its path
     * @param viewed closed with the source
     */
    ViewSource(String name, Dataset dataset, Map<String, VariableView> views, Closeable viewed) {
        this.name = name;
        this.dataset = dataset;
        this.views = Map.copyOf(views);
        this.shapes = ChunkPieces.shapes(dataset);
        this.viewed = viewed;
    }

    /** The view of a variable that stays what it is. */
    static VariableView unchanged(Source source, Variable variable) {
        return new VariableView() {
            @Override
            public NdArray read(Region region) throws IOException {
                return source.read(variable, region);
            }

            @Override
            public Optional<ChunkReference> reference(long[] chunkIndex) throws IOException {
                return source.reference(variable, chunkIndex);
            }
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Dataset describe() {
        return dataset;
    }

    @Override
    public NdArray read(Variable variable, Region region) throws IOException {
        VariableView view = view(variable);
        Shape shape = shapes.get(variable.path());
        if (region.rank() != shape.rank() || !Region.whole(shape).contains(region)) {
            throw new IllegalArgumentException(
                    "region " + region + " is not inside variable '" + variable.path() + "' " + shape);
        }
        return view.read(region);
    }

    @Override
    public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) throws IOException {
        VariableView view = view(variable);
        Shape counts = ChunkPieces.grid(dataset.variable(variable.path()).orElseThrow())
                .counts();
        boolean isThere = chunkIndex.length == counts.rank();
        for (int axis = 0; isThere && axis < chunkIndex.length; axis++) {
            isThere = chunkIndex[axis] >= 0 && chunkIndex[axis] < counts.extent(axis);
        }
        if (!isThere) {
            throw new IllegalArgumentException(
                    "variable '" + variable.path() + "' has no chunk " + Arrays.toString(chunkIndex));
        }
        return view.reference(chunkIndex.clone());
    }

    private VariableView view(Variable variable) {
        VariableView view = views.get(variable.path());
        if (view == null) {
            throw new IllegalArgumentException(name + " has no variable '" + variable.path() + "'");
        }
        return view;
    }

    @Override
    public void close() throws IOException {
        viewed.close();
    }
}

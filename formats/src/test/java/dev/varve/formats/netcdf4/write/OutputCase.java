package dev.varve.formats.netcdf4.write;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A dataset to be written.
 *
 * @param name what it is called; the name of its file without the suffix
 * @param dataset its description
 * @param values the values of each variable, by path
 * @param options how it is written
 */
public record OutputCase(String name, Dataset dataset, Map<String, NdArray> values, Netcdf4Options options) {
    /** The same, written otherwise. */
    OutputCase with(Netcdf4Options other) {
        return new OutputCase(name, dataset, values, other);
    }

    /** Writes all variables, one after another. */
    public void write(Path file) throws IOException {
        try (Sink sink = Netcdf4Sink.create(file, dataset, options)) {
            for (Variable variable : dataset.variables()) {
                write(sink, variable);
            }
            sink.commit();
        }
    }

    private void write(Sink sink, Variable variable) throws IOException {
        Layout layout = sink.layout(variable);
        CodecChain.Bound chain = layout.chain().bind(layout.chunkSpec());
        long count = layout.chunks().counts().count();
        if (count == 0) {
            return;
        }
        try (Sink.ObjectWriter writer =
                sink.open(variable, new long[variable.shape().rank()])) {
            for (long i = 0; i < count; i++) {
                long[] index = layout.chunks().index(i);
                NdArray chunk = NdArray.filled(layout.chunks().largestCell(), layout.fill());
                Region inside = layout.chunks().clip(index);
                chunk.paste(values.get(variable.path()), inside, new long[index.length]);
                Optional<Bytes> encoded =
                        chunk.isAll(layout.fill()) ? Optional.empty() : Optional.of(chain.encode(chunk));
                writer.append(encoded);
            }
            writer.finish();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

package dev.varve.formats.netcdf4.write;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import dev.varve.dataset.Sink;
import dev.varve.formats.hdf5.write.ChunkedData;
import dev.varve.formats.hdf5.write.GlobalHeapWriter;
import dev.varve.formats.hdf5.write.Hdf5Output;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Takes all chunks of one variable. */
final class VariableWriter implements Sink.ObjectWriter {
    private final PlannedVariable variable;
    private final ChunkedData data;
    private final GlobalHeapWriter heap;
    private final Optional<TextChunks> texts;
    private final long chunks;
    private long next;
    private boolean isFinished;

    VariableWriter(Hdf5Output file, PlannedVariable variable) {
        this.variable = variable;
        Shape counts = variable.layout().chunks().counts();
        this.chunks = counts.count();
        int rank = variable.axes().size();
        // The axis of the characters of byte strings is never cut.
        long[] storedCounts = Arrays.copyOf(counts.extents(), rank);
        Arrays.fill(storedCounts, counts.rank(), rank, 1);
        this.data = new ChunkedData(
                file,
                variable.storedChunk().orElse(variable.storedShape()),
                Shape.of(storedCounts),
                variable.form().type().sizeBytes());
        this.heap = new GlobalHeapWriter(file);
        this.texts = variable.form().kind() == ElementForm.Kind.TEXT
                ? Optional.of(new TextChunks(variable, heap))
                : Optional.empty();
    }

    /** What was written. */
    ChunkedData data() {
        return data;
    }

    /** Whether every chunk was appended and read back; true from the start when there is none. */
    boolean isFinished() {
        return isFinished || chunks == 0;
    }

    @Override
    public void append(Optional<Bytes> encoded) throws IOException {
        if (next == chunks) {
            throw new IllegalStateException(variable.label() + " has only " + chunks + " chunks");
        }
        long ordinal = next++;
        if (texts.isPresent()) {
            data.append(ordinal, texts.get().stored(encoded));
        } else if (encoded.isPresent()) {
            data.append(ordinal, encoded.get());
        }
    }

    @Override
    public void finish() throws IOException {
        if (next < chunks) {
            throw new IOException(variable.label() + ": only " + next + " of " + chunks + " chunks were written");
        }
        heap.flush();
        data.verify(variable.label());
        isFinished = true;
    }

    @Override
    public void close() {}
}

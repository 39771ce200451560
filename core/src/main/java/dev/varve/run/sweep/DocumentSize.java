package dev.varve.run.sweep;

import dev.varve.array.FillValue;
import dev.varve.array.Shape;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonWriter;
import dev.varve.plan.sweep.Candidate;
import java.nio.charset.StandardCharsets;

/**
 * How large the {@code zarr.json} of a sample would be, which counts as stored, as all bytes under an array's prefix do.
 *
 * @param sample the extents of the sample
 * @param chunk the extents of its chunks
 * @param fill its fill value
 */
record DocumentSize(Shape sample, Shape chunk, FillValue fill) {
    /** The size of the document that names a candidate's chain. */
    long bytes(Candidate candidate) {
        ArrayMetadata metadata = ArrayMetadata.of(
                new RegularGrid(sample, chunk), fill, candidate.chain().withoutWhatEncodingDoes());
        return JsonWriter.pretty(metadata.toJson(CodecRegistry.standard())).getBytes(StandardCharsets.UTF_8).length;
    }
}

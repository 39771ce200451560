package dev.varve.codec;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.Shape;

/**
 * What every chunk handed to a codec looks like.
 *
 * @param type the element type
 * @param shape the full chunk shape, also for chunks at the array's edge
 * @param fill the value of elements outside the array or never written
 */
public record ChunkSpec(DataType type, Shape shape, FillValue fill) {
    public ChunkSpec {
        if (!fill.type().equals(type)) {
            throw new IllegalArgumentException("fill value is " + fill.type() + ", elements are " + type);
        }
    }
}

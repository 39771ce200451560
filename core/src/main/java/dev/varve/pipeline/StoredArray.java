package dev.varve.pipeline;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.grid.ChunkGrid;
import dev.varve.shard.ShardLayout;
import dev.varve.store.Key;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An array as a pipeline sees it: a grid of stored objects, their keys, and how one is encoded. Immutable but for what it
 * remembers; shared by threads.
 */
public final class StoredArray {
    /** An array object of a few bytes. */
    private static final long VARIABLE_BYTES = 32;

    /** A grid whose every object has a shape of its own would else be remembered whole. */
    private static final int REMEMBERED_SHAPES = 64;

    private final ChunkGrid grid;
    private final FillValue fill;
    private final CodecChain chain;
    private final Keys keys;
    private final Map<Shape, Encoding> encodings = new ConcurrentHashMap<>();

    /** The key of each stored object. */
    @FunctionalInterface
    public interface Keys {
        /** The key of the object at a position on the grid. */
        Key key(long... chunkIndex);
    }

    /**
     * How objects of one shape are encoded.
     *
     * @param chain the bound chain, for whole objects
     * @param shard the layout, when the chain is a sharding codec alone and parts can be read
     */
    record Encoding(CodecChain.Bound chain, Optional<ShardLayout> shard) {}

    /**
     * @param grid the stored objects
     * @param fill the value of elements that are not stored
     * @param chain how an object is encoded
     * @param keys what objects are called
     */
    public StoredArray(ChunkGrid grid, FillValue fill, CodecChain chain, Keys keys) {
        this.grid = grid;
        this.fill = fill;
        this.chain = chain;
        this.keys = keys;
    }

    /** The stored objects. */
    public ChunkGrid grid() {
        return grid;
    }

    /** The value of elements that are not stored. */
    public FillValue fill() {
        return fill;
    }

    /** The key of an object. */
    public Key key(long... chunkIndex) {
        return keys.key(chunkIndex);
    }

    /** Bytes of memory that one element takes, about as many when it is variable. */
    static long elementBytes(DataType type) {
        return type.isFixedSize() ? type.sizeBytes() : VARIABLE_BYTES;
    }

    /** What of an object lies inside the array, counted from the object's first element. */
    Region inside(long... chunkIndex) {
        return grid.clip(chunkIndex).relativeTo(grid.cell(chunkIndex).starts());
    }

    /** How the object at a position on the grid is encoded. */
    Encoding encoding(long... chunkIndex) {
        Shape shape = grid.cell(chunkIndex).shape();
        Encoding known = encodings.get(shape);
        if (known != null) {
            return known;
        }
        Encoding made = encodingOf(shape);
        if (encodings.size() < REMEMBERED_SHAPES) {
            encodings.put(shape, made);
        }
        return made;
    }

    /** How many shapes of objects are remembered. */
    int rememberedShapes() {
        return encodings.size();
    }

    private Encoding encodingOf(Shape shape) {
        ChunkSpec spec = new ChunkSpec(fill.type(), shape, fill);
        return new Encoding(chain.bind(spec), ShardLayout.of(chain, spec));
    }
}

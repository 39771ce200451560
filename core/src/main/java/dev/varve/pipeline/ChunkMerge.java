package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import java.util.Optional;

/** Makes the new encoded chunk of the old one and a change: merge, the rule for empty chunks, encode. Pure. */
record ChunkMerge(FillValue fill, EmptyChunks empty) {
    /**
     * The encoded chunk, or nothing when it is not to be stored; may lie in the scratch.
     *
     * @param old the chunk so far, if it is there and any of it is left
     * @param inside what of the chunk lies inside the array; what lies outside becomes fill value
     */
    Optional<Bytes> encode(
            CodecChain.Bound chain, Optional<NdArray> old, Change change, Region inside, Scratch scratch) {
        if (change instanceof Change.Encoded encoded) {
            return encoded.bytes();
        }
        NdArray merged = merge(chain, old, change, inside, scratch);
        return empty.isElided(merged, fill) ? Optional.empty() : Optional.of(chain.encode(merged, scratch));
    }

    private NdArray merge(
            CodecChain.Bound chain, Optional<NdArray> old, Change change, Region inside, Scratch scratch) {
        Shape shape = chain.decodedSpec().shape();
        if (change instanceof Change.FromBlock from
                && from.share().isWhole()
                && from.block().shape().equals(shape)) {
            return from.block();
        }
        NdArray chunk = room(shape, scratch);
        boolean isReplaced =
                change instanceof Change.FromBlock from && from.share().isWhole();
        if (!isReplaced) {
            chunk.fill(fill);
            old.ifPresent(kept -> chunk.paste(kept, inside, inside.starts()));
        }
        apply(change, chunk);
        return chunk;
    }

    private static void apply(Change change, NdArray chunk) {
        if (change instanceof Change.FromBlock from) {
            from.share().gather(from.block(), chunk);
        } else if (change instanceof Change.Masked masked) {
            chunk.pasteElements(masked.chunk(), masked.places());
        }
    }

    private NdArray room(Shape shape, Scratch scratch) {
        DataType type = fill.type();
        if (!type.isFixedSize()) {
            return NdArray.allocate(type, shape);
        }
        int bytes = NdArray.sizeBytes(type, shape);
        return NdArray.of(type, shape, Bytes.wrap(scratch.room(Scratch.Slot.CHUNK, bytes), 0, bytes));
    }
}

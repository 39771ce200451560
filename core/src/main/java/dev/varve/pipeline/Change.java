package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.util.BitSet;
import java.util.Optional;

/** What is to happen to one chunk. */
sealed interface Change {
    /**
     * Whether no old element is left, so that the old chunk need not be read.
     *
     * @param inside what of the chunk lies inside the array
     */
    boolean isComplete(Region inside);

    /** New elements from a larger block. */
    record FromBlock(Share share, NdArray block) implements Change {
        @Override
        public boolean isComplete(Region inside) {
            return share.covers(inside);
        }
    }

    /** New elements at some places of a chunk. */
    record Masked(NdArray chunk, BitSet places) implements Change {
        @Override
        public boolean isComplete(Region inside) {
            return false;
        }
    }

    /** A chunk that is encoded already; nothing when it is all fill value. */
    record Encoded(Optional<Bytes> bytes) implements Change {
        @Override
        public boolean isComplete(Region inside) {
            return true;
        }
    }
}

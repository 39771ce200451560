package dev.varve.plan.rechunk;

import dev.varve.array.Shape;

/** A way of rechunking one variable. */
public sealed interface RechunkWay {
    /** What the plan calls it. */
    String name();

    /** What it takes. */
    RechunkCost cost();

    /** How many threads work on the variable. */
    int threads();

    /**
     * How the target is made: box by box, objects in their order, within one object in the order of its chunks. Boxes are whole
     * objects, or parts of one that are appended one after another.
     */
    BoxCut bands();

    /** Encoded chunks move as they are, because both sides cut and encode alike. */
    record CopyEncoded(BoxCut bands, int threads, RechunkCost cost) implements RechunkWay {
        @Override
        public String name() {
            return "copy";
        }
    }

    /**
     * Each band is gathered from the source, all threads together; what several bands meet is decoded for each.
     *
     * @param units what one thread reads at once: some of the source's chunks
     */
    record DirectPasses(BoxCut bands, BoxCut units, int threads, RechunkCost cost) implements RechunkWay {
        @Override
        public String name() {
            return "direct";
        }
    }

    /**
     * The source is read once, box by box; what it holds for each band is packed into one temporary file a box. Then each band is
     * gathered from these.
     *
     * @param reads the boxes, of whole chunks of the source
     * @param block what is packed as one piece, of the part of a box that lies in one band
     * @param coding how pieces are packed
     */
    record PackedIntermediates(
            BoxCut bands, BoxCut units, BoxCut reads, Shape block, PackedCoding coding, int threads, RechunkCost cost)
            implements RechunkWay {
        @Override
        public String name() {
            return "packed";
        }

        /** The most blocks that the part of a box in one band has. */
        public int blocksPerPiece() {
            long blocks = 1;
            for (int axis = 0; axis < block.rank(); axis++) {
                long piece =
                        Math.min(reads.largest().extent(axis), bands.largest().extent(axis));
                blocks = Math.multiplyExact(blocks, BoxCut.ceilDiv(piece, block.extent(axis)));
            }
            return Math.toIntExact(blocks);
        }
    }

    /** How temporary data are packed. */
    enum PackedCoding {
        /** As they are. */
        RAW,
        /** Bytes sorted by significance, then LZ4; what does not become smaller stays as it is. */
        LZ4
    }
}

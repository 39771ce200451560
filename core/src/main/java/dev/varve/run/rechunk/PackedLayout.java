package dev.varve.run.rechunk;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.GridOrder;
import dev.varve.grid.RegularGrid;
import dev.varve.plan.rechunk.BoxCut;
import dev.varve.plan.rechunk.RechunkWay.PackedIntermediates;
import java.util.Optional;

/**
 * Where what lies in packed files: a file for each box that is read, in it a piece for each band that the box meets, each piece in
 * as many places for blocks as the largest has.
 */
final class PackedLayout {
    private final BoxCut reads;
    private final BoxCut bands;
    private final Shape block;
    private final int blocksPerPiece;

    PackedLayout(PackedIntermediates way) {
        this.reads = way.reads();
        this.bands = way.bands();
        this.block = way.block();
        this.blocksPerPiece = way.blocksPerPiece();
    }

    /** How many files there are. */
    long boxCount() {
        return reads.counts().count();
    }

    /** The n-th box in C order. */
    Box box(long ordinal) {
        Region area = reads.inside(GridOrder.index(reads.counts(), ordinal)).orElseThrow();
        return new Box(area, bands.touching(area));
    }

    /** The boxes that a band meets, as positions among them. */
    Region boxesOf(Region band) {
        return reads.touching(band);
    }

    /** The ordinal of the n-th of some boxes. */
    long boxOf(Region boxes, long n) {
        return GridOrder.ordinal(reads.counts(), position(boxes, n));
    }

    private static long[] position(Region positions, long n) {
        long[] index = GridOrder.index(positions.shape(), n);
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] += positions.start(axis);
        }
        return index;
    }

    /** A box and the bands that it meets. */
    final class Box {
        private final Region area;
        private final Region met;

        private Box(Region area, Region met) {
            this.area = area;
            this.met = met;
        }

        /** Its elements. */
        Region area() {
            return area;
        }

        int pieceCount() {
            return Math.toIntExact(met.count());
        }

        /** How many places for blocks the file has. */
        int blockCount() {
            return Math.multiplyExact(pieceCount(), blocksPerPiece);
        }

        Piece piece(int number) {
            return piece(number, position(met, number));
        }

        private Piece piece(int number, long... band) {
            Optional<Region> region = bands.box(band).intersection(area);
            return new Piece(region, number * blocksPerPiece);
        }

        /** The positions of the bands that a part of the box meets. */
        Region bandsOf(Region part) {
            return bands.touching(part);
        }

        /** What lies in the n-th of some bands. */
        Piece pieceOf(Region some, long n) {
            return pieceIn(position(some, n));
        }

        /** What lies in a band. */
        Piece pieceIn(long... band) {
            long[] relative = band.clone();
            for (int axis = 0; axis < relative.length; axis++) {
                relative[axis] -= met.start(axis);
            }
            return piece((int) GridOrder.ordinal(met.shape(), relative), band);
        }
    }

    /** What a box and a band have in common, in blocks; nothing where a band has a part in no cell. */
    final class Piece {
        private final Region region;
        private final RegularGrid grid;
        private final int firstBlock;

        private Piece(Optional<Region> common, int firstBlock) {
            this.region = common.orElseGet(() -> Region.of(new long[block.rank()], Shape.of(new long[block.rank()])));
            this.grid = new RegularGrid(region.shape(), block);
            this.firstBlock = firstBlock;
        }

        /** Its elements. */
        Region region() {
            return region;
        }

        /** The place of its first block in the file. */
        int firstBlock() {
            return firstBlock;
        }

        int blockCount() {
            return region.rank() > 0 && region.count() == 0
                    ? 0
                    : Math.toIntExact(grid.counts().count());
        }

        /** The elements of one of its blocks. */
        Region block(int number) {
            return absolute(grid.clip(grid.index(number)));
        }

        private Region absolute(Region relative) {
            long[] start = relative.starts();
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] += region.start(axis);
            }
            return Region.of(start, relative.shape());
        }

        /** The positions of the blocks that a part of the piece touches. */
        Region blocksOf(Region part) {
            return grid.chunksOf(part.relativeTo(region.starts()));
        }

        /** The number of the n-th of some blocks. */
        int blockOf(Region some, long n) {
            return (int) grid.ordinal(position(some, n));
        }
    }
}

package dev.varve.run.rechunk;

import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.Region;

/** A box of the source, cut by the bands that will need it, and in blocks within each. */
final class PackedCells extends Cells {
    private final PackedLayout.Box box;
    private final NdArray[] blocks;

    PackedCells(PackedLayout.Box box, DataType type, NdArray[] before) {
        this.box = box;
        this.blocks = new NdArray[box.blockCount()];
        for (int piece = 0; piece < box.pieceCount(); piece++) {
            PackedLayout.Piece cut = box.piece(piece);
            for (int i = 0; i < cut.blockCount(); i++) {
                int at = cut.firstBlock() + i;
                blocks[at] = reused(at < before.length ? before[at] : null, cut.block(i), type);
            }
        }
    }

    /** All blocks, in the order of the file; none where a piece has fewer than others. */
    NdArray[] blocks() {
        return blocks;
    }

    @Override
    Region area() {
        return box.area();
    }

    @Override
    void scatter(Region region, NdArray data) {
        Region bands = box.bandsOf(region);
        long count = bands.count();
        for (long i = 0; i < count; i++) {
            PackedLayout.Piece piece = box.pieceOf(bands, i);
            Region share = piece.region().intersection(region).orElse(null);
            if (share != null) {
                scatter(piece, share, region, data);
            }
        }
    }

    private void scatter(PackedLayout.Piece piece, Region share, Region region, NdArray data) {
        Region touched = piece.blocksOf(share);
        long count = touched.count();
        for (long i = 0; i < count; i++) {
            int number = piece.blockOf(touched, i);
            Region block = piece.block(number);
            Region part = block.intersection(share).orElseThrow();
            blocks[piece.firstBlock() + number].paste(
                    data,
                    part.relativeTo(region.starts()),
                    part.relativeTo(block.starts()).starts());
        }
    }
}

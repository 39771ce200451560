package dev.varve.plan.advise;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Layout;
import dev.varve.grid.RegularGrid;
import dev.varve.plan.BlockShape;
import java.util.Optional;

/** How often a copy into a layout decodes each chunk of its source, on average. */
public interface CopyFactor {
    /** Blocks of a copy may take so much. */
    long BLOCK_BYTES = 256 << 20;

    double of(LayoutShape layout);

    /** As a conversion copies: in blocks of up to {@link #BLOCK_BYTES}. */
    static CopyFactor ofConversion(AdvisedArray array, Optional<Shape> source) {
        long mostElements = Math.max(1, BLOCK_BYTES / array.elementBytes());
        return layout -> BlockShape.choose(
                        new Layout(
                                new RegularGrid(array.shape(), layout.shard()),
                                new RegularGrid(array.shape(), layout.chunk()),
                                CodecChain.of(BytesCodec.LITTLE),
                                FillValue.zero(NumericType.UINT8)),
                        source,
                        mostElements)
                .decodeFactor();
    }
}

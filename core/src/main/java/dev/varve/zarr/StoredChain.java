package dev.varve.zarr;

import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Layout;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import java.util.List;

/** How a layout's objects are encoded: as their one chunk, or as a shard of many. */
final class StoredChain {
    private static final CodecChain INDEX = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());

    private StoredChain() {}

    /** The chain of a stored object. */
    static CodecChain of(Layout layout) {
        Shape chunk = layout.chunks().largestCell();
        CodecChain chain = layout.chain().withoutWhatEncodingDoes();
        if (!layout.isSharded()) {
            return chain;
        }
        return new CodecChain(List.of(), new ShardingCodec(chunk, chain, INDEX, IndexLocation.END), List.of());
    }
}

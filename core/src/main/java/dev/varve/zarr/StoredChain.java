package dev.varve.zarr;

import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
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
        CodecChain chain = named(layout.chain());
        if (!layout.isSharded()) {
            return chain;
        }
        return new CodecChain(List.of(), new ShardingCodec(chunk, chain, INDEX, IndexLocation.END), List.of());
    }

    /** What readers have to undo; no peer knows bit rounding by its registered name, and none has to. */
    private static CodecChain named(CodecChain chain) {
        List<ArrayToArrayCodec> filters =
                chain.filters().stream().filter(f -> !f.isDoneByEncoding()).toList();
        return new CodecChain(filters, chain.serializer(), chain.compressors());
    }
}

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
        Shape chunk = layout.chunks().chunk();
        if (objectShape(layout).equals(chunk)) {
            return layout.chain();
        }
        return new CodecChain(List.of(), new ShardingCodec(chunk, layout.chain(), INDEX, IndexLocation.END), List.of());
    }

    /** The full shape of a stored object, also where the array has none. */
    static Shape objectShape(Layout layout) {
        return layout.objects().chunk();
    }
}

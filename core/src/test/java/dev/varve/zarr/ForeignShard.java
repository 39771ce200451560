package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** A shard of six by four int32 in inner chunks of two by two, laid out here without the library. */
record ForeignShard(InnerOrder order, boolean isIndexFirst) {
    static final Shape SHAPE = Shape.of(6, 4);
    private static final int CHUNK_BYTES = 16;
    private static final int INDEX_BYTES = 6 * 16 + 4;

    /** The array of one such shard; its fill value is -1. */
    ScenarioArray array() {
        String shards = ScenarioArray.shards("[2,2]", ScenarioArray.LITTLE);
        String placed = isIndexFirst ? shards.replace("'end'", "'start'") : shards;
        return ScenarioArray.v3("int32", "-1", "[6,4]", "[6,4]", placed);
    }

    /** The shard of a block, every inner chunk present. */
    Bytes bytes(NdArray block) {
        int start = isIndexFirst ? INDEX_BYTES : 0;
        int indexAt = isIndexFirst ? 0 : 6 * CHUNK_BYTES;
        ByteBuffer shard = ByteBuffer.allocate(6 * CHUNK_BYTES + INDEX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int at = start;
        for (int[] place : order.places()) {
            int entry = indexAt + 16 * (2 * place[0] + place[1]);
            shard.putLong(entry, at).putLong(entry + 8, CHUNK_BYTES);
            for (int cell = 0; cell < 4; cell++) {
                int element = (2 * place[0] + cell / 2) * 4 + 2 * place[1] + cell % 2;
                shard.putInt(at + 4 * cell, block.data().getInt(4 * element));
            }
            at += CHUNK_BYTES;
        }
        CRC32C crc = new CRC32C();
        crc.update(shard.array(), indexAt, INDEX_BYTES - 4);
        shard.putInt(indexAt + INDEX_BYTES - 4, (int) crc.getValue());
        return Bytes.wrap(shard.array());
    }
}

package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The documents of the arrays that scenarios write; in single quotes, so that they can be read here. */
record ScenarioArray(String key, String document) {
    static final String LITTLE = "{'name':'bytes','configuration':{'endian':'little'}}";
    static final String BIG = "{'name':'bytes','configuration':{'endian':'big'}}";
    static final String GZIP = "{'name':'gzip','configuration':{'level':1}}";
    static final String ZSTD = "{'name':'zstd','configuration':{'level':1,'checksum':false}}";
    static final String CRC32C = "{'name':'crc32c'}";
    static final String TRANSPOSE = "{'name':'transpose','configuration':{'order':[1,0]}}";

    /** A codec of shards whose inner chunks are encoded by {@code codecs}. */
    static String shards(String inner, String... codecs) {
        return ("{'name':'sharding_indexed','configuration':{'chunk_shape':%s,'codecs':[%s],'index_codecs':[%s,%s],"
                        + "'index_location':'end'}}")
                .formatted(inner, String.join(",", codecs), LITTLE, CRC32C);
    }

    /** An array of Zarr v3. */
    static ScenarioArray v3(String type, String fill, String shape, String chunk, String... codecs) {
        return new ScenarioArray(
                "zarr.json",
                ("{'zarr_format':3,'node_type':'array','shape':%s,'data_type':'%s','fill_value':%s,"
                                + "'chunk_grid':{'name':'regular','configuration':{'chunk_shape':%s}},"
                                + "'chunk_key_encoding':{'name':'default'},'codecs':[%s]}")
                        .formatted(shape, type, fill, chunk, String.join(",", codecs)));
    }

    /** An array of Zarr v2: 100 float64 in chunks of ten. */
    static ScenarioArray v2(String filters, String compressor) {
        return new ScenarioArray(
                ".zarray",
                ("{'zarr_format':2,'shape':[100],'chunks':[10],'dtype':'<f8','fill_value':0.0,'order':'C',"
                                + "'filters':%s,'compressor':%s}")
                        .formatted(filters, compressor));
    }

    /** Makes the array, without an element, at the root of a store. */
    ZarrArray create(Store store) throws IOException {
        store.set(new Key(key), Bytes.wrap(document.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        return ZarrArray.open(store, "");
    }
}

package dev.varve.codec.serializer;

import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;

/**
 * Elements of any variable type: the number of elements, then for each its length and its bytes, as {@code vlen-utf8} and
 * {@code vlen-bytes} have them.
 *
 * <p>Specification: <a href="https://docs.rs/zarrs/latest/zarrs/array/codec/array_to_bytes/vlen_v2/index.html">zarrs
 * vlen_v2</a>. v3 name: {@code zarrs.vlen_v2}. v2 ids: none.
 *
 * <pre>{@code {"name": "zarrs.vlen_v2"}}</pre>
 *
 * <p>Differences from the reference: bytes after the last element are an error.
 */
public record VlenV2Codec() implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "zarrs.vlen_v2";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return VlenLayout.bind(NAME, decoded);
    }
}

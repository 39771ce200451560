package dev.varve.codec.serializer;

import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;

/**
 * Text of any length: the number of elements, then for each its length in bytes and its UTF-8 bytes.
 *
 * <ul>
 *   <li>Specification: <a
 *       href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/vlen-utf8">zarr-extensions vlen-utf8</a>.
 *   <li>Zarr v3 names: {@code vlen-utf8}. Zarr v2 ids: {@code vlen-utf8}.
 *   <li>Configuration: {@code {}}
 *   <li>Differences from the reference: bytes after the last element are an error.
 * </ul>
 */
public record VlenUtf8Codec() implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "vlen-utf8";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return VlenLayout.bind(NAME, VariableType.STRING, decoded);
    }
}

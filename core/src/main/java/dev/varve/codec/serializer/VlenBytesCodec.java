package dev.varve.codec.serializer;

import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;

/**
 * Byte strings of any length: the number of elements, then for each its length and its bytes.
 *
 * <p>Specification: <a
 * href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/vlen-bytes">zarr-extensions
 * vlen-bytes</a>. v3 name: {@code vlen-bytes}. v2 ids: {@code vlen-bytes}.
 *
 * <pre>{@code {"name": "vlen-bytes"}}</pre>
 *
 * <p>Differences from the reference: bytes after the last element are an error. Text is taken too, as its UTF-8 bytes; so zarrs
 * has it.
 */
public record VlenBytesCodec() implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "vlen-bytes";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return VlenLayout.bind(NAME, decoded);
    }
}

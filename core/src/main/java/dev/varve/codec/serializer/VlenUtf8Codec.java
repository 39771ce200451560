package dev.varve.codec.serializer;

import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;

/**
 * Text of any length: the number of elements, then for each its length in bytes and its UTF-8 bytes.
 *
 * <p>Specification: <a
 * href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/vlen-utf8">zarr-extensions vlen-utf8</a>.
 * v3 name: {@code vlen-utf8}. v2 ids: {@code vlen-utf8}.
 *
 * <pre>{@code {"name": "vlen-utf8"}}</pre>
 *
 * <p>Differences from the reference: bytes after the last element are an error. Elements of type {@code bytes} are taken too, and
 * may then be no text; so zarrs has it.
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
        return VlenLayout.bind(NAME, decoded);
    }
}

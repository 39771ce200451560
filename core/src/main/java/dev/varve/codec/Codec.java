package dev.varve.codec;

/** A reversible transform: a name and a configuration. Its three kinds are the three stages of a {@link CodecChain}. */
public sealed interface Codec permits ArrayToArrayCodec, ArrayToBytesCodec, BytesToBytesCodec {
    /** The name under which Zarr v3 metadata or, for codecs of other formats, our messages know this codec. */
    String name();

    /** Whether decoding gives back every bit that was encoded. */
    default boolean isLossless() {
        return true;
    }
}

package dev.varve.codec;

import java.util.OptionalDouble;

/** A reversible transform: a name and a configuration. Its three kinds are the three stages of a {@link CodecChain}. */
public sealed interface Codec permits ArrayToArrayCodec, ArrayToBytesCodec, BytesToBytesCodec {
    /** The name under which Zarr v3 metadata or, for codecs of other formats, our messages know this codec. */
    String name();

    /** Whether decoding gives back every bit that was encoded. */
    default boolean isLossless() {
        return true;
    }

    /** Whether what was decoded is encoded to the same bytes again, which shows that it survived. */
    default boolean isIdempotent() {
        return true;
    }

    /**
     * The largest difference between a number and what decoding gives back of it: 0 of a lossless codec, nothing where a
     * lossy one promises none.
     */
    default OptionalDouble errorBound() {
        return isLossless() ? OptionalDouble.of(0) : OptionalDouble.empty();
    }
}

package dev.varve.codec.serializer;

import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import java.util.OptionalDouble;

/**
 * zfp of a chunk as one long row, whatever its axes: better than {@link ZfpyCodec} where neighbours along other axes say little
 * of each other. The stream is that of {@code numcodecs.zfpy} and carries its shape of one axis; decoding restores the chunk's.
 *
 * <p>Specification: <a href="https://github.com/C2SM/data-compression">dc_toolkit</a>, which registers the name with zarr-python;
 * the stream is that of <a href="https://numcodecs.readthedocs.io/en/stable/compression/zfpy.html">numcodecs ZFPY</a>. v3
 * name: {@code numcodecs.zfpy_flat}. v2 ids: none. Modes as of {@code numcodecs.zfpy}.
 *
 * <pre>{@code {"name": "numcodecs.zfpy_flat", "configuration": {"mode": 3, "precision": 16}}}</pre>
 *
 * <p>Differences from the reference: those of {@code numcodecs.zfpy}.
 *
 * @param mode what is kept
 */
public record ZfpyFlatCodec(ZfpMode mode) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.zfpy_flat";

    public ZfpyFlatCodec {
        if (mode instanceof ZfpMode.Expert) {
            throw new IllegalArgumentException("numcodecs.zfpy_flat has no expert mode; use zfp");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return mode.isLossless();
    }

    @Override
    public boolean isIdempotent() {
        return mode.isLossless();
    }

    @Override
    public OptionalDouble errorBound() {
        return mode.errorBound();
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return ZfpyCodec.bind(NAME, mode, decoded, Shape.of(decoded.shape().count()));
    }
}

package dev.varve.codec.serializer;

import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.serializer.zfp.ScalarType;
import dev.varve.codec.serializer.zfp.ZfpField;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.codec.serializer.zfp.ZfpNumbers;
import dev.varve.codec.serializer.zfp.ZfpStream;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * zfp as numcodecs has it: the stream begins with a header that says everything of it. Chunks of 1 to 4 axes of 32- and
 * 64-bit integers and floats.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/compression/zfpy.html">numcodecs ZFPY</a> and
 * <a href="https://zfp.readthedocs.io/en/release1.0.1/python.html">zfpy</a>. v3 name: {@code numcodecs.zfpy}. v2 ids:
 * {@code zfpy}. Modes: 2 with {@code rate}, 3 with {@code precision}, 4 with {@code tolerance}, 5, which loses nothing.
 *
 * <pre>{@code {"name": "numcodecs.zfpy", "configuration": {"mode": 4, "tolerance": 0.05}}}</pre>
 *
 * <p>Differences from the reference: {@code compression_kwargs} is read and not heeded, as there. A parameter below 0 makes
 * mode 5, as there, and is written so; numcodecs only reads mode 5. A tolerance of integers, which zfp does not hold, is only
 * decoded. Refused in all modes but 5: NaN, infinities and integers beyond 2^30 (2^62 of 64 bits), which spoil their block;
 * in all modes bytes after the stream.
 *
 * @param mode what is kept
 */
public record ZfpyCodec(ZfpMode mode) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.zfpy";

    public ZfpyCodec {
        if (mode instanceof ZfpMode.Expert) {
            throw new IllegalArgumentException("numcodecs.zfpy has no expert mode; use zfp");
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
        Optional<ZfpNumbers> numbers = ZfpNumbers.of(decoded.type()).filter(ZfpNumbers::isScalar);
        if (numbers.isEmpty() || decoded.shape().rank() == 0) {
            throw new IllegalArgumentException(
                    "numcodecs.zfpy takes 1 to 4 axes of int32, int64, float32 or float64, not " + decoded.shape() + " "
                            + decoded.type());
        }
        ScalarType type = numbers.get().scalar();
        ZfpField field = ZfpChunk.field(NAME, type, decoded.shape());
        boolean isWritten = type.isFloat() || !(mode instanceof ZfpMode.FixedAccuracy);
        return new ZfpChunk(NAME, decoded, numbers.get(), mode, ZfpStream.withHeader(NAME, field, mode), isWritten);
    }
}

package dev.varve.codec.serializer;

import dev.varve.array.Shape;
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
 * zfp as numcodecs has it: the stream begins with a header that says everything of it. Chunks of 32- and 64-bit integers and
 * floats with at least one axis.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/compression/zfpy.html">numcodecs ZFPY</a> and
 * <a href="https://zfp.readthedocs.io/en/release1.0.1/python.html">zfpy</a>. v3 name: {@code numcodecs.zfpy}. v2 ids:
 * {@code zfpy}. Modes: 2 with {@code rate}, 3 with {@code precision}, 4 with {@code tolerance}, 5, which loses nothing.
 *
 * <pre>{@code {"name": "numcodecs.zfpy", "configuration": {"mode": 4, "tolerance": 0.05}}}</pre>
 *
 * <p>Differences from the reference: {@code compression_kwargs} is read and not heeded, as there. A parameter below 0 makes
 * mode 5, as there, and is written so; numcodecs only reads mode 5. A tolerance of integers, which zfp does not hold, is only
 * decoded. Chunks are encoded in the shape that {@link #foldedShape} gives, where numcodecs pads axes of one element to four
 * and refuses more than 4 axes; it decodes both, because the stream says its shape. Refused in all modes but 5: NaN, infinities and integers beyond 2^30 (2^62 of 64 bits), which spoil their block;
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

    /**
     * The shape in which a chunk is encoded: without axes of one element, the slowest axes merged until there are at most 4 and
     * none is longer than a header holds: 2^48 elements of 1 axis, 2^24 of 2, 2^16 of 3, 2^12 of 4.
     */
    public static Shape foldedShape(Shape chunk) {
        return ZfpChunk.folded(chunk);
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return bind(NAME, mode, decoded, foldedShape(decoded.shape()));
    }

    /** Chunks as streams of a shape of as many elements. */
    static Bound bind(String name, ZfpMode mode, ChunkSpec decoded, Shape stored) {
        Optional<ZfpNumbers> numbers = ZfpNumbers.of(decoded.type()).filter(ZfpNumbers::isScalar);
        if (numbers.isEmpty() || decoded.shape().rank() == 0) {
            throw new IllegalArgumentException(name + " takes 1 or more axes of int32, int64, float32 or float64, not "
                    + decoded.shape() + " " + decoded.type());
        }
        ScalarType type = numbers.get().scalar();
        ZfpField field = ZfpChunk.field(name, type, stored);
        boolean isWritten = type.isFloat() || !(mode instanceof ZfpMode.FixedAccuracy);
        return new ZfpChunk(name, decoded, numbers.get(), mode, ZfpStream.withHeader(name, field, mode), isWritten);
    }
}

package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.serializer.zfp.ZfpField;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.codec.serializer.zfp.ZfpNumbers;
import dev.varve.codec.serializer.zfp.ZfpStream;
import java.util.OptionalDouble;

/**
 * zfp: chunks of 1 to 4 axes in blocks of 4 numbers along each, of which a rate, a precision, an accuracy or everything is
 * kept. The stream has no header. Integers of 8 and 16 bits are spread over 32; times are 64-bit integers.
 *
 * <p>Specification: <a href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/zfp">zarr-extensions
 * zfp</a>. v3 name: {@code zfp}. v2 ids: none. Modes: {@code reversible}; {@code fixed_accuracy} with {@code tolerance};
 * {@code fixed_precision} with {@code precision}; {@code fixed_rate} with {@code rate}; {@code expert} with
 * {@code minbits}, {@code maxbits}, {@code maxprec}, {@code minexp}.
 *
 * <pre>{@code {"name": "zfp", "configuration": {"mode": "fixed_accuracy", "tolerance": 0.05}}}</pre>
 *
 * <p>Differences from the reference, which is zarrs: a fixed rate is only written of three axes, because zarrs takes
 * {@code rate} for that of 64 numbers a block whatever the axes are; both readings are decoded, told apart by the length.
 * Refused where zarrs writes other numbers than it was given: unsigned integers beyond the signed ones, which it cuts off;
 * in all modes but {@code reversible} NaN, infinities and integers beyond 2^30 (2^62 of 64 bits), which spoil their block.
 * Chunks without axes are of one axis, as the specification says; zarrs refuses them.
 *
 * @param mode what is kept
 */
public record ZfpCodec(ZfpMode mode) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "zfp";

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
        ZfpNumbers numbers = ZfpNumbers.of(decoded.type())
                .orElseThrow(() -> new IllegalArgumentException("zfp takes no " + decoded.type() + " elements"));
        ZfpField field = ZfpChunk.field(NAME, numbers.scalar(), decoded.shape());
        if (mode instanceof ZfpMode.FixedAccuracy && !numbers.scalar().isFloat()) {
            throw new IllegalArgumentException("zfp holds no tolerance of " + decoded.type() + " elements; use mode"
                    + " reversible or fixed_precision");
        }
        if (mode instanceof ZfpMode.FixedRate rate) {
            return new BoundRate(decoded, numbers, rate, field);
        }
        return new ZfpChunk(NAME, decoded, numbers, mode, ZfpStream.of(NAME, field, mode), true);
    }

    /** A fixed rate, with the two readings that there are of it. */
    private static final class BoundRate implements Bound {
        private final ZfpChunk specified;
        private final ZfpChunk ofThreeAxes;
        private final String cure;
        private final boolean isOneReading;
        private final boolean isOneLength;

        BoundRate(ChunkSpec decoded, ZfpNumbers numbers, ZfpMode.FixedRate rate, ZfpField field) {
            int bits = rate.bits(field.rank(), field.type());
            int bitsOfThreeAxes = rate.bits(3, field.type());
            this.specified = chunk(decoded, numbers, bits, field);
            this.ofThreeAxes = chunk(decoded, numbers, bitsOfThreeAxes, field);
            this.isOneReading = bits == bitsOfThreeAxes;
            this.isOneLength = specified.encodedSize().equals(ofThreeAxes.encodedSize());
            this.cure = "zfp: mode fixed_rate is read in two ways where there are not 3 axes; write mode expert,"
                    + " minbits " + bits + ", maxbits " + bits + ", maxprec 64, minexp -1074";
        }

        private static ZfpChunk chunk(ChunkSpec decoded, ZfpNumbers numbers, int bits, ZfpField field) {
            ZfpMode mode = ZfpMode.Expert.ofBits(bits);
            return new ZfpChunk(NAME, decoded, numbers, mode, ZfpStream.of(NAME, field, mode), true);
        }

        @Override
        public EncodedSize encodedSize() {
            long one = specified.encodedSize().maxBytes();
            long other = ofThreeAxes.encodedSize().maxBytes();
            return isOneLength ? specified.encodedSize() : new EncodedSize.AtMost(Math.max(one, other));
        }

        @Override
        public Bytes encode(NdArray decoded) {
            if (!isOneReading) {
                throw new IllegalArgumentException(cure);
            }
            return specified.encode(decoded);
        }

        @Override
        public NdArray decode(Bytes encoded) {
            if (isOneLength && !isOneReading) {
                throw new CodecException(NAME, "the length does not tell how mode fixed_rate is meant");
            }
            boolean isOther = ofThreeAxes.encodedSize().admits(encoded.length());
            return (isOther ? ofThreeAxes : specified).decode(encoded);
        }
    }
}

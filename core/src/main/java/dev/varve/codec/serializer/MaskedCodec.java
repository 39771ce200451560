package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalDouble;

/**
 * Fields with holes for codecs that take numbers only: elements that are NaN, infinite or equal to the fill value are carried
 * bit for bit beside the others, and the codecs inside see numbers like their neighbours in their place. What loses something
 * inside loses it of numbers alone.
 *
 * <p>Specification: below; Varve's own. v3 name: {@code varve.masked}, which only Varve reads. v2 ids: none.
 *
 * <pre>{@code {"name": "varve.masked", "configuration": {
 *   "codecs": [{"name": "numcodecs.zfpy", "configuration": {"mode": 4, "tolerance": 0.05}}],
 *   "mask": [{"name": "packbits"}, {"name": "zstd", "configuration": {"level": 9}}]}}}</pre>
 *
 * <p>A chunk is: the lengths of the mask and of the runs, 32 bits each, little-endian; the mask, true where an element is
 * carried, by codecs of its own in the chunk's shape; the runs, in C order, of carried elements with equal bits: an element
 * and how many, 32 bits, little-endian; then what the codecs make of the chunk. The mask and the runs are empty where nothing is
 * carried, what the codecs make where everything is. In a carried element's place the codecs see the last number before it in C
 * order, or the first where there is none before; more than 8 elements behind a number, the mean of all.
 *
 * <p>Differences from the reference: there is none.
 *
 * @param codecs of the numbers, in the chunk's shape
 * @param mask of the truth values; loses nothing
 */
public record MaskedCodec(CodecChain codecs, CodecChain mask) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "varve.masked";

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER_BYTES = 2 * Integer.BYTES;

    public MaskedCodec {
        if (!mask.isLossless()) {
            throw new IllegalArgumentException("varve.masked takes a mask chain that loses nothing");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return codecs.isLossless();
    }

    @Override
    public boolean isIdempotent() {
        return codecs.isIdempotent();
    }

    @Override
    public OptionalDouble errorBound() {
        return codecs.errorBound();
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (!(decoded.type() instanceof NumericType type) || type.kind() != NumericType.Kind.FLOAT) {
            throw new IllegalArgumentException(NAME + " takes floating-point numbers, not " + decoded.type());
        }
        Shape shape = decoded.shape();
        // The codecs never see the fill value.
        CodecChain.Bound numbers = codecs.bind(new ChunkSpec(type, shape, FillValue.zero(type)));
        CodecChain.Bound truths = mask.bind(new ChunkSpec(NumericType.BOOL, shape, FillValue.zero(NumericType.BOOL)));
        EncodedSize size = new EncodedSize.AtMost(numbers.encodedSize().maxBytes())
                .plus(truths.encodedSize().maxBytes())
                .plus(shape.count() * (type.sizeBytes() + Integer.BYTES))
                .plus(HEADER_BYTES);
        return new BoundMasked(decoded, MaskedElements.of(type, decoded.fill()), numbers, truths, size);
    }

    private record BoundMasked(
            ChunkSpec decoded,
            MaskedElements elements,
            CodecChain.Bound numbers,
            CodecChain.Bound truths,
            EncodedSize encodedSize)
            implements Bound {
        private int count() {
            return (int) decoded.shape().count();
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            byte[] flags = new byte[count()];
            int carried = elements.flag(chunk.data(), flags);
            if (carried == 0) {
                return joined(Bytes.EMPTY, Bytes.EMPTY, numbers.encode(chunk));
            }
            Bytes encodedMask = truths.encode(NdArray.of(NumericType.BOOL, decoded.shape(), Bytes.wrap(flags)));
            Bytes runs = elements.runs(chunk.data(), flags);
            Bytes rest = carried == flags.length
                    ? Bytes.EMPTY
                    : numbers.encode(NdArray.of(decoded.type(), decoded.shape(), elements.filled(chunk.data(), flags)));
            return joined(encodedMask, runs, rest);
        }

        private static Bytes joined(Bytes mask, Bytes runs, Bytes rest) {
            long size = (long) HEADER_BYTES + mask.length() + runs.length() + rest.length();
            if (size > Bytes.MAX_LENGTH) {
                throw new IllegalArgumentException(NAME + ": a chunk of 2 GiB or more; use smaller chunks");
            }
            byte[] out = new byte[(int) size];
            INT.set(out, 0, mask.length());
            INT.set(out, Integer.BYTES, runs.length());
            mask.copyTo(out, HEADER_BYTES);
            runs.copyTo(out, HEADER_BYTES + mask.length());
            rest.copyTo(out, HEADER_BYTES + mask.length() + runs.length());
            return Bytes.wrap(out);
        }

        @Override
        public NdArray decode(Bytes encoded) {
            if (encoded.length() < HEADER_BYTES) {
                throw new CodecException(NAME, encoded.length() + " bytes are no header of " + HEADER_BYTES);
            }
            long maskBytes = Integer.toUnsignedLong(encoded.getInt(0));
            long runBytes = Integer.toUnsignedLong(encoded.getInt(Integer.BYTES));
            long restBytes = encoded.length() - HEADER_BYTES - maskBytes - runBytes;
            if (restBytes < 0 || (maskBytes == 0) != (runBytes == 0)) {
                throw new CodecException(
                        NAME, "a mask of " + maskBytes + " and runs of " + runBytes + " bytes in " + encoded.length());
            }
            int runsAt = HEADER_BYTES + (int) maskBytes;
            Bytes rest = encoded.slice(runsAt + (int) runBytes, (int) restBytes);
            if (maskBytes == 0) {
                return numbers.decode(rest);
            }
            Bytes flags =
                    truths.decode(encoded.slice(HEADER_BYTES, (int) maskBytes)).data();
            return restored(flags, encoded.slice(runsAt, (int) runBytes), rest);
        }

        private NdArray restored(Bytes flags, Bytes runs, Bytes rest) {
            int carried = 0;
            for (int i = 0; i < flags.length(); i++) {
                carried += flags.get(i) == 0 ? 0 : 1;
            }
            if (carried == 0 || (carried == flags.length() && rest.length() > 0)) {
                throw new CodecException(
                        NAME,
                        "a mask of " + carried + " of " + flags.length() + " elements, and " + rest.length()
                                + " bytes of numbers");
            }
            byte[] out = carried == flags.length()
                    ? new byte[count() * decoded.type().sizeBytes()]
                    : numbers.decode(rest).data().toArray();
            elements.restore(runs, flags, carried, out);
            return NdArray.of(decoded.type(), decoded.shape(), Bytes.wrap(out));
        }
    }
}

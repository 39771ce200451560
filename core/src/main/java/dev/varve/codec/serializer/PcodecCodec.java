package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.serializer.pco.NumberType;
import dev.varve.codec.serializer.pco.PcoOptions;
import dev.varve.codec.serializer.pco.StreamReader;
import dev.varve.codec.serializer.pco.StreamWriter;
import java.util.OptionalInt;

/**
 * Pcodec (pco): numbers are split, subtracted from their neighbours, put into bins and coded with tANS; lossless, in C order.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/compression/pcodec.html">numcodecs.pcodec</a>; <a
 * href="https://github.com/pcodec/pcodec/blob/main/docs/format.md">the standalone format</a>. v3 name: {@code
 * numcodecs.pcodec}. v2 ids: {@code pcodec}.
 *
 * <pre>{@code {"name": "numcodecs.pcodec", "configuration": {"level": 8, "mode_spec": "auto", "delta_spec": "auto",
 *     "paging_spec": "equal_pages_up_to", "delta_encoding_order": null, "equal_pages_up_to": 262144}}}</pre>
 *
 * <p>Differences from the reference: 8-bit integers are encoded too, and no elements at all are decoded; {@code "none"} is
 * read and written as {@code "no_op"}, which it means; bytes after the stream are an error. A complex number is its two parts, as
 * zarrs has it.
 *
 * @param level 0 (fastest) to 12 (smallest)
 * @param modeSpec whether a way to split numbers is looked for
 * @param deltaSpec which differences are taken
 * @param deltaEncodingOrder how often differences of neighbours are taken, 0 to 7; with {@link DeltaSpec#TRY_CONSECUTIVE}, or
 *     with {@link DeltaSpec#AUTO}, which then means the same
 * @param equalPagesUpTo how many numbers share their bins at most, 1 to 2^31-1
 */
public record PcodecCodec(
        int level, ModeSpec modeSpec, DeltaSpec deltaSpec, OptionalInt deltaEncodingOrder, int equalPagesUpTo)
        implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.pcodec";

    /** The level that is usual. */
    public static final int USUAL_LEVEL = 8;

    /** The size of pages that is usual. */
    public static final int USUAL_PAGES = 1 << 18;

    /** How a way to split numbers is chosen. */
    public enum ModeSpec {
        /** The one that seems the best. */
        AUTO,
        /** None. */
        CLASSIC
    }

    /** How differences are chosen. */
    public enum DeltaSpec {
        /** Those that seem the best. */
        AUTO,
        /** None. */
        NO_OP,
        /** Differences of neighbours. */
        TRY_CONSECUTIVE,
        /** Differences from places anywhere before. */
        TRY_LOOKBACK
    }

    public PcodecCodec {
        if (level < 0 || level > PcoOptions.MAX_LEVEL) {
            throw new IllegalArgumentException("pcodec level " + level + " is not 0 to " + PcoOptions.MAX_LEVEL);
        }
        if (equalPagesUpTo < 1) {
            throw new IllegalArgumentException("pcodec equal_pages_up_to " + equalPagesUpTo + " < 1");
        }
        if (deltaEncodingOrder.isPresent()) {
            int order = deltaEncodingOrder.getAsInt();
            if (order < 0 || order > PcoOptions.MAX_ORDER) {
                throw new IllegalArgumentException(
                        "pcodec delta_encoding_order " + order + " is not 0 to " + PcoOptions.MAX_ORDER);
            }
            if (deltaSpec == DeltaSpec.NO_OP || deltaSpec == DeltaSpec.TRY_LOOKBACK) {
                throw new IllegalArgumentException("pcodec delta_encoding_order " + order + " without try_consecutive");
            }
        } else if (deltaSpec == DeltaSpec.TRY_CONSECUTIVE) {
            throw new IllegalArgumentException("pcodec try_consecutive needs a delta_encoding_order");
        }
    }

    /** As numcodecs encodes when only the level is given. */
    public PcodecCodec(int level) {
        this(level, ModeSpec.AUTO, DeltaSpec.AUTO, OptionalInt.empty(), USUAL_PAGES);
    }

    @Override
    public String name() {
        return NAME;
    }

    private PcoOptions options() {
        PcoOptions.Differences delta = deltaEncodingOrder.isPresent()
                ? PcoOptions.Differences.CONSECUTIVE
                : switch (deltaSpec) {
                    case AUTO -> PcoOptions.Differences.FOUND;
                    case NO_OP -> PcoOptions.Differences.NONE;
                    case TRY_CONSECUTIVE -> PcoOptions.Differences.CONSECUTIVE;
                    case TRY_LOOKBACK -> PcoOptions.Differences.LOOKBACK;
                };
        return new PcoOptions(level, modeSpec == ModeSpec.AUTO, delta, deltaEncodingOrder, equalPagesUpTo);
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        NumberType type = NumberType.of(decoded.type())
                .orElseThrow(() -> new IllegalArgumentException(NAME + " cannot take " + decoded.type()));
        int count = NdArray.sizeBytes(decoded.type(), decoded.shape())
                / decoded.type().unitBytes();
        PcoOptions options = options();
        if (options.largestPage(count) > PcoOptions.MAX_PAGE_COUNT) {
            throw new IllegalArgumentException(NAME + ": pages of " + options.largestPage(count)
                    + " numbers are too large; set equal_pages_up_to to at most " + PcoOptions.MAX_PAGE_COUNT);
        }
        return new BoundPcodec(decoded, type, options, count);
    }

    private record BoundPcodec(ChunkSpec decoded, NumberType type, PcoOptions options, int count) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.AtMost(StreamWriter.maxBytes(type, options, count));
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            return StreamWriter.encode(type, options, chunk.data());
        }

        @Override
        public NdArray decode(Bytes encoded) {
            return NdArray.of(decoded.type(), decoded.shape(), StreamReader.decode(NAME, type, count, encoded));
        }
    }
}

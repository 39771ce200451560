package dev.varve.plan.sweep;

import dev.varve.array.DataType;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.serializer.PcodecCodec;
import dev.varve.codec.serializer.PcodecCodec.DeltaSpec;
import dev.varve.codec.serializer.PcodecCodec.ModeSpec;
import dev.varve.codec.serializer.ZfpCodec;
import dev.varve.codec.serializer.ZfpyCodec;
import dev.varve.codec.serializer.ZfpyFlatCodec;
import dev.varve.codec.serializer.zfp.ScalarType;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.metadata.ChainNotation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** The serializers that are tried: dc_toolkit's in its order; the registered zfp apart. */
final class SerializerGrid {
    private static final int[] PCODEC_LEVELS = {6, 8, 10, 12};
    private static final int[] PCODEC_ORDERS = {0, 7};
    /** 2^-1, 2^-2, 2^-4, 2^-8 in the unit of the field. */
    private static final double[] TOLERANCES = {0.5, 0.25, 0.0625, 0.00390625};

    private static final int[] BITS = {8, 16, 32, 64};

    private SerializerGrid() {}

    /** Elements as they are, and pcodec: both lose nothing. */
    static List<ArrayToBytesCodec> exact(DataType type, Set<SerializerClass> chosen) {
        List<ArrayToBytesCodec> exact = new ArrayList<>();
        if (chosen.contains(SerializerClass.BYTES)) {
            exact.add(ChainNotation.usualSerializer(type));
        }
        boolean isTaken = type instanceof NumericType numeric
                && numeric.sizeBytes() > 1
                && numeric.kind() != NumericType.Kind.COMPLEX;
        if (isTaken && chosen.contains(SerializerClass.PCODEC)) {
            for (int level : PCODEC_LEVELS) {
                for (int order : PCODEC_ORDERS) {
                    exact.add(new PcodecCodec(
                            level, ModeSpec.AUTO, DeltaSpec.AUTO, OptionalInt.of(order), PcodecCodec.USUAL_PAGES));
                }
            }
        }
        return List.copyOf(exact);
    }

    /** numcodecs' zfp along the axes, then of one row where that is not the same for all chunks. */
    static List<ArrayToBytesCodec> zfpy(List<Shape> chunks, Set<SerializerClass> chosen) {
        List<ArrayToBytesCodec> zfpy = new ArrayList<>();
        if (chosen.contains(SerializerClass.ZFP)) {
            addModes(zfpy, ZfpyCodec::new);
        }
        boolean isOther =
                chunks.stream().anyMatch(chunk -> ZfpyCodec.foldedShape(chunk).rank() > 1);
        if (isOther && chosen.contains(SerializerClass.ZFP_FLAT)) {
            addModes(zfpy, ZfpyFlatCodec::new);
        }
        return List.copyOf(zfpy);
    }

    private static void addModes(List<ArrayToBytesCodec> list, Function<ZfpMode, ArrayToBytesCodec> made) {
        for (double tolerance : TOLERANCES) {
            list.add(made.apply(new ZfpMode.FixedAccuracy(tolerance)));
        }
        for (int bits : BITS) {
            list.add(made.apply(new ZfpMode.FixedPrecision(bits)));
        }
        for (int bits : BITS) {
            list.add(made.apply(new ZfpMode.FixedRate(bits)));
        }
    }

    /** The registered zfp in the same modes; rates are written so that all readers agree on them. */
    static List<ArrayToBytesCodec> registeredZfp(NumericType type, int rank) {
        ScalarType scalar = type == NumericType.FLOAT32 ? ScalarType.FLOAT32 : ScalarType.FLOAT64;
        List<ArrayToBytesCodec> zfp = new ArrayList<>();
        addModes(
                zfp,
                mode -> new ZfpCodec(
                        mode instanceof ZfpMode.FixedRate rate
                                ? ZfpMode.Expert.ofBits(rate.bits(rank, scalar))
                                : mode));
        return List.copyOf(zfp);
    }
}

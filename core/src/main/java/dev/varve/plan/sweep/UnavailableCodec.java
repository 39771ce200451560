package dev.varve.plan.sweep;

import dev.varve.array.NumericType;
import dev.varve.codec.ChunkSpec;
import dev.varve.measure.FieldStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * A codec that other software has and that has a place in the space, but is not there.
 *
 * @param name its name in Zarr metadata
 * @param candidates how many chains of a field would use it; 0 where none are laid out yet
 * @param reason why it is not there
 */
public record UnavailableCodec(String name, int candidates, String reason) {
    /** EBCC's entries: a largest error of 1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4 of the field's range, no compressor. */
    private static final int EBCC_ERRORS = 7;

    private static final UnavailableCodec EBCC = new UnavailableCodec(
            "numcodecs.ebcc_filter", EBCC_ERRORS, "EBCC is a native library that Varve does not bring");
    private static final UnavailableCodec SZ3 =
            new UnavailableCodec("sz3", 0, "SZ3 is a native library that Varve does not bring");

    /** All of them. */
    public static List<UnavailableCodec> all() {
        return List.of(EBCC, SZ3);
    }

    /** Those that a field would be tried with: EBCC takes frames of floating-point numbers, none of them missing. */
    static List<UnavailableCodec> of(ChunkSpec chunk, FieldStatistics field, SpaceOptions options) {
        List<UnavailableCodec> list = new ArrayList<>();
        boolean isFloat = chunk.type() == NumericType.FLOAT32 || chunk.type() == NumericType.FLOAT64;
        boolean isTaken = isFloat && options.lossy() && field.isFinite();
        if (isTaken && chunk.shape().rank() > 1 && options.serializers().contains(SerializerClass.EBCC)) {
            list.add(EBCC);
        }
        if (isTaken && options.serializers().contains(SerializerClass.SZ3)) {
            list.add(SZ3);
        }
        return List.copyOf(list);
    }
}

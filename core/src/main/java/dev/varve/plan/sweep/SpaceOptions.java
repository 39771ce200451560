package dev.varve.plan.sweep;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which part of the candidate space is wanted.
 *
 * @param compressors classes of compressors
 * @param filters classes of filters
 * @param serializers classes of serializers
 * @param lossy whether chains that lose anything are wanted
 * @param isExtended whether those beyond dc_toolkit's space are: no filter, no compressor, several filters, bit shuffling,
 *     gzip, the registered zfp, scale_offset and cast_value, Asinh, masks
 */
public record SpaceOptions(
        Set<CompressorClass> compressors,
        Set<FilterClass> filters,
        Set<SerializerClass> serializers,
        boolean lossy,
        boolean isExtended) {
    public SpaceOptions {
        compressors = copy(compressors, CompressorClass.class);
        filters = copy(filters, FilterClass.class);
        serializers = copy(serializers, SerializerClass.class);
    }

    private static <E extends Enum<E>> Set<E> copy(Set<E> chosen, Class<E> type) {
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + " is chosen");
        }
        return Collections.unmodifiableSet(EnumSet.copyOf(chosen));
    }

    /** Everything. */
    public static SpaceOptions all() {
        return new SpaceOptions(
                EnumSet.allOf(CompressorClass.class),
                EnumSet.allOf(FilterClass.class),
                EnumSet.allOf(SerializerClass.class),
                true,
                true);
    }

    /** Exactly what dc_toolkit tries, with or without the chains that lose anything. */
    public static SpaceOptions ofDcToolkit(boolean lossy) {
        return new SpaceOptions(
                EnumSet.complementOf(EnumSet.of(CompressorClass.NONE, CompressorClass.GZIP)),
                EnumSet.complementOf(EnumSet.of(FilterClass.NONE, FilterClass.SCALE_OFFSET, FilterClass.ASINH)),
                EnumSet.of(
                        SerializerClass.BYTES, SerializerClass.PCODEC, SerializerClass.ZFP, SerializerClass.ZFP_FLAT),
                lossy,
                false);
    }
}

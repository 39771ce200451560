package dev.varve.cli;

import dev.varve.plan.sweep.CompressorClass;
import dev.varve.plan.sweep.FilterClass;
import dev.varve.plan.sweep.SerializerClass;
import dev.varve.plan.sweep.SpaceOptions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which chains a sweep tries. */
final class SpaceChoice {
    @Option(
            names = "--compressors",
            paramLabel = "CLASSES",
            description = "Only these: blosc, lz4, zstd, zlib, gzip, bz2, lzma, none.")
    private Optional<String> compressors = Optional.empty();

    @Option(
            names = "--filters",
            paramLabel = "CLASSES",
            description = "Only these: delta, bitround, quantize, fixedscaleoffset, astype, scale_offset, asinh, none.")
    private Optional<String> filters = Optional.empty();

    @Option(
            names = "--serializers",
            paramLabel = "CLASSES",
            description = "Only these: bytes, pcodec, zfp, zfp_flat, masked.")
    private Optional<String> serializers = Optional.empty();

    @Option(names = "--lossless", description = "Only chains that give back every bit; needs no budget.")
    private boolean isLossless;

    @Option(
            names = "--space",
            paramLabel = "varve|dc_toolkit",
            description =
                    "What there is to choose from: varve's chains, or exactly those of dc_toolkit, 10,494 of float32 and"
                            + " 17,127 of float64 (varve).")
    private Optional<String> space = Optional.empty();

    /** Whether nothing may be lost. */
    boolean isLossless() {
        return isLossless;
    }

    /**
     * The chains to try.
     *
     * @throws UsageException when a class is not known
     */
    SpaceOptions options() {
        SpaceOptions all =
                switch (space.orElse("varve")) {
                    case "varve" -> SpaceOptions.all();
                    case "dc_toolkit" -> SpaceOptions.ofDcToolkit(!isLossless);
                    default ->
                        throw new UsageException(
                                "--space " + space.get() + ": there are varve and dc_toolkit", "--space varve");
                };
        return new SpaceOptions(
                chosen("--compressors", compressors, CompressorClass::parse, all.compressors()),
                chosen("--filters", filters, FilterClass::parse, all.filters()),
                chosen("--serializers", serializers, SerializerClass::parse, all.serializers()),
                !isLossless,
                all.isExtended());
    }

    private static <E> Set<E> chosen(
            String option, Optional<String> words, Function<String, Set<E>> parse, Set<E> all) {
        try {
            return words.map(parse).orElse(all);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage(), "varve sweep --help lists the classes");
        }
    }
}

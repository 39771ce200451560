package dev.varve.cli;

import dev.varve.array.DataType;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ZarrFormat;
import java.util.Optional;
import java.util.function.Function;

/**
 * How chunks of a type are encoded: as the user says, else so that every Zarr v3 reader can decode them and sees when a
 * chunk was damaged, which compressors alone do not tell. In v2 few readers know a checksum, so there is none but in the
 * manifest.
 */
final class ChainChoice {
    private static final String FOR_NUMBERS = "blosc(zstd, 2, shuffle)+crc32c";
    private static final String FOR_BYTES = "zstd(3)+crc32c";

    private ChainChoice() {}

    /**
     * The chain for each type.
     *
     * @param notation what the user wrote after {@code --codec}
     * @param format the version of Zarr that is written
     */
    static Function<DataType, CodecChain> of(Optional<String> notation, ZarrFormat format) {
        ChainNotation language = new ChainNotation(CodecRegistry.standard());
        return type -> {
            if (notation.isEmpty()) {
                boolean isShuffled = type.isFixedSize() && type.unitBytes() > 1;
                CodecChain usual = language.parse(isShuffled ? FOR_NUMBERS : FOR_BYTES, type);
                return format == ZarrFormat.V3 ? usual : withoutChecksum(usual);
            }
            try {
                return language.parse(notation.get(), type);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--codec: " + e.getMessage(), "varve codecs lists what there is");
            }
        };
    }

    private static CodecChain withoutChecksum(CodecChain chain) {
        return new CodecChain(
                chain.filters(),
                chain.serializer(),
                chain.compressors().stream()
                        .filter(codec -> !(codec instanceof Crc32cCodec))
                        .toList());
    }
}

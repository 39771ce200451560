package dev.varve.metadata;

import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.List;
import java.util.Optional;

/**
 * The names under which zarr-python writes codecs of its numcodecs library. Those that the Zarr core also has are read here
 * and written under the core's name; the others have no other name and are known to zarr-python and zarrs only.
 */
final class NumcodecsNames {
    private NumcodecsNames() {}

    static List<CodecFormat<?>> all() {
        return List.of(zstd(), crc32c());
    }

    private static CodecFormat<ZstdCodec> zstd() {
        return new CodecFormat<>(
                "numcodecs.zstd",
                ZstdCodec.class,
                StandardCodecs.zstdParameters(),
                Standing.LESS_PORTABLE,
                StandardCodecs::readZstd,
                Optional.empty());
    }

    /** The same as the core's only where the checksum stands at the end, which is usual. */
    private static CodecFormat<Crc32cCodec> crc32c() {
        return new CodecFormat<>(
                "numcodecs.crc32c",
                Crc32cCodec.class,
                List.of(Parameter.usually("location", new JsonString("end"))),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> {
                    configuration.get("location").oneOf(List.of("end"));
                    return new Crc32cCodec();
                },
                Optional.empty());
    }
}

package dev.varve.metadata;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.Codec;
import dev.varve.codec.checksum.Adler32Codec;
import dev.varve.codec.checksum.Crc32Codec;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.checksum.Fletcher32Codec;
import dev.varve.codec.checksum.JenkinsLookup3Codec;
import dev.varve.codec.checksum.LeadingCrc32cCodec;
import dev.varve.codec.checksum.Location;
import dev.varve.codec.compressor.Base64Codec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.Bz2Codec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.Lz4Codec;
import dev.varve.codec.compressor.LzmaCodec;
import dev.varve.codec.compressor.ShuffleCodec;
import dev.varve.codec.compressor.ZlibCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.NumcodecsBitroundCodec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * The names under which zarr-python writes codecs of its numcodecs library. Those that the Zarr core also has are read here
 * and written under the core's name; the others have no other name and are known to zarr-python and zarrs only,
 * {@code base64} in Zarr v2 only.
 */
final class NumcodecsNames {
    /** What all of them begin with. */
    static final String PREFIX = "numcodecs.";

    private NumcodecsNames() {}

    /** A name without numcodecs' prefix. */
    static String without(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    static List<CodecFormat<?>> all() {
        return List.of(
                zstd(),
                gzip(),
                blosc(),
                bitround(),
                ZfpJson.zfpy(),
                ZfpJson.zfpyFlat(),
                zlib(),
                base64(),
                bz2(),
                lz4(),
                lzma(),
                shuffle(),
                crc32c(),
                crc32(),
                adler32(),
                fletcher32(),
                jenkinsLookup3(),
                PcodecJson.format());
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

    private static CodecFormat<GzipCodec> gzip() {
        return new CodecFormat<>(
                "numcodecs.gzip",
                GzipCodec.class,
                List.of(Parameter.usually("level", JsonNumber.of(1))),
                Standing.LESS_PORTABLE,
                StandardCodecs::readGzip,
                Optional.empty());
    }

    private static CodecFormat<BloscCodec> blosc() {
        return new CodecFormat<>(
                "numcodecs.blosc",
                BloscCodec.class,
                List.of(
                        Parameter.usually("cname", new JsonString("lz4")),
                        Parameter.usually("clevel", JsonNumber.of(5)),
                        Parameter.usually("shuffle", JsonNumber.of(1)),
                        Parameter.usually("blocksize", JsonNumber.of(0)),
                        Parameter.optional("typesize")),
                Standing.LESS_PORTABLE,
                BloscJson::readNumbered,
                Optional.empty());
    }

    /** Not the codec that is registered under the name without a prefix: what they hand on differs. */
    private static CodecFormat<NumcodecsBitroundCodec> bitround() {
        return new CodecFormat<>(
                NumcodecsBitroundCodec.NAME,
                NumcodecsBitroundCodec.class,
                List.of(Parameter.required("keepbits")),
                Standing.LESS_PORTABLE,
                (configuration, registry) ->
                        new NumcodecsBitroundCodec(StandardCodecs.int32(configuration.get("keepbits"))),
                Optional.of((codec, registry) -> JsonObject.of("keepbits", JsonNumber.of(codec.keepbits()))));
    }

    private static CodecFormat<ZlibCodec> zlib() {
        return oneNumber("numcodecs.zlib", ZlibCodec.class, "level", 1, ZlibCodec::new, ZlibCodec::level);
    }

    private static CodecFormat<Base64Codec> base64() {
        return new CodecFormat<>(
                Base64Codec.NAME,
                Base64Codec.class,
                List.of(),
                Standing.ZARR_V2_ONLY,
                (configuration, registry) -> new Base64Codec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }

    private static CodecFormat<Bz2Codec> bz2() {
        return oneNumber("numcodecs.bz2", Bz2Codec.class, "level", 1, Bz2Codec::new, Bz2Codec::level);
    }

    private static CodecFormat<Lz4Codec> lz4() {
        return oneNumber("numcodecs.lz4", Lz4Codec.class, "acceleration", 1, Lz4Codec::new, Lz4Codec::acceleration);
    }

    private static CodecFormat<ShuffleCodec> shuffle() {
        return oneNumber(
                "numcodecs.shuffle",
                ShuffleCodec.class,
                "elementsize",
                4,
                ShuffleCodec::new,
                ShuffleCodec::elementBytes);
    }

    /** A codec whose configuration is one number. */
    private static <C extends Codec> CodecFormat<C> oneNumber(
            String name, Class<C> type, String parameter, int usual, IntFunction<C> made, ToIntFunction<C> number) {
        return new CodecFormat<>(
                name,
                type,
                List.of(Parameter.usually(parameter, JsonNumber.of(usual))),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> made.apply(StandardCodecs.int32(configuration.get(parameter))),
                Optional.of((codec, registry) -> JsonObject.of(parameter, JsonNumber.of(number.applyAsInt(codec)))));
    }

    private static CodecFormat<LzmaCodec> lzma() {
        return new CodecFormat<>(
                LzmaCodec.NAME,
                LzmaCodec.class,
                LzmaJson.parameters(),
                Standing.LESS_PORTABLE,
                LzmaJson::read,
                Optional.of((codec, registry) -> LzmaJson.write(codec)));
    }

    /** The same as the core's where the checksum stands at the end, which is usual. */
    private static CodecFormat<BytesToBytesCodec> crc32c() {
        return new CodecFormat<>(
                LeadingCrc32cCodec.NAME,
                LeadingCrc32cCodec.class,
                List.of(location(Location.END)),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> readLocation(configuration.get("location")) == Location.END
                        ? new Crc32cCodec()
                        : new LeadingCrc32cCodec(),
                Optional.of((codec, registry) -> JsonObject.of("location", StandardCodecs.word(Location.START))));
    }

    private static CodecFormat<Crc32Codec> crc32() {
        return new CodecFormat<>(
                Crc32Codec.NAME,
                Crc32Codec.class,
                List.of(location(Location.START)),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new Crc32Codec(readLocation(configuration.get("location"))),
                Optional.of((codec, registry) -> JsonObject.of("location", StandardCodecs.word(codec.location()))));
    }

    private static CodecFormat<Adler32Codec> adler32() {
        return new CodecFormat<>(
                Adler32Codec.NAME,
                Adler32Codec.class,
                List.of(location(Location.START)),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new Adler32Codec(readLocation(configuration.get("location"))),
                Optional.of((codec, registry) -> JsonObject.of("location", StandardCodecs.word(codec.location()))));
    }

    private static Parameter location(Location usual) {
        return Parameter.usually("location", StandardCodecs.word(usual));
    }

    static Location readLocation(JsonCursor location) throws MetadataException {
        return location.oneOf(List.of("start", "end")).equals("start") ? Location.START : Location.END;
    }

    private static CodecFormat<JenkinsLookup3Codec> jenkinsLookup3() {
        return new CodecFormat<>(
                JenkinsLookup3Codec.NAME,
                JenkinsLookup3Codec.class,
                List.of(Parameter.usually("initval", JsonNumber.of(0)), Parameter.usually("prefix", JsonNull.NULL)),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new JenkinsLookup3Codec(
                        configuration.get("initval").integer(0, 0xffffffffL), prefix(configuration.get("prefix"))),
                Optional.of((codec, registry) -> JsonObject.builder()
                        .put("initval", codec.initial())
                        .put("prefix", prefix(codec.prefix()))
                        .build()));
    }

    private static Bytes prefix(JsonCursor prefix) throws MetadataException {
        if (prefix.value() == JsonNull.NULL) {
            return Bytes.EMPTY;
        }
        long[] numbers = prefix.integers(0);
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            if (numbers[i] > 255) {
                throw prefix.error(numbers[i] + " is no byte");
            }
            bytes[i] = (byte) numbers[i];
        }
        return Bytes.wrap(bytes);
    }

    private static Json prefix(Bytes prefix) {
        long[] numbers = new long[prefix.length()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = prefix.unsigned(i);
        }
        return numbers.length == 0 ? JsonNull.NULL : JsonArray.of(numbers);
    }

    private static CodecFormat<Fletcher32Codec> fletcher32() {
        return new CodecFormat<>(
                "numcodecs.fletcher32",
                Fletcher32Codec.class,
                List.of(),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new Fletcher32Codec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }
}

package dev.varve.metadata;

import dev.varve.array.Shape;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenBytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The codecs of the Zarr v3 core and its registered extensions. One method per codec. A parameter that only an encoder heeds
 * has a usual value, so that what a careless writer left out stops nobody from reading.
 */
final class StandardCodecs {
    private StandardCodecs() {}

    static List<CodecFormat<?>> all() {
        return List.of(
                transpose(),
                bitround(),
                bytes(),
                vlenUtf8(),
                vlenBytes(),
                ZfpJson.zfp(),
                sharding(),
                zstd(),
                gzip(),
                blosc(),
                crc32c());
    }

    private static CodecFormat<TransposeCodec> transpose() {
        return new CodecFormat<>(
                TransposeCodec.NAME,
                TransposeCodec.class,
                List.of(Parameter.required("order")),
                Standing.PORTABLE,
                StandardCodecs::readTranspose,
                Optional.of((codec, registry) -> JsonObject.of(
                        "order",
                        JsonArray.of(codec.order().stream()
                                .mapToLong(Integer::longValue)
                                .toArray()))));
    }

    private static TransposeCodec readTranspose(JsonCursor configuration, CodecRegistry registry)
            throws MetadataException {
        List<Integer> order = new ArrayList<>();
        for (JsonCursor axis : configuration.get("order").items()) {
            order.add(int32(axis));
        }
        return new TransposeCodec(order);
    }

    /** zarr-python 3.4, tensorstore and zarrs do not know the name yet; stores rarely name the codec, since nothing undoes it. */
    private static CodecFormat<BitroundCodec> bitround() {
        return new CodecFormat<>(
                BitroundCodec.NAME,
                BitroundCodec.class,
                List.of(Parameter.required("keepbits")),
                Standing.REGISTERED,
                (configuration, registry) -> new BitroundCodec(int32(configuration.get("keepbits"))),
                Optional.of((codec, registry) -> JsonObject.of("keepbits", JsonNumber.of(codec.keepbits()))));
    }

    private static CodecFormat<BytesCodec> bytes() {
        return new CodecFormat<>(
                BytesCodec.NAME,
                BytesCodec.class,
                List.of(Parameter.optional("endian")),
                Standing.PORTABLE,
                (configuration, registry) -> {
                    Optional<JsonCursor> endian = configuration.find("endian");
                    if (endian.isEmpty()) {
                        return BytesCodec.ORDERLESS;
                    }
                    boolean isLittle =
                            endian.get().oneOf(List.of("little", "big")).equals("little");
                    return isLittle ? BytesCodec.LITTLE : BytesCodec.BIG;
                },
                Optional.of((codec, registry) -> codec.endian().isEmpty()
                        ? JsonObject.EMPTY
                        : JsonObject.of("endian", word(codec.endian().get()))));
    }

    private static CodecFormat<VlenUtf8Codec> vlenUtf8() {
        return new CodecFormat<>(
                VlenUtf8Codec.NAME,
                VlenUtf8Codec.class,
                List.of(),
                Standing.PORTABLE,
                (configuration, registry) -> new VlenUtf8Codec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }

    private static CodecFormat<VlenBytesCodec> vlenBytes() {
        return new CodecFormat<>(
                VlenBytesCodec.NAME,
                VlenBytesCodec.class,
                List.of(),
                Standing.PORTABLE,
                (configuration, registry) -> new VlenBytesCodec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }

    private static CodecFormat<ShardingCodec> sharding() {
        return new CodecFormat<>(
                ShardingCodec.NAME,
                ShardingCodec.class,
                List.of(
                        Parameter.required("chunk_shape"),
                        Parameter.required("codecs"),
                        Parameter.required("index_codecs"),
                        Parameter.usually("index_location", word(IndexLocation.END))),
                Standing.PORTABLE,
                (configuration, registry) -> new ShardingCodec(
                        Shape.of(configuration.get("chunk_shape").integers(1)),
                        registry.parseChain(configuration.get("codecs")),
                        registry.parseChain(configuration.get("index_codecs")),
                        configuration
                                        .get("index_location")
                                        .oneOf(List.of("start", "end"))
                                        .equals("start")
                                ? IndexLocation.START
                                : IndexLocation.END),
                Optional.of((codec, registry) -> JsonObject.builder()
                        .put("chunk_shape", JsonArray.of(codec.chunkShape().extents()))
                        .put("codecs", registry.toJson(codec.codecs()))
                        .put("index_codecs", registry.toJson(codec.indexCodecs()))
                        .put("index_location", word(codec.location()))
                        .build()));
    }

    private static CodecFormat<ZstdCodec> zstd() {
        return new CodecFormat<>(
                ZstdCodec.NAME,
                ZstdCodec.class,
                zstdParameters(),
                Standing.PORTABLE,
                StandardCodecs::readZstd,
                Optional.of((codec, registry) -> JsonObject.builder()
                        .put("level", codec.level())
                        .put("checksum", codec.checksum())
                        .build()));
    }

    static List<Parameter> zstdParameters() {
        return List.of(Parameter.usually("level", JsonNumber.of(3)), Parameter.usually("checksum", JsonBoolean.FALSE));
    }

    static ZstdCodec readZstd(JsonCursor configuration, CodecRegistry registry) throws MetadataException {
        return new ZstdCodec(
                int32(configuration.get("level")), configuration.get("checksum").bool());
    }

    private static CodecFormat<GzipCodec> gzip() {
        return new CodecFormat<>(
                GzipCodec.NAME,
                GzipCodec.class,
                List.of(Parameter.usually("level", JsonNumber.of(5))),
                Standing.PORTABLE,
                StandardCodecs::readGzip,
                Optional.of((codec, registry) -> JsonObject.of("level", JsonNumber.of(codec.level()))));
    }

    static GzipCodec readGzip(JsonCursor configuration, CodecRegistry registry) throws MetadataException {
        return new GzipCodec(int32(configuration.get("level")));
    }

    private static CodecFormat<BloscCodec> blosc() {
        return new CodecFormat<>(
                BloscCodec.NAME,
                BloscCodec.class,
                List.of(
                        Parameter.usually("cname", new JsonString("lz4")),
                        Parameter.usually("clevel", JsonNumber.of(5)),
                        Parameter.usually("shuffle", new JsonString("shuffle")),
                        Parameter.optional("typesize"),
                        Parameter.usually("blocksize", JsonNumber.of(0))),
                Standing.PORTABLE,
                BloscJson::read,
                Optional.of((codec, registry) -> BloscJson.write(codec)));
    }

    private static CodecFormat<Crc32cCodec> crc32c() {
        return new CodecFormat<>(
                Crc32cCodec.NAME,
                Crc32cCodec.class,
                List.of(),
                Standing.PORTABLE,
                (configuration, registry) -> new Crc32cCodec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }

    static int int32(JsonCursor cursor) throws MetadataException {
        return (int) cursor.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The lower-case name of a constant, which is how metadata spells it. */
    static JsonString word(Enum<?> constant) {
        return new JsonString(constant.name().toLowerCase(Locale.ROOT));
    }
}

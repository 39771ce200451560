package dev.varve.metadata;

import dev.varve.array.NumericType;
import dev.varve.codec.checksum.Location;
import dev.varve.codec.compressor.GdeflateCodec;
import dev.varve.codec.serializer.OptionalCodec;
import dev.varve.codec.serializer.VlenCodec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The codecs that zarrs alone has, and the names that it gave others. */
final class ZarrsNames {
    private static final String ADDRESS = "https://codec.zarrs.dev/";

    /** What stands behind the address and the kind of codec, where it is not the name after {@code zarrs.}. */
    private static final Map<String, String> ADDRESSES = Map.ofEntries(
            Map.entry("bitround", "bitround"),
            Map.entry("bz2", "numcodecs.bz2"),
            Map.entry("fixedscaleoffset", "numcodecs.fixedscaleoffset"),
            Map.entry("fletcher32", "numcodecs.fletcher32"),
            Map.entry("gdeflate", GdeflateCodec.NAME),
            Map.entry("optional", OptionalCodec.NAME),
            Map.entry("pcodec", "numcodecs.pcodec"),
            Map.entry("shuffle", "numcodecs.shuffle"),
            Map.entry("squeeze", "zarrs.squeeze"),
            Map.entry("vlen", VlenCodec.NAME),
            Map.entry("vlen_array", "numcodecs.vlen-array"),
            Map.entry("vlen_bytes", "vlen-bytes"),
            Map.entry("vlen_utf8", "vlen-utf8"),
            Map.entry("vlen_v2", "zarrs.vlen_v2"),
            Map.entry("zfp", "zfp"),
            Map.entry("zfpy", "numcodecs.zfpy"),
            Map.entry("zlib", "numcodecs.zlib"));

    private static final Map<String, String> SHORT = Map.of(
            "gdeflate",
            GdeflateCodec.NAME,
            "optional",
            OptionalCodec.NAME,
            "vlen-array",
            "numcodecs.vlen-array",
            "zarrs.zfp",
            "zfp");

    private ZarrsNames() {}

    static List<CodecFormat<?>> all() {
        return List.of(optional(), vlen(), gdeflate());
    }

    /** The registered name of a codec that zarrs called, or calls, otherwise. */
    static String registered(String name) {
        if (name.startsWith(ADDRESS)) {
            return ADDRESSES.getOrDefault(name.substring(name.lastIndexOf('/') + 1), name);
        }
        return SHORT.getOrDefault(name, name);
    }

    private static CodecFormat<OptionalCodec> optional() {
        return new CodecFormat<>(
                OptionalCodec.NAME,
                OptionalCodec.class,
                List.of(Parameter.required("mask_codecs"), Parameter.required("data_codecs")),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new OptionalCodec(
                        registry.parseChain(configuration.get("mask_codecs")),
                        registry.parseChain(configuration.get("data_codecs"))),
                Optional.of((codec, registry) -> JsonObject.of("mask_codecs", registry.toJson(codec.maskCodecs()))
                        .with("data_codecs", registry.toJson(codec.dataCodecs()))));
    }

    private static CodecFormat<VlenCodec> vlen() {
        return new CodecFormat<>(
                VlenCodec.NAME,
                VlenCodec.class,
                List.of(
                        Parameter.required("index_codecs"),
                        Parameter.required("data_codecs"),
                        Parameter.required("index_data_type"),
                        Parameter.usually("index_location", StandardCodecs.word(Location.START))),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new VlenCodec(
                        registry.parseChain(configuration.get("index_codecs")),
                        registry.parseChain(configuration.get("data_codecs")),
                        configuration
                                        .get("index_data_type")
                                        .oneOf(List.of("uint32", "uint64"))
                                        .equals("uint32")
                                ? NumericType.UINT32
                                : NumericType.UINT64,
                        NumcodecsNames.readLocation(configuration.get("index_location"))),
                Optional.of((codec, registry) -> JsonObject.builder()
                        .put("index_codecs", registry.toJson(codec.indexCodecs()))
                        .put("data_codecs", registry.toJson(codec.dataCodecs()))
                        .put("index_data_type", codec.offsets().toString())
                        .put("index_location", StandardCodecs.word(codec.indexLocation()))
                        .build()));
    }

    private static CodecFormat<GdeflateCodec> gdeflate() {
        return new CodecFormat<>(
                GdeflateCodec.NAME,
                GdeflateCodec.class,
                List.of(Parameter.usually("level", JsonNumber.of(9))),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new GdeflateCodec(StandardCodecs.int32(configuration.get("level"))),
                Optional.of((codec, registry) -> JsonObject.of("level", JsonNumber.of(codec.level()))));
    }
}

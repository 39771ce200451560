package dev.varve.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of what Varve writes for its peers: types by codec chains, types by fill values, layouts by chains. A new type, codec
 * or layout is a row in one of the maps.
 */
final class ZarrOutputCases {
    /** Where arrays lie that zarr-python refuses: in consolidated metadata they would spoil all others for it. */
    static final String APART = "apart/";

    static final String BYTES = "{\"name\": \"bytes\"}";
    static final String LITTLE = "{\"name\": \"bytes\", \"configuration\": {\"endian\": \"little\"}}";
    static final String BIG = "{\"name\": \"bytes\", \"configuration\": {\"endian\": \"big\"}}";
    static final String ZSTD = "{\"name\": \"zstd\", \"configuration\": {\"level\": 3, \"checksum\": false}}";
    private static final String ZSTD_CHECKED =
            "{\"name\": \"zstd\", \"configuration\": {\"level\": -5, \"checksum\": true}}";
    static final String GZIP = "{\"name\": \"gzip\", \"configuration\": {\"level\": 6}}";
    static final String CRC32C = "{\"name\": \"crc32c\"}";

    /** How elements of a type are serialized: their size in units that have a byte order, or the name of the codec. */
    private record Row(String type, String fill, String serializer, int unitBytes) {
        boolean hasOrder() {
            return serializer.equals(LITTLE);
        }
    }

    private final List<ZarrOutputCase> cases = new ArrayList<>();

    private ZarrOutputCases() {}

    static List<ZarrOutputCase> all() {
        ZarrOutputCases cases = new ZarrOutputCases();
        types().forEach(cases::addChains);
        types().forEach(cases::addFills);
        cases.addLayouts();
        cases.addKeysAndNames();
        cases.cases.addAll(ZarrExtensionCases.all());
        return List.copyOf(cases.cases);
    }

    /** Every type with the fill value that most people mean. */
    private static Map<String, Row> types() {
        Map<String, Row> types = new LinkedHashMap<>();
        types.put("bool", new Row("\"bool\"", "false", BYTES, 1));
        for (String name : List.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")) {
            int size = Integer.parseInt(name.replaceAll("\\D", "")) / 8;
            types.put(name, new Row("\"" + name + "\"", "0", size == 1 ? BYTES : LITTLE, size));
        }
        types.put("float16", new Row("\"float16\"", "0.0", LITTLE, 2));
        types.put("float32", new Row("\"float32\"", "0.0", LITTLE, 4));
        types.put("float64", new Row("\"float64\"", "0.0", LITTLE, 8));
        types.put("complex64", new Row("\"complex64\"", "[0.0, 0.0]", LITTLE, 4));
        types.put("complex128", new Row("\"complex128\"", "[0.0, 0.0]", LITTLE, 8));
        types.put("string", new Row("\"string\"", "\"\"", "{\"name\": \"vlen-utf8\"}", 0));
        types.put(
                "variable_length_bytes", new Row("\"variable_length_bytes\"", "\"\"", "{\"name\": \"vlen-bytes\"}", 0));
        types.put(
                "null_terminated_bytes",
                new Row(configured("null_terminated_bytes", "\"length_bytes\": 5"), "\"\"", BYTES, 5));
        types.put("raw_bytes", new Row(configured("raw_bytes", "\"length_bytes\": 3"), "\"AAAA\"", BYTES, 3));
        types.put(
                "fixed_length_utf32",
                new Row(configured("fixed_length_utf32", "\"length_bytes\": 12"), "\"\"", LITTLE, 4));
        types.put("datetime64_ns", new Row(time("numpy.datetime64", "ns", 1), "\"NaT\"", LITTLE, 8));
        types.put("datetime64_6h", new Row(time("numpy.datetime64", "h", 6), "0", LITTLE, 8));
        types.put("struct", new Row(ZarrExtensionCases.STRUCT, ZarrExtensionCases.STRUCT_ZERO, LITTLE, 23));
        types.put("timedelta64_s", new Row(time("numpy.timedelta64", "s", 1), "\"NaT\"", LITTLE, 8));
        return types;
    }

    private static final Map<String, List<String>> FILLS = Map.ofEntries(
            Map.entry("bool", List.of("true")),
            Map.entry("int8", List.of("-128", "127")),
            Map.entry("int16", List.of("-32768")),
            Map.entry("int32", List.of("-2147483648", "7")),
            Map.entry("int64", List.of("-9223372036854775808", "9223372036854775807", "9007199254740993")),
            Map.entry("uint8", List.of("255")),
            Map.entry("uint16", List.of("65535")),
            Map.entry("uint32", List.of("4294967295")),
            Map.entry("uint64", List.of("18446744073709551615", "9223372036854775809")),
            Map.entry("float16", List.of("\"NaN\"", "-0.0", "\"-Infinity\"", "\"0x7e01\"", "0.1")),
            Map.entry(
                    "float32",
                    List.of(
                            "\"NaN\"",
                            "-0.0",
                            "\"Infinity\"",
                            "\"0x7fc00001\"",
                            "\"0xffc00001\"",
                            "\"0x7f800001\"",
                            "0.1",
                            "9.969209968386869e+36",
                            "1e-45")),
            Map.entry(
                    "float64",
                    List.of(
                            "\"NaN\"",
                            "-0.0",
                            "\"-Infinity\"",
                            "\"0x7ff8000000000001\"",
                            "\"0x7ff0000000000001\"",
                            "0.1",
                            "5e-324")),
            Map.entry("complex64", List.of("[\"NaN\", -0.0]", "[\"0x7fc00001\", 1.5]", "[-0.0, \"Infinity\"]")),
            Map.entry("complex128", List.of("[\"NaN\", -0.0]", "[\"0x7ff8000000000001\", 1.5]")),
            Map.entry("string", List.of("\"fïll\"")),
            Map.entry("variable_length_bytes", List.of("\"AQID\"")),
            Map.entry("null_terminated_bytes", List.of("\"YWI=\"")),
            Map.entry("raw_bytes", List.of("\"AQID\"")),
            Map.entry("fixed_length_utf32", List.of("\"fïl\"")),
            Map.entry("datetime64_ns", List.of("0", "-1", "9223372036854775807")),
            Map.entry("datetime64_6h", List.of("\"NaT\"")),
            Map.entry("timedelta64_s", List.of("86400")),
            Map.entry(
                    "struct",
                    List.of(
                            "{\"id\": -3, \"p\": {\"x\": \"-Infinity\", \"n\": 200}, \"t\": \"NaT\", \"z\": [0.5, -0.0]}")));

    static String configured(String name, String configuration) {
        return "{\"name\": \"" + name + "\", \"configuration\": {" + configuration + "}}";
    }

    static String time(String name, String unit, int factor) {
        return configured(name, "\"unit\": \"" + unit + "\", \"scale_factor\": " + factor);
    }

    static String transpose(String order) {
        return configured("transpose", "\"order\": " + order);
    }

    static String list(String... codecs) {
        return "[" + String.join(", ", codecs) + "]";
    }

    private static String sharded(String chunk, String codecs, String location, String indexOrder) {
        String index = list(indexOrder, CRC32C);
        return configured(
                "sharding_indexed",
                "\"chunk_shape\": %s, \"codecs\": %s, \"index_codecs\": %s, \"index_location\": \"%s\""
                        .formatted(chunk, codecs, index, location));
    }

    static String sharded(String chunk, String codecs) {
        return sharded(chunk, codecs, "end", LITTLE);
    }

    private static String blosc(String compressor, String shuffle, int level, int typeSize) {
        return configured(
                "blosc",
                "\"cname\": \"%s\", \"clevel\": %d, \"shuffle\": \"%s\", \"typesize\": %d, \"blocksize\": 0"
                        .formatted(compressor, level, shuffle, typeSize));
    }

    /** Chains for a type, on an array of 10 x 11 in objects of 4 x 6. */
    private static Map<String, String> chains(Row row) {
        String plain = row.serializer();
        Map<String, String> chains = new LinkedHashMap<>();
        chains.put("bytes", list(plain));
        chains.put("transpose", list(transpose("[1, 0]"), plain));
        chains.put("zstd", list(plain, ZSTD));
        chains.put("zstd_checked", list(plain, ZSTD_CHECKED));
        chains.put("gzip", list(plain, GZIP));
        chains.put("crc32c", list(plain, CRC32C));
        chains.put("all", list(transpose("[1, 0]"), plain, GZIP, ZSTD, CRC32C));
        chains.put("shard", list(sharded("[2, 3]", list(plain))));
        chains.put("shard_start", list(sharded("[2, 3]", list(plain, ZSTD), "start", BIG)));
        chains.put(
                "shard_nested", list(sharded("[4, 3]", list(sharded("[2, 1]", list(plain, GZIP), "start", LITTLE)))));
        chains.put("shard_transpose", list(sharded("[2, 3]", list(transpose("[1, 0]"), plain, CRC32C))));
        chains.put("shard_in_gzip", list(sharded("[2, 3]", list(plain)), GZIP));
        if (row.hasOrder()) {
            chains.put("big", list(BIG));
            chains.put("shard_big", list(sharded("[2, 3]", list(BIG, ZSTD))));
        }
        if (row.unitBytes() > 0) {
            numcodecs(row, plain, chains);
            for (String compressor : List.of("blosclz", "lz4", "lz4hc", "zlib", "zstd")) {
                for (String shuffle : List.of("noshuffle", "shuffle", "bitshuffle")) {
                    String codec = blosc(compressor, shuffle, 5, row.unitBytes());
                    chains.put("blosc_" + compressor + "_" + shuffle, list(plain, codec));
                }
            }
        }
        if (row.type().startsWith("\"float")) {
            String bitround = configured("numcodecs.bitround", "\"keepbits\": 4");
            chains.put("bitround", list(bitround, plain));
            chains.put("bitround_zstd", list(bitround, plain, ZSTD));
        }
        return chains;
    }

    /** Codecs that zarr-python has from numcodecs, and nobody else need have. */
    private static void numcodecs(Row row, String plain, Map<String, String> chains) {
        chains.put(
                "shuffle_zstd",
                list(plain, configured("numcodecs.shuffle", "\"elementsize\": " + row.unitBytes()), ZSTD));
        chains.put("zlib", list(plain, configured("numcodecs.zlib", "\"level\": 3")));
        chains.put("bz2", list(plain, configured("numcodecs.bz2", "\"level\": 9")));
        chains.put("lz4", list(plain, configured("numcodecs.lz4", "\"acceleration\": 1")));
        chains.put("fletcher32", list(plain, configured("numcodecs.fletcher32", "")));
    }

    private void add(String path, Row row, String codecs, String fill, String shape, String chunk, String rest) {
        cases.add(ZarrOutputCase.of(path, row.type(), codecs, fill, shape, chunk, rest));
    }

    private void addChains(String name, Row row) {
        chains(row)
                .forEach((chain, codecs) ->
                        add("chain/" + name + "/" + chain, row, codecs, row.fill(), "[10, 11]", "[4, 6]", ""));
    }

    private void addFills(String name, Row row) {
        List<String> fills = FILLS.get(name);
        for (String fill : fills) {
            String path = "fill/" + name + "/" + fill.replaceAll("[^-+.\\w]+", "_");
            add(path, row, list(row.serializer()), fill, "[6, 9]", "[2, 2]", "");
            add(path + "_shard", row, list(sharded("[1, 2]", list(row.serializer()))), fill, "[6, 9]", "[2, 2]", "");
        }
    }

    private static final Map<String, List<String>> LAYOUTS = Map.ofEntries(
            Map.entry("0d", List.of("[]", "[]")),
            Map.entry("1d", List.of("[17]", "[4]")),
            Map.entry("1d_long", List.of("[40000]", "[16384]")),
            Map.entry("2d_ones", List.of("[3, 4]", "[1, 1]")),
            Map.entry("2d_one_chunk", List.of("[6, 5]", "[6, 5]")),
            Map.entry("2d_chunk_beyond", List.of("[3, 4]", "[10, 10]")),
            Map.entry("2d_empty", List.of("[0, 3]", "[1, 3]")),
            Map.entry("3d", List.of("[5, 6, 7]", "[2, 4, 6]")),
            Map.entry("4d", List.of("[3, 4, 2, 5]", "[2, 2, 2, 2]")),
            Map.entry("5d", List.of("[2, 1, 3, 2, 2]", "[1, 1, 2, 2, 1]")));

    private void addLayouts() {
        Map<String, Row> types = types();
        for (String type : List.of("int32", "float64", "uint8", "string")) {
            Row row = types.get(type);
            LAYOUTS.forEach((name, extents) -> {
                String shape = extents.get(0);
                String chunk = extents.get(1);
                String path = "layout/" + name + "/" + type;
                add(path + "/bytes", row, list(row.serializer()), row.fill(), shape, chunk, "");
                add(path + "/zstd_crc32c", row, list(row.serializer(), ZSTD, CRC32C), row.fill(), shape, chunk, "");
                if (!shape.equals("[]")) {
                    String ones = chunk.replaceAll("\\d+", "1");
                    String inner = list(row.serializer(), ZSTD);
                    String one = name.equals("1d_long") ? "[1024]" : ones;
                    add(path + "/shard", row, list(sharded(one, inner)), row.fill(), shape, chunk, "");
                    String nested = list(sharded(chunk, list(sharded(one, inner, "start", LITTLE))));
                    add(path + "/nested", row, nested, row.fill(), shape, chunk, "");
                }
            });
        }
        for (String order : List.of("[0, 1, 2]", "[2, 1, 0]", "[1, 2, 0]", "[2, 0, 1]")) {
            String path = "layout/transpose_" + order.replaceAll("\\D", "");
            Row row = types.get("int16");
            add(path, row, list(transpose(order), LITTLE, ZSTD), "-1", "[3, 4, 5]", "[2, 3, 2]", "");
            String inner = list(transpose(order), LITTLE);
            add(path + "_shard", row, list(sharded("[1, 1, 2]", inner)), "-1", "[3, 4, 5]", "[2, 3, 2]", "");
        }
        add(
                APART + "transpose_around_shard",
                types.get("int16"),
                list(transpose("[1, 0]"), sharded("[3, 2]", list(LITTLE))),
                "0",
                "[10, 11]",
                "[4, 6]",
                "");
    }

    private void addKeysAndNames() {
        Row row = types().get("int16");
        for (String scheme : List.of("default", "v2")) {
            for (String separator : List.of("/", ".")) {
                String keys = ", \"chunk_key_encoding\": " + configured(scheme, "\"separator\": \"" + separator + "\"");
                String path = "keys/" + scheme + (separator.equals("/") ? "_slash" : "_dot");
                add(path, row, list(LITTLE), "0", "[10, 11]", "[4, 6]", keys);
                add(path + "_0d", row, list(LITTLE), "0", "[]", "[]", keys);
            }
        }
        for (String names :
                List.of("[\"y\", \"x\"]", "[null, \"x\"]", "[null, null]", "[\"\", \"x\"]", "[\"ü\", \"x y\"]")) {
            String path = "names/" + cases.size();
            add(path, row, list(LITTLE), "0", "[10, 11]", "[4, 6]", ", \"dimension_names\": " + names);
        }
        String attributes = ", \"attributes\": {\"text\": \"ünï\", \"big\": 18446744073709551615, \"float\": 1.0, "
                + "\"nested\": {\"list\": [1, [2.5, null]], \"flag\": true}, \"empty\": []}";
        add("attributes", row, list(LITTLE), "0", "[10, 11]", "[4, 6]", attributes);
    }
}

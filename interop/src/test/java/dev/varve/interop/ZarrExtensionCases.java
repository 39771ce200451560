package dev.varve.interop;

import static dev.varve.interop.ZarrOutputCases.APART;
import static dev.varve.interop.ZarrOutputCases.BIG;
import static dev.varve.interop.ZarrOutputCases.BYTES;
import static dev.varve.interop.ZarrOutputCases.CRC32C;
import static dev.varve.interop.ZarrOutputCases.GZIP;
import static dev.varve.interop.ZarrOutputCases.LITTLE;
import static dev.varve.interop.ZarrOutputCases.ZSTD;
import static dev.varve.interop.ZarrOutputCases.configured;
import static dev.varve.interop.ZarrOutputCases.list;
import static dev.varve.interop.ZarrOutputCases.sharded;
import static dev.varve.interop.ZarrOutputCases.time;
import static dev.varve.interop.ZarrOutputCases.transpose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data types beyond the Zarr core, and rectilinear grids, for the peers to read. */
final class ZarrExtensionCases {
    /** What zarr-python has no types for: a fill value, and another. */
    private static final Map<String, List<String>> SMALL = Map.ofEntries(
            Map.entry("int2", List.of("0", "-2")),
            Map.entry("int4", List.of("0", "-8")),
            Map.entry("uint2", List.of("0", "3")),
            Map.entry("uint4", List.of("0", "15")),
            Map.entry("bfloat16", List.of("0.0", "\"0x7fc1\"", "0.1", "-0.0", "\"-Infinity\"")),
            Map.entry("float8_e3m4", List.of("\"0x00\"", "1.5", "\"NaN\"", "\"0xff\"")),
            Map.entry("float8_e4m3", List.of("\"0x00\"", "\"Infinity\"")),
            Map.entry("float8_e4m3fn", List.of("\"0x00\"", "448.0")),
            Map.entry("float8_e4m3b11fnuz", List.of("\"0x00\"", "\"NaN\"")),
            Map.entry("float8_e4m3fnuz", List.of("\"0x00\"", "-1.5")),
            Map.entry("float8_e5m2", List.of("\"0x00\"", "\"0xfd\"")),
            Map.entry("float8_e5m2fnuz", List.of("\"0x00\"", "2.0")),
            Map.entry("float8_e8m0fnu", List.of("\"0x7f\"", "\"NaN\"")),
            Map.entry("float6_e3m2fn", List.of("\"0x00\"", "28.0")),
            Map.entry("float4_e2m1fn", List.of("\"0x00\"", "-6.0", "-0.0")),
            Map.entry("complex_bfloat16", List.of("[0.0, 0.0]", "[\"NaN\", 1.5]")));

    /** Chunks that differ in shape, for an array of 10 x 11. */
    private static final Map<String, String> GRIDS = Map.ofEntries(
            Map.entry("lists", "[[4, 2, 4], [6, 5]]"),
            Map.entry("runs", "[[[2, 5]], [[3, 2], 6]]"),
            Map.entry("steps", "[4, 3]"),
            Map.entry("overhang", "[[[6, 2]], [9, 3]]"));

    static final String STRUCT = configured(
            "struct",
            "\"fields\": [{\"name\": \"id\", \"data_type\": \"int16\"}, {\"name\": \"p\", \"data_type\": "
                    + configured(
                            "struct",
                            "\"fields\": [{\"name\": \"x\", \"data_type\": \"float32\"}, "
                                    + "{\"name\": \"n\", \"data_type\": \"uint8\"}]")
                    + "}, {\"name\": \"t\", \"data_type\": " + time("numpy.datetime64", "s", 1)
                    + "}, {\"name\": \"z\", \"data_type\": \"complex64\"}]");
    static final String STRUCT_ZERO = "{\"id\": 0, \"p\": {\"x\": 0.0, \"n\": 0}, \"t\": 0, \"z\": [0.0, 0.0]}";

    private final List<ZarrOutputCase> cases = new ArrayList<>();

    private ZarrExtensionCases() {}

    static List<ZarrOutputCase> all() {
        ZarrExtensionCases cases = new ZarrExtensionCases();
        SMALL.forEach(cases::addSmall);
        cases.addGrids();
        return List.copyOf(cases.cases);
    }

    private void add(String path, String type, String codecs, String fill, String shape, String chunk) {
        cases.add(ZarrOutputCase.of(path, type, codecs, fill, shape, chunk, ""));
    }

    private void addSmall(String name, List<String> fills) {
        boolean isWide = name.endsWith("float16");
        String plain = isWide ? LITTLE : BYTES;
        String type = "\"" + name + "\"";
        Map<String, String> chains = new LinkedHashMap<>();
        chains.put("bytes", list(plain));
        chains.put("all", list(transpose("[1, 0]"), plain, GZIP, ZSTD, CRC32C));
        chains.put("shard", list(sharded("[2, 3]", list(plain, ZSTD))));
        if (isWide) {
            chains.put("big", list(BIG));
        }
        String path = APART + "small/" + name + "/";
        chains.forEach((chain, codecs) -> add(path + chain, type, codecs, fills.get(0), "[10, 11]", "[4, 6]"));
        for (String fill : fills.subList(1, fills.size())) {
            String end = "fill_" + fill.replaceAll("[^-+.\\w]+", "_");
            add(path + end, type, list(plain), fill, "[6, 9]", "[2, 2]");
        }
    }

    private void addGrids() {
        GRIDS.forEach((name, shapes) -> {
            String grid = configured("rectilinear", "\"kind\": \"inline\", \"chunk_shapes\": " + shapes);
            String path = APART + "grid/" + name + "/";
            add(path + "bytes", "\"int32\"", list(BIG), "-7", "[10, 11]", grid);
            add(path + "all", "\"int32\"", list(transpose("[1, 0]"), LITTLE, GZIP, CRC32C), "-7", "[10, 11]", grid);
            add(path + "shard", "\"int32\"", list(sharded("[2, 1]", list(LITTLE, ZSTD))), "-7", "[10, 11]", grid);
        });
    }
}

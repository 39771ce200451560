package dev.varve.formats.hdf5;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.compressor.BitshuffleCodec;
import dev.varve.codec.compressor.Hdf5Lz4Codec;
import dev.varve.codec.compressor.LzfCodec;
import dev.varve.codec.compressor.NbitCodec;
import dev.varve.codec.compressor.ScaleOffsetCodec;
import dev.varve.codec.compressor.SzipCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The filters of a dataset as codecs; one table leads from registered numbers to codecs. */
final class FilterPipeline {
    /** No filters. */
    static final FilterPipeline NONE = new FilterPipeline(List.of());

    private static final Map<Integer, Known> KNOWN = Map.ofEntries(
            Map.entry(4, new Known("szip", f -> SzipCodec.ofClientData(f.parameterArray()))),
            Map.entry(5, new Known("nbit", f -> NbitCodec.ofClientData(f.parameterArray()))),
            Map.entry(6, new Known("scaleoffset", f -> ScaleOffsetCodec.ofClientData(f.parameterArray()))),
            Map.entry(32000, new Known("lzf", f -> new LzfCodec())),
            Map.entry(32004, new Known("lz4", f -> Hdf5Lz4Codec.ofClientData(f.parameterArray()))),
            Map.entry(32008, new Known("bitshuffle", f -> BitshuffleCodec.ofClientData(f.parameterArray()))),
            Map.entry(32015, new Known("zstd", f -> new ZstdCodec(f.parameter(0, 3), false))));

    private final List<Filter> filters;

    /** A filter that can be undone: its short name, and its codec. */
    private record Known(String name, Maker maker) {}

    private interface Maker {
        /** The codec; an IllegalArgumentException when the filter's parameters make no sense. */
        BytesToBytesCodec codec(Filter filter);
    }

    FilterPipeline(List<Filter> filters) {
        this.filters = List.copyOf(filters);
    }

    /** Why the pipeline cannot be undone, if it cannot. */
    Optional<String> unsupported() {
        return filters.stream()
                .filter(f -> !KNOWN.containsKey(f.id()))
                .findFirst()
                .map(f -> "filter " + label(f) + " is not supported");
    }

    /** Short names in the order of encoding. */
    List<String> labels() {
        return filters.stream().map(FilterPipeline::label).toList();
    }

    private static String label(Filter filter) {
        Known known = KNOWN.get(filter.id());
        if (known == null) {
            // Some filters put a sentence there.
            String name = filter.name().split("[;(]", 2)[0].strip();
            return name.isEmpty() ? String.valueOf(filter.id()) : filter.id() + " (" + name + ")";
        }
        boolean hasLevel = filter.id() == 1 || filter.id() == 307 || filter.id() == 32015;
        return hasLevel && !filter.parameters().isEmpty()
                ? known.name() + "(" + filter.parameter(0, 0) + ")"
                : known.name();
    }

    /**
     * The chain of a chunk that skipped some filters.
     *
     * @param skipped bit n is set when the n-th filter was skipped
     * @throws IllegalArgumentException when a filter's parameters make no sense
     */
    CodecChain chain(StoredType type, int skipped) {
        List<BytesToBytesCodec> codecs = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            if ((skipped >>> i & 1) == 0) {
                Filter filter = filters.get(i);
                codecs.add(KNOWN.get(filter.id()).maker().codec(filter));
            }
        }
        return new CodecChain(List.of(), serializer(type), codecs);
    }

    private static BytesCodec serializer(StoredType type) {
        if (type.packed().unitBytes() == 1) {
            return BytesCodec.ORDERLESS;
        }
        return type.isBigEndian() ? BytesCodec.BIG : BytesCodec.LITTLE;
    }
}

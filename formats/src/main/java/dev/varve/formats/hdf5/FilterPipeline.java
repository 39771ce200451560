package dev.varve.formats.hdf5;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Fletcher32Codec;
import dev.varve.codec.compressor.ShuffleCodec;
import dev.varve.codec.compressor.ZlibCodec;
import dev.varve.codec.serializer.BytesCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HDF5 filters as codecs: one table from registered numbers to codecs. */
final class FilterPipeline {
    private static final Map<Integer, Known> KNOWN = known();

    private final List<Filter> filters;

    /** A filter that can be undone: how messages call it and which codec it is. */
    private interface Known {
        BytesToBytesCodec codec(Filter filter);
    }

    FilterPipeline(List<Filter> filters) {
        this.filters = filters;
    }

    private static Map<Integer, Known> known() {
        Map<Integer, Known> known = new LinkedHashMap<>();
        known.put(1, f -> new ZlibCodec(f.parameter(0, 6)));
        known.put(2, f -> new ShuffleCodec(f.parameter(0, 1)));
        known.put(3, f -> new Fletcher32Codec());
        return known;
    }

    /** Why the pipeline cannot be undone, if it cannot. */
    Optional<String> unsupported() {
        for (Filter filter : filters) {
            if (!KNOWN.containsKey(filter.id())) {
                return Optional.of("filter " + label(filter) + " is not supported");
            }
        }
        return Optional.empty();
    }

    private static String label(Filter filter) {
        // Some filters put a sentence there.
        String name = filter.name().split("[;(]", 2)[0].strip();
        return name.isEmpty() ? String.valueOf(filter.id()) : filter.id() + " (" + name + ")";
    }

    /** Short names in the order of encoding. */
    List<String> labels() {
        return filters.stream().map(f -> switch (f.id()) {
            case 1 -> "deflate(" + f.parameter(0, 6) + ")";
            case 2 -> "shuffle";
            case 3 -> "fletcher32";
            default -> label(f);
        }).toList();
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
                codecs.add(KNOWN.get(filter.id()).codec(filter));
            }
        }
        return new CodecChain(List.of(), BytesCodec.of(type.isBigEndian()), codecs);
    }
}

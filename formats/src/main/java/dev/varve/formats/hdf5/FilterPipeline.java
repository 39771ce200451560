package dev.varve.formats.hdf5;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Fletcher32Codec;
import dev.varve.codec.compressor.BitshuffleCodec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscCompressor;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.codec.compressor.Bz2Codec;
import dev.varve.codec.compressor.Hdf5Lz4Codec;
import dev.varve.codec.compressor.LzfCodec;
import dev.varve.codec.compressor.NbitCodec;
import dev.varve.codec.compressor.ScaleOffsetCodec;
import dev.varve.codec.compressor.ShuffleCodec;
import dev.varve.codec.compressor.SzipCodec;
import dev.varve.codec.compressor.ZlibCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The filters of a dataset as codecs; one table leads from registered numbers to codecs. */
final class FilterPipeline {
    /** No filters. */
    static final FilterPipeline NONE = new FilterPipeline(List.of());

    private static final Map<Integer, Known> KNOWN = Map.ofEntries(
            Map.entry(1, new Known("deflate", f -> new ZlibCodec(f.parameter(0, 6)))),
            Map.entry(2, new Known("shuffle", f -> new ShuffleCodec(f.parameter(0, 1)))),
            Map.entry(3, new Known("fletcher32", f -> new Fletcher32Codec())),
            Map.entry(4, new Known("szip", f -> SzipCodec.ofClientData(f.parameterArray()))),
            Map.entry(5, new Known("nbit", f -> NbitCodec.ofClientData(f.parameterArray()))),
            Map.entry(6, new Known("scaleoffset", f -> ScaleOffsetCodec.ofClientData(f.parameterArray()))),
            Map.entry(307, new Known("bzip2", f -> new Bz2Codec(f.parameter(0, 9)))),
            Map.entry(32000, new Known("lzf", f -> new LzfCodec())),
            Map.entry(32001, new Known("blosc", FilterPipeline::blosc)),
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

    /** The filters that cannot be undone: bit n is set for the n-th filter. */
    int unknown() {
        int unknown = 0;
        for (int i = 0; i < filters.size(); i++) {
            unknown |= KNOWN.containsKey(filters.get(i).id()) ? 0 : 1 << i;
        }
        return unknown;
    }

    /** Why chunks that skipped some filters cannot be decoded, if they cannot. */
    Optional<String> unsupported(int skipped) {
        int missing = unknown() & ~skipped;
        return missing == 0
                ? Optional.empty()
                : Optional.of(
                        "filter " + label(filters.get(Integer.numberOfTrailingZeros(missing))) + " is not supported");
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

    /** Client data of hdf5-blosc: two versions, element size, chunk size, level, shuffle, compressor. */
    private static BytesToBytesCodec blosc(Filter filter) {
        List<BloscCompressor> compressors = List.of(
                BloscCompressor.BLOSCLZ,
                BloscCompressor.LZ4,
                BloscCompressor.LZ4HC,
                BloscCompressor.SNAPPY,
                BloscCompressor.ZLIB,
                BloscCompressor.ZSTD);
        List<BloscShuffle> shuffles = List.of(BloscShuffle.NOSHUFFLE, BloscShuffle.SHUFFLE, BloscShuffle.BITSHUFFLE);
        int compressor = filter.parameter(6, 0);
        int shuffle = filter.parameter(5, 1);
        if (compressor < 0 || compressor >= compressors.size() || shuffle < 0 || shuffle >= shuffles.size()) {
            throw new IllegalArgumentException("blosc compressor " + compressor + " and shuffle " + shuffle);
        }
        return new BloscCodec(
                compressors.get(compressor),
                filter.parameter(4, 5),
                shuffles.get(shuffle),
                OptionalInt.of(filter.parameter(2, 1)),
                OptionalInt.empty());
    }

    private static BytesCodec serializer(StoredType type) {
        if (type.packed().unitBytes() == 1) {
            return BytesCodec.ORDERLESS;
        }
        return type.isBigEndian() ? BytesCodec.BIG : BytesCodec.LITTLE;
    }
}

package dev.varve.codec;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The codecs of a chunk in the order of encoding: filters, then one serializer, then compressors and checksums. A chain is
 * itself an array-to-bytes codec.
 *
 * @param filters array to array, first applied first when encoding
 * @param serializer array to bytes
 * @param compressors bytes to bytes, first applied first when encoding
 */
public record CodecChain(
        List<ArrayToArrayCodec> filters, ArrayToBytesCodec serializer, List<BytesToBytesCodec> compressors)
        implements ArrayToBytesCodec {
    public CodecChain {
        filters = List.copyOf(filters);
        compressors = List.copyOf(compressors);
    }

    /** A chain without filters. */
    public static CodecChain of(ArrayToBytesCodec serializer, BytesToBytesCodec... compressors) {
        return new CodecChain(List.of(), serializer, List.of(compressors));
    }

    /** All codecs in the order of encoding. */
    public List<Codec> codecs() {
        List<Codec> all = new ArrayList<>(filters);
        all.add(serializer);
        all.addAll(compressors);
        return List.copyOf(all);
    }

    /**
     * What readers have to undo, and a store names: filters that are done by encoding are left out. No peer knows bit rounding by
     * its registered name, and none has to. A filter that hands numbers on as another type is left out only where nobody
     * behind it looks at them as numbers.
     */
    public CodecChain withoutWhatEncodingDoes() {
        List<ArrayToArrayCodec> named = new ArrayList<>();
        boolean areBitsOnly = serializer.seesBitsOnly();
        for (int i = filters.size() - 1; i >= 0; i--) {
            ArrayToArrayCodec filter = filters.get(i);
            if (!filter.isDoneByEncoding() || (filter.changesType() && !areBitsOnly)) {
                named.add(0, filter);
                areBitsOnly = false;
            }
        }
        return new CodecChain(named, serializer, compressors);
    }

    @Override
    public String name() {
        return String.join(" | ", codecs().stream().map(Codec::name).toList());
    }

    @Override
    public boolean isLossless() {
        return codecs().stream().allMatch(Codec::isLossless);
    }

    @Override
    public boolean isIdempotent() {
        return codecs().stream().allMatch(Codec::isIdempotent);
    }

    /** That of the first codec where no other loses anything: what a codec changed before would change the promise. */
    @Override
    public OptionalDouble errorBound() {
        if (isLossless()) {
            return OptionalDouble.of(0);
        }
        List<Codec> all = codecs();
        boolean isFirst = all.stream().skip(1).allMatch(Codec::isLossless);
        return isFirst ? all.get(0).errorBound() : OptionalDouble.empty();
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        List<ArrayToArrayCodec.Bound> boundFilters = new ArrayList<>();
        ChunkSpec spec = decoded;
        for (ArrayToArrayCodec filter : filters) {
            ArrayToArrayCodec.Bound bound = filter.bind(spec);
            boundFilters.add(bound);
            spec = bound.encodedSpec();
        }
        ArrayToBytesCodec.Bound boundSerializer = serializer.bind(spec);
        List<BytesToBytesCodec.Bound> boundCompressors = new ArrayList<>();
        EncodedSize size = boundSerializer.encodedSize();
        int typeSizeBytes = spec.type().isFixedSize() ? spec.type().sizeBytes() : 1;
        for (BytesToBytesCodec compressor : compressors) {
            BytesToBytesCodec.Bound bound = compressor.bind(size, typeSizeBytes);
            boundCompressors.add(bound);
            size = bound.encodedSize();
        }
        return new Bound(
                decoded, isMixing(), List.copyOf(boundFilters), boundSerializer, List.copyOf(boundCompressors), size);
    }

    /** Whether what is lost of one element may depend on others: whenever anything is lost, except where encoding alone rounds. */
    private boolean isMixing() {
        return !serializer.isLossless()
                || filters.stream().anyMatch(filter -> !filter.isLossless() && !filter.isDoneByEncoding());
    }

    /** A chain that knows its chunk. */
    public static final class Bound implements ArrayToBytesCodec.Bound {
        private final ChunkSpec decoded;
        private final boolean isMixing;
        private final List<ArrayToArrayCodec.Bound> filters;
        private final ArrayToBytesCodec.Bound serializer;
        private final List<BytesToBytesCodec.Bound> compressors;
        private final EncodedSize encodedSize;

        private Bound(
                ChunkSpec decoded,
                boolean isMixing,
                List<ArrayToArrayCodec.Bound> filters,
                ArrayToBytesCodec.Bound serializer,
                List<BytesToBytesCodec.Bound> compressors,
                EncodedSize encodedSize) {
            this.decoded = decoded;
            this.isMixing = isMixing;
            this.filters = filters;
            this.serializer = serializer;
            this.compressors = compressors;
            this.encodedSize = encodedSize;
        }

        /** What a chunk looks like before encoding. */
        public ChunkSpec decodedSpec() {
            return decoded;
        }

        /** Whether something comes between the serializer's bytes and the encoded ones. */
        public boolean isCompressed() {
            return !compressors.isEmpty();
        }

        /**
         * A full chunk, of whose elements only these lie in the array. Nobody reads the others: they are fill value, unless a fill
         * value far from the elements would spoil those beside it; then they go on as the elements end.
         *
         * @param inside the elements at the beginning of the chunk
         */
        public NdArray padded(NdArray inside) {
            if (inside.shape().equals(decoded.shape())) {
                return inside;
            }
            if (isMixing && inside.shape().count() > 0) {
                return inside.extended(decoded.shape());
            }
            NdArray chunk = NdArray.filled(decoded.shape(), decoded.fill());
            chunk.paste(
                    inside,
                    Region.whole(inside.shape()),
                    new long[inside.shape().rank()]);
            return chunk;
        }

        @Override
        public EncodedSize encodedSize() {
            return encodedSize;
        }

        @Override
        public Bytes encode(NdArray chunk) {
            NdArray array = chunk;
            for (ArrayToArrayCodec.Bound filter : filters) {
                array = filter.encode(array);
            }
            Bytes bytes = serializer.encode(array);
            for (BytesToBytesCodec.Bound compressor : compressors) {
                bytes = compressor.encode(bytes);
            }
            return bytes;
        }

        @Override
        public Bytes encode(NdArray chunk, Scratch scratch) {
            NdArray array = chunk;
            for (ArrayToArrayCodec.Bound filter : filters) {
                array = filter.encode(array);
            }
            Bytes bytes = serializer.encode(array, scratch);
            for (BytesToBytesCodec.Bound compressor : compressors) {
                bytes = compressor.encode(bytes, scratch);
            }
            return bytes;
        }

        @Override
        public NdArray decode(Bytes encoded) {
            Bytes bytes = encoded;
            for (int i = compressors.size() - 1; i >= 0; i--) {
                bytes = compressors.get(i).decode(bytes);
            }
            return unfilter(serializer.decode(bytes));
        }

        @Override
        public NdArray decode(Bytes encoded, Scratch scratch) {
            Bytes bytes = encoded;
            for (int i = compressors.size() - 1; i >= 0; i--) {
                bytes = compressors.get(i).decode(bytes, scratch);
            }
            return unfilter(serializer.decode(bytes, scratch));
        }

        /**
         * Whether encoded bytes decode to exactly the elements of a chunk.
         *
         * @throws CodecException when they cannot be decoded
         */
        public boolean decodesTo(Bytes encoded, NdArray chunk, Scratch scratch) {
            if (compressors.isEmpty() || !isSerializedAsItIs(chunk)) {
                return decode(encoded, scratch).sameBits(chunk);
            }
            Bytes bytes = encoded;
            for (int i = compressors.size() - 1; i > 0; i--) {
                bytes = compressors.get(i).decode(bytes, scratch);
            }
            return compressors.get(0).decodesTo(bytes, chunk.data(), scratch);
        }

        /** Whether the bytes behind the serializer are the chunk's own, so that decoding them makes the chunk again. */
        private boolean isSerializedAsItIs(NdArray chunk) {
            if (!filters.isEmpty() || !chunk.type().isFixedSize()) {
                return false;
            }
            Bytes serialized = serializer.encode(chunk);
            return serialized.array() == chunk.data().array()
                    && serialized.offset() == chunk.data().offset()
                    && serialized.length() == chunk.data().length();
        }

        private NdArray unfilter(NdArray serialized) {
            NdArray array = serialized;
            for (int i = filters.size() - 1; i >= 0; i--) {
                array = filters.get(i).decode(array);
            }
            return array;
        }
    }
}

package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.Scratch;
import java.util.OptionalInt;

/**
 * Blosc 1: data cut into blocks, each shuffled and compressed by one of several compressors.
 *
 * <p>The frame is read and written in Java, so that no header of a stranger's reaches native code; only single compressed
 * streams of a known decoded length go to liblz4 and libzstd.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/blosc/index.html">Zarr v3 blosc
 * codec</a>; <a href="https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst">blosc chunk format</a>. v3
 * name: {@code blosc}; alias {@code numcodecs.blosc}. v2 ids: {@code blosc}. HDF5 filter: 32001.
 *
 * <pre>{@code {"name": "blosc", "configuration": {"cname": "lz4", "clevel": 5,
 *   "shuffle": "shuffle", "typesize": 4, "blocksize": 0}}}</pre>
 *
 * <p>Differences from the reference: snappy is only decoded. Blocks are chosen as c-blosc 1.21 does, so that sizes
 * agree; the bytes written may differ with the versions of the compressors.
 *
 * @param compressor what compresses the blocks
 * @param level 0 (copied) to 9 (smallest)
 * @param shuffle what is done to blocks before
 * @param typeBytes bytes of an element for shuffling, at least 1; when empty, those of the array's type
 * @param blockBytes bytes of a block, at least 1; when empty ({@code blocksize} 0), blosc's choice
 */
public record BloscCodec(
        BloscCompressor compressor, int level, BloscShuffle shuffle, OptionalInt typeBytes, OptionalInt blockBytes)
        implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "blosc";

    /** Larger elements are taken for single bytes. */
    private static final int MAX_TYPE_BYTES = 255;

    public BloscCodec {
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("blosc clevel " + level + " is not 0 to 9");
        }
        if (typeBytes.isPresent() && typeBytes.getAsInt() < 1) {
            throw new IllegalArgumentException("blosc typesize " + typeBytes.getAsInt() + " < 1");
        }
        if (blockBytes.isPresent() && blockBytes.getAsInt() < 1) {
            throw new IllegalArgumentException("blosc blocksize " + blockBytes.getAsInt() + " < 1");
        }
    }

    /** Blosc with the element size of the array and its own choice of blocks. */
    public BloscCodec(BloscCompressor compressor, int level, BloscShuffle shuffle) {
        this(compressor, level, shuffle, OptionalInt.empty(), OptionalInt.empty());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        int bytes = typeBytes.orElse(typeSizeBytes);
        EncodedSize encoded = new EncodedSize.AtMost(decoded.maxBytes()).plus(BloscHeader.BYTES);
        return new BoundBlosc(this, bytes > MAX_TYPE_BYTES ? 1 : bytes, decoded, encoded);
    }

    private record BoundBlosc(BloscCodec codec, int typeBytes, EncodedSize decodedSize, EncodedSize encodedSize)
            implements Bound {
        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException when the compressor is snappy
         */
        @Override
        public Bytes encode(Bytes decoded) {
            try (Scratch scratch = new Scratch()) {
                return Bytes.wrap(encode(decoded, scratch).toArray());
            }
        }

        @Override
        public Bytes encode(Bytes decoded, Scratch scratch) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            if (codec.compressor == BloscCompressor.SNAPPY) {
                throw new IllegalArgumentException("blosc with snappy is only decoded; choose lz4 or zstd to encode");
            }
            if (decoded.length() > Bytes.MAX_LENGTH - BloscHeader.BYTES) {
                throw new IllegalArgumentException(NAME + ": 2 GiB are too many for one chunk; use smaller chunks");
            }
            return new BloscEncoder(codec, typeBytes, decoded, scratch).encode();
        }

        @Override
        public Bytes decode(Bytes encoded) {
            try (Scratch scratch = new Scratch()) {
                return decode(encoded, scratch);
            }
        }

        @Override
        public Bytes decode(Bytes encoded, Scratch scratch) {
            BloscHeader header = BloscHeader.read(encoded);
            DecodedSizes.requireDeclared(NAME, decodedSize, header.decodedBytes(), 4);
            return new BloscDecoder(header, encoded, scratch).decode();
        }

        @Override
        public boolean decodesTo(Bytes encoded, Bytes decoded, Scratch scratch) {
            return new BloscDecoder(BloscHeader.read(encoded), encoded, scratch).decodesTo(decoded);
        }
    }
}

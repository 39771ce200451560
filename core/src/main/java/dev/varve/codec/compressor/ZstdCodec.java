package dev.varve.codec.compressor;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.Scratch;

/**
 * Zstandard: fast compression with a wide choice of levels.
 *
 * <p>Specification: <a href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/zstd">zarr-extensions
 * zstd</a>; <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>. v3 name: {@code zstd}; alias {@code
 * numcodecs.zstd}. v2 ids: {@code zstd}. HDF5 filter: 32015.
 *
 * <pre>{@code {"name": "zstd", "configuration": {"level": 3, "checksum": false}}}</pre>
 *
 * <p>Differences from the reference: none in the bytes written. Read are several frames one after another, skippable
 * frames, and frames without content size; frames of formats before 0.8 and such that need a dictionary are refused.
 *
 * @param level -131072 (fastest) to 22 (smallest); 0 is libzstd's default
 * @param checksum whether a checksum is written; one that is there is always verified
 */
public record ZstdCodec(int level, boolean checksum) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "zstd";

    /** The lowest level. */
    public static final int MIN_LEVEL = -(1 << 17);
    /** The highest level. */
    public static final int MAX_LEVEL = 22;

    /** When only an upper limit is known, decoding begins with room for this many times the input. */
    private static final int USUAL_RATIO = 64;

    private static final int GROWTH = 4;

    /** From this level on trees of all positions are kept: the tables take several times as much as the input. */
    private static final int LEAST_GREEDY_LEVEL = 17;
    /** From this level on the tables know no limit but the input. */
    private static final int LEAST_ULTRA_LEVEL = 20;

    private static final int GREEDY_HASH_BITS = 22;
    private static final int GREEDY_TREE_BITS = 24;

    /** A context that takes more is given back at once; making it anew takes no time beside such compression. */
    private static final long KEPT_CONTEXT_BYTES = 32 << 20;

    public ZstdCodec {
        if (level < MIN_LEVEL || level > MAX_LEVEL) {
            throw new IllegalArgumentException("zstd level " + level + " is not " + MIN_LEVEL + " to " + MAX_LEVEL);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        EncodedSize encoded = new EncodedSize.AtMost(maxEncodedBytes(decoded.maxBytes()));
        return new BoundZstd(this, decoded, encoded);
    }

    /** By libzstd's tables of levels: a hash table and a tree, 4 bytes an entry, neither much larger than the input. */
    @Override
    public long workspaceBytes(long decodedBytes) {
        if (level < LEAST_GREEDY_LEVEL || decodedBytes < 2) {
            return 0;
        }
        int inputBits = Long.SIZE - Long.numberOfLeadingZeros(decodedBytes - 1);
        int ultra = Math.max(0, level - LEAST_ULTRA_LEVEL + 1);
        int hashBits = Math.min(GREEDY_HASH_BITS + ultra, inputBits + 1);
        int treeBits = Math.min(GREEDY_TREE_BITS + ultra, inputBits + 1);
        return ((1L << hashBits) + (1L << treeBits)) * Integer.BYTES;
    }

    /** ZSTD_compressBound, and some more for data cut into more frames or blocks than need be. */
    static long maxEncodedBytes(long decodedBytes) {
        long more = (decodedBytes >>> 8) + 512;
        return decodedBytes > Long.MAX_VALUE - more ? Long.MAX_VALUE : decodedBytes + more;
    }

    private record BoundZstd(ZstdCodec codec, EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            try (Scratch scratch = new Scratch()) {
                Bytes encoded = encode(decoded, scratch);
                return Bytes.wrap(encoded.toArray());
            }
        }

        @Override
        public Bytes encode(Bytes decoded, Scratch scratch) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            byte[] out = scratch.output(decoded, DecodedSizes.arrayLength(NAME, maxEncodedBytes(decoded.length())));
            if (codec.workspaceBytes(decoded.length()) > KEPT_CONTEXT_BYTES) {
                try (ZstdCompressCtx context = new ZstdCompressCtx()) {
                    return compress(decoded, out, context);
                }
            }
            return compress(decoded, out, scratch.context(ZstdCompressCtx.class, ZstdCompressCtx::new));
        }

        private Bytes compress(Bytes decoded, byte[] out, ZstdCompressCtx context) {
            context.reset();
            context.setLevel(codec.level).setChecksum(codec.checksum);
            int length =
                    context.compressByteArray(out, 0, out.length, decoded.array(), decoded.offset(), decoded.length());
            return Bytes.wrap(out, 0, length);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            try (Scratch scratch = new Scratch()) {
                Bytes decoded = decode(encoded, scratch);
                return decoded.length() == decoded.array().length ? decoded : Bytes.wrap(decoded.toArray());
            }
        }

        @Override
        public Bytes decode(Bytes encoded, Scratch scratch) {
            long most = ZstdFrames.mostDecodedBytes(NAME, encoded, 0, encoded.length());
            long least = decodedSize instanceof EncodedSize.Exactly exactly ? exactly.bytes() : 0;
            if (most < least) {
                throw new CodecException(NAME, "frames hold at most " + most + " bytes, expected " + decodedSize);
            }
            int limit = (int) Math.min(Math.min(decodedSize.maxBytes(), most), Bytes.MAX_LENGTH);
            long room = Math.max(least, (long) USUAL_RATIO * encoded.length());
            ZstdDecompressCtx context = scratch.context(ZstdDecompressCtx.class, ZstdDecompressCtx::new);
            while (true) {
                int size = (int) Math.min(room, limit);
                byte[] out = scratch.output(encoded, size);
                try {
                    int length = context.decompressByteArray(
                            out, 0, size, encoded.array(), encoded.offset(), encoded.length());
                    return finish(out, length);
                } catch (ZstdException e) {
                    if (size == limit || e.getErrorCode() != Zstd.errDstSizeTooSmall()) {
                        throw new CodecException(NAME, e.getMessage() + "; expected " + decodedSize, e);
                    }
                    room *= GROWTH; // one more try costs no more than what this one decoded, times a constant
                }
            }
        }

        private Bytes finish(byte[] out, int length) {
            if (!decodedSize.admits(length)) {
                throw new CodecException(NAME, "decodes to " + length + " bytes, expected " + decodedSize);
            }
            return Bytes.wrap(out, 0, length);
        }
    }
}

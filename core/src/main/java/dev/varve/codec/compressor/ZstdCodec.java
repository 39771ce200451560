package dev.varve.codec.compressor;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Arrays;

/**
 * Compresses with Zstandard.
 *
 * <p>Specification: <a href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/zstd">zarr-extensions
 * zstd</a>. v3 name: {@code zstd}; alias {@code numcodecs.zstd}. v2 ids: {@code zstd}.
 *
 * <pre>{@code {"name": "zstd", "configuration": {"level": 5, "checksum": false}}}</pre>
 *
 * <p>Differences from the reference: several frames, and frames that do not tell their size, are decoded.
 *
 * @param level -131072 (fastest) to 22 (smallest); 0 means 3
 * @param checksum whether each frame ends in a checksum of its content
 */
public record ZstdCodec(int level, boolean checksum) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "zstd";

    private static final int LEAST = -131072;
    private static final int MOST = 22;

    public ZstdCodec {
        if (level < LEAST || level > MOST) {
            throw new IllegalArgumentException("zstd level " + level + (level > MOST ? " > " + MOST : " < " + LEAST));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundZstd(level, checksum, decoded);
    }

    private record BoundZstd(int level, boolean checksum, EncodedSize decoded) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.AtMost(Zstd.compressBound(decoded.maxBytes()));
        }

        @Override
        public Bytes encode(Bytes bytes) {
            long bound = Zstd.compressBound(bytes.length());
            if (bound > Integer.MAX_VALUE - 8) {
                throw new CodecException(NAME, bytes.length() + " bytes at once are too many; use smaller chunks");
            }
            byte[] target = new byte[(int) bound];
            try (ZstdCompressCtx context = new ZstdCompressCtx()) {
                context.setLevel(level).setChecksum(checksum);
                int length = context.compressByteArray(
                        target, 0, target.length, bytes.array(), bytes.offset(), bytes.length());
                return Bytes.wrap(Arrays.copyOf(target, length));
            }
        }

        @Override
        public Bytes decode(Bytes encoded) {
            // Where only a limit is known, what is allocated grows with the input and then with what it proves to hold.
            long room = decoded instanceof EncodedSize.Exactly exact
                    ? exact.bytes()
                    : Math.min(decoded.maxBytes(), 4L * encoded.length() + 1024);
            try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
                while (true) {
                    byte[] target = new byte[Math.toIntExact(room)];
                    try {
                        return exact(
                                target,
                                context.decompressByteArray(
                                        target, 0, target.length, encoded.array(), encoded.offset(), encoded.length()));
                    } catch (ZstdException e) {
                        boolean isTooSmall = e.getErrorCode() == Zstd.errDstSizeTooSmall();
                        if (!isTooSmall || room == decoded.maxBytes()) {
                            throw new CodecException(NAME, e.getMessage(), e);
                        }
                        room = Math.min(decoded.maxBytes(), 2 * room);
                    }
                }
            }
        }

        private Bytes exact(byte[] target, int length) {
            if (!decoded.admits(length)) {
                throw new CodecException(NAME, "decodes to " + length + " bytes, not " + decoded);
            }
            return Bytes.wrap(target, 0, length);
        }
    }
}

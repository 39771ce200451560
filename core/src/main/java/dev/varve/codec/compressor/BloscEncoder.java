package dev.varve.codec.compressor;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.varve.array.Bytes;
import dev.varve.codec.Scratch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Deflater;

/** Writes one blosc frame. */
final class BloscEncoder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final BloscCodec codec;
    private final Bytes decoded;
    private final BloscHeader header;
    private final Scratch scratch;
    private final byte[] out;
    /** Bytes of the largest frame, which the array may exceed. */
    private final int limit;

    private int written;

    /** The result lies in {@code scratch}. */
    BloscEncoder(BloscCodec codec, int typeBytes, Bytes decoded, Scratch scratch) {
        this.codec = codec;
        this.decoded = decoded;
        int length = decoded.length();
        int blockBytes = BloscBlocks.blockBytes(codec, typeBytes, length);
        boolean isSplit = BloscBlocks.isSplit(codec.compressor(), typeBytes, blockBytes);
        boolean isCopied = codec.level() == 0 || length < BloscHeader.MIN_SPLIT_BYTES;
        int flags = codec.shuffle().flag()
                | (isCopied ? BloscHeader.COPIED : 0)
                | (isSplit ? 0 : BloscHeader.NOT_SPLIT)
                | BloscHeader.formatFlag(codec.compressor());
        this.header = new BloscHeader(flags, typeBytes, length, blockBytes, BloscHeader.BYTES + length);
        this.scratch = scratch;
        this.limit = BloscHeader.BYTES + length;
        this.out = scratch.output(decoded, limit);
    }

    /** The frame. */
    Bytes encode() {
        if (header.isCopied() || !blocks()) {
            int flags = header.flags() | BloscHeader.COPIED;
            write(flags, limit);
            decoded.copyTo(out, BloscHeader.BYTES);
            return Bytes.wrap(out, 0, limit);
        }
        write(header.flags(), written);
        return Bytes.wrap(out, 0, written);
    }

    private void write(int flags, int frameBytes) {
        new BloscHeader(flags, header.typeBytes(), header.decodedBytes(), header.blockBytes(), frameBytes).write(out);
    }

    /** Whether all blocks became smaller together than they were. */
    private boolean blocks() {
        int blockBytes = header.blockBytes();
        int count = header.blockCount();
        written = BloscHeader.BYTES + count * Integer.BYTES;
        byte[] shuffled =
                scratch.room(Scratch.Slot.SHUFFLED, codec.shuffle() == BloscShuffle.NOSHUFFLE ? 0 : blockBytes);
        byte[] work = scratch.room(Scratch.Slot.WORK, (int) workBytes(blockBytes));
        try (SplitEncoder encoder = encoder()) {
            for (int block = 0; block < count; block++) {
                if (written > limit) {
                    return false;
                }
                INT.set(out, BloscHeader.BYTES + block * Integer.BYTES, written);
                int from = block * blockBytes;
                int bytes = Math.min(blockBytes, decoded.length() - from);
                boolean isShuffled = shuffle(from, bytes, shuffled, work);
                byte[] source = isShuffled ? shuffled : decoded.array();
                if (!splits(encoder, source, isShuffled ? 0 : decoded.offset() + from, bytes, work)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Enough for a block that any of the compressors makes larger. */
    private static long workBytes(int blockBytes) {
        return Math.max(ZstdCodec.maxEncodedBytes(blockBytes), Lz4Blocks.maxEncodedBytes(blockBytes));
    }

    private boolean shuffle(int from, int bytes, byte[] shuffled, byte[] work) {
        int typeBytes = header.typeBytes();
        int start = decoded.offset() + from;
        if (header.isShuffled()) {
            ByteShuffle.shuffle(decoded.array(), start, shuffled, 0, bytes, typeBytes);
            return true;
        }
        if (header.isBitShuffled(bytes)) {
            int count = bytes / typeBytes;
            int whole = count * typeBytes;
            BitShuffle.shuffle(decoded.array(), start, shuffled, 0, count, typeBytes, work);
            System.arraycopy(decoded.array(), start + whole, shuffled, whole, bytes - whole);
            return true;
        }
        return false;
    }

    private boolean splits(SplitEncoder encoder, byte[] source, int from, int bytes, byte[] work) {
        int splits = header.splitCount(bytes);
        int splitBytes = bytes / splits;
        for (int i = 0; i < splits; i++) {
            int start = from + i * splitBytes;
            int room = limit - written - Integer.BYTES;
            if (room <= 0) {
                return false;
            }
            int count = encoder.encode(source, start, splitBytes, work, 0);
            byte[] stored = work;
            int storedFrom = 0;
            if (count == 0 || count >= splitBytes || count > room) {
                count = splitBytes;
                stored = source;
                storedFrom = start;
            }
            if (count > room) {
                return false;
            }
            INT.set(out, written, count);
            System.arraycopy(stored, storedFrom, out, written + Integer.BYTES, count);
            written += Integer.BYTES + count;
        }
        return true;
    }

    private SplitEncoder encoder() {
        int level = codec.level();
        return switch (codec.compressor()) {
            case BLOSCLZ -> new BloscLzEncoder(level, (header.flags() & BloscHeader.NOT_SPLIT) == 0);
            case LZ4 -> Lz4Blocks.fast(10 - level);
            case LZ4HC -> Lz4Blocks.high(level);
            case ZLIB -> new ZlibSplits(new Deflater(level));
            case ZSTD -> zstd(zstdLevel(level));
            case SNAPPY -> throw new IllegalStateException("snappy is only decoded");
        };
    }

    private SplitEncoder zstd(int level) {
        ZstdCompressCtx context = scratch.context(ZstdCompressCtx.class, ZstdCompressCtx::new);
        context.reset();
        return new ZstdSplits(context.setLevel(level).setChecksum(false));
    }

    private static int zstdLevel(int level) {
        return level < 9 ? 2 * level - 1 : ZstdCodec.MAX_LEVEL;
    }

    private record ZlibSplits(Deflater deflater) implements SplitEncoder {
        @Override
        public int encode(byte[] in, int from, int count, byte[] out, int to) {
            deflater.reset();
            deflater.setInput(in, from, count);
            deflater.finish();
            int length = deflater.deflate(out, to, count);
            return deflater.finished() ? length : 0;
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    private record ZstdSplits(ZstdCompressCtx context) implements SplitEncoder {
        @Override
        public int encode(byte[] in, int from, int count, byte[] out, int to) {
            return context.compressByteArray(out, to, out.length - to, in, from, count);
        }

        @Override
        public void close() {} // the context is the scratch's
    }
}

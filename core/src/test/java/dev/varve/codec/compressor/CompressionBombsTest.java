package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 65 kB that decode to far more than the chunk that they stand for; all that decoding allocates is counted. */
@Timeout(120)
final class CompressionBombsTest {
    private static final int BOMB_BYTES = 65_000;
    private static final long MOST_ALLOCATED = 64 << 20;
    private static final List<EncodedSize> SIZES =
            List.of(new EncodedSize.Exactly(4096), new EncodedSize.Exactly(1 << 20), new EncodedSize.AtMost(4 << 20));

    private static void isRefusedCheaply(BytesToBytesCodec codec, byte[] bomb) {
        assertThat(bomb.length).isBetween(BOMB_BYTES / 2, BOMB_BYTES * 2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (EncodedSize size : SIZES) {
            BytesToBytesCodec.Bound bound = codec.bind(size, 4);
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThatThrownBy(() -> bound.decode(Bytes.wrap(bomb)))
                    .as("%s", size)
                    .isInstanceOf(CodecException.class);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated).as("%s, %s", codec, size).isLessThan(MOST_ALLOCATED);
        }
    }

    /** A stream of zeros, as often as it takes. */
    private static byte[] repeated(BytesToBytesCodec codec, int decodedBytes) {
        byte[] one = codec.bind(new EncodedSize.Exactly(decodedBytes), 4)
                .encode(Bytes.wrap(new byte[decodedBytes]))
                .toArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < BOMB_BYTES) {
            all.writeBytes(one);
        }
        return all.toByteArray();
    }

    /** 16,000 blocks that are each 128 KiB of one byte: 2 GB. */
    @Test
    void aZstdBombIsRefused() {
        ByteBuffer frame = ByteBuffer.allocate(BOMB_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0xFD2FB528).put((byte) 0).put((byte) 0x38);
        while (frame.remaining() >= 8) {
            frame.putInt((1 << 17) << 3 | 1 << 1);
        }
        frame.putInt((1 << 17) << 3 | 1 << 1 | 1);
        isRefusedCheaply(new ZstdCodec(3, false), Arrays.copyOf(frame.array(), frame.position()));
    }

    @Test
    void anXzBombIsRefused() {
        LzmaCodec codec = LzmaCodec.usual();
        isRefusedCheaply(codec, repeated(codec, 8 << 20));
    }

    /** What a header asks for is no reason to allocate it: 1.5 GiB of dictionary. */
    @Test
    void aDictionaryLargerThanTheChunkIsNotAllocated() {
        LzmaCodec codec = new LzmaCodec(LzmaCodec.Format.ALONE, LzmaCodec.Check.USUAL, OptionalLong.empty(), List.of());
        byte[] encoded = codec.bind(new EncodedSize.Exactly(5000), 1)
                .encode(Bytes.wrap(new byte[5000]))
                .toArray();
        ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).putInt(1, 0x60000000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        BytesToBytesCodec.Bound bound = codec.bind(new EncodedSize.Exactly(5000), 1);
        assertThat(bound.decode(Bytes.wrap(encoded))).isEqualTo(Bytes.wrap(new byte[5000]));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void aBz2BombIsRefused() {
        Bz2Codec codec = new Bz2Codec(9);
        isRefusedCheaply(codec, repeated(codec, 4 << 20));
    }

    @Test
    void aGzipBombIsRefused() {
        GzipCodec codec = new GzipCodec(9);
        isRefusedCheaply(codec, repeated(codec, 1 << 20));
    }

    @Test
    void aZlibBombIsRefused() {
        ZlibCodec codec = new ZlibCodec(9);
        int decodedBytes = 66_000_000;
        Bytes bomb = codec.bind(new EncodedSize.Exactly(decodedBytes), 4).encode(Bytes.wrap(new byte[decodedBytes]));
        isRefusedCheaply(codec, bomb.toArray());
    }

    @Test
    void anLz4BombIsRefused() {
        Lz4Codec codec = new Lz4Codec(1);
        int decodedBytes = 16_000_000;
        Bytes bomb = codec.bind(new EncodedSize.Exactly(decodedBytes), 4).encode(Bytes.wrap(new byte[decodedBytes]));
        isRefusedCheaply(codec, bomb.toArray());
    }
}

package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.Scratch;
import dev.varve.codec.SomeBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZstdCodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(
                new ZstdCodec(3, false), new ZstdCodec(0, true), new ZstdCodec(-100, false), new ZstdCodec(19, true));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("zstd.bin");
    }

    private static Bytes decode(EncodedSize size, byte[] encoded) {
        return new ZstdCodec(1, false).bind(size, 1).decode(Bytes.wrap(encoded));
    }

    private static byte[] hex(String hex) {
        return java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void writesTheBytesThatNumcodecsWrites() throws IOException {
        for (ForeignChunk chunk : foreign()) {
            if (chunk.name().endsWith("level 3")) {
                assertThat(new ZstdCodec(3, false)
                                .bind(new EncodedSize.Exactly(chunk.decoded().length()), 1)
                                .encode(chunk.decoded()))
                        .as("%s", chunk)
                        .isEqualTo(chunk.encoded());
            }
        }
    }

    /** What libzstd 1.5.7 takes at level 22: VmHWM rose by 257 MiB for 16 MB, by 129 MiB for 8 MB. */
    @Test
    void highLevelsSayHowMuchMemoryTheyTake() {
        assertThat(new ZstdCodec(22, false).workspaceBytes(16_611_840)).isEqualTo(256L << 20);
        assertThat(new ZstdCodec(22, false).workspaceBytes(8_305_920)).isEqualTo(128L << 20);
        assertThat(new ZstdCodec(22, false).workspaceBytes(1L << 40)).isEqualTo((1L << 27) + (1L << 29));
        assertThat(new ZstdCodec(12, false).workspaceBytes(16_611_840)).isZero();
        assertThat(new ZstdCodec(22, false).workspaceBytes(0)).isZero();
    }

    @Test
    void aContextThatTakesMuchMemoryIsNotKeptAndMakesTheSameBytes() throws IOException {
        Bytes chunk = SomeBytes.field(1 << 20);
        for (int level : new int[] {3, 22}) {
            BytesToBytesCodec.Bound bound =
                    new ZstdCodec(level, false).bind(new EncodedSize.Exactly(chunk.length()), 4);
            try (Scratch scratch = new Scratch();
                    ZstdCompressCtx marker = new ZstdCompressCtx()) {
                Bytes encoded = bound.encode(chunk, scratch);
                boolean isKept = scratch.context(ZstdCompressCtx.class, () -> marker) != marker;
                assertThat(isKept).as("level %d", level).isEqualTo(level == 3);
                try (ZstdCompressCtx other = new ZstdCompressCtx()) {
                    assertThat(encoded.toArray())
                            .isEqualTo(other.setLevel(level).compress(chunk.toArray()));
                }
            }
        }
    }

    /** 65 kB that decode to 2 GiB: runs of 128 KiB, each of 4 bytes. */
    @Test
    void aBombForASmallChunkIsRefusedBeforeItGoesOff() {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(hex("28b52ffd 00 58")); // no content size, a window of 2 MiB
        for (int i = 0; i < 1 << 14; i++) {
            bomb.writeBytes(hex(i == (1 << 14) - 1 ? "03001000" : "02001000"));
        }
        assertThat(bomb.size()).isLessThan(66_000);
        for (EncodedSize size : List.of(new EncodedSize.Exactly(1024), new EncodedSize.AtMost(1024))) {
            long before = allocatedBytes();
            assertThatThrownBy(() -> decode(size, bomb.toByteArray()))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("1024");
            assertThat(allocatedBytes() - before).isLessThan(1 << 20);
        }
    }

    private static long allocatedBytes() {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    @Test
    void aLieAboutTheContentSizeAllocatesNothing() {
        // One raw block of one byte; the frame says it holds 1 GiB, and 2^63-1 bytes.
        for (String lie : List.of("28b52ffd a0 00000040 090000 41", "28b52ffd e0 ffffffffffffff7f 090000 41")) {
            long before = allocatedBytes();
            assertThatThrownBy(() -> decode(new EncodedSize.AtMost(Integer.MAX_VALUE), hex(lie)))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("are declared at byte 5, the blocks hold at most 1");
            assertThat(allocatedBytes() - before).isLessThan(1 << 20);
        }
    }

    @Test
    void aLimitFarAboveTheContentCostsNothing() {
        Bytes field = SomeBytes.field(1000);
        BytesToBytesCodec.Bound bound = new ZstdCodec(3, false).bind(new EncodedSize.AtMost(Integer.MAX_VALUE), 4);
        Bytes encoded = bound.encode(field);
        long before = allocatedBytes();
        assertThat(bound.decode(encoded)).isEqualTo(field);
        assertThat(allocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void runsThatOutgrowTheFirstGuessAreDecoded() {
        Bytes zeros = Bytes.wrap(new byte[30 << 20]);
        BytesToBytesCodec.Bound bound = new ZstdCodec(3, false).bind(new EncodedSize.AtMost(1 << 30), 4);
        assertThat(bound.decode(bound.encode(zeros))).isEqualTo(zeros);
    }

    @Test
    void oldFormatsAndDictionariesNeverReachTheDecoder() {
        EncodedSize size = new EncodedSize.AtMost(100);
        assertThatThrownBy(() -> decode(size, hex("27b52ffd 00 58 010000"))).hasMessageContaining("no Zstandard frame");
        assertThatThrownBy(() -> decode(size, hex("28b52ffd 21 07 01 090000 41")))
                .hasMessageContaining("needs a dictionary");
        assertThatThrownBy(() -> decode(size, hex("28b52ffd 08 58 010000"))).hasMessageContaining("reserved bit");
        assertThatThrownBy(() -> decode(size, hex("28b52ffd 00 58 070000"))).hasMessageContaining("malformed block");
        assertThatThrownBy(() -> decode(size, new byte[0])).hasMessageContaining("frame ends early at byte 0");
    }

    @Test
    void aWrongChecksumIsSeen() {
        BytesToBytesCodec.Bound bound = new ZstdCodec(3, true).bind(new EncodedSize.Exactly(4000), 4);
        byte[] encoded = bound.encode(SomeBytes.field(1000)).toArray();
        encoded[encoded.length - 1] ^= 1;
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(encoded))).hasMessageContaining("checksum");
    }

    @Test
    void aFrameWrittenPieceByPieceIsDecoded() {
        ByteBuffer in = ByteBuffer.allocateDirect(12_000)
                .put(SomeBytes.field(3000).array())
                .flip();
        ByteBuffer out = ByteBuffer.allocateDirect(20_000);
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.compressDirectByteBufferStream(out, in, com.github.luben.zstd.EndDirective.FLUSH);
            context.compressDirectByteBufferStream(out, in, com.github.luben.zstd.EndDirective.END);
        }
        byte[] encoded = new byte[out.flip().limit()];
        out.get(encoded);
        assertThat(decode(new EncodedSize.Exactly(12_000), encoded)).isEqualTo(SomeBytes.field(3000));
    }

    @Test
    void namesTheLevelThatIsWrong() {
        assertThatThrownBy(() -> new ZstdCodec(23, false)).hasMessage("zstd level 23 is not -131072 to 22");
        assertThatThrownBy(() -> new ZstdCodec(-131073, false)).isInstanceOf(IllegalArgumentException.class);
    }
}

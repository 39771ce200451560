package dev.varve.codec.compressor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.SomeBytes;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class BloscCodecTest extends BytesToBytesCodecContract {
    private static final Bytes FIELD = SomeBytes.field(3000);
    /** Three blocks when split, the last one shorter. */
    private static final Bytes BLOCKS = SomeBytes.field(40_000);

    @Override
    protected List<BytesToBytesCodec> codecs() {
        List<BytesToBytesCodec> codecs = new ArrayList<>();
        for (BloscCompressor compressor : BloscCompressor.values()) {
            if (compressor != BloscCompressor.SNAPPY) {
                for (BloscShuffle shuffle : BloscShuffle.values()) {
                    codecs.add(codec(compressor, 5, shuffle, 4, 4096));
                }
            }
        }
        codecs.add(new BloscCodec(BloscCompressor.LZ4, 0, BloscShuffle.SHUFFLE));
        codecs.add(new BloscCodec(BloscCompressor.BLOSCLZ, 9, BloscShuffle.NOSHUFFLE));
        codecs.add(codec(BloscCompressor.LZ4, 1, BloscShuffle.BITSHUFFLE, 7, 1000));
        return codecs;
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        List<ForeignChunk> chunks = new ArrayList<>(ForeignChunk.read("blosc.bin"));
        for (ForeignChunk chunk : ForeignChunk.read("blosc_blocks.bin")) {
            chunks.add(new ForeignChunk(chunk.name(), smoothField(), chunk.encoded()));
        }
        return chunks;
    }

    /** The field of make_codec_golden.py that becomes several blocks. */
    private static Bytes smoothField() {
        int count = 100_000;
        ByteBuffer field = ByteBuffer.allocate(count * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            field.putShort((short) (500 + triangle(i / 40, 300, 900)));
        }
        return Bytes.wrap(field.array());
    }

    private static BloscCodec codec(
            BloscCompressor compressor, int level, BloscShuffle shuffle, int typeBytes, int blockBytes) {
        return new BloscCodec(compressor, level, shuffle, OptionalInt.of(typeBytes), OptionalInt.of(blockBytes));
    }

    private static Bytes encode(BloscCodec codec, int typeBytes, Bytes decoded) {
        return codec.bind(new EncodedSize.Exactly(decoded.length()), typeBytes).encode(decoded);
    }

    private static Bytes decode(byte[] encoded, int length) {
        return new BloscCodec(BloscCompressor.LZ4, 5, BloscShuffle.SHUFFLE)
                .bind(new EncodedSize.Exactly(length), 4)
                .decode(Bytes.wrap(encoded));
    }

    /** The fields of make_codec_golden.py whose encoded sizes are known. */
    private static Bytes largeField(int typeBytes) {
        int count = 150_000;
        ByteBuffer field = ByteBuffer.allocate(count * typeBytes).order(ByteOrder.LITTLE_ENDIAN);
        int state = 1;
        for (int i = 0; i < count; i++) {
            state = (state * 1103515245 + 12345) & Integer.MAX_VALUE;
            int value = 67000 + triangle(i / 1000, 600, 9000) + triangle(i, 1000, 3000) + triangle(i, 90, 300);
            value += state >> 27;
            if (typeBytes == 2) {
                field.putShort((short) value);
            } else {
                field.putFloat(value / 256f);
            }
        }
        return Bytes.wrap(field.array());
    }

    private static int triangle(int i, int period, int height) {
        return Math.abs(i % period * 2 - period) * height / period;
    }

    @Test
    void sizesAreThoseOfNumcodecs() throws IOException {
        String table = new String(ForeignChunk.bytes("blosc_sizes.tsv"), US_ASCII);
        List<Bytes> fields = List.of(largeField(2), largeField(4));
        for (String line : table.lines().toList()) {
            String[] words = line.split("\t", -1);
            int typeBytes = Integer.parseInt(words[3]);
            int expected = Integer.parseInt(words[4]);
            BloscCodec codec = new BloscCodec(
                    BloscCompressor.named(words[0]), Integer.parseInt(words[1]), BloscShuffle.named(words[2]));
            int size = encode(codec, typeBytes, fields.get(typeBytes / 4)).length();
            // Only blosclz is all our own; newer libraries may do better.
            double most = words[0].equals("blosclz") ? 1 : 1.01;
            double least = words[0].equals("blosclz") ? 1 : 0.97;
            assertThat((double) size).as(line).isBetween(expected * least, expected * most);
        }
    }

    @Test
    void blosclzWritesTheBytesThatCBloscWrites() throws IOException {
        int count = 0;
        for (ForeignChunk chunk : foreign()) {
            String[] words = chunk.name().split("[ /]", -1);
            if (!words[1].equals("blosclz") || words.length < 3) {
                continue;
            }
            boolean isField = words[0].equals("field");
            int level = isField ? 5 : words[2].equals("level") ? Integer.parseInt(words[3]) : 1;
            int block = isField ? 4096 : words.length > 5 ? Integer.parseInt(words[5]) : 0;
            BloscShuffle shuffle = words[2].equals("level") ? BloscShuffle.SHUFFLE : BloscShuffle.named(words[2]);
            BloscCodec codec = new BloscCodec(
                    BloscCompressor.BLOSCLZ,
                    level,
                    shuffle,
                    OptionalInt.of(isField ? 4 : 2),
                    block == 0 ? OptionalInt.empty() : OptionalInt.of(block));
            assertThat(encode(codec, 1, chunk.decoded())).as("%s", chunk).isEqualTo(chunk.encoded());
            count++;
        }
        assertThat(count).isEqualTo(11);
    }

    @Test
    void framesOfManyShapesComeBack() {
        Seeds.check(300, random -> {
            BloscCompressor compressor = List.of(BloscCompressor.values()).get(random.nextInt(6));
            if (compressor == BloscCompressor.SNAPPY) {
                return;
            }
            BloscCodec codec = new BloscCodec(
                    compressor,
                    random.nextInt(10),
                    List.of(BloscShuffle.values()).get(random.nextInt(3)),
                    OptionalInt.of(1 + random.nextInt(random.nextBoolean() ? 8 : 300)),
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(5000)));
            Bytes decoded = BLOCKS.slice(0, random.nextInt(random.nextBoolean() ? 300 : BLOCKS.length()));
            assertThat(decode(encode(codec, 4, decoded).toArray(), decoded.length()))
                    .as("%s", codec)
                    .isEqualTo(decoded);
        });
    }

    @Test
    void theElementSizeIsTheArraysUnlessItIsConfigured() {
        BloscCodec plain = new BloscCodec(BloscCompressor.LZ4, 5, BloscShuffle.SHUFFLE);
        assertThat(encode(plain, 8, FIELD).get(3)).isEqualTo((byte) 8);
        assertThat(encode(plain, 300, FIELD).get(3)).isEqualTo((byte) 1);
        assertThat(encode(codec(BloscCompressor.LZ4, 5, BloscShuffle.SHUFFLE, 2, 4096), 8, FIELD)
                        .get(3))
                .isEqualTo((byte) 2);
    }

    @Test
    void incompressibleBytesAreCopied() {
        Bytes noise = SomeBytes.noise(100_000, 1);
        for (BytesToBytesCodec codec : codecs()) {
            Bytes encoded = encode((BloscCodec) codec, 4, noise);
            assertThat(encoded.length()).as("%s", codec).isEqualTo(100_016);
            assertThat(encoded.unsigned(2) & BloscHeader.COPIED).isEqualTo(BloscHeader.COPIED);
        }
    }

    @Test
    void snappyIsOnlyDecoded() {
        BloscCodec codec = new BloscCodec(BloscCompressor.SNAPPY, 5, BloscShuffle.SHUFFLE);
        assertThatThrownBy(() -> encode(codec, 4, FIELD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("snappy is only decoded");
    }

    /** A frame of three blocks, two of them split, whose header or starts are changed. */
    private static void refuses(int at, int value, String message) {
        ByteBuffer frame = ByteBuffer.wrap(
                        encode(codec(BloscCompressor.LZ4, 5, BloscShuffle.SHUFFLE, 4, 4096), 4, BLOCKS)
                                .toArray())
                .order(ByteOrder.LITTLE_ENDIAN);
        if (at < 4) {
            frame.put(at, (byte) value);
        } else {
            frame.putInt(at, value);
        }
        assertThatThrownBy(() -> decode(frame.array(), BLOCKS.length()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyFieldOfTheHeaderIsChecked() {
        refuses(0, 3, "unknown version");
        refuses(1, 2, "unknown version");
        refuses(2, 0x08 | 0x21, "unknown flags");
        refuses(2, 0xa1, "unknown flags");
        refuses(2, 0x23, "size at byte 4 is not that of the copied data");
        refuses(3, 0, "impossible sizes");
        refuses(4, -1, "impossible sizes");
        refuses(4, 1000, "impossible sizes");
        refuses(4, 170_000, "length 170000 at byte 4, expected exactly 160000 bytes");
        refuses(8, 0, "impossible sizes");
        refuses(8, -4096, "impossible sizes");
        refuses(8, 1 << 30, "impossible sizes");
        refuses(8, 1, "block starts");
        refuses(8, 65534, "cannot be split");
        refuses(12, 100, "100 bytes are declared at byte 12");
    }

    @Test
    void everyBlockStartIsChecked() {
        refuses(16, -5, "a block starts at byte -5");
        refuses(16, Integer.MAX_VALUE, "a block starts at byte 2147483647");
        refuses(16, 3, "a block starts at byte 3");
        refuses(28, -1, "stream of -1 bytes at byte 32");
        refuses(28, Integer.MAX_VALUE, "is cut off");
    }

    /** Else a frame of n bytes could make the decoder read n / 4 times n bytes. */
    @Test
    void blocksThatShareTheirStreamsAreRefused() {
        ByteBuffer frame = ByteBuffer.allocate(16 + 4 * 3 + 4 + 900).order(ByteOrder.LITTLE_ENDIAN);
        byte[] noise = SomeBytes.noise(900, 1).toArray();
        frame.put(new byte[] {2, 1, (byte) 0x90, 1}).putInt(2700).putInt(900).putInt(frame.capacity());
        frame.putInt(28).putInt(28).putInt(28).putInt(900).put(noise);
        assertThatThrownBy(() -> decode(frame.array(), 2700))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("overlaps");
    }

    @Test
    void aSizeThatTheFrameCannotHoldIsRefusedBeforeItIsAllocated() {
        ByteBuffer frame = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(new byte[] {2, 1, 0x30, 1})
                .putInt(1 << 30)
                .putInt(1 << 30)
                .putInt(24)
                .putInt(20)
                .putInt(0);
        assertThatThrownBy(() -> decode(frame.array(), 1 << 30)).hasMessageContaining("more than the frame can hold");
    }

    @Test
    void namesWhatIsWrongWithTheConfiguration() {
        assertThatThrownBy(() -> new BloscCodec(BloscCompressor.LZ4, 10, BloscShuffle.SHUFFLE))
                .hasMessage("blosc clevel 10 is not 0 to 9");
        assertThatThrownBy(() -> codec(BloscCompressor.LZ4, 5, BloscShuffle.SHUFFLE, 0, 1))
                .hasMessage("blosc typesize 0 < 1");
        assertThatThrownBy(() -> codec(BloscCompressor.LZ4, 5, BloscShuffle.SHUFFLE, 1, 0))
                .hasMessage("blosc blocksize 0 < 1");
        assertThatThrownBy(() -> BloscCompressor.named("lzo")).hasMessageContaining("blosclz, lz4, lz4hc");
        assertThatThrownBy(() -> BloscShuffle.named("1")).hasMessageContaining("noshuffle, shuffle, bitshuffle");
    }
}

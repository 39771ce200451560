package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.Scratch;
import dev.varve.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is inflated is the same with the library and without: see {@link ZlibCodecTest} for sizes below its use. */
class LibdeflateTest {
    private static byte[] values(int bytes, long seed) {
        Random random = new Random(seed);
        byte[] values = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            values[i] = (byte) (random.nextGaussian() * 12);
        }
        return values;
    }

    @Test
    @Tag("interop")
    void itIsFoundWhereItIsInstalled() {
        assertThat(Libdeflate.isAvailable())
                .as("libdeflate is found; on Debian: apt install libdeflate0")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9})
    void largeStreamsAreInflatedBitByBit(int level) {
        byte[] values = values(1_500_000, level);
        BytesToBytesCodec.Bound bound = new ZlibCodec(level).bind(new EncodedSize.Exactly(values.length), 1);
        Bytes encoded = bound.encode(Bytes.wrap(values));
        assertThat(bound.decode(encoded)).isEqualTo(Bytes.wrap(values));
        try (Scratch scratch = new Scratch()) {
            byte[] padded = new byte[encoded.length() + 7];
            encoded.copyTo(padded, 3);
            assertThat(bound.decode(Bytes.wrap(padded, 3, encoded.length()), scratch))
                    .isEqualTo(Bytes.wrap(values));
        }
        byte[] out = new byte[values.length];
        assertThat(inflated(encoded, out)).isEqualTo(Libdeflate.isAvailable());
        assertThat(Libdeflate.isAvailable() ? out : values).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void gzipMembersAreInflatedOneByOne(int members) throws IOException {
        byte[] values = values(600_000, members);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int each = values.length / members;
        for (int member = 0; member < members; member++) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(stream)) {
                gzip.write(values, member * each, each);
            }
        }
        for (EncodedSize size :
                List.of(new EncodedSize.Exactly(values.length), new EncodedSize.AtMost(values.length + 1000L))) {
            BytesToBytesCodec.Bound bound = new GzipCodec(5).bind(size, 1);
            try (Scratch scratch = new Scratch()) {
                assertThat(bound.decode(Bytes.wrap(stream.toByteArray()), scratch))
                        .isEqualTo(Bytes.wrap(values));
            }
        }
    }

    /** Were all that follows given to the library for each member, this would take as long as its square. */
    @Test
    void manyEmptyMembersTakeNoLongerThanTheirLength() throws IOException {
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        new GZIPOutputStream(empty).close();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        while (stream.size() < 4 << 20) {
            stream.write(empty.toByteArray());
        }
        byte[] values = values(100_000, 3);
        BytesToBytesCodec.Bound bound = new GzipCodec(5).bind(new EncodedSize.Exactly(values.length), 1);
        stream.write(bound.encode(Bytes.wrap(values)).toArray());
        assertTimeout(Duration.ofSeconds(30), () -> assertThat(bound.decode(Bytes.wrap(stream.toByteArray())))
                .isEqualTo(Bytes.wrap(values)));
    }

    @Test
    void memoryForALargeStreamDoesNotStay() {
        BytesToBytesCodec.Bound large = new ZlibCodec(1).bind(new EncodedSize.Exactly(9 << 20), 1);
        BytesToBytesCodec.Bound small = new ZlibCodec(1).bind(new EncodedSize.Exactly(100_000), 1);
        try (Scratch scratch = new Scratch()) {
            for (int i = 0; i < 3; i++) {
                Bytes many = Bytes.wrap(values(9 << 20, i));
                assertThat(large.decode(large.encode(many), scratch)).isEqualTo(many);
                Bytes few = Bytes.wrap(values(100_000, i));
                assertThat(small.decode(small.encode(few), scratch)).isEqualTo(few);
            }
        }
    }

    private static boolean inflated(Bytes encoded, byte[] out) {
        try (Scratch scratch = new Scratch()) {
            return Libdeflate.inflate(Libdeflate.Frame.ZLIB, encoded, 0, out, 0, out.length, scratch)
                    .equals(Optional.of(new Libdeflate.Inflated(encoded.length(), out.length)));
        }
    }

    /** The oracle is the JDK's own zlib, stream by stream. */
    @Test
    void itInflatesWhatJavaInflates() {
        Seeds.check(40, random -> {
            byte[] values = new byte[100_000 + random.nextInt(400_000)];
            int spread = 1 + random.nextInt(200);
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) random.nextInt(spread);
            }
            Deflater deflater = new Deflater(random.nextInt(10));
            deflater.setInput(values);
            deflater.finish();
            byte[] stream = new byte[values.length + values.length / 8 + 64];
            int length = deflater.deflate(stream);
            deflater.end();
            byte[] byJava = new byte[values.length];
            Inflater inflater = new Inflater();
            inflater.setInput(stream, 0, length);
            try {
                assertThat(inflater.inflate(byJava)).isEqualTo(values.length);
            } catch (DataFormatException e) {
                throw new AssertionError(e);
            } finally {
                inflater.end();
            }
            byte[] out = new byte[values.length];
            assertThat(inflated(Bytes.wrap(stream, 0, length), out)).isEqualTo(Libdeflate.isAvailable());
            if (Libdeflate.isAvailable()) {
                assertThat(out).isEqualTo(byJava);
            }
            BytesToBytesCodec.Bound bound = new ZlibCodec(1).bind(new EncodedSize.Exactly(values.length), 1);
            assertThat(bound.decode(Bytes.wrap(stream, 0, length))).isEqualTo(Bytes.wrap(byJava));
        });
    }

    @Test
    void damagedStreamsAreRefusedOrRight() {
        damagedStreamsAreRefusedOrRight(new ZlibCodec(4));
        damagedStreamsAreRefusedOrRight(new GzipCodec(4));
    }

    private static void damagedStreamsAreRefusedOrRight(BytesToBytesCodec codec) {
        byte[] values = values(300_000, 1);
        Bytes encoded = codec.bind(new EncodedSize.Exactly(values.length), 1).encode(Bytes.wrap(values));
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] changed = encoded.toArray();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            int length = i % 3 == 0 ? changed.length - 1 - random.nextInt(1000) : changed.length;
            long size = i % 5 == 0 ? values.length - 1 : values.length;
            try {
                Bytes decoded =
                        codec.bind(new EncodedSize.Exactly(size), 1).decode(Bytes.wrap(Arrays.copyOf(changed, length)));
                assertThat(decoded).isEqualTo(Bytes.wrap(values));
            } catch (CodecException e) {
                assertThat(e).hasMessageContaining(codec.name());
            }
        }
    }
}

package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.compressor.BitshuffleCodec;
import dev.varve.codec.compressor.Hdf5Lz4Codec;
import dev.varve.codec.compressor.LzfCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HDF5 reads chunks whose bytes differ from those that it would write itself; szip, n-bit and scale-offset write the same
 * bytes, which their own tests show.
 */
@Tag("interop")
class Hdf5FiltersTest {
    private static final int CHUNKS = 60;

    @TempDir
    private Path folder;

    private final Random random = new Random(20260711);
    private final ByteArrayOutputStream cases = new ByteArrayOutputStream();

    @Test
    void hdf5ReadsLzf() throws IOException, InterruptedException {
        for (int i = 0; i < CHUNKS; i++) {
            add(new LzfCodec(), 1 << random.nextInt(4));
        }
        expectRight(32000);
    }

    @Test
    void hdf5ReadsLz4() throws IOException, InterruptedException {
        for (int i = 0; i < CHUNKS; i++) {
            int block = 1 + random.nextInt(5000);
            add(Hdf5Lz4Codec.ofClientData(block), 1 << random.nextInt(4), block);
        }
        expectRight(32004);
    }

    @Test
    void hdf5ReadsBitshuffleAloneWithLz4AndWithZstd() throws IOException, InterruptedException {
        int[] compressions = {0, 2, 3};
        for (int i = 0; i < CHUNKS; i++) {
            int size = 1 << random.nextInt(4);
            int[] clientData = {0, 4, size, 8 * random.nextInt(200), compressions[i % 3], 3};
            add(BitshuffleCodec.ofClientData(clientData), size, clientData);
        }
        expectRight(32008);
    }

    /** Encodes a field with islands of noise. */
    private void add(BytesToBytesCodec codec, int elementBytes, int... clientData) throws IOException {
        byte[] decoded = new byte[elementBytes * (1 + random.nextInt(4000))];
        int period = 1 + random.nextInt(900);
        for (int i = 0; i < decoded.length; i++) {
            boolean isNoise = i / 256 % 7 == 6;
            decoded[i] = (byte) (isNoise ? random.nextInt() : 100 * Math.sin((double) i / period));
        }
        Bytes chunk = Bytes.wrap(decoded);
        Bytes encoded = codec.bind(new EncodedSize.Exactly(decoded.length), elementBytes)
                .encode(chunk);
        putInt(clientData.length);
        for (int value : clientData) {
            putInt(value);
        }
        putInt(elementBytes);
        putInt(chunk.length());
        cases.write(decoded);
        putInt(encoded.length());
        cases.write(encoded.toArray());
    }

    private void putInt(int value) throws IOException {
        cases.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private void expectRight(int filter) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("cases.bin"), cases.toByteArray());
        Process python = new ProcessBuilder(
                        System.getProperty("varve.python", "python3"),
                        Path.of("python", "read_hdf5_filters.py").toString(),
                        Integer.toString(filter),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

        assertThat(python.waitFor()).isZero();
        assertThat(printed.strip()).isEqualTo(Integer.toString(CHUNKS));
    }
}

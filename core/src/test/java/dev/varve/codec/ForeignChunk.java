package dev.varve.codec;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk as other software encoded it; files and layout are those of {@code interop/python/make_codec_golden.py}.
 *
 * @param name which input and which options, for messages
 */
public record ForeignChunk(String name, Bytes decoded, Bytes encoded) {
    private static final String FOLDER = "/golden/codecs/";

    /** All chunks of a codec's golden file. */
    public static List<ForeignChunk> read(String file) throws IOException {
        List<ForeignChunk> inputs = parse("inputs.bin");
        List<ForeignChunk> chunks = new ArrayList<>();
        for (ForeignChunk chunk : parse(file)) {
            String input = chunk.name.split("/", 2)[0];
            Bytes decoded = inputs.stream()
                    .filter(i -> i.name.equals(input))
                    .map(ForeignChunk::decoded)
                    .findFirst()
                    .orElse(chunk.decoded);
            chunks.add(new ForeignChunk(chunk.name, decoded, chunk.encoded));
        }
        return chunks;
    }

    private static List<ForeignChunk> parse(String file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<ForeignChunk> chunks = new ArrayList<>();
        while (in.hasRemaining()) {
            String name = new String(part(in).toArray(), StandardCharsets.UTF_8);
            chunks.add(new ForeignChunk(name, part(in), part(in)));
        }
        return chunks;
    }

    private static Bytes part(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return Bytes.wrap(bytes);
    }

    /** The content of a golden file. */
    public static byte[] bytes(String file) throws IOException {
        try (InputStream in = ForeignChunk.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException("no resource " + FOLDER + file);
            }
            return in.readAllBytes();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

package dev.varve.codec.serializer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Numbers as Python's pcodec encodes them; files and layout are those of {@code interop/python/make_pcodec_golden.py}.
 *
 * @param configuration with which numcodecs encoded them, as JSON; without one the stream is only to be decoded
 * @param what which numbers, modes and deltas
 */
record PcodecGolden(Optional<String> configuration, String what, NdArray numbers, Bytes encoded) {
    private static final String FOLDER = "/golden/pcodec/";

    static List<PcodecGolden> read(String file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<PcodecGolden> cases = new ArrayList<>();
        Bytes last = Bytes.EMPTY;
        while (in.hasRemaining()) {
            String[] words = new String(part(in).toArray(), UTF_8).split("[|]", -1);
            Bytes numbers = part(in);
            Bytes encoded = part(in);
            NumericType type = NumericType.valueOf(words[0].toUpperCase(Locale.ROOT));
            boolean isEmpty = encoded.length() == EMPTY_BYTES;
            last = numbers.length() > 0 || isEmpty ? numbers : last;
            NdArray array = NdArray.of(type, Shape.of(last.length() / type.sizeBytes()), last);
            Optional<String> configuration = words[1].isEmpty() ? Optional.empty() : Optional.of(words[1]);
            cases.add(new PcodecGolden(configuration, words[2], array, encoded));
        }
        return cases;
    }

    /** The length of the stream of no numbers. */
    private static final int EMPTY_BYTES = 10;

    private static Bytes part(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return Bytes.wrap(bytes);
    }

    static byte[] bytes(String file) throws IOException {
        try (InputStream in = PcodecGolden.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException("no resource " + FOLDER + file);
            }
            return in.readAllBytes();
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return what + " " + numbers + " " + configuration.orElse("");
    }
}

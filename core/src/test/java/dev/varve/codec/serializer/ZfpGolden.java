package dev.varve.codec.serializer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.serializer.zfp.ZfpMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * An array as zfpy encodes it; file and layout are those of {@code interop/python/make_zfp_golden.py}.
 *
 * @param name codec, type, shape, mode and parameter
 * @param array what was encoded
 * @param encoded its stream
 * @param digest the SHA-256 of what zfpy decodes
 */
public record ZfpGolden(String name, NdArray array, Bytes encoded, String digest) {
    private static final String FOLDER = "/golden/zfp/";

    /** The cases whose names begin so. */
    public static List<ZfpGolden> read(String codec) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes("zfp.bin")).order(ByteOrder.LITTLE_ENDIAN);
        List<ZfpGolden> cases = new ArrayList<>();
        Bytes last = Bytes.EMPTY;
        while (in.hasRemaining()) {
            String name = new String(part(in).toArray(), UTF_8);
            Bytes array = part(in);
            last = array.length() == 0 ? last : array;
            String[] words = name.split("[|]", -1);
            NumericType type = NumericType.valueOf(words[1].toUpperCase(Locale.ROOT));
            long[] extents = Arrays.stream(words[2].split(",", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            NdArray chunk = NdArray.of(type, Shape.of(extents), last);
            ZfpGolden golden =
                    new ZfpGolden(name, chunk, part(in), HexFormat.of().formatHex(part(in).toArray()));
            if (name.startsWith(codec + "|")) {
                cases.add(golden);
            }
        }
        return cases;
    }

    private static Bytes part(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return Bytes.wrap(bytes);
    }

    static byte[] bytes(String file) throws IOException {
        try (InputStream in = ZfpGolden.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException("no resource " + FOLDER + file);
            }
            return in.readAllBytes();
        }
    }

    /** The SHA-256 of some bytes, as hexadecimal digits. */
    public static String digest(Bytes bytes) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toArray());
        return HexFormat.of().formatHex(digest);
    }

    /** What is kept. */
    public ZfpMode mode() {
        String[] words = name.split("[|]", -1);
        return switch (words[3]) {
            case "tolerance" -> new ZfpMode.FixedAccuracy(Double.parseDouble(words[4]));
            case "precision" -> new ZfpMode.FixedPrecision(Integer.parseInt(words[4]));
            case "rate" -> new ZfpMode.FixedRate(Double.parseDouble(words[4]));
            default -> new ZfpMode.Reversible();
        };
    }

    @Override
    public String toString() {
        return name;
    }
}

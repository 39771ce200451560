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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A chunk as NumPy encodes it; file and layout are those of {@code interop/python/make_masked_golden.py}.
 *
 * @param name codec, type, shape and parameter
 * @param array what was encoded
 * @param encoded what it was encoded to
 */
public record MaskedGolden(String name, NdArray array, Bytes encoded) {
    /** The cases of a codec. */
    public static List<MaskedGolden> read(String codec) throws IOException {
        List<MaskedGolden> cases = new ArrayList<>();
        try (InputStream in = MaskedGolden.class.getResourceAsStream("/golden/masked/masked.bin")) {
            ByteBuffer rest = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            while (rest.hasRemaining()) {
                String name = new String(part(rest).toArray(), UTF_8);
                String[] words = name.split("[|]", -1);
                NumericType type = NumericType.valueOf(words[1].toUpperCase(Locale.ROOT));
                long[] extents = Arrays.stream(words[2].split(",", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
                NdArray array = NdArray.of(type, Shape.of(extents), part(rest));
                MaskedGolden golden = new MaskedGolden(name, array, part(rest));
                if (words[0].equals(codec)) {
                    cases.add(golden);
                }
            }
        }
        return cases;
    }

    private static Bytes part(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return Bytes.wrap(bytes);
    }

    /** The fill value or the width. */
    public String parameter() {
        return name.split("[|]", -1)[3];
    }

    @Override
    public String toString() {
        return name;
    }
}

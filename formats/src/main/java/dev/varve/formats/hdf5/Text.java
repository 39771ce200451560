package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts of a file. Their declared character set is not to be relied on: Latin-1 is often labelled ASCII or UTF-8. */
public final class Text {
    private Text() {}

    /** The text, when the bytes are UTF-8. */
    public static Optional<String> utf8(Bytes bytes) {
        try {
            ByteBuffer source = ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(source).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The text: UTF-8, or Latin-1 where the bytes are not UTF-8, so that no byte is lost. */
    public static String decode(Bytes bytes) {
        return utf8(bytes)
                .orElseGet(
                        () -> new String(bytes.array(), bytes.offset(), bytes.length(), StandardCharsets.ISO_8859_1));
    }

    /** The bytes before the first NUL. */
    public static Bytes untilNul(Bytes bytes) {
        int end = 0;
        while (end < bytes.length() && bytes.get(end) != 0) {
            end++;
        }
        return bytes.slice(0, end);
    }

    /** The bytes without NULs at the end. */
    public static Bytes withoutTrailingNuls(Bytes bytes) {
        int end = bytes.length();
        while (end > 0 && bytes.get(end - 1) == 0) {
            end--;
        }
        return bytes.slice(0, end);
    }
}

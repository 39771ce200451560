package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads lists, text and integers of JSON in UTF-8 (RFC 8259), which is all that {@link Json2Codec} knows. Not shared by threads. */
final class JsonTextInput {
    private static final int HEX_DIGITS = 4;

    private final String codec;
    private final Bytes in;
    private int at;

    JsonTextInput(String codec, Bytes in) {
        this.codec = codec;
        this.in = in;
    }

    private void skipSpace() {
        while (at < in.length() && " \t\r\n".indexOf(in.get(at)) >= 0) {
            at++;
        }
    }

    private int next() {
        if (at == in.length()) {
            throw no("closing quote");
        }
        return in.unsigned(at++);
    }

    private CodecException no(String what) {
        return new CodecException(codec, "no " + what + " at byte " + at);
    }

    /** One of the signs {@code [}, {@code ]} and the comma. */
    void require(char sign, String what) {
        skipSpace();
        if (at == in.length() || in.unsigned(at) != sign) {
            throw no(what);
        }
        at++;
    }

    /** The UTF-8 bytes of a text. */
    byte[] text(String what) {
        require('"', what);
        int start = at;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                at--;
                throw no("escape of a control character");
            }
            if (c == '\\') {
                out.writeBytes(escaped());
            } else {
                out.write(c);
            }
        }
        byte[] text = out.toByteArray();
        VlenLayout.requireUtf8(codec, text, start);
        return text;
    }

    private byte[] escaped() {
        int letter = next();
        int known = "\"\\/bfnrt".indexOf(letter);
        if (known >= 0) {
            return new byte[] {(byte) "\"\\/\b\f\n\r\t".charAt(known)};
        }
        if (letter != 'u') {
            at--;
            throw no("escape");
        }
        char unit = unit();
        if (!Character.isSurrogate(unit)) {
            return String.valueOf(unit).getBytes(StandardCharsets.UTF_8);
        }
        boolean isPair = Character.isHighSurrogate(unit) && next() == '\\' && next() == 'u';
        char low = isPair ? unit() : unit;
        if (!Character.isLowSurrogate(low) || !isPair) {
            throw new CodecException(codec, "half a character (a lone surrogate) before byte " + at);
        }
        return new String(new char[] {unit, low}).getBytes(StandardCharsets.UTF_8);
    }

    private char unit() {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                at--;
                throw no("hexadecimal digit");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    void requireInteger(long expected, String what) {
        skipSpace();
        int start = at;
        while (at < in.length() && in.get(at) >= '0' && in.get(at) <= '9') {
            at++;
        }
        String digits = new String(in.slice(start, at - start).toArray(), StandardCharsets.US_ASCII);
        if (!digits.equals(Long.toString(expected))) {
            at = start;
            throw no(what);
        }
    }

    void requireEnd() {
        skipSpace();
        if (at < in.length()) {
            throw new CodecException(codec, (in.length() - at) + " bytes too many at byte " + at);
        }
    }
}

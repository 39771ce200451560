package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/** Reads arrays, text and integers of MessagePack in any of their forms. Not shared by threads. */
final class MsgpackInput {
    private final String codec;
    private final Bytes in;
    private int at;

    MsgpackInput(String codec, Bytes in) {
        this.codec = codec;
        this.in = in;
    }

    private int next() {
        requireRoom(1);
        return in.unsigned(at++);
    }

    private void requireRoom(long bytes) {
        if (bytes > in.length() - at) {
            throw new CodecException(codec, "ends early, at byte " + in.length());
        }
    }

    /** An unsigned number of so many bytes, the highest first; one of 8 bytes may be negative. */
    private long number(int bytes) {
        requireRoom(bytes);
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | in.unsigned(at++);
        }
        return value;
    }

    private CodecException no(String what, int start) {
        return new CodecException(codec, "no " + what + " at byte " + start);
    }

    void requireArray(long items) {
        int start = at;
        int kind = next();
        long found =
                switch (kind) {
                    case 0xdc -> number(Short.BYTES);
                    case 0xdd -> number(Integer.BYTES);
                    default -> {
                        if ((kind & 0xf0) != 0x90) {
                            throw no("array of " + items + " items", start);
                        }
                        yield kind & 0x0f;
                    }
                };
        if (found != items) {
            throw no("array of " + items + " items", start);
        }
    }

    /** The UTF-8 bytes of a text. */
    byte[] text() {
        int start = at;
        int kind = next();
        long length =
                switch (kind) {
                    case 0xd9 -> number(Byte.BYTES);
                    case 0xda -> number(Short.BYTES);
                    case 0xdb -> number(Integer.BYTES);
                    default -> {
                        if ((kind & 0xe0) != 0xa0) {
                            throw no("text", start);
                        }
                        yield kind & 0x1f;
                    }
                };
        requireRoom(length);
        byte[] text = in.slice(at, (int) length).toArray();
        VlenLayout.requireUtf8(codec, text, at);
        at += (int) length;
        return text;
    }

    void requireInteger(long value) {
        int start = at;
        int kind = next();
        long found =
                switch (kind) {
                    case 0xcc -> number(Byte.BYTES);
                    case 0xcd -> number(Short.BYTES);
                    case 0xce -> number(Integer.BYTES);
                    case 0xcf -> number(Long.BYTES);
                    default -> {
                        if (kind >= 1 << 7) {
                            throw no("number " + value, start);
                        }
                        yield kind;
                    }
                };
        if (found != value) {
            throw no("number " + value, start);
        }
    }

    void requireEnd() {
        if (at != in.length()) {
            throw new CodecException(codec, (in.length() - at) + " bytes too many at byte " + at);
        }
    }
}

package dev.varve.codec.serializer;

import java.io.ByteArrayOutputStream;

/** Writes what MessagePack has of arrays, text and integers, each in its shortest form. */
final class MsgpackOutput {
    private MsgpackOutput() {}

    static void array(long items, ByteArrayOutputStream out) {
        if (items < 16) {
            out.write((int) (0x90 | items));
        } else if (items < 1 << 16) {
            number(0xdc, items, Short.BYTES, out);
        } else {
            number(0xdd, items, Integer.BYTES, out);
        }
    }

    static void text(byte[] utf8, ByteArrayOutputStream out) {
        if (utf8.length < 32) {
            out.write(0xa0 | utf8.length);
        } else if (utf8.length < 1 << 8) {
            number(0xd9, utf8.length, Byte.BYTES, out);
        } else if (utf8.length < 1 << 16) {
            number(0xda, utf8.length, Short.BYTES, out);
        } else {
            number(0xdb, utf8.length, Integer.BYTES, out);
        }
        out.writeBytes(utf8);
    }

    /** One that is not negative. */
    static void integer(long value, ByteArrayOutputStream out) {
        if (value < 1 << 7) {
            out.write((int) value);
        } else if (value < 1 << 8) {
            number(0xcc, value, Byte.BYTES, out);
        } else if (value < 1 << 16) {
            number(0xcd, value, Short.BYTES, out);
        } else if (value < 1L << 32) {
            number(0xce, value, Integer.BYTES, out);
        } else {
            number(0xcf, value, Long.BYTES, out);
        }
    }

    private static void number(int kind, long value, int bytes, ByteArrayOutputStream out) {
        out.write(kind);
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }
}

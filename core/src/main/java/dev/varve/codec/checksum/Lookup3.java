package dev.varve.codec.checksum;

import dev.varve.array.Bytes;

/**
 * Bob Jenkins' lookup3 hash: with initial value 0 the checksum of all HDF5 metadata (File Format Specification, section
 * I.A); the algorithm is {@code hashlittle} of burtleburtle.net/bob/c/lookup3.c).
 */
public final class Lookup3 {
    private Lookup3() {}

    /** The hash of the first {@code length} bytes. */
    public static int of(Bytes bytes, int length) {
        return of(bytes, length, 0);
    }

    /** The hash of the first {@code length} bytes with another initial value. */
    public static int of(Bytes bytes, int length, int initial) {
        byte[] array = bytes.slice(0, length).array();
        int at = bytes.offset();
        int a = 0xdeadbeef + length + initial;
        int b = a;
        int c = a;
        int left = length;
        for (; left > 12; left -= 12, at += 12) {
            a += word(array, at, 4);
            b += word(array, at + 4, 4);
            c += word(array, at + 8, 4);
            a = (a - c) ^ Integer.rotateLeft(c, 4);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 6);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 8);
            b += a;
            a = (a - c) ^ Integer.rotateLeft(c, 16);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 19);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 4);
            b += a;
        }
        if (left == 0) {
            return c;
        }
        a += word(array, at, Math.min(4, left));
        b += word(array, at + 4, Math.min(4, left - 4));
        c += word(array, at + 8, Math.min(4, left - 8));
        return finish(a, b, c);
    }

    private static int finish(int a0, int b0, int c0) {
        int c = (c0 ^ b0) - Integer.rotateLeft(b0, 14);
        int a = (a0 ^ c) - Integer.rotateLeft(c, 11);
        int b = (b0 ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }

    private static int word(byte[] array, int at, int count) {
        int word = 0;
        for (int i = 0; i < count; i++) {
            word |= (array[at + i] & 0xff) << (8 * i);
        }
        return word;
    }
}

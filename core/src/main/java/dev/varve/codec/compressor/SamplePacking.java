package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How unsigned samples lie in bytes. Positions and counts are of samples.
 *
 * @param sampleBytes 1, 2 or 4
 * @param isBigEndian the order of the bytes of a sample
 */
record SamplePacking(int sampleBytes, boolean isBigEndian) {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    SamplePacking {
        if (sampleBytes != 1 && sampleBytes != 2 && sampleBytes != 4) {
            throw new IllegalArgumentException("samples of " + sampleBytes + " bytes");
        }
    }

    /** Reads {@code count} samples, starting at sample {@code from}. */
    void unpack(Bytes bytes, int from, int[] samples, int count) {
        byte[] array = bytes.array();
        int at = bytes.offset() + from * sampleBytes;
        if (sampleBytes == 1) {
            for (int i = 0; i < count; i++) {
                samples[i] = array[at + i] & 0xff;
            }
        } else if (sampleBytes == 2) {
            for (int i = 0; i < count; i++) {
                short value = (short) SHORT.get(array, at + 2 * i);
                samples[i] = (isBigEndian ? Short.reverseBytes(value) : value) & 0xffff;
            }
        } else {
            for (int i = 0; i < count; i++) {
                int value = (int) INT.get(array, at + 4 * i);
                samples[i] = isBigEndian ? Integer.reverseBytes(value) : value;
            }
        }
    }

    /** Writes {@code count} samples, starting at sample {@code from}. */
    void pack(int[] samples, int count, byte[] bytes, int from) {
        int at = from * sampleBytes;
        if (sampleBytes == 1) {
            for (int i = 0; i < count; i++) {
                bytes[at + i] = (byte) samples[i];
            }
        } else if (sampleBytes == 2) {
            for (int i = 0; i < count; i++) {
                short value = (short) samples[i];
                SHORT.set(bytes, at + 2 * i, isBigEndian ? Short.reverseBytes(value) : value);
            }
        } else {
            for (int i = 0; i < count; i++) {
                INT.set(bytes, at + 4 * i, isBigEndian ? Integer.reverseBytes(samples[i]) : samples[i]);
            }
        }
    }
}

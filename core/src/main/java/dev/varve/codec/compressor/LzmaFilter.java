package dev.varve.codec.compressor;

import java.util.Map;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.UnsupportedOptionsException;

/** One step of what {@code .xz} calls a filter chain, by the ids of Python's lzma module. */
public sealed interface LzmaFilter {
    /** The id of LZMA2. */
    long LZMA2_ID = 0x21;

    /** The id of LZMA. */
    long LZMA1_ID = 0x4000000000000001L;

    /** The id of differences. */
    long DELTA_ID = 3;

    /** Steps of a chain, at most. */
    int MAX_CHAIN = 4;

    /** The number that metadata know the step by. */
    long id();

    /** The differences of bytes that are {@code distance} apart, 1 to 256. */
    record Delta(int distance) implements LzmaFilter {
        public Delta {
            if (distance < DeltaOptions.DISTANCE_MIN || distance > DeltaOptions.DISTANCE_MAX) {
                throw new IllegalArgumentException("lzma delta distance " + distance + " is not 1 to 256");
            }
        }

        @Override
        public long id() {
            return DELTA_ID;
        }
    }

    /**
     * Jumps in machine code.
     *
     * @param id 4 to 9: x86, PowerPC, IA-64, ARM, ARM Thumb, SPARC
     * @param startOffset the address of the first byte
     */
    record Branch(long id, int startOffset) implements LzmaFilter {
        public Branch {
            try {
                LzmaLibrary.branch(id, startOffset);
            } catch (UnsupportedOptionsException e) {
                throw new IllegalArgumentException("lzma filter " + id + ": " + e.getMessage(), e);
            }
        }
    }

    /** What can be said of LZMA, in Python's names. */
    enum Setting {
        PRESET,
        DICT_SIZE,
        LC,
        LP,
        PB,
        MODE,
        NICE_LEN,
        MF,
        DEPTH
    }

    /** LZMA itself: LZMA2 or its predecessor. Settings that are not there are those of the preset, 6 when there is none. */
    record Lzma(boolean isSecond, Map<Setting, Long> settings) implements LzmaFilter {
        public Lzma {
            settings = Map.copyOf(settings);
            try {
                LzmaLibrary.options(settings);
            } catch (UnsupportedOptionsException | ArithmeticException e) {
                throw new IllegalArgumentException("lzma filter " + settings + ": " + e.getMessage(), e);
            }
        }

        @Override
        public long id() {
            return isSecond ? LZMA2_ID : LZMA1_ID;
        }
    }
}

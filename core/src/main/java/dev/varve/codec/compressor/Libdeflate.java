package dev.varve.codec.compressor;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.varve.array.Bytes;
import dev.varve.codec.Scratch;
import java.util.Optional;

/**
 * Inflates DEFLATE streams with libdeflate where it is installed: twice as fast as zlib, and never needed. It writes only
 * to the room that it is given, and what it does not take is left to zlib, which says what is wrong.
 */
final class Libdeflate {
    /** What is smaller when inflated is not worth loading a library. */
    private static final int MIN_BYTES = 64 << 10;

    /** More memory outside the heap than this is given back after use. */
    private static final long KEPT_BYTES = 4 << 20;

    private Libdeflate() {}

    /** The library, loaded when it is first asked for. */
    private static final class Loaded {
        static final boolean IS_THERE = load();

        private Loaded() {}

        private static boolean load() {
            if (System.getProperty("varve.natives", "").equals("off")) {
                return false;
            }
            try {
                Native.register(Functions.class, NativeLibrary.getInstance("libdeflate.so.0"));
                return true;
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                return false; // not installed, or no place to put JNA's own library
            }
        }
    }

    /** The C functions that are called. They return 0 when all went well; lengths are {@code size_t}. */
    private static final class Functions {
        private Functions() {}

        static native Pointer libdeflate_alloc_decompressor();

        static native void libdeflate_free_decompressor(Pointer decompressor);

        static native int libdeflate_zlib_decompress_ex(
                Pointer decompressor,
                Pointer in,
                long inBytes,
                Pointer out,
                long outBytes,
                long[] inUsed,
                long[] outUsed);

        static native int libdeflate_deflate_decompress_ex(
                Pointer decompressor,
                Pointer in,
                long inBytes,
                Pointer out,
                long outBytes,
                long[] inUsed,
                long[] outUsed);
    }

    /** What is around a stream. */
    enum Frame {
        /** Nothing. */
        NONE,
        /** Header and checksum of zlib, which are checked. */
        ZLIB
    }

    /**
     * What was inflated.
     *
     * @param encodedBytes bytes of input that it took
     * @param decodedBytes bytes that came out
     */
    record Inflated(int encodedBytes, int decodedBytes) {}

    /** What a thread keeps from one stream to the next. */
    private static final class Context implements AutoCloseable {
        private final Pointer decompressor = Functions.libdeflate_alloc_decompressor();
        private Memory in = new Memory(MIN_BYTES);
        private Memory out = new Memory(MIN_BYTES);

        private void reserve(long inBytes, long outBytes) {
            in = reserve(in, inBytes);
            out = reserve(out, outBytes);
        }

        private void release() {
            in = in.size() > KEPT_BYTES ? replace(in, MIN_BYTES) : in;
            out = out.size() > KEPT_BYTES ? replace(out, MIN_BYTES) : out;
        }

        private static Memory reserve(Memory memory, long bytes) {
            return memory.size() >= bytes ? memory : replace(memory, bytes);
        }

        /** The new memory is there before the old one goes: when there is none, the old one stays in use. */
        private static Memory replace(Memory memory, long bytes) {
            Memory other = new Memory(bytes);
            memory.close();
            return other;
        }

        @Override
        public void close() {
            if (decompressor != null) {
                Functions.libdeflate_free_decompressor(decompressor);
            }
            in.close();
            out.close();
        }
    }

    /** Whether the library is there. */
    static boolean isAvailable() {
        return Loaded.IS_THERE;
    }

    /**
     * Inflates one stream.
     *
     * @param from where it starts in {@code encoded}
     * @param out takes what comes out, from {@code at} on and at most {@code room} bytes
     * @return nothing when the stream is not taken, or more than {@code room} bytes would come out; what is in {@code out}
     *     then means nothing
     */
    static Optional<Inflated> inflate(
            Frame frame, Bytes encoded, int from, byte[] out, int at, int room, Scratch scratch) {
        if (room < MIN_BYTES || !isAvailable()) {
            return Optional.empty();
        }
        Context context = scratch.context(Context.class, Context::new);
        if (context.decompressor == null) {
            return Optional.empty();
        }
        try {
            return inflate(frame, encoded, from, out, at, room, context);
        } finally {
            context.release();
        }
    }

    private static Optional<Inflated> inflate(
            Frame frame, Bytes encoded, int from, byte[] out, int at, int room, Context context) {
        int length = encoded.length() - from;
        context.reserve(length, room);
        context.in.write(0, encoded.array(), encoded.offset() + from, length);
        long[] inUsed = new long[1];
        long[] outUsed = new long[1];
        int failure =
                switch (frame) {
                    case NONE ->
                        Functions.libdeflate_deflate_decompress_ex(
                                context.decompressor, context.in, length, context.out, room, inUsed, outUsed);
                    case ZLIB ->
                        Functions.libdeflate_zlib_decompress_ex(
                                context.decompressor, context.in, length, context.out, room, inUsed, outUsed);
                };
        if (failure != 0 || inUsed[0] > length || outUsed[0] > room) {
            return Optional.empty();
        }
        context.out.read(0, out, at, (int) outUsed[0]);
        return Optional.of(new Inflated((int) inUsed[0], (int) outUsed[0]));
    }
}

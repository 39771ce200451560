package dev.varve.codec.serializer.zfp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Coder of one block of 64-bit numbers after the other. Not shared by threads. */
interface Block64 {
    VarHandle NUMBER = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The bits of the numbers of a block, fastest axis first: what is encoded, what was decoded. */
    long[] bits();

    void encode(BitWriter out);

    void decode(BitReader in);

    /** A coder of such blocks. */
    static Block64 of(ScalarType type, int rank, BlockLimits limits) {
        return type.isFloat() ? new DoubleBlock(rank, limits) : new Whole64(new LongBlock(rank, limits), limits);
    }

    /** Encodes all blocks of an array. */
    default void encodeAll(BlockWalk walk, int mostBits, byte[] data, int offset, BitWriter out) {
        while (walk.next()) {
            gather(walk, data, offset);
            out.reserve(mostBits);
            encode(out);
        }
    }

    /** Decodes all blocks of an array. */
    default void decodeAll(BlockWalk walk, String codec, BitReader in, byte[] data) {
        while (walk.next()) {
            decode(in);
            in.requireInside(codec);
            scatter(walk, data);
        }
    }

    private void gather(BlockWalk walk, byte[] data, int offset) {
        long[] target = bits();
        int x1 = walk.column(1) * Long.BYTES;
        int x2 = walk.column(2) * Long.BYTES;
        int x3 = walk.column(3) * Long.BYTES;
        for (int i = 0; i < target.length; i += ZfpField.SIDE) {
            int at = offset + walk.row(i / ZfpField.SIDE) * Long.BYTES;
            target[i] = (long) NUMBER.get(data, at);
            target[i + 1] = (long) NUMBER.get(data, at + x1);
            target[i + 2] = (long) NUMBER.get(data, at + x2);
            target[i + 3] = (long) NUMBER.get(data, at + x3);
        }
    }

    private void scatter(BlockWalk walk, byte[] data) {
        long[] source = bits();
        int columns = walk.columns();
        for (int i = 0; i < source.length; i += ZfpField.SIDE) {
            if (walk.isInside(i / ZfpField.SIDE)) {
                int at = walk.row(i / ZfpField.SIDE) * Long.BYTES;
                for (int x = 0; x < columns; x++) {
                    NUMBER.set(data, at + x * Long.BYTES, source[i + x]);
                }
            }
        }
    }

    /** Integers of this size. */
    record Whole64(LongBlock block, BlockLimits limits) implements Block64 {
        @Override
        public long[] bits() {
            return block.values;
        }

        @Override
        public void encode(BitWriter out) {
            if (limits.isReversible()) {
                block.encodeReversibly(out, 0);
            } else {
                block.encode(out, 0, limits.maxPrecision());
            }
        }

        @Override
        public void decode(BitReader in) {
            if (limits.isReversible()) {
                block.decodeReversibly(in, 0);
            } else {
                block.decode(in, 0, limits.maxPrecision());
            }
        }
    }
}

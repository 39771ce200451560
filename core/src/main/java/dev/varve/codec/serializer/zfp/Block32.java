package dev.varve.codec.serializer.zfp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Coder of one block of 32-bit numbers after the other. Not shared by threads. */
interface Block32 {
    VarHandle NUMBER = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The bits of the numbers of a block, fastest axis first: what is encoded, what was decoded. */
    int[] bits();

    void encode(BitWriter out);

    void decode(BitReader in);

    /** A coder of such blocks. */
    static Block32 of(ScalarType type, int rank, BlockLimits limits) {
        return type.isFloat() ? new FloatBlock(rank, limits) : new Whole32(new IntBlock(rank, limits), limits);
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
        int[] target = bits();
        int x1 = walk.column(1) * Integer.BYTES;
        int x2 = walk.column(2) * Integer.BYTES;
        int x3 = walk.column(3) * Integer.BYTES;
        for (int i = 0; i < target.length; i += ZfpField.SIDE) {
            int at = offset + walk.row(i / ZfpField.SIDE) * Integer.BYTES;
            target[i] = (int) NUMBER.get(data, at);
            target[i + 1] = (int) NUMBER.get(data, at + x1);
            target[i + 2] = (int) NUMBER.get(data, at + x2);
            target[i + 3] = (int) NUMBER.get(data, at + x3);
        }
    }

    private void scatter(BlockWalk walk, byte[] data) {
        int[] source = bits();
        int columns = walk.columns();
        for (int i = 0; i < source.length; i += ZfpField.SIDE) {
            if (walk.isInside(i / ZfpField.SIDE)) {
                int at = walk.row(i / ZfpField.SIDE) * Integer.BYTES;
                for (int x = 0; x < columns; x++) {
                    NUMBER.set(data, at + x * Integer.BYTES, source[i + x]);
                }
            }
        }
    }

    /** Integers of this size. */
    record Whole32(IntBlock block, BlockLimits limits) implements Block32 {
        @Override
        public int[] bits() {
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

package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.EncodedSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Objects as MessagePack: an array of arrays as the chunk's shape has it, then {@code "|O"} and the shape.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/msgpacks.html">numcodecs.msgpacks</a>; <a
 * href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack</a>. v3 name: {@code numcodecs.msgpack2}. v2 ids:
 * {@code msgpack2}.
 *
 * <pre>{@code {"name": "numcodecs.msgpack2"}}</pre>
 *
 * <p>Differences from the reference: only text is read and written; any other object is an error.
 */
public record Msgpack2Codec() implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.msgpack2";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return new BoundMsgpack(decoded, ObjectText.count(NAME, decoded));
    }

    private record BoundMsgpack(ChunkSpec decoded, int count) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.AtMost(Bytes.MAX_LENGTH);
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            VlenLayout.requireText(NAME, chunk);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            MsgpackOutput.array(decoded.shape().extent(0) + 2, out);
            writeAxis(chunk.elements(), 0, 0, out);
            MsgpackOutput.text(ObjectText.OBJECTS.getBytes(StandardCharsets.US_ASCII), out);
            MsgpackOutput.array(decoded.shape().rank(), out);
            for (long extent : decoded.shape().extents()) {
                MsgpackOutput.integer(extent, out);
            }
            return Bytes.wrap(out.toByteArray());
        }

        private int writeAxis(byte[][] elements, int axis, int first, ByteArrayOutputStream out) {
            int at = first;
            for (int i = 0; i < decoded.shape().extent(axis); i++) {
                if (axis == decoded.shape().rank() - 1) {
                    MsgpackOutput.text(elements[at++], out);
                } else {
                    MsgpackOutput.array(decoded.shape().extent(axis + 1), out);
                    at = writeAxis(elements, axis + 1, at, out);
                }
            }
            return at;
        }

        @Override
        public NdArray decode(Bytes encoded) {
            byte[][] elements = ObjectText.room(NAME, count, encoded);
            MsgpackInput in = new MsgpackInput(NAME, encoded);
            in.requireArray(decoded.shape().extent(0) + 2);
            readAxis(in, elements, 0, 0);
            ObjectText.requireObjects(NAME, in.text());
            in.requireArray(decoded.shape().rank());
            for (long extent : decoded.shape().extents()) {
                in.requireInteger(extent);
            }
            in.requireEnd();
            return NdArray.ofVariable(VariableType.STRING, decoded.shape(), elements);
        }

        private int readAxis(MsgpackInput in, byte[][] elements, int axis, int first) {
            int at = first;
            for (int i = 0; i < decoded.shape().extent(axis); i++) {
                if (axis == decoded.shape().rank() - 1) {
                    elements[at++] = in.text();
                } else {
                    in.requireArray(decoded.shape().extent(axis + 1));
                    at = readAxis(in, elements, axis + 1, at);
                }
            }
            return at;
        }
    }
}

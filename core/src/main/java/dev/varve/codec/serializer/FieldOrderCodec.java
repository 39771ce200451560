package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.StructType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.serializer.BytesCodec.Endian;
import java.util.ArrayList;
import java.util.List;

/**
 * Structs one after another in C order, each field in a byte order of its own, as the data types of Zarr v2 can have them.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html#data-type-encoding">Zarr v2, data type
 * encoding</a>. v3 name: none, because v3 has one order for all fields. v2 ids: none (the orders are in the data type).
 *
 * <pre>{@code {"name": "fields", "configuration": {"orders": ["little", "big"]}}}</pre>
 *
 * <p>No metadata holds that; messages show it. Differences from the reference: none.
 *
 * @param orders the byte order of every field that is no struct itself, those of inner structs in their place
 */
public record FieldOrderCodec(List<Endian> orders) implements ArrayToBytesCodec {
    /** What messages call it. */
    public static final String NAME = "fields";

    public FieldOrderCodec {
        orders = List.copyOf(orders);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (!(decoded.type() instanceof StructType struct)) {
            throw new IllegalArgumentException(NAME + " codec takes structs, not " + decoded.type());
        }
        List<Turn> turns = new ArrayList<>();
        int leaves = addTurns(struct, 0, 0, turns);
        if (leaves != orders.size()) {
            throw new IllegalArgumentException(
                    orders.size() + " byte orders for the " + leaves + " fields of " + struct);
        }
        return new BoundFields(decoded, List.copyOf(turns), NdArray.sizeBytes(struct, decoded.shape()));
    }

    /** A stretch of an element whose units are the other way round. */
    private record Turn(int start, int end, int unitBytes) {}

    /** Collects what is to be turned of a struct at a place, and gives the number of leaves so far. */
    private int addTurns(StructType struct, int at, int leaf, List<Turn> turns) {
        int from = at;
        int next = leaf;
        for (StructType.Field field : struct.fields()) {
            int end = from + field.sizeBytes();
            if (field.type() instanceof StructType nested) {
                int first = next;
                next = first + leaves(nested);
                for (int inner = from; inner < end; inner += nested.sizeBytes()) {
                    addTurns(nested, inner, first, turns);
                }
            } else {
                int unitBytes = field.type().unitBytes();
                if (next < orders.size() && orders.get(next) == Endian.BIG && unitBytes > 1) {
                    turns.add(new Turn(from, end, unitBytes));
                }
                next++;
            }
            from = end;
        }
        return next;
    }

    /** How many fields of a type are no structs themselves; one for a type that is no struct. */
    public static int leaves(DataType type) {
        if (!(type instanceof StructType struct)) {
            return 1;
        }
        int leaves = 0;
        for (StructType.Field field : struct.fields()) {
            leaves += leaves(field.type());
        }
        return leaves;
    }

    private record BoundFields(ChunkSpec decoded, List<Turn> turns, int sizeBytes) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.Exactly(sizeBytes);
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            return turned(chunk.data());
        }

        @Override
        public NdArray decode(Bytes encoded) {
            if (encoded.length() != sizeBytes) {
                throw new CodecException(
                        NAME,
                        encoded.length() + " bytes for " + decoded.shape() + " " + decoded.type() + ", which take "
                                + sizeBytes);
            }
            return NdArray.of(decoded.type(), decoded.shape(), turned(encoded));
        }

        /** From memory's order to the chunk's or back, which is the same. */
        private Bytes turned(Bytes elements) {
            byte[] bytes = elements.toArray();
            int size = decoded.type().sizeBytes();
            for (Turn turn : turns) {
                for (int at = 0; at < bytes.length; at += size) {
                    ByteOrders.reverseUnits(bytes, at + turn.start(), at + turn.end(), turn.unitBytes());
                }
            }
            return Bytes.wrap(bytes);
        }
    }
}

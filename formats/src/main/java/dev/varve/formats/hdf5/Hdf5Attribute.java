package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.SourceFormatException;
import java.io.IOException;
import java.util.Optional;

/**
 * An attribute of an object.
 *
 * @param name its name
 * @param type the type of its elements
 * @param space its extents
 * @param creationOrder when it was made among the object's attributes, where that is tracked
 * @param data its elements as they lie in the file; as many as the space has
 * @param address where they lie
 */
public record Hdf5Attribute(String name, Datatype type, Dataspace space, int creationOrder, Bytes data, long address) {
    private static final int SHARED_TYPE = 1;
    private static final int SHARED_SPACE = 2;

    /** Reads an attribute message (section IV.A.2.m, versions 1 to 3). */
    static Hdf5Attribute decode(Cursor in, int creationOrder, SharedMessages shared) throws IOException {
        int version = in.unsigned8();
        if (version < 1 || version > 3) {
            throw in.damaged("version " + version + " of an attribute is not known");
        }
        int flags = in.unsigned8();
        int nameBytes = in.unsigned16();
        int typeBytes = in.unsigned16();
        int spaceBytes = in.unsigned16();
        in.skip(version == 3 ? 1 : 0);
        // Version 1 fills each part up to a multiple of 8 bytes; sharing came with version 2.
        int align = version == 1 ? 7 : 0;
        int sharing = version == 1 ? 0 : flags;
        String name = in.padded(nameBytes);
        in.skip(-nameBytes & align);
        Cursor typeAt = in.part("datatype of attribute '" + name + "'", typeBytes);
        in.skip(-typeBytes & align);
        Cursor spaceAt = in.part("dataspace of attribute '" + name + "'", spaceBytes);
        in.skip(-spaceBytes & align);
        if ((sharing & SHARED_TYPE) != 0) {
            typeAt = shared.resolve("datatype of attribute '" + name + "'", typeAt, MessageType.DATATYPE);
        }
        if ((sharing & SHARED_SPACE) != 0) {
            spaceAt = shared.resolve("dataspace of attribute '" + name + "'", spaceAt, MessageType.DATASPACE);
        }
        Datatype type = DatatypeDecoder.decode(typeAt);
        Dataspace space = Dataspace.decode(spaceAt);
        long address = in.address();
        return new Hdf5Attribute(name, type, space, creationOrder, data(in, type, space), address);
    }

    private static Bytes data(Cursor in, Datatype type, Dataspace space) throws SourceFormatException {
        if (type instanceof Datatype.Unknown) {
            return Bytes.EMPTY;
        }
        long count = space.count();
        if (count > in.remaining() / type.sizeBytes()) {
            throw in.damaged(count + " elements of " + type.sizeBytes() + " bytes are more than the attribute has");
        }
        return in.take(count * type.sizeBytes());
    }

    /**
     * Its elements as numbers of rank 1, an enumeration's as the integers that they are; nothing when they are not
     * numbers of a type that Varve has.
     */
    public Optional<NdArray> numbers() {
        Datatype plain = type instanceof Datatype.Enumeration enumeration ? enumeration.base() : type;
        Optional<StoredType> stored = StoredType.of(plain);
        if (stored.isEmpty() || !(stored.get().type() instanceof NumericType)) {
            return Optional.empty();
        }
        DataType packed = stored.get().packed();
        ChunkSpec spec = new ChunkSpec(packed, Shape.of(space.count()), FillValue.zero(packed));
        CodecChain chain = FilterPipeline.NONE.chain(stored.get(), 0);
        return Optional.of(chain.bind(spec).decode(data));
    }

    /**
     * Its elements as bytes of fixed length each, without spaces that only fill them up; nothing when they are not texts.
     * NULs stay: netCDF's char attributes may hold them.
     */
    public Optional<Bytes> texts() {
        return type instanceof Datatype.FixedString text
                ? Optional.of(TextElements.withoutSpaces(data, text))
                : Optional.empty();
    }
}

package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import dev.varve.dataset.SourceFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads datatype messages (section IV.A.2.d, versions 1 to 5). What is not known becomes {@link Datatype.Unknown}, so
 * that one dataset of a newer kind never hides its neighbours.
 */
final class DatatypeDecoder {
    private static final int MAX_VERSION = 5;
    private static final int MAX_DEPTH = 32;

    private DatatypeDecoder() {}

    static Datatype decode(Cursor in) throws SourceFormatException {
        return decode(in, 0);
    }

    private static Datatype decode(Cursor in, int depth) throws SourceFormatException {
        if (depth > MAX_DEPTH) {
            throw in.damaged("datatypes are nested more than " + MAX_DEPTH + " deep");
        }
        int classAndVersion = in.unsigned8();
        int kind = classAndVersion & 0xf;
        int version = classAndVersion >>> 4;
        int bits = (int) in.unsigned(3);
        long size = in.unsigned32();
        if (size == 0 || size > Integer.MAX_VALUE) {
            throw in.damaged("elements of " + size + " bytes");
        }
        if (version == 0 || version > MAX_VERSION) {
            return new Datatype.Unknown((int) size, "a datatype of class " + kind + ", version " + version);
        }
        return decode(in, kind, version, bits, (int) size, depth + 1);
    }

    private static Datatype decode(Cursor in, int kind, int version, int bits, int size, int depth)
            throws SourceFormatException {
        return switch (kind) {
            case 0 -> integer(in, bits, size);
            case 1 -> floating(in, bits, size);
            case 2 -> time(in, size);
            case 3 -> new Datatype.FixedString(size, bits & 0xf);
            case 4 -> bitField(in, size);
            case 5 -> new Datatype.Opaque(size, in.padded(bits & 0xff));
            case 6 -> compound(in, version, bits & 0xffff, size, depth);
            case 7 -> new Datatype.Reference(size, bits & 0xf);
            case 8 -> enumeration(in, version, bits & 0xffff, size, depth);
            case 9 -> variable(in, bits, size, depth);
            case 10 -> block(in, version, size, depth);
            case 11 -> complex(in, size, depth);
            default -> new Datatype.Unknown(size, "a datatype of class " + kind);
        };
    }

    private static Datatype integer(Cursor in, int bits, int size) throws SourceFormatException {
        return new Datatype.FixedPoint(size, (bits & 1) != 0, (bits & 8) != 0, in.unsigned16(), in.unsigned16());
    }

    private static Datatype floating(Cursor in, int bits, int size) throws SourceFormatException {
        Datatype.Floating.Order order = (bits & 1) == 0
                ? Datatype.Floating.Order.LITTLE
                : (bits & 0x40) == 0 ? Datatype.Floating.Order.BIG : Datatype.Floating.Order.VAX;
        FloatLayout layout = new FloatLayout(
                bits >>> 4 & 3,
                in.unsigned16(),
                in.unsigned16(),
                bits >>> 8 & 0xff,
                in.unsigned8(),
                in.unsigned8(),
                in.unsigned8(),
                in.unsigned8(),
                in.unsigned32());
        return new Datatype.Floating(size, order, layout);
    }

    private static Datatype time(Cursor in, int size) throws SourceFormatException {
        in.skip(2);
        return new Datatype.Time(size);
    }

    private static Datatype bitField(Cursor in, int size) throws SourceFormatException {
        in.skip(4);
        return new Datatype.BitField(size);
    }

    private static Datatype compound(Cursor in, int version, int count, int size, int depth)
            throws SourceFormatException {
        List<Datatype.Compound.Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = name(in, version);
            long offset = version < 3 ? in.unsigned32() : in.unsigned(bytesFor(size));
            Shape shape = version == 1 ? memberShape(in) : Shape.SCALAR;
            Datatype type = decode(in, depth);
            if (type instanceof Datatype.Unknown unknown) {
                return new Datatype.Unknown(size, "a compound with " + unknown.reason());
            }
            if (shape.rank() > 0) {
                type = new Datatype.Block(blockBytes(in, shape, type), shape, type);
            }
            if (offset > size - (long) type.sizeBytes()) {
                throw in.damaged("field '" + name + "' ends outside its compound");
            }
            members.add(new Datatype.Compound.Member(name, offset, type));
        }
        return new Datatype.Compound(size, members);
    }

    /** Names are ended by NUL and, before version 3, filled up to a multiple of 8 bytes. */
    private static String name(Cursor in, int version) throws SourceFormatException {
        int start = in.consumed();
        String name = in.terminated();
        int used = in.consumed() - start;
        in.skip(version < 3 ? -used & 7 : 0);
        return name;
    }

    /** How many bytes hold every number up to {@code limit}. */
    private static int bytesFor(int limit) {
        return (31 - Integer.numberOfLeadingZeros(limit)) / 8 + 1;
    }

    /** Version 1 members may be arrays of up to four axes. */
    private static Shape memberShape(Cursor in) throws SourceFormatException {
        int rank = in.unsigned8();
        if (rank > 4) {
            throw in.damaged("a field of " + rank + " axes");
        }
        in.skip(11);
        long[] extents = new long[rank];
        for (int axis = 0; axis < 4; axis++) {
            long extent = in.unsigned32();
            if (axis < rank) {
                extents[axis] = extent;
            }
        }
        return Shape.of(extents);
    }

    private static int blockBytes(Cursor in, Shape shape, Datatype base) throws SourceFormatException {
        try {
            return Math.toIntExact(Math.multiplyExact(shape.count(), base.sizeBytes()));
        } catch (ArithmeticException e) {
            throw in.damaged("an array " + shape + " of " + base + " is too large");
        }
    }

    private static Datatype enumeration(Cursor in, int version, int count, int size, int depth)
            throws SourceFormatException {
        Datatype base = decode(in, depth);
        if (!(base instanceof Datatype.FixedPoint integer) || integer.sizeBytes() != size || size > 8) {
            return new Datatype.Unknown(size, "an enumeration of " + base);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(name(in, version));
        }
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(in.take(size), integer));
        }
        return new Datatype.Enumeration(integer, names, values);
    }

    private static long value(Bytes bytes, Datatype.FixedPoint type) {
        long value = 0;
        int size = bytes.length();
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes.unsigned(type.isBigEndian() ? i : size - 1 - i);
        }
        int unused = 64 - 8 * size;
        return type.isSigned() ? value << unused >> unused : value;
    }

    private static Datatype variable(Cursor in, int bits, int size, int depth) throws SourceFormatException {
        Datatype base = decode(in, depth);
        if ((bits & 0xf) == 1) {
            return new Datatype.VariableString(size);
        }
        return base instanceof Datatype.Unknown unknown
                ? new Datatype.Unknown(size, "a sequence of " + unknown.reason())
                : new Datatype.Sequence(size, base);
    }

    private static Datatype block(Cursor in, int version, int size, int depth) throws SourceFormatException {
        int rank = in.unsigned8();
        in.skip(version < 3 ? 3 : 0);
        long[] extents = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = in.unsigned32();
        }
        in.skip(version < 3 ? 4L * rank : 0);
        Datatype base = decode(in, depth);
        return base instanceof Datatype.Unknown unknown
                ? new Datatype.Unknown(size, "an array of " + unknown.reason())
                : new Datatype.Block(size, Shape.of(extents), base);
    }

    private static Datatype complex(Cursor in, int size, int depth) throws SourceFormatException {
        Datatype base = decode(in, depth);
        return base instanceof Datatype.Floating && base.sizeBytes() * 2L == size
                ? new Datatype.Complex(size, base)
                : new Datatype.Unknown(size, "a complex number of " + base);
    }
}

package dev.varve.formats.hdf5;

import dev.varve.array.DataType;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.VariableType;
import java.util.List;
import java.util.Optional;

/**
 * An HDF5 datatype in Varve's terms.
 *
 * @param packed the type of the elements as they lie in the file
 * @param isBigEndian whether the most significant byte comes first
 * @param type the type that a reader sees: {@code packed}, or strings where the file holds where they lie
 */
record StoredType(DataType packed, boolean isBigEndian, DataType type) {
    private static final List<NumericType> SIGNED =
            List.of(NumericType.INT8, NumericType.INT16, NumericType.INT32, NumericType.INT64);
    private static final List<NumericType> UNSIGNED =
            List.of(NumericType.UINT8, NumericType.UINT16, NumericType.UINT32, NumericType.UINT64);

    private static StoredType plain(DataType type, boolean isBigEndian) {
        return new StoredType(type, isBigEndian, type);
    }

    /** The same type, or nothing where Varve has no such type. */
    static Optional<StoredType> of(Datatype type) {
        if (type instanceof Datatype.FixedPoint integer) {
            return integer(integer).map(t -> plain(t, integer.isBigEndian()));
        }
        if (type instanceof Datatype.Floating floating) {
            return floating(floating);
        }
        if (type instanceof Datatype.Enumeration enumeration) {
            return enumeration.isBoolean() ? Optional.of(plain(NumericType.BOOL, false)) : of(enumeration.base());
        }
        if (type instanceof Datatype.FixedString text) {
            return Optional.of(plain(new NullTerminatedBytes(text.sizeBytes()), false));
        }
        if (type instanceof Datatype.VariableString text) {
            return Optional.of(new StoredType(new RawBytes(text.sizeBytes()), false, VariableType.STRING));
        }
        if (type instanceof Datatype.Compound compound) {
            return complex(compound);
        }
        return type instanceof Datatype.Complex complex ? complex(complex.base()) : Optional.empty();
    }

    /** The type of an integer all of whose bits count. */
    static Optional<NumericType> integer(Datatype.FixedPoint type) {
        int power = Integer.numberOfTrailingZeros(type.sizeBytes());
        if (!type.isWhole() || Integer.bitCount(type.sizeBytes()) != 1 || power > 3) {
            return Optional.empty();
        }
        return Optional.of((type.isSigned() ? SIGNED : UNSIGNED).get(power));
    }

    private static Optional<StoredType> floating(Datatype.Floating type) {
        NumericType numeric =
                switch (type.sizeBytes()) {
                    case 2 -> NumericType.FLOAT16;
                    case 4 -> NumericType.FLOAT32;
                    default -> NumericType.FLOAT64;
                };
        boolean isIeee = numeric.sizeBytes() == type.sizeBytes()
                && type.layout().equals(FloatLayout.ieee(type.sizeBytes()))
                && type.order() != Datatype.Floating.Order.VAX;
        return isIeee ? Optional.of(plain(numeric, type.order() == Datatype.Floating.Order.BIG)) : Optional.empty();
    }

    /** Two floats side by side; h5py and the netCDF tools name them r and i. */
    private static Optional<StoredType> complex(Datatype.Compound type) {
        if (type.members().size() != 2) {
            return Optional.empty();
        }
        Datatype.Compound.Member real = type.members().get(0);
        Datatype.Compound.Member imaginary = type.members().get(1);
        boolean isPair = real.name().equals("r")
                && imaginary.name().equals("i")
                && real.type().equals(imaginary.type())
                && real.offset() == 0
                && imaginary.offset() * 2 == type.sizeBytes()
                && real.type().sizeBytes() * 2L == type.sizeBytes();
        return isPair ? complex(real.type()) : Optional.empty();
    }

    private static Optional<StoredType> complex(Datatype base) {
        return of(base).flatMap(stored -> stored.type() == NumericType.FLOAT32
                ? Optional.of(plain(NumericType.COMPLEX64, stored.isBigEndian()))
                : stored.type() == NumericType.FLOAT64
                        ? Optional.of(plain(NumericType.COMPLEX128, stored.isBigEndian()))
                        : Optional.empty());
    }
}

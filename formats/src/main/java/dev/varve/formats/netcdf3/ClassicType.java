package dev.varve.formats.netcdf3;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The external types ({@code nc_type}) and what netCDF fills them with where nothing was written (netcdf.h). */
enum ClassicType {
    BYTE(1, NumericType.INT8, -127),
    CHAR(2, new NullTerminatedBytes(1), 0),
    SHORT(3, NumericType.INT16, -32767),
    INT(4, NumericType.INT32, -2147483647),
    FLOAT(5, NumericType.FLOAT32, 0x7cf00000),
    DOUBLE(6, NumericType.FLOAT64, 0x479e000000000000L),
    UBYTE(7, NumericType.UINT8, 255),
    USHORT(8, NumericType.UINT16, 65535),
    UINT(9, NumericType.UINT32, 4294967295L),
    INT64(10, NumericType.INT64, -9223372036854775806L),
    UINT64(11, NumericType.UINT64, -2L);

    private static final int LAST_OF_CDF2 = 6;

    private final int code;
    /** All element types are values. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final DataType type;

    private final long defaultFillBits;

    ClassicType(int code, DataType type, long defaultFillBits) {
        this.code = code;
        this.type = type;
        this.defaultFillBits = defaultFillBits;
    }

    /** The type of this code, if files of the version may have it. */
    static Optional<ClassicType> of(long code, ClassicVersion version) {
        boolean isKnown = code >= 1 && code <= (version == ClassicVersion.CDF5 ? UINT64.code : LAST_OF_CDF2);
        return isKnown ? Optional.of(values()[(int) code - 1]) : Optional.empty();
    }

    /** What the elements are to Varve. */
    DataType type() {
        return type;
    }

    /** Bytes of one element, in the file and in memory. */
    int sizeBytes() {
        return type.sizeBytes();
    }

    /** What elements are that were never written, unless the variable says otherwise. */
    FillValue defaultFill() {
        byte[] bits = new byte[Long.BYTES];
        ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN).putLong(defaultFillBits);
        return new FillValue(type, Bytes.wrap(bits, 0, sizeBytes()));
    }
}

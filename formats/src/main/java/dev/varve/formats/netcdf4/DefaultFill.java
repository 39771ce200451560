package dev.varve.formats.netcdf4;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** NetCDF's values of elements that were never written, where nothing else is said ({@code NC_FILL_*} in netcdf.h). */
final class DefaultFill {
    private static final double FLOATING = 9.9692099683868690e+36;

    private DefaultFill() {}

    /** The value for a type; zero for types that netCDF has not. */
    static FillValue of(DataType type) {
        if (!(type instanceof NumericType numeric)) {
            return FillValue.zero(type);
        }
        ByteBuffer bits = ByteBuffer.allocate(numeric.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (numeric) {
            case INT8 -> bits.put((byte) -127);
            case UINT8 -> bits.put((byte) -1);
            case INT16 -> bits.putShort((short) -32767);
            case UINT16 -> bits.putShort((short) -1);
            case INT32 -> bits.putInt(-2147483647);
            case UINT32 -> bits.putInt(-1);
            case INT64 -> bits.putLong(-9223372036854775806L);
            case UINT64 -> bits.putLong(-2);
            case FLOAT32 -> bits.putFloat((float) FLOATING);
            case FLOAT64 -> bits.putDouble(FLOATING);
            case BOOL, FLOAT16, COMPLEX64, COMPLEX128 -> bits.clear();
        }
        return new FillValue(type, Bytes.wrap(bits.array()));
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;

/** NetCDF's own fill values ({@code netcdf.h}, {@code NC_FILL_SHORT} and its like). */
final class DefaultFill {
    private static final double FLOAT = 9.969209968386869e36;

    private DefaultFill() {}

    static FillValue of(NumericType type) {
        byte[] bits = new byte[type.sizeBytes()];
        switch (type) {
            case BOOL -> bits[0] = 0;
            case INT8 -> bits[0] = -127;
            case UINT8 -> bits[0] = -1;
            case INT16 -> put(-32_767, type, bits);
            case UINT16 -> put(65_535, type, bits);
            case INT32 -> put(-2_147_483_647, type, bits);
            case UINT32 -> put(4_294_967_295L, type, bits);
            case INT64 -> put(-9_223_372_036_854_775_806L, type, bits);
            case UINT64 -> put(-2, type, bits);
            case FLOAT16 -> Numbers.writeDoubles(new double[] {Double.NaN}, bits, 0, type, 1);
            case FLOAT32, FLOAT64 -> Numbers.writeDoubles(new double[] {FLOAT}, bits, 0, type, 1);
            case COMPLEX64, COMPLEX128 -> throw new IllegalArgumentException("netCDF has no " + type);
        }
        return new FillValue(type, Bytes.wrap(bits));
    }

    private static void put(long value, NumericType type, byte[] bits) {
        Numbers.writeLongs(new long[] {value}, NumericType.INT64, bits, 0, type, 1);
    }
}

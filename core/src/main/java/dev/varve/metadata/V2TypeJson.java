package dev.varve.metadata;

import dev.varve.array.DataType;
import dev.varve.array.FixedUtf32;
import dev.varve.array.FloatFormat;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.SmallFloat;
import dev.varve.array.SmallInteger;
import dev.varve.array.StructType;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.BytesCodec.Endian;
import dev.varve.codec.serializer.FieldOrderCodec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Data types as Zarr v2 spells them: NumPy's type strings, {@code <f4}, {@code |S12}, {@code
 * >M8[10ns]}, or lists of fields of a struct (Zarr v2, section "Data type encoding"). The byte order is part of the spelling.
 *
 * @param type the type of the elements
 * @param orders the order of the bytes of a number, none where there are only single bytes: one, or that of every field of a
 *     struct, those of inner structs in their place
 */
record V2TypeJson(DataType type, List<Optional<Endian>> orders) {
    /** What stands for Python objects; which they are is said by the first filter. */
    static final String OBJECT = "|O";

    private static final Pattern NUMBER = Pattern.compile("([<>|])([biufc])([0-9]{1,3})");
    private static final Pattern SIZED = Pattern.compile("([<>|])([SUV])([0-9]{1,9})");
    private static final Pattern TIME = Pattern.compile("([<>])([mM])8(?:\\[([1-9][0-9]{0,9})?([a-zA-Zμµ]{1,7})])?");

    /** Types that NumPy lacks, by the names under which tensorstore writes them. */
    private static final SortedMap<String, DataType> SMALL = small();

    private static final Map<String, NumericType> NUMBERS = Map.ofEntries(
            Map.entry("b1", NumericType.BOOL),
            Map.entry("i1", NumericType.INT8),
            Map.entry("i2", NumericType.INT16),
            Map.entry("i4", NumericType.INT32),
            Map.entry("i8", NumericType.INT64),
            Map.entry("u1", NumericType.UINT8),
            Map.entry("u2", NumericType.UINT16),
            Map.entry("u4", NumericType.UINT32),
            Map.entry("u8", NumericType.UINT64),
            Map.entry("f2", NumericType.FLOAT16),
            Map.entry("f4", NumericType.FLOAT32),
            Map.entry("f8", NumericType.FLOAT64),
            Map.entry("c8", NumericType.COMPLEX64),
            Map.entry("c16", NumericType.COMPLEX128));

    private static SortedMap<String, DataType> small() {
        SortedMap<String, DataType> types = new TreeMap<>();
        for (DataType type : List.of(SmallInteger.INT2, SmallInteger.INT4)) {
            types.put(type.toString(), type);
        }
        for (FloatFormat format : FloatFormat.values()) {
            boolean isWritten =
                    switch (format) {
                        case BFLOAT16,
                                FLOAT4_E2M1FN,
                                FLOAT8_E3M4,
                                FLOAT8_E4M3B11FNUZ,
                                FLOAT8_E4M3FN,
                                FLOAT8_E4M3FNUZ,
                                FLOAT8_E5M2,
                                FLOAT8_E5M2FNUZ,
                                FLOAT8_E8M0FNU -> true;
                        case FLOAT6_E2M3FN, FLOAT6_E3M2FN, FLOAT8_E4M3, FLOAT16 -> false;
                    };
            if (isWritten) {
                types.put(format.toString(), new SmallFloat(format));
            }
        }
        return Collections.unmodifiableSortedMap(types);
    }

    V2TypeJson {
        orders = List.copyOf(orders);
    }

    V2TypeJson(DataType type, Optional<Endian> endian) {
        this(type, List.of(endian));
    }

    /** The one order of all numbers; none where there are no numbers, or not one order. */
    Optional<Endian> endian() {
        List<Endian> said = said();
        return said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty();
    }

    private List<Endian> said() {
        return orders.stream().flatMap(Optional::stream).distinct().toList();
    }

    /** What makes bytes of the elements. */
    ArrayToBytesCodec serializer() {
        List<Endian> said = said();
        if (said.isEmpty()) {
            return BytesCodec.ORDERLESS;
        }
        if (said.size() > 1) {
            return new FieldOrderCodec(
                    orders.stream().map(order -> order.orElse(Endian.LITTLE)).toList());
        }
        return said.get(0) == Endian.BIG ? BytesCodec.BIG : BytesCodec.LITTLE;
    }

    /** Reads the spelling of anything but objects. */
    static V2TypeJson parse(JsonCursor cursor) throws MetadataException {
        if (cursor.value() instanceof JsonArray) {
            return V2StructJson.parse(cursor);
        }
        String text = cursor.string();
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            NumericType type = NUMBERS.get(number.group(2) + number.group(3));
            if (type != null) {
                return ordered(cursor, type, number.group(1));
            }
        }
        Matcher sized = SIZED.matcher(text);
        if (sized.matches()) {
            return ordered(cursor, sized(cursor, sized.group(2), Integer.parseInt(sized.group(3))), sized.group(1));
        }
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            return ordered(cursor, time(cursor, time), time.group(1));
        }
        DataType small = SMALL.get(text);
        if (small != null) {
            return new V2TypeJson(small, small.unitBytes() == 1 ? Optional.empty() : Optional.of(Endian.LITTLE));
        }
        throw cursor.error(
                "data type " + cursor.quoted() + " is not supported. Supported: |b1, |i1, <i2, <i4, <i8, |u1,"
                        + " <u2, <u4, <u8, <f2, <f4, <f8, <c8, <c16, |S<n>, <U<n>, |V<n>, <M8[<unit>], <m8[<unit>], |O, and > for"
                        + " < where the bytes are big-endian; " + String.join(", ", SMALL.keySet()));
    }

    private static V2TypeJson ordered(JsonCursor cursor, DataType type, String order) throws MetadataException {
        if (type.unitBytes() == 1) {
            return new V2TypeJson(type, Optional.empty());
        }
        if (order.equals("|")) {
            throw cursor.error(cursor.quoted() + " does not say the order of its bytes; write < or >");
        }
        return new V2TypeJson(type, Optional.of(order.equals(">") ? Endian.BIG : Endian.LITTLE));
    }

    private static DataType sized(JsonCursor cursor, String kind, int length) throws MetadataException {
        int unitBytes = kind.equals("U") ? 4 : 1;
        if (length < 1 || length > DataTypeJson.MAX_ELEMENT_BYTES / unitBytes) {
            throw cursor.error("elements of " + cursor.quoted() + " must have 1 to "
                    + DataTypeJson.MAX_ELEMENT_BYTES / unitBytes + (unitBytes == 4 ? " characters" : " bytes"));
        }
        return switch (kind) {
            case "S" -> new NullTerminatedBytes(length);
            case "U" -> new FixedUtf32(length);
            default -> new RawBytes(length);
        };
    }

    private static TimeType time(JsonCursor cursor, Matcher spelling) throws MetadataException {
        boolean isSpan = spelling.group(2).equals("m");
        String unit = spelling.group(4) == null ? "generic" : spelling.group(4);
        boolean isMicro = unit.length() == 2 && unit.charAt(0) > 'z';
        try {
            int factor = spelling.group(3) == null ? 1 : Integer.parseInt(spelling.group(3));
            return new TimeType(isSpan, isMicro ? "us" : unit, factor);
        } catch (IllegalArgumentException e) {
            MetadataException failure = cursor.error(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** The order as the first character of a spelling says it. */
    static String mark(Optional<Endian> endian, DataType type) {
        if (type.unitBytes() == 1) {
            return "|";
        }
        return endian.equals(Optional.of(Endian.BIG)) ? ">" : "<";
    }

    /**
     * Writes a data type.
     *
     * @param serializer what makes bytes of the elements, which says their order; little-endian when it does not
     * @throws IllegalArgumentException when Zarr v2 has no such type
     */
    static Json toJson(DataType type, ArrayToBytesCodec serializer) {
        if (type instanceof VariableType) {
            return new JsonString(OBJECT);
        }
        if (type instanceof StructType struct) {
            return V2StructJson.toJson(struct, serializer);
        }
        return toJson(type, serializer instanceof BytesCodec bytes ? bytes.endian() : Optional.empty());
    }

    /** Writes a data type that is no struct. */
    static Json toJson(DataType type, Optional<Endian> endian) {
        if (SMALL.containsValue(type)) {
            if (endian.equals(Optional.of(Endian.BIG)) && type.unitBytes() > 1) {
                throw new IllegalArgumentException("Zarr v2 has little-endian " + type + " only");
            }
            return new JsonString(type.toString());
        }
        return new JsonString(mark(endian, type) + word(type));
    }

    private static String word(DataType type) {
        if (type instanceof NumericType numeric) {
            return NUMBERS.entrySet().stream()
                    .filter(entry -> entry.getValue() == numeric)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
        }
        if (type instanceof NullTerminatedBytes bytes) {
            return "S" + bytes.length();
        }
        if (type instanceof FixedUtf32 text) {
            return "U" + text.length();
        }
        if (type instanceof RawBytes bytes) {
            return "V" + bytes.length();
        }
        if (type instanceof TimeType time) {
            String factor = time.scaleFactor() == 1 ? "" : String.valueOf(time.scaleFactor());
            return (time.isSpan() ? "m8" : "M8")
                    + (time.unit().equals("generic") ? "" : "[" + factor + time.unit() + "]");
        }
        throw new IllegalArgumentException("Zarr v2 has no data type for " + type);
    }
}

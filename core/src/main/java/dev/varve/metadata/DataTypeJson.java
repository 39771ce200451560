package dev.varve.metadata;

import dev.varve.array.DataType;
import dev.varve.array.FixedUtf32;
import dev.varve.array.FloatFormat;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.OptionalType;
import dev.varve.array.RawBytes;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.SmallInteger;
import dev.varve.array.StructType;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Data types as {@code data_type} spells them: v3 core, the registered extensions, and what zarr-python 3 writes. Read are
 * the bare name and the object form; written is the bare name where there is no configuration, because zarr-python refuses
 * the object form there.
 */
public final class DataTypeJson {
    /** The longest element that is read, so that a fill value cannot exhaust memory on the word of a few digits. */
    public static final int MAX_ELEMENT_BYTES = 16 << 20;

    private static final Map<String, DataType> PLAIN = plain();
    private static final String NULL_TERMINATED = "null_terminated_bytes";
    private static final String RAW = "raw_bytes";
    private static final String UTF32 = "fixed_length_utf32";
    private static final String DATETIME = "numpy.datetime64";
    private static final String TIMEDELTA = "numpy.timedelta64";
    private static final List<String> CONFIGURED =
            List.of(NULL_TERMINATED, RAW, UTF32, DATETIME, TIMEDELTA, StructJson.NAME, OptionalJson.NAME);
    private static final List<String> UNITS =
            List.of("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "μs", "µs", "ns", "ps", "fs", "as", "generic");

    private DataTypeJson() {}

    private static Map<String, DataType> plain() {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (NumericType type : NumericType.values()) {
            types.put(type.toString(), type);
        }
        for (SmallInteger type : SmallInteger.values()) {
            types.put(type.toString(), type);
        }
        for (FloatFormat format : FloatFormat.values()) {
            if (format != FloatFormat.FLOAT16) {
                types.put(format.toString(), new SmallFloat(format));
            }
            types.put("complex_" + format, new SmallComplex(format));
        }
        types.put("complex_float32", NumericType.COMPLEX64);
        types.put("complex_float64", NumericType.COMPLEX128);
        types.put("string", VariableType.STRING);
        types.put("variable_length_bytes", VariableType.BYTES);
        types.put("bytes", VariableType.BYTES);
        types.put("binary", VariableType.BYTES);
        return types;
    }

    /** Reads a data type. */
    public static DataType parse(JsonCursor cursor) throws MetadataException {
        Extension type = Extension.parse(cursor);
        DataType plain = PLAIN.get(type.name());
        if (plain != null) {
            type.configuration().requireOnly(Set.of());
            return plain;
        }
        Optional<RawBytes> bits = rawBits(type);
        if (bits.isPresent()) {
            return bits.get();
        }
        return switch (type.name()) {
            case NULL_TERMINATED -> new NullTerminatedBytes(lengthBytes(type, 1));
            case RAW -> new RawBytes(lengthBytes(type, 1));
            case UTF32 -> new FixedUtf32(lengthBytes(type, 4) / 4);
            case DATETIME -> time(type, false);
            case TIMEDELTA -> time(type, true);
            case StructJson.NAME, StructJson.LEGACY_NAME -> StructJson.type(type);
            case OptionalJson.NAME, OptionalJson.LEGACY_NAME -> OptionalJson.type(type);
            default -> throw unknown(type);
        };
    }

    private static MetadataException unknown(Extension type) {
        List<String> names = new ArrayList<>(PLAIN.keySet());
        names.addAll(CONFIGURED);
        return type.at()
                .error("data type " + type.at().quoted() + " is not supported"
                        + NearestNames.hint(type.name(), names) + ". Supported: " + String.join(", ", names)
                        + ", r<bits>");
    }

    /** {@code r16}: 16 bits of anything (v3 core). */
    private static Optional<RawBytes> rawBits(Extension type) throws MetadataException {
        String digits = type.name().substring(Math.min(1, type.name().length()));
        if (!type.name().startsWith("r") || !digits.matches("[1-9][0-9]*+")) {
            return Optional.empty();
        }
        type.configuration().requireOnly(Set.of());
        boolean isWhole = digits.length() < 10 && Integer.parseInt(digits) % Byte.SIZE == 0;
        if (!isWhole || Integer.parseInt(digits) / Byte.SIZE > MAX_ELEMENT_BYTES) {
            throw type.at()
                    .error("raw bits must be a multiple of 8 up to " + (long) MAX_ELEMENT_BYTES * Byte.SIZE + ", not "
                            + type.at().quoted());
        }
        return Optional.of(new RawBytes(Integer.parseInt(digits) / Byte.SIZE));
    }

    private static int lengthBytes(Extension type, int multiple) throws MetadataException {
        type.configuration().requireOnly(Set.of("length_bytes"));
        JsonCursor length = type.configuration().get("length_bytes");
        int bytes = (int) length.integer(1, MAX_ELEMENT_BYTES);
        if (bytes % multiple != 0) {
            throw length.error(bytes + " is not a multiple of " + multiple);
        }
        return bytes;
    }

    private static TimeType time(Extension type, boolean isSpan) throws MetadataException {
        type.configuration().requireOnly(Set.of("unit", "scale_factor"));
        String unit = type.configuration().get("unit").oneOf(UNITS);
        int scale = (int) type.configuration().get("scale_factor").integer(1, Integer.MAX_VALUE);
        boolean isMicro = unit.length() == 2 && unit.charAt(0) > 'z';
        return new TimeType(isSpan, isMicro ? "us" : unit, scale);
    }

    /**
     * Writes a data type.
     *
     * @throws IllegalArgumentException when Zarr v3 has no name for it
     */
    public static Json toJson(DataType type) {
        if (type == VariableType.BYTES) {
            return new JsonString("variable_length_bytes");
        }
        if (type instanceof NullTerminatedBytes bytes) {
            return sized(NULL_TERMINATED, bytes.length());
        }
        if (type instanceof RawBytes bytes) {
            return sized(RAW, bytes.length());
        }
        if (type instanceof FixedUtf32 text) {
            return sized(UTF32, text.sizeBytes());
        }
        if (type instanceof TimeType time) {
            JsonObject.Builder configuration =
                    JsonObject.builder().put("unit", time.unit()).put("scale_factor", time.scaleFactor());
            return Extension.toJson(time.isSpan() ? TIMEDELTA : DATETIME, configuration.build());
        }
        if (type instanceof StructType struct) {
            return StructJson.toJson(struct);
        }
        if (type instanceof OptionalType optional) {
            return OptionalJson.toJson(optional);
        }
        return new JsonString(type.toString());
    }

    private static Json sized(String name, int lengthBytes) {
        return Extension.toJson(name, JsonObject.of("length_bytes", JsonNumber.of(lengthBytes)));
    }
}

package dev.varve.zarr;

import dev.varve.array.DataType;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** What the fixtures' JSON says about single elements, stated again apart from the product: samples and fill values. */
final class ElementTruth {
    private ElementTruth() {}

    /**
     * Whether an element has the value that a sample says; nothing when this type's samples have no meaning here (the digest
     * covers them all the same).
     */
    static Optional<Boolean> isSample(DataType type, byte[] element, Json sample) {
        if (type instanceof NumericType numeric) {
            return Optional.of(isNumber(numeric, element, sample));
        }
        if (type instanceof TimeType) {
            return Optional.of(sample.equals(JsonNumber.of(little(element).getLong(0))));
        }
        if (type instanceof RawBytes) {
            return Optional.of(sample.equals(hex(element)));
        }
        if (type instanceof VariableType) {
            return Optional.of(sample.equals(text(element)));
        }
        if (type instanceof NullTerminatedBytes) {
            return Optional.of(sample.equals(text(withoutNuls(element))));
        }
        if (type instanceof FixedUtf32) {
            String all = new String(swapped(element), Charset.forName("UTF-32BE"));
            return Optional.of(sample.equals(new JsonString(all.replaceAll("\0+$", ""))));
        }
        return Optional.empty();
    }

    private static boolean isNumber(NumericType type, byte[] element, Json sample) {
        return switch (type.kind()) {
            case BOOL -> sample.equals(JsonBoolean.of(element[0] != 0));
            case SIGNED -> sample.equals(JsonNumber.of(new BigInteger(swapped(element)).longValueExact()));
            case UNSIGNED -> sample.equals(new JsonNumber(new BigInteger(1, swapped(element)).toString()));
            case FLOAT -> isFloat(floating(element), sample);
            case COMPLEX -> {
                int half = element.length / 2;
                JsonArray parts = (JsonArray) sample;
                yield isFloat(
                                floating(Arrays.copyOf(element, half)),
                                parts.items().get(0))
                        && isFloat(
                                floating(Arrays.copyOfRange(element, half, 2 * half)),
                                parts.items().get(1));
            }
        };
    }

    private static boolean isFloat(double value, Json sample) {
        String text = sample instanceof JsonString string ? string.value() : ((JsonNumber) sample).text();
        return Double.doubleToLongBits(value) == Double.doubleToLongBits(Double.parseDouble(text));
    }

    private static double floating(byte[] bits) {
        return switch (bits.length) {
            case 2 -> half(little(bits).getShort(0) & 0xffff);
            case 4 -> little(bits).getFloat(0);
            default -> little(bits).getDouble(0);
        };
    }

    private static double half(int bits) {
        int exponent = (bits >> 10) & 31;
        double fraction = (bits & 1023) / 1024.0;
        double size = exponent == 31
                ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15.0);
        return bits >= 0x8000 ? -size : size;
    }

    /** The bits of a fill value as the specification spells it; nothing where this spelling has no meaning here. */
    static Optional<byte[]> fill(DataType type, Json fill) {
        if (type instanceof NumericType numeric) {
            return Optional.of(number(numeric, fill));
        }
        if (type instanceof TimeType) {
            boolean isNat = fill.equals(new JsonString("NaT"));
            return Optional.of(integer(isNat ? Long.toString(Long.MIN_VALUE) : ((JsonNumber) fill).text(), 8));
        }
        if (type == VariableType.STRING) {
            return Optional.of(((JsonString) fill).value().getBytes(StandardCharsets.UTF_8));
        }
        if (type instanceof VariableType && fill instanceof JsonString string) {
            return Optional.of(Base64.getDecoder().decode(string.value()));
        }
        if ((type instanceof NullTerminatedBytes || type instanceof RawBytes) && fill instanceof JsonString string) {
            return Optional.of(Arrays.copyOf(Base64.getDecoder().decode(string.value()), type.sizeBytes()));
        }
        if (type instanceof FixedUtf32) {
            byte[] big = ((JsonString) fill).value().getBytes(Charset.forName("UTF-32LE"));
            return Optional.of(Arrays.copyOf(big, type.sizeBytes()));
        }
        return Optional.empty();
    }

    private static byte[] number(NumericType type, Json fill) {
        return switch (type.kind()) {
            case BOOL -> new byte[] {(byte) (fill.equals(JsonBoolean.of(true)) ? 1 : 0)};
            case SIGNED, UNSIGNED -> integer(((JsonNumber) fill).text(), type.sizeBytes());
            case FLOAT -> floating(fill, type.sizeBytes());
            case COMPLEX -> {
                int half = type.sizeBytes() / 2;
                JsonArray parts = (JsonArray) fill;
                yield ByteBuffer.allocate(2 * half)
                        .put(floating(parts.items().get(0), half))
                        .put(floating(parts.items().get(1), half))
                        .array();
            }
        };
    }

    private static byte[] integer(String text, int size) {
        byte[] big = new BigDecimal(text).toBigIntegerExact().toByteArray();
        byte[] wide = new byte[size];
        Arrays.fill(wide, (byte) (big[0] < 0 ? -1 : 0));
        for (int i = 0; i < Math.min(size, big.length); i++) {
            wide[i] = big[big.length - 1 - i];
        }
        return wide;
    }

    private static byte[] floating(Json fill, int size) {
        String text = fill instanceof JsonString string ? string.value() : ((JsonNumber) fill).text();
        if (text.startsWith("0x")) {
            return integer(new BigInteger(text.substring(2), 16).toString(), size);
        }
        double value = Double.parseDouble(text);
        if (size == 2) {
            return integer(Integer.toString(nearestHalf(value)), 2);
        }
        ByteBuffer bits = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        return (size == 4 ? bits.putFloat(0, Float.parseFloat(text)) : bits.putDouble(0, value)).array();
    }

    /** By trying all of them. */
    private static int nearestHalf(double value) {
        if (Double.isNaN(value)) {
            return 0x7e00;
        }
        boolean isNegative = Double.doubleToRawLongBits(value) < 0;
        int best = isNegative ? 0x8000 : 0;
        for (int bits = best; bits <= best + 0x7c00; bits++) {
            double distance = Math.abs(half(bits) - value);
            if (half(bits) == value || distance < Math.abs(half(best) - value)) {
                best = bits;
            }
        }
        return best;
    }

    private static ByteBuffer little(byte[] bits) {
        return ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] swapped(byte[] element) {
        byte[] other = element.clone();
        int unit = element.length <= 8 ? element.length : 4;
        for (int i = 0; i < other.length; i++) {
            other[i] = element[i / unit * unit + unit - 1 - i % unit];
        }
        return other;
    }

    private static byte[] withoutNuls(byte[] element) {
        int end = element.length;
        while (end > 0 && element[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(element, end);
    }

    private static Json text(byte[] element) {
        try {
            return new JsonString(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(element))
                    .toString());
        } catch (CharacterCodingException e) {
            return hex(element);
        }
    }

    private static Json hex(byte[] element) {
        return JsonObject.of("hex", new JsonString(HexFormat.of().formatHex(element)));
    }
}

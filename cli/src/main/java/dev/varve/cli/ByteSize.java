package dev.varve.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes as people write it: {@code 256MiB}, {@code 2G}, {@code 5GB}, {@code 1.5g}, in any case. {@code K} and
 * {@code KiB} are 1024 bytes, {@code KB} is 1000, and so on up to {@code T}. The launcher reads {@code --memory} by the
 * same rule.
 *
 * @param bytes how many, at least 0
 */
public record ByteSize(long bytes) {
    private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:([KMGT])(I?B)?|B)?");
    private static final String UNITS = "KMGT";

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("size of " + bytes + " bytes");
        }
    }

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException when the text is no size, or one of 8 EiB or more
     */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size; sizes are 256MiB, 2G, 5GB, 1.5g");
        }
        int power = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        int base = "B".equals(matcher.group(3)) ? 1000 : 1024;
        BigInteger bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(base).pow(power))
                .toBigInteger();
        if (bytes.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("'" + text + "' is 8 EiB or more");
        }
        return new ByteSize(bytes.longValueExact());
    }

    /** Rounded to three digits in the largest binary unit that does not make it a fraction: {@code 284 MiB}. */
    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = Math.min((Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes)) / 10, UNITS.length());
        BigDecimal value =
                BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1024).pow(power));
        int digits = value.precision() - value.scale();
        BigDecimal rounded = value.setScale(Math.max(0, 3 - digits), RoundingMode.HALF_UP);
        if (rounded.intValue() == 1024 && power < UNITS.length()) {
            rounded = BigDecimal.valueOf(100, 2);
            power++;
        }
        return withoutZeros(rounded) + " " + UNITS.charAt(power - 1) + "iB";
    }

    private static String withoutZeros(BigDecimal number) {
        return number.scale() <= 0
                ? number.toPlainString()
                : number.stripTrailingZeros().toPlainString();
    }

    /** As an option takes it, not rounded unless it has to be a fraction of its unit: {@code 16MiB}. */
    public String option() {
        int power = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.length());
        return power == 0 ? bytes + "B" : (bytes >> (10 * power)) + UNITS.substring(power - 1, power) + "iB";
    }
}

package dev.varve.dataset.time;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a number of a time coordinate means: so many units since an instant (CF conventions 1.12, section 4.4). Whole numbers are
 * exact; the product of a fraction and a unit is rounded to a microsecond, as cftime does, or to a nanosecond where the unit is
 * one.
 *
 * @param unitNanos how long the unit is, in nanoseconds
 * @param unit the unit's name, one for all its spellings: {@code days}
 * @param reference the instant that is 0
 * @param calendar the calendar
 */
public record CfTimeUnits(long unitNanos, String unit, CfInstant reference, CfCalendar calendar) {
    private static final Pattern SINCE =
            Pattern.compile("\\s*([A-Za-z_]+)\\s+since\\s+(\\S.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern REFERENCE =
            Pattern.compile("([+-]?[0-9]{1,7})-([0-9]{1,2})-([0-9]{1,2})(?:(?:T|\\s+)([0-9]{1,2})(?::([0-9]{1,2})"
                    + "(?::([0-9]{1,2})(?:[.]([0-9]*))?)?)?)?\\s*(Z|UTC|GMT|[+-][0-9]{1,2}(?::?[0-9]{2})?)?");
    private static final long MICROSECOND = 1_000;
    private static final long SECOND = 1_000_000_000;
    private static final BigDecimal MICRO = BigDecimal.valueOf(MICROSECOND);
    private static final double EXACT = 0x1p53;

    private static final Map<String, String> NAMES = names();
    private static final Map<String, Long> LENGTHS = Map.of(
            "nanoseconds",
            1L,
            "microseconds",
            MICROSECOND,
            "milliseconds",
            1_000_000L,
            "seconds",
            SECOND,
            "minutes",
            60 * SECOND,
            "hours",
            3600 * SECOND,
            "days",
            CfInstant.DAY_NANOS,
            "weeks",
            7 * CfInstant.DAY_NANOS);

    private static Map<String, String> names() {
        String spellings = """
                nanoseconds nanosecond nanosec nanosecs ns
                microseconds microsecond microsec microsecs us
                milliseconds millisecond millisec millisecs msec msecs ms
                seconds second sec secs s
                minutes minute min mins
                hours hour hr hrs h
                days day d
                weeks week
                months month
                common_years common_year
                """;
        Map<String, String> names = new HashMap<>();
        for (String line : spellings.lines().toList()) {
            String[] words = line.split(" ", -1);
            for (String word : words) {
                names.put(word, words[0]);
            }
        }
        return Map.copyOf(names);
    }

    /** Whether units count time since something. */
    public static boolean isTime(String units) {
        return SINCE.matcher(units).matches();
    }

    /**
     * What units and a calendar mean.
     *
     * @param units the attribute {@code units}
     * @param calendar the attribute {@code calendar}; without one it is the standard calendar
     * @throws IllegalArgumentException when unit, date or calendar are unknown; months are 30 days in the calendar
     *     {@code 360_day}, common years 365 days in {@code noleap}, and of no length in others
     */
    public static CfTimeUnits parse(String units, Optional<String> calendar) {
        Matcher parts = SINCE.matcher(units);
        if (!parts.matches()) {
            throw new IllegalArgumentException("units '" + units + "' are not 'UNIT since DATE'");
        }
        CfCalendar known = calendar.isEmpty()
                ? CfCalendar.STANDARD
                : CfCalendar.named(calendar.get())
                        .orElseThrow(() -> new IllegalArgumentException("calendar '" + calendar.get()
                                + "' has no dates; those that have are " + String.join(", ", CfCalendar.names())));
        String unit = NAMES.getOrDefault(parts.group(1).toLowerCase(Locale.ROOT), "");
        return new CfTimeUnits(length(unit, units, known), unit, reference(parts.group(2), units, known), known);
    }

    private static long length(String unit, String units, CfCalendar calendar) {
        if (unit.equals("months") && calendar == CfCalendar.DAYS_360) {
            return 30 * CfInstant.DAY_NANOS;
        }
        if (unit.equals("common_years") && calendar == CfCalendar.NOLEAP) {
            return 365 * CfInstant.DAY_NANOS;
        }
        Long nanos = LENGTHS.get(unit);
        if (nanos == null) {
            throw new IllegalArgumentException("units '" + units + "': "
                    + (unit.isEmpty()
                            ? "no such unit of time"
                            : unit + " have no fixed length in the calendar " + calendar));
        }
        return nanos;
    }

    private static CfInstant reference(String text, String units, CfCalendar calendar) {
        Matcher parts = REFERENCE.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("units '" + units + "': '" + text.strip() + "' is no date");
        }
        long day = calendar.dayOf(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        long hour = number(parts.group(4));
        long minute = number(parts.group(5));
        long second = number(parts.group(6));
        if (hour > 24 || minute > 59 || second > 60) {
            throw new IllegalArgumentException("units '" + units + "': '" + text.strip() + "' is no time of day");
        }
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        if (fraction.length() > 9) {
            throw new IllegalArgumentException("units '" + units + "': finer than a nanosecond");
        }
        long nanos = number((fraction + "000000000").substring(0, 9));
        long seconds = hour * 3600 + minute * 60 + second - zoneSeconds(parts.group(8));
        return new CfInstant(day, 0).plus(BigInteger.valueOf(seconds * SECOND + nanos));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long zoneSeconds(String zone) {
        if (zone == null || Character.isLetter(zone.charAt(0))) {
            return 0;
        }
        String digits = zone.substring(1).replace(":", "");
        long hours = Long.parseLong(digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
        long minutes = digits.length() > 2 ? Long.parseLong(digits.substring(digits.length() - 2)) : 0;
        return (zone.charAt(0) == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    }

    /** The instant of a whole number; exact. */
    public CfInstant instant(long value) {
        return reference.plus(BigInteger.valueOf(value).multiply(BigInteger.valueOf(unitNanos)));
    }

    /**
     * The instant of a number.
     *
     * @throws IllegalArgumentException when it is NaN or infinite
     */
    public CfInstant instant(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            return instant((long) value);
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is no time");
        }
        BigDecimal nanos = new BigDecimal(value).multiply(BigDecimal.valueOf(unitNanos));
        BigDecimal grain = unitNanos < MICROSECOND ? BigDecimal.ONE : MICRO;
        return reference.plus(
                nanos.divide(grain, 0, RoundingMode.HALF_EVEN).multiply(grain).toBigIntegerExact());
    }

    /** Whether both count the same units in the same calendar, since whatever. */
    public boolean differsOnlyInReference(CfTimeUnits other) {
        return unit.equals(other.unit) && calendar == other.calendar;
    }

    /** What has to be added to a number of these units to get the same instant in others; nothing when no decimal says it. */
    public Optional<BigDecimal> shiftTo(CfTimeUnits other) {
        try {
            return Optional.of(new BigDecimal(reference.since(other.reference)).divide(BigDecimal.valueOf(unitNanos)));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}

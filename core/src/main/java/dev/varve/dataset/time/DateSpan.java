package dev.varve.dataset.time;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a date of some precision stands for: {@code 2020} a year, {@code 2020-03} a month, {@code 2020-03-31} a day,
 * {@code 2020-03-31T06} an hour, {@code T06:30} a minute, {@code T06:30:15} that second.
 *
 * @param from its first instant
 * @param until the first instant after it
 * @param isDate whether no time of day was given
 */
public record DateSpan(CfInstant from, CfInstant until, boolean isDate) {
    private static final Pattern TEXT =
            Pattern.compile("(-?[0-9]{1,7})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[T ]([0-9]{1,2})(?::([0-9]{1,2})"
                    + "(?::([0-9]{1,2})(?:[.]([0-9]{1,9}))?)?)?Z?)?)?)?");
    private static final long SECOND = 1_000_000_000;

    /**
     * The span that a text names.
     *
     * @return nothing when it is no date at all
     * @throws IllegalArgumentException when the calendar has no such date, or a day no such time
     */
    public static Optional<DateSpan> parse(String text, CfCalendar calendar) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(parts.group(1));
        if (parts.group(2) == null) {
            return Optional.of(days(calendar, year, 1, 1, nextYear(calendar, year), 1));
        }
        int month = Integer.parseInt(parts.group(2));
        if (parts.group(3) == null) {
            return Optional.of(
                    month == 12
                            ? days(calendar, year, month, 1, nextYear(calendar, year), 1)
                            : days(calendar, year, month, 1, year, month + 1));
        }
        long day = calendar.dayOf(year, month, Integer.parseInt(parts.group(3)));
        if (parts.group(4) == null) {
            return Optional.of(new DateSpan(new CfInstant(day, 0), new CfInstant(day + 1, 0), true));
        }
        return Optional.of(timed(text, day, parts));
    }

    private static int nextYear(CfCalendar calendar, int year) {
        boolean isLastBeforeChrist = year == -1 && (calendar == CfCalendar.STANDARD || calendar == CfCalendar.JULIAN);
        return isLastBeforeChrist ? 1 : year + 1;
    }

    private static DateSpan days(CfCalendar calendar, int year, int month, int day, int endYear, int endMonth) {
        CfInstant from = new CfInstant(calendar.dayOf(year, month, day), 0);
        return new DateSpan(from, new CfInstant(calendar.dayOf(endYear, endMonth, 1), 0), true);
    }

    private static DateSpan timed(String text, long day, Matcher parts) {
        long hour = Long.parseLong(parts.group(4));
        long minute = number(parts.group(5));
        long second = number(parts.group(6));
        if (hour > 23 || minute > 59 || second > 59) {
            throw new IllegalArgumentException("there is no such time of day: " + text);
        }
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        long nanos = fraction.isEmpty() ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
        long length = SECOND * (parts.group(5) == null ? 3600 : parts.group(6) == null ? 60 : 1);
        for (int digit = 0; digit < fraction.length(); digit++) {
            length /= 10;
        }
        CfInstant from = new CfInstant(day, (hour * 3600 + minute * 60 + second) * SECOND + nanos);
        return new DateSpan(from, from.plus(BigInteger.valueOf(length)), false);
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}

package dev.varve.dataset.time;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The calendars of the CF conventions (1.12, section 4.4.2): which days there are, and how many lie between two of them. Days
 * are numbered from one day of the calendar, which is day 0; nothing is rounded. Years beyond a million are refused.
 */
public enum CfCalendar {
    /** Julian up to 1582-10-04, which 1582-10-15 follows, Gregorian from then on; there is no year 0. */
    STANDARD("standard", "gregorian"),
    /** Gregorian at all times; year 0 is a leap year. */
    PROLEPTIC_GREGORIAN("proleptic_gregorian"),
    /** A leap year every fourth year; there is no year 0. */
    JULIAN("julian"),
    /** No year has February 29. */
    NOLEAP("noleap", "365_day"),
    /** Every year has February 29. */
    ALL_LEAP("all_leap", "366_day"),
    /** Twelve months of 30 days. */
    DAYS_360("360_day");

    private static final int LAST_YEAR = 1_000_000;
    private static final int[] MONTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int FEBRUARY = 2;

    /** The number of Gregorian 1582-10-15 when Gregorian 1970-01-01 is 0. */
    private static final long FIRST_GREGORIAN_DAY = -141_427;

    private final String label;
    private final String alias;

    CfCalendar(String label) {
        this(label, label);
    }

    CfCalendar(String label, String alias) {
        this.label = label;
        this.alias = alias;
    }

    /** The calendar that an attribute {@code calendar} names, in any case; {@code none} and what nobody knows are none. */
    public static Optional<CfCalendar> named(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        for (CfCalendar calendar : values()) {
            if (lower.equals(calendar.label) || lower.equals(calendar.alias)) {
                return Optional.of(calendar);
            }
        }
        return Optional.empty();
    }

    /** All names that the conventions have for calendars with dates. */
    public static List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (CfCalendar calendar : values()) {
            names.add(calendar.label);
            names.add(calendar.alias);
        }
        return List.copyOf(names);
    }

    /** How many days a month has, whether or not the switch to Gregorian dates took some of them. */
    public int daysIn(int year, int month) {
        if (this == DAYS_360) {
            return 30;
        }
        return MONTHS[month - 1] + (month == FEBRUARY && isLeap(year) ? 1 : 0);
    }

    private boolean isLeap(int year) {
        int counted = hasYearZero() || year > 0 ? year : year + 1;
        return switch (this) {
            case NOLEAP, DAYS_360 -> false;
            case ALL_LEAP -> true;
            case JULIAN -> counted % 4 == 0;
            case PROLEPTIC_GREGORIAN -> isGregorianLeap(counted);
            case STANDARD -> year > 1582 ? isGregorianLeap(counted) : counted % 4 == 0;
        };
    }

    private static boolean isGregorianLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private boolean hasYearZero() {
        return this != STANDARD && this != JULIAN;
    }

    /**
     * The number of a day.
     *
     * @throws IllegalArgumentException when the calendar has no such day
     */
    public long dayOf(int year, int month, int day) {
        boolean isSkipped = this == STANDARD && year == 1582 && month == 10 && day > 4 && day < 15;
        if (Math.abs(year) > LAST_YEAR
                || (year == 0 && !hasYearZero())
                || month < 1
                || month > 12
                || day < 1
                || day > daysIn(year, month)
                || isSkipped) {
            throw new IllegalArgumentException(
                    "there is no day " + new CfDate(year, month, day) + " in the calendar " + this);
        }
        int counted = hasYearZero() || year > 0 ? year : year + 1;
        return switch (this) {
            case PROLEPTIC_GREGORIAN -> gregorianDay(counted, month, day);
            case JULIAN -> julianDay(counted, month, day);
            case STANDARD -> {
                long gregorian = gregorianDay(counted, month, day);
                yield gregorian >= FIRST_GREGORIAN_DAY ? gregorian : julianDay(counted, month, day);
            }
            case NOLEAP, ALL_LEAP, DAYS_360 -> modelDay(counted, month, day);
        };
    }

    /** In years that begin in March a leap day is the last day. */
    private static long gregorianDay(int year, int month, int day) {
        long marchYear = month > FEBRUARY ? year : year - 1L;
        return 365 * marchYear
                + Math.floorDiv(marchYear, 4)
                - Math.floorDiv(marchYear, 100)
                + Math.floorDiv(marchYear, 400)
                + dayOfMarchYear(month, day)
                - 719_468;
    }

    private static long julianDay(int year, int month, int day) {
        long marchYear = month > FEBRUARY ? year : year - 1L;
        return 365 * marchYear + Math.floorDiv(marchYear, 4) + dayOfMarchYear(month, day) - 719_470;
    }

    private static int dayOfMarchYear(int month, int day) {
        return (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    }

    private long modelDay(int year, int month, int day) {
        long before = 0;
        for (int earlier = 1; earlier < month; earlier++) {
            before += daysIn(year, earlier);
        }
        return daysOfModelYear() * year + before + day - 1;
    }

    private long daysOfModelYear() {
        return this == DAYS_360 ? 360 : this == ALL_LEAP ? 366 : 365;
    }

    /** The date of a numbered day. */
    public CfDate dateOf(long day) {
        return switch (this) {
            case PROLEPTIC_GREGORIAN -> gregorianDate(day);
            case JULIAN -> withoutYearZero(julianDate(day));
            case STANDARD -> withoutYearZero(day >= FIRST_GREGORIAN_DAY ? gregorianDate(day) : julianDate(day));
            case NOLEAP, ALL_LEAP, DAYS_360 -> modelDate(day);
        };
    }

    private static CfDate withoutYearZero(CfDate date) {
        return date.year() > 0 ? date : new CfDate(date.year() - 1, date.month(), date.day());
    }

    private static CfDate gregorianDate(long day) {
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long inEra = Math.floorMod(shifted, 146_097L);
        long yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365;
        long inYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        return marchDate(era * 400 + yearOfEra, inYear);
    }

    private static CfDate julianDate(long day) {
        long shifted = day + 719_470;
        long era = Math.floorDiv(shifted, 1461);
        long inEra = Math.floorMod(shifted, 1461L);
        long yearOfEra = (inEra - inEra / 1460) / 365;
        return marchDate(era * 4 + yearOfEra, inEra - 365 * yearOfEra);
    }

    private static CfDate marchDate(long marchYear, long inYear) {
        long marchMonth = (5 * inYear + 2) / 153;
        int day = (int) (inYear - (153 * marchMonth + 2) / 5 + 1);
        int month = (int) (marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
        return new CfDate(Math.toIntExact(month > FEBRUARY ? marchYear : marchYear + 1), month, day);
    }

    private CfDate modelDate(long day) {
        int year = Math.toIntExact(Math.floorDiv(day, daysOfModelYear()));
        int rest = (int) Math.floorMod(day, daysOfModelYear());
        int month = 1;
        while (rest >= daysIn(year, month)) {
            rest -= daysIn(year, month);
            month++;
        }
        return new CfDate(year, month, rest + 1);
    }

    /** The first name. */
    @Override
    public String toString() {
        return label;
    }
}

package dev.varve.dataset.time;

import java.math.BigInteger;
import java.util.Locale;

/**
 * A point in time of some calendar, to the nanosecond. Points of different calendars cannot be compared.
 *
 * @param day the number of the day in its calendar
 * @param nanoOfDay nanoseconds since the day began
 */
public record CfInstant(long day, long nanoOfDay) implements Comparable<CfInstant> {
    /** Nanoseconds of a day. */
    public static final long DAY_NANOS = 86_400_000_000_000L;

    private static final BigInteger DAY = BigInteger.valueOf(DAY_NANOS);

    public CfInstant {
        if (nanoOfDay < 0 || nanoOfDay >= DAY_NANOS) {
            throw new IllegalArgumentException("nanosecond " + nanoOfDay + " of a day");
        }
    }

    /**
     * The point so many nanoseconds later; earlier when there are less than none.
     *
     * @throws ArithmeticException when that is beyond what days are counted for
     */
    public CfInstant plus(BigInteger nanos) {
        BigInteger[] parts = nanos.add(BigInteger.valueOf(nanoOfDay)).divideAndRemainder(DAY);
        long days = parts[0].longValueExact();
        long rest = parts[1].longValue();
        return rest < 0
                ? new CfInstant(Math.addExact(day, days - 1), rest + DAY_NANOS)
                : new CfInstant(Math.addExact(day, days), rest);
    }

    /** Nanoseconds from another point to this one. */
    public BigInteger since(CfInstant other) {
        return BigInteger.valueOf(day)
                .subtract(BigInteger.valueOf(other.day))
                .multiply(DAY)
                .add(BigInteger.valueOf(nanoOfDay - other.nanoOfDay));
    }

    @Override
    public int compareTo(CfInstant other) {
        int order = Long.compare(day, other.day);
        return order != 0 ? order : Long.compare(nanoOfDay, other.nanoOfDay);
    }

    /** The date and time of day: {@code 2020-03-31}, {@code 2020-03-31T06:00:00.5}. */
    public String text(CfCalendar calendar) {
        String date = calendar.dateOf(day).toString();
        if (nanoOfDay == 0) {
            return date;
        }
        long seconds = nanoOfDay / 1_000_000_000;
        String time = String.format(Locale.ROOT, "T%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        long nanos = nanoOfDay % 1_000_000_000;
        return date
                + time
                + (nanos == 0 ? "" : String.format(Locale.ROOT, ".%09d", nanos).replaceAll("0+$", ""));
    }
}

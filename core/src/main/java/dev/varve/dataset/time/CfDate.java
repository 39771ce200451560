package dev.varve.dataset.time;

import java.util.Locale;

/**
 * A day by its date.
 *
 * @param year the year; 0 where the calendar has one
 * @param month 1 to 12
 * @param day the day of the month, from 1
 */
public record CfDate(int year, int month, int day) {
    /** As ISO 8601 writes it: {@code 2020-03-31}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s%04d-%02d-%02d", year < 0 ? "-" : "", Math.abs(year), month, day);
    }
}

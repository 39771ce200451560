package dev.varve.dataset.time;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CfTimeUnitsTest {
    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = CfTimeUnitsTest.class.getResourceAsStream("/fixtures/time/" + name)) {
            return in.readAllBytes();
        }
    }

    private static CfTimeUnits units(String units, String calendar) {
        return CfTimeUnits.parse(units, Optional.of(calendar));
    }

    @Test
    void datesAreThoseOfCftimeInAllNineNames() throws Exception {
        byte[] golden = fixture("calendars.tsv");
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(golden));
        assertThat(new String(fixture("SHA256SUMS"), UTF_8).strip()).isEqualTo(sum + "  calendars.tsv");
        TreeSet<String> calendars = new TreeSet<>();
        for (String line : new String(golden, UTF_8).lines().toList()) {
            String[] columns = line.split("\t", -1);
            calendars.add(columns[1]);
            CfTimeUnits units = units(columns[0], columns[1]);
            CfInstant instant = columns[2].matches("-?[0-9]+")
                    ? units.instant(Long.parseLong(columns[2]))
                    : units.instant(Double.parseDouble(columns[2]));
            assertThat(parts(instant, units.calendar())).as(line).isEqualTo(columns[3]);
        }
        assertThat(calendars).containsExactlyInAnyOrderElementsOf(CfCalendar.names());
    }

    private static String parts(CfInstant instant, CfCalendar calendar) {
        CfDate date = calendar.dateOf(instant.day());
        long micros = instant.nanoOfDay() / 1000;
        return date.year() + "-" + date.month() + "-" + date.day() + "-" + micros / 3_600_000_000L + "-"
                + micros / 60_000_000 % 60 + "-" + micros / 1_000_000 % 60 + "-" + micros % 1_000_000;
    }

    @ParameterizedTest
    @EnumSource
    void everyDayHasADateThatLeadsBackToIt(CfCalendar calendar) {
        CfDate before = calendar.dateOf(-160_000);
        for (long day = -159_999; day < 60_000; day++) {
            CfDate date = calendar.dateOf(day);
            assertThat(calendar.dayOf(date.year(), date.month(), date.day())).isEqualTo(day);
            boolean isNext = date.day() == before.day() + 1 && date.month() == before.month();
            boolean isSwitch = date.equals(new CfDate(1582, 10, 15));
            if (!isNext && !isSwitch && date.day() != 1) {
                throw new AssertionError(before + " is followed by " + date);
            }
            before = date;
        }
    }

    @Test
    void integersDoNotDrift() {
        CfTimeUnits seconds = units("seconds since 2000-01-01", "proleptic_gregorian");
        assertThat(seconds.instant(9_007_199_254_740_993L).since(seconds.instant(9_007_199_254_740_992L)))
                .isEqualTo(1_000_000_000);
        CfTimeUnits nanos = units("nanoseconds since 1970-01-01", "standard");
        assertThat(nanos.instant(1_234_567_890_123_456_789L).text(CfCalendar.STANDARD))
                .isEqualTo("2009-02-13T23:31:30.123456789");
    }

    @Test
    void theReferenceDatesOfTwoUnitsAreAShiftApart() {
        CfTimeUnits old = units("hours since 1900-01-01", "standard");
        CfTimeUnits young = units("hours since 1970-01-01 00:30", "gregorian");
        assertThat(old.differsOnlyInReference(young)).isTrue();
        assertThat(young.shiftTo(old)).contains(new BigDecimal("613608.5"));
        assertThat(units("days since 2000-01-01", "noleap").differsOnlyInReference(old))
                .isFalse();
        CfTimeUnits days = units("days since 2000-01-01 08:00", "standard");
        assertThat(days.shiftTo(units("days since 2000-01-01", "standard"))).isEmpty();
    }

    @Test
    void whatHasNoMeaningIsRefused() {
        for (String wrong : List.of(
                "months since 2000-01-01",
                "years since 2000-01-01",
                "fortnights since 2000-01-01",
                "days since 2000-02-30",
                "days since yesterday",
                "days after 2000-01-01",
                "days since 0000-01-01",
                "days since 1582-10-10",
                "hours since 2000-01-01 25:00")) {
            assertThatIllegalArgumentException().isThrownBy(() -> CfTimeUnits.parse(wrong, Optional.empty()));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> units("days since 2000-01-01", "none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> units("days since 2000-01-01", "standard").instant(Double.NaN));
    }

    private static String span(String text, CfCalendar calendar) {
        DateSpan span = DateSpan.parse(text, calendar).orElseThrow();
        return span.from().text(calendar) + " " + span.until().text(calendar);
    }

    @Test
    void aDateIsAllThatItsPrecisionCovers() {
        assertThat(span("2020", CfCalendar.STANDARD)).isEqualTo("2020-01-01 2021-01-01");
        assertThat(span("2020-12", CfCalendar.NOLEAP)).isEqualTo("2020-12-01 2021-01-01");
        assertThat(span("2020-02-28", CfCalendar.NOLEAP)).isEqualTo("2020-02-28 2020-03-01");
        assertThat(span("2020-02-30", CfCalendar.DAYS_360)).isEqualTo("2020-02-30 2020-03-01");
        assertThat(span("1582-10-04", CfCalendar.STANDARD)).isEqualTo("1582-10-04 1582-10-15");
        assertThat(span("2020-02-28T23", CfCalendar.STANDARD)).isEqualTo("2020-02-28T23:00:00 2020-02-29");
        assertThat(span("2020-02-28 06:30", CfCalendar.STANDARD)).isEqualTo("2020-02-28T06:30:00 2020-02-28T06:31:00");
        assertThat(span("2020-02-28T06:30:01.5Z", CfCalendar.STANDARD))
                .isEqualTo("2020-02-28T06:30:01.5 2020-02-28T06:30:01.6");
        assertThat(DateSpan.parse("spring", CfCalendar.STANDARD)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> DateSpan.parse("2021-02-29", CfCalendar.STANDARD));
        assertThatIllegalArgumentException().isThrownBy(() -> DateSpan.parse("2020-13", CfCalendar.STANDARD));
    }
}

"""Dates of all calendars as cftime counts them: 3,000 lines of `time/calendars.tsv` among the fixtures of core.

Each line: units, calendar, value (`repr`), and the date that cftime makes of it, to the microsecond.
Usage: make_calendar_golden.py FOLDER
"""

import hashlib
import random
import sys
from pathlib import Path

import cftime

CALENDARS = "standard gregorian proleptic_gregorian noleap 365_day all_leap 366_day 360_day julian".split()
UNITS = "microseconds milliseconds seconds minutes hours days".split()
PER_DAY = dict(zip(UNITS, (86_400_000_000, 86_400_000, 86_400, 1440, 24, 1)))
REFERENCES = (
    "1900-01-01",
    "1970-01-01 00:00:00",
    "1850-1-1 0:0:0.0",
    "2000-02-28T06:30:00Z",
    "1582-10-04 12:00",
    "0001-01-01 00:00:00",
    "1979-12-30 23:59:59.25",
    "1995-06-15 00:00 +01:30",
    "2100-03-01 00:00:00 -0800",
)


def line(units, calendar, value):
    date = cftime.num2date(value, units, calendar, only_use_cftime_datetimes=True)
    text = f"{date.year}-{date.month}-{date.day}-{date.hour}-{date.minute}-{date.second}-{date.microsecond}"
    return f"{units}\t{calendar}\t{value!r}\t{text}"


def lines():
    chance = random.Random(6)
    for calendar in CALENDARS:
        for reference in REFERENCES:
            first = int(reference[:4])
            for unit in UNITS:
                units = f"{unit} since {reference}"
                for days in (0, 1, 58, 59, 60, 365, 366, 1461, 36524, 146097, 577_738, chance.randrange(1_000_000)):
                    value = days * PER_DAY[unit] + chance.randrange(PER_DAY[unit])
                    yield line(units, calendar, value)
                    if first > 1500:
                        yield line(units, calendar, -value // 4)
            yield line(f"days since {reference}", calendar, chance.randrange(10_000_000) / 240)
            yield line(f"hours since {reference}", calendar, chance.randrange(10_000_000) / 60)
        for days in range(-3, 4):
            yield line("days since 1582-10-04", calendar, days)
    for months in range(0, 300, 7):
        yield line("months since 1999-12-30", "360_day", months)
    for years in range(0, 300, 7):
        yield line("common_years since 1999-12-30", "noleap", years)


target = Path(sys.argv[1]) / "time"
target.mkdir(parents=True, exist_ok=True)
chosen = random.Random(7).sample(list(lines()), 3000)
text = ("\n".join(chosen) + "\n").encode()
(target / "calendars.tsv").write_bytes(text)
(target / "SHA256SUMS").write_text(f"{hashlib.sha256(text).hexdigest()}  calendars.tsv\n")

"""Every lunar day and solar term of 1949 to 2096 against tables that were computed without any calendar library."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import pytest

from campaigns import DATA, FESTIVALS
from qunyingpu.model.when import SOLAR_TERMS, When
from qunyingpu.occasions import CALENDAR_YEARS, days_in

OPEN = {("2084", "春分")}
"""By DE423 31 s after midnight: the library has the day before, and no one knows how long the days will be by then."""

LENGTHS = {"A": 29, "B": 30}


def _rows(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _days(year: int, **rule: Any) -> list[date]:
    return list(days_in(When.model_validate(rule), year))


@pytest.mark.parametrize(
    ("name", "years"), [("lunar-2024-2040.csv", range(2024, 2041)), ("lunar-1949-2096.csv", CALENDAR_YEARS)]
)
def test_every_festival_is_on_its_day(name: str, years: range) -> None:
    """Each of the table, and on no other day of its year, in years with leap months too; 腊八 may come twice a year."""
    rows = _rows(name)
    assert [int(row["year"]) for row in rows] == list(years)
    told = {festival: sorted(row[festival] for row in rows) for festival in FESTIVALS}
    for festival, days in told.items():
        gregorian = range(int(days[0][:4]), int(days[-1][:4]) + 1)
        found = [day.isoformat() for year in gregorian for day in _days(year, **FESTIVALS[festival])]
        assert [day for day in found if days[0] <= day <= days[-1]] == days, festival


def _months(row: dict[str, str]) -> dict[int, tuple[date, int]]:
    """Return number -> first day and length, of the months that are no leap month."""
    numbers: list[int | None] = [*range(1, 13)]
    if row["leap"]:
        numbers.insert(int(row["leap"]), None)
    lengths = [LENGTHS[length] for length in row["months"]]
    starts = accumulate(lengths, initial=0)
    first = date.fromisoformat(row["first"])
    found = zip(numbers, starts, lengths, strict=False)  # the last start is that of the next year
    return {number: (first + timedelta(days=start), length) for number, start, length in found if number}


def test_every_month_begins_and_ends_on_its_day() -> None:
    """Of 1,776 months the first day, and the thirtieth or the lack of one; 55 leap months name no day."""
    rows = _rows("months-1949-2096.csv")
    assert (len(rows), sum(bool(row["leap"]) for row in rows)) == (148, 55)
    for row in rows:
        for number, (first, length) in _months(row).items():
            named = {
                day: [one for year in (first.year, first.year + 1) for one in _days(year, lunar=f"{number:02}-{day}")]
                for day in ("01", "30")
            }
            assert first in named["01"], (row["year"], number)
            assert (first + timedelta(days=29) in named["30"]) == (length == 30), (row["year"], number)


def test_every_solar_term_is_on_its_day() -> None:
    """All 3,552 of them but the one that is open."""
    wrong = set()
    for row in _rows("months-1949-2096.csv"):
        terms = dict(zip(SOLAR_TERMS, row["terms"].split(), strict=True))
        for term, day in terms.items():
            if _days(int(row["year"]), solar_term=term) != [date.fromisoformat(f"{row['year']}-{day}")]:
                wrong.add((row["year"], term))
    assert wrong == OPEN

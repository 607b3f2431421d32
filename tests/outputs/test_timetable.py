"""The scripts of the day: small, the same on every machine, and read by the browser as Python reads them."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from campaigns import a_campaign, a_year
from people import a_book, a_hero
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.model.hero import Hero
from qunyingpu.model.site import Mourning, Override, Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import timetable
from qunyingpu.outputs.timetable import anniversary_scripts, day_scripts, timetable_script
from timetables import by_javascript, by_python

AS_OF = datetime.date(2026, 11, 23)

EDGES = (
    a_campaign("edges", when={"dates": ["2027-01-01", "2027-01-03", "2037-12-31"]}, after="4"),
    a_campaign("eve", when={"eve_of": {"lunar": "01-01"}}, tone="festive", priority="3"),
    a_campaign("leap", when={"span": ["02-01", "02-29"]}, before="1", priority="70"),
    a_campaign("winter", when={"span": ["12-20", "01-10"]}, priority="80", from_year="2030", to_year="2040"),
    a_campaign("over", when={"span": ["2024-05-01", "2024-05-31"]}),
)
"""Rules of every kind that the year of the shipped campaigns lacks."""

OVERRIDES = tuple(
    Override(campaign_id=campaign_id, start=datetime.date.fromisoformat(start), end=datetime.date.fromisoformat(end))
    for campaign_id, start, end in (
        ("housing", "2027-04-04", "2027-04-05"),
        ("chongyang", "2031-10-20", "2031-10-30"),
        ("over", "2033-06-01", "2033-06-02"),
    )
)


def _site(region: str = NATIONAL) -> Site:
    return Site(name="测试名录", url="https://roll.example/", description="测试", as_of=AS_OF, region=region)


def _book(*heroes: Hero, campaigns: tuple[Campaign, ...] = ()) -> PublishedBook:
    return a_book(*heroes, campaigns=campaigns).published(Channel.WEB)


def _script(
    campaigns: tuple[Campaign, ...],
    region: str = NATIONAL,
    *,
    years: int = 12,
    mourning: tuple[Mourning, ...] = (),
    overrides: tuple[Override, ...] = (),
) -> str:
    table = timetable(campaigns, AS_OF.year, years=years, overrides=overrides)
    site = dataclasses.replace(_site(region), mourning=mourning, overrides=overrides)
    return timetable_script(_book(campaigns=campaigns), site, table).content.decode()


def _value(script: str) -> Any:
    """Return what *script* assigns last."""
    return json.loads(script[script.rindex("] = " if "] = " in script else "timetable = ") :].split("= ", 1)[1][:-2])


@pytest.mark.parametrize(
    ("region", "zone", "minutes"),
    [
        (NATIONAL, "Asia/Shanghai", -480),
        (NATIONAL, "UTC", 0),
        (NATIONAL, "Pacific/Pago_Pago", 660),
        (NATIONAL, "Pacific/Kiritimati", 640),  # +14 today, -10:40 in 1970, whose offset is told
        (NATIONAL, "Asia/Kolkata", -330),
        ("320400", "Asia/Shanghai", -480),
        ("330100", "Europe/London", -60),
    ],
)
def test_python_and_javascript_agree(tmp_path: Path, region: str, zone: str, minutes: int) -> None:
    """Campaign, window and losers are equal on every day of 2026 to 2060, in any zone of the device."""
    campaigns = (*a_year(), *EDGES)
    script = tmp_path / "timetable.js"
    script.write_text(_script(campaigns, region, years=35, overrides=OVERRIDES), encoding="utf-8")
    answer = by_javascript(script, zone)
    assert answer["zone"] == minutes, "node did not take up the zone"
    assert len(answer["days"]) == 12784
    table = timetable(campaigns, AS_OF.year, years=35, overrides=OVERRIDES)
    assert answer["days"] == by_python(table, region)


@pytest.mark.parametrize(("years", "last"), [(12, "2037-12-31"), (35, "2060-12-31")])
def test_the_table_fits_into_four_kilobytes(years: int, last: str) -> None:
    """A phone on a slow network gets all twelve years, compressed, in at most 4 kB; so does a kiosk its 35."""
    script = _script((*a_year(), *EDGES), years=years)
    assert (_value(script)["first"], _value(script)["last"]) == ("2026-01-01", last)
    assert len(gzip.compress(script.encode(), mtime=0)) <= 4000


def test_the_same_input_gives_the_same_bytes() -> None:
    """The order in which campaigns were read does not show."""
    campaigns = a_year()
    assert _script(campaigns) == _script(campaigns[::-1])


def test_what_a_campaign_says() -> None:
    """Title lines, address, tone and slogan are there; days count from the first of January, also from before it."""
    qingming = a_campaign(
        "qingming",
        name="清明追思 寄语英雄",
        when={"solar_term": "清明"},
        before="4",
        after="5",
        tone="solemn",
        slogan="致敬英雄",
    )
    eve = a_campaign("eve", when={"dates": ["2025-12-30"]}, after="3", priority="60")
    standing = a_campaign("all-year", when={"standing": "true"}, priority="70")
    table = _value(_script((standing, eve, qingming)))
    assert [table[key] for key in ("built", "first", "last")] == ["2026-11-23", "2026-01-01", "2037-12-31"]
    assert table["campaigns"][0].pop("days")[:3] == [94, 365, 365]
    assert table["campaigns"] == [
        {
            "id": "qingming",
            "path": "campaigns/qingming.html",
            "lines": ["清明追思", "寄语英雄"],
            "tone": "solemn",
            "priority": 50,
            "slogan": "致敬英雄",
            "dayName": "清明",
            "window": [4, 5],
        },
        {
            "id": "eve",
            "path": "campaigns/eve.html",
            "lines": ["测试", "活动"],
            "tone": "plain",
            "priority": 60,
            "window": [0, 3],
            "days": [-2],
        },
        {
            "id": "all-year",
            "path": "campaigns/all-year.html",
            "lines": ["测试", "活动"],
            "tone": "plain",
            "priority": 70,
        },
    ]


def test_a_campaign_that_is_over_does_not_become_a_standing_one() -> None:
    """What has no day in the table is left out: without days it would read as year-round."""
    over = a_campaign("over", when={"span": ["2024-05-01", "2024-05-31"]})
    assert _value(_script((over,)))["campaigns"] == []


def test_a_rule_that_is_longer_in_a_leap_year_says_so() -> None:
    """Where windows are not equally long, each day has its own number."""
    (entry,) = _value(_script((a_campaign(when={"span": ["02-01", "02-29"]}, before="1"),)))["campaigns"]
    assert entry["window"] == [1, [27, 27, 28, 27] * 3]


def test_what_the_office_set_by_hand() -> None:
    """Mourning and overrides stand in the table as days; without any the lists are there and empty."""
    days = {"start": datetime.date(2027, 5, 19), "end": datetime.date(2027, 5, 21)}
    table = _value(
        _script(
            (a_campaign("over", when={"dates": ["2024-05-01"]}),),
            mourning=(Mourning(**days, reason="公告"),),
            overrides=(Override(**days, campaign_id="over"),),
        )
    )
    assert (table["mourning"], table["overrides"]) == (
        [["2027-05-19", "2027-05-21"]],
        [["2027-05-19", "2027-05-21", "over"]],
    )
    assert [(entry["id"], entry["days"]) for entry in table["campaigns"]] == [("over", [])]
    empty = _value(_script(()))
    assert (empty["mourning"], empty["overrides"]) == ([], [])


def test_campaigns_of_other_places_are_left_out() -> None:
    """A local day is in the table of its own region only."""
    local = a_campaign("local", scope="330000")
    assert _value(_script((local,)))["campaigns"] == []
    assert [entry["id"] for entry in _value(_script((local,), "330100"))["campaigns"]] == ["local"]


def test_line_separators_cannot_break_the_script() -> None:
    """U+2028 in a slogan, a line end to older browsers, is written as an escape."""
    script = _script((a_campaign(slogan="致敬\u2028英雄"),))
    assert "\u2028" not in script
    assert _value(script)["campaigns"][0]["slogan"] == "致敬\u2028英雄"


# ── anniversaries ──


def _anniversaries(*heroes: Hero) -> dict[str, str]:
    return {work.path: work.content.decode() for work in anniversary_scripts(_book(*heroes))}


def test_each_day_with_someone_has_its_file() -> None:
    """The index names the days through the year, and every named day has a file and no other."""
    scripts = _anniversaries(
        a_hero(),
        a_hero(id="320500-2024-bbbbb", name="测试乙", deed={"date": "2023-06-24"}),
        a_hero(id="320500-2024-ccccc", name="测试丙", deed={"date": "2020-02-29"}),
    )
    index = scripts.pop("assets/anniversaries.js")
    assert '{"days": {"02-29": 2020, "06-24": 2023}, "rules": [], "on": {}}' in index
    assert list(scripts) == ["assets/anniversaries/02-29.js", "assets/anniversaries/06-24.js"]
    assert ["".join(entry["parts"]) for entry in _value(scripts["assets/anniversaries/06-24.js"])] == [
        "测试乙",
        "测试甲",
    ]


def test_what_an_anniversary_says() -> None:
    """Date, names, group, place and the one sentence; of members the address is the group's page."""
    group = a_hero(
        name="测试群体",
        kind="group",
        members=[{"name": "测试丁", "outcome": "sacrificed", "died": "2024-08-10"}, {"name": "测试戊"}],
        deed={"outcome": "mixed", "region": "320505"},
    )
    (entry,) = _value(_anniversaries(group)["assets/anniversaries/08-10.js"])
    assert entry == {
        "date": "2024-08-10",
        "kind": "died",
        "parts": ["测试丁"],
        "group": "测试群体",
        "place": "江苏省苏州市",
        "summary": "测试用的一句话，桥边听见呼救，跳下去救人。",
        "path": "heroes/320500-2024-aaaaa.html",
        "stele": {"size": 27.2, "gap": 0.3, "columnGap": 0.38, "columns": [["测", "试", "丁"]]},
    }


@pytest.mark.parametrize(
    ("deed", "place"),
    [
        ({"region": "110107"}, "北京市石景山区"),
        ({"region": "460000"}, "海南省"),
        ({"region": "990000", "place": "某国某市"}, "某国某市"),
        ({"region": "990000"}, "境外"),
    ],
)
def test_the_place_of_an_anniversary(deed: dict[str, str], place: str) -> None:
    """Province and city, a municipality once, a deed abroad in the words of its profile."""
    (entry,) = _value(_anniversaries(a_hero(deed=deed))["assets/anniversaries/06-24.js"])
    assert (entry["place"], entry["group"]) == (place, "")


def test_an_empty_roll_still_has_its_index() -> None:
    """The home page asks for the index always; it may say that nobody is remembered."""
    assert list(_anniversaries()) == ["assets/anniversaries.js"]


def test_all_scripts_of_the_day() -> None:
    """Everything that the scripts of a page ask for comes from one call."""
    campaigns = (a_campaign(),)
    works = list(day_scripts(_book(a_hero(), campaigns=campaigns), _site(), timetable(campaigns, 2026)))
    assert [work.path for work in works] == [
        "assets/timetable.js",
        "assets/anniversaries.js",
        "assets/anniversaries/06-24.js",
    ]
    assert all(re.match(rb'"use strict";\nwindow\.QYP = window\.QYP \|\| \{\};\n', work.content) for work in works)

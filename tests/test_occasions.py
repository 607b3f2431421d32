"""The right campaign on the right day: the calendar, the windows, and the order among them."""

from __future__ import annotations

import datetime
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from campaigns import FESTIVALS, a_campaign, a_year
from qunyingpu.model.campaign import NATIONAL, Campaign
from qunyingpu.model.site import Override
from qunyingpu.model.vocabulary import Tone
from qunyingpu.model.when import SOLAR_TERMS, When
from qunyingpu.occasions import (
    Timetable,
    campaigns_on,
    day_name,
    days_in,
    timetable,
    title_lines,
    year_of,
)

CENTURY = range(1949, 2097)
ONE_DAY = datetime.timedelta(days=1)


def _when(**rule: Any) -> When:
    return When.model_validate(rule)


def _days(year: int, **rule: Any) -> list[str]:
    return [day.isoformat() for day in days_in(_when(**rule), year)]


def _on(day: str, *campaigns: Campaign, region: str = NATIONAL) -> str | None:
    asked = date.fromisoformat(day)
    return timetable(campaigns, asked.year, years=1).on(asked, region).campaign_id


def _override(campaign_id: str, start: str, end: str) -> Override:
    return Override(campaign_id=campaign_id, start=date.fromisoformat(start), end=date.fromisoformat(end))


def _every_day(table: Timetable) -> list[date]:
    return [table.first_day + n * ONE_DAY for n in range((table.last_day - table.first_day).days + 1)]


# ── the calendar ──


@pytest.mark.parametrize(
    ("festival", "day"),
    [
        ("dongzhi", "1951-12-23"),  # 1.5 s after midnight
        ("mid_autumn", "1978-09-17"),
        ("duanwu", "2013-06-12"),
        ("dongzhi", "2021-12-21"),  # the library's own key 冬至 is the solstice of the year before
        ("spring_festival", "2027-02-06"),  # new moon 23:56
        ("spring_festival", "2030-02-03"),
        ("spring_festival", "2034-02-19"),  # after the leap eleventh month of 2033
        ("chongyang", "2057-10-07"),  # new moon 00:00:40
        ("mid_autumn", "2089-09-18"),  # new moon 23:59
    ],
)
def test_days_that_calendars_get_wrong(festival: str, day: str) -> None:
    """Where new moon or solstice is seconds from midnight, the day is that of GB/T 33661-2017 in UTC+8."""
    assert _days(int(day[:4]), **FESTIVALS[festival]) == [day]


def test_qingming_is_the_fourth_or_fifth_of_april() -> None:
    """From 1949 to 2096 清明 is never on another day."""
    assert {days_in(_when(solar_term="清明"), year)[0].strftime("%m-%d") for year in CENTURY} == {"04-04", "04-05"}


def test_solar_terms_run_through_the_year() -> None:
    """Each of the 24 terms falls once in a Gregorian year, in the order of the vocabulary, about a fortnight apart."""
    for year in CENTURY:
        days = [days_in(_when(solar_term=term), year)[0] for term in SOLAR_TERMS]
        assert {(later - day).days for day, later in pairwise(days)} <= {14, 15, 16}
        assert {day.year for day in days} == {year}


def test_a_leap_month_holds_no_festival() -> None:
    """端午 is four months after 正月初一, five where a leap month lies between; a leap fifth month comes after it."""
    gaps = {}
    for year in CENTURY:
        (spring,), (duanwu,) = (days_in(_when(**FESTIVALS[name]), year) for name in ("spring_festival", "duanwu"))
        gaps[year] = (duanwu - spring).days
    short, long = {121, 122, 123}, {151, 152, 153}
    assert set(gaps.values()) <= short | long
    assert {gaps[year] for year in (2009, 2028)} <= short, "a leap fifth month"
    assert {gaps[year] for year in (2004, 2023)} <= long, "a leap second month"


def test_laba_falls_in_its_gregorian_year() -> None:
    """腊八 of a lunar year is mostly in the next January: a Gregorian year may hold two of it, or none."""
    assert _days(2022, lunar="12-08") == ["2022-01-10", "2022-12-30"]
    assert _days(2023, lunar="12-08") == []
    assert sum(len(days_in(_when(lunar="12-08"), year)) for year in CENTURY) == len(CENTURY)


def test_the_eve_of_spring_is_the_day_before() -> None:
    """除夕 is 正月初一 less a day, also in years whose twelfth month has no thirtieth."""
    eve = a_campaign("chuxi", when={"eve_of": {"lunar": "01-01"}})
    table = timetable([eve], 2024, years=6)
    assert [(window.start, window.end) for window in table.windows] == [(day, day) for day in map(date.fromisoformat, (
        "2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05", "2028-01-25", "2029-02-12"
    ))]  # fmt: skip
    assert [_days(year, lunar="12-30") for year in range(2024, 2030)] == [["2024-02-09"], [], [], [], [], []]


@pytest.mark.parametrize(
    ("rule", "year", "days"),
    [
        ({"fixed": "08-01"}, 2027, ["2027-08-01"]),
        ({"fixed": "02-29"}, 2027, []),
        ({"fixed": "02-29"}, 2028, ["2028-02-29"]),
        ({"weekday": {"nth": "2", "day": "sat", "month": "9"}}, 2030, ["2030-09-14"]),
        ({"weekday": {"nth": "1", "day": "mon", "month": "6"}}, 2026, ["2026-06-01"]),
        ({"weekday": {"nth": "last", "day": "mon", "month": "3"}}, 2020, ["2020-03-30"]),
        ({"weekday": {"nth": "last", "day": "sun", "month": "2"}}, 2032, ["2032-02-29"]),
        ({"weekday": {"nth": "5", "day": "mon", "month": "2"}}, 2027, []),
        ({"dates": ["2028-05-02", "2027-05-03", "2027-05-01", "2027-05-03"]}, 2027, ["2027-05-01", "2027-05-03"]),
        ({"span": ["2027-05-01", "2027-05-31"]}, 2027, ["2027-05-01"]),
        ({"span": ["2027-05-01", "2027-05-31"]}, 2028, []),
        ({"span": ["05-01", "05-31"]}, 2028, ["2028-05-01"]),
        ({"eve_of": {"fixed": "01-01"}}, 2027, ["2027-12-31"]),
        ({"eve_of": {"solar_term": "清明"}}, 2027, ["2027-04-04"]),
        ({"eve_of": {"weekday": {"nth": "1", "day": "sat", "month": "9"}}}, 2030, ["2030-09-06"]),
        ({"eve_of": {"dates": ["2028-01-01"]}}, 2027, ["2027-12-31"]),
        ({"standing": "true"}, 2027, []),
    ],
)
def test_rules_become_days(rule: dict[str, Any], year: int, days: list[str]) -> None:
    """Each kind of rule names its days, and none where a year lacks them."""
    assert _days(year, **rule) == days


def test_what_an_exact_day_is_called() -> None:
    """A solar term has its name, a lunar day its number in words, any other day only its weekday."""
    assert day_name(_when(solar_term="清明")) == "清明"
    lunar = [day_name(_when(lunar=day)) for day in ("01-01", "09-10", "11-11", "12-20", "12-29", "12-30")]
    assert lunar == ["农历正月初一", "农历九月初十", "农历冬月十一", "农历腊月二十", "农历腊月廿九", "农历腊月三十"]
    assert day_name(_when(fixed="08-01")) == ""
    eves = [day_name(_when(eve_of=rule)) for rule in ({"lunar": "01-01"}, {"solar_term": "清明"}, {"fixed": "08-01"})]
    assert eves == ["除夕", "清明前一天", ""]


def test_titles_break_at_spaces() -> None:
    """A title breaks where its writer put a space; a lone middle dot is no line."""
    assert title_lines("清明追思 寄语英雄") == ("清明追思", "寄语英雄")
    assert title_lines("妇女节 · 英雄展播") == ("妇女节", "英雄展播")


# ── windows and the ends of the table ──


def test_a_span_lasts_to_its_end() -> None:
    """Days before and after are counted from both ends of a span."""
    campaign = a_campaign(when={"span": ["2027-05-01", "2027-05-31"]}, before="1", after="2")
    (window,) = timetable([campaign], 2027).windows
    assert (window.start, window.end, window.day) == (date(2027, 4, 30), date(2027, 6, 2), date(2027, 5, 1))


@pytest.mark.parametrize(
    ("span", "spans"),
    [
        (["05-01", "05-31"], [("2027-05-01", "2027-05-31"), ("2028-05-01", "2028-05-31")]),
        (
            ["12-25", "01-05"],
            [("2026-12-25", "2027-01-05"), ("2027-12-25", "2028-01-05"), ("2028-12-25", "2029-01-05")],
        ),
        (["02-01", "02-29"], [("2027-02-01", "2027-02-28"), ("2028-02-01", "2028-02-29")]),
        (["02-29", "03-05"], [("2027-03-01", "2027-03-05"), ("2028-02-29", "2028-03-05")]),
        (["2027-12-25", "2028-01-05"], [("2027-12-25", "2028-01-05")]),
        (["02-29", "02-29"], [("2028-02-29", "2028-02-29")]),
    ],
)
def test_spans_come_every_year_or_once(span: list[str], spans: list[tuple[str, str]]) -> None:
    """Written without a year a span comes every year, over new year too; 02-29 gives way to its neighbours."""
    windows = timetable([a_campaign(when={"span": span})], 2027, years=2).windows
    assert [(window.start.isoformat(), window.end.isoformat()) for window in windows] == spans


def test_a_campaign_has_its_first_and_last_year() -> None:
    """Before `from_year` and after `to_year` a campaign has no days; its own day counts, not those around it."""
    campaign = a_campaign(when={"fixed": "01-01"}, before="2", from_year="2027", to_year="2028")
    days = [window.day.isoformat() for window in timetable([campaign], 2024, years=8).windows]
    assert days == ["2027-01-01", "2028-01-01"]
    assert _on("2026-12-31", campaign) == "test"


def test_a_window_over_new_year_belongs_to_both_years() -> None:
    """The eve of 元旦 shows it in the old year's table, and its later days in the new year's."""
    new_year = a_campaign("new-year", when={"fixed": "01-01"}, before="1", after="2")
    assert [_on(day, new_year) for day in ("2026-01-01", "2026-12-30", "2026-12-31", "2027-01-03")] == [
        "new-year",
        None,
        "new-year",
        "new-year",
    ]


@pytest.mark.parametrize(
    ("rule", "before", "after", "day"),
    [
        ("12-31", "366", "0", "2026-12-31"),
        ("01-01", "366", "-366", "2026-12-31"),
        ("01-01", "0", "366", "2026-01-01"),
    ],
)
def test_the_longest_windows_reach_over_the_edge(rule: str, before: str, after: str, day: str) -> None:
    """A window as long as the model allows is in the table although its own day is a year or two away."""
    assert _on(day, a_campaign(when={"fixed": rule}, before=before, after=after)) == "test"


def test_a_window_that_ends_before_it_begins_is_none() -> None:
    """Days taken off at both ends can leave nothing; then nothing is shown."""
    assert timetable([a_campaign(before="1", after="-2")], 2027).windows == ()


def test_windows_do_not_depend_on_the_table() -> None:
    """Each year of a long table is what a table of that year alone says."""
    campaigns = a_year()
    table = timetable(campaigns, 2026)
    for year in range(2026, 2038):
        alone = timetable(campaigns, year, years=1)
        assert [alone.on(day) for day in _every_day(alone)] == [table.on(day) for day in _every_day(alone)]


def test_a_day_outside_the_table_is_refused() -> None:
    """An answer without data would look like a quiet day."""
    with pytest.raises(ValueError, match="outside"):
        timetable(a_year(), 2026).on(date(2038, 1, 1))


# ── the order ──

RIVALS = [
    ("a solemn campaign on its day", {"priority": "99", "tone": "solemn"}, {"priority": "1", "tone": "festive"}),
    (
        "the lower priority",
        {"priority": "20", "when": {"fixed": "06-14"}},
        {"priority": "21", "when": {"fixed": "06-16"}},
    ),
    ("25 less on the day", {"priority": "59"}, {"priority": "35", "when": {"fixed": "06-14"}}),
    ("not 26 less", {"priority": "35", "when": {"fixed": "06-14"}}, {"priority": "61"}),
    ("the narrower window", {"after": "1"}, {"before": "2"}),
    ("dated before standing", {"priority": "99"}, {"priority": "1", "when": {"standing": "true"}}),
]


@pytest.mark.parametrize(("winner", "loser"), [rivals[1:] for rivals in RIVALS], ids=[rivals[0] for rivals in RIVALS])
def test_the_order(winner: dict[str, Any], loser: dict[str, Any]) -> None:
    """Each step of the order decides where the steps before it do not, whatever the ids are."""
    wide = {"before": "3", "after": "3"}
    for better, worse in (("a", "b"), ("b", "a")):
        campaigns = [a_campaign(better, **wide | winner), a_campaign(worse, **wide | loser)]
        assert _on("2027-06-15", *campaigns) == better
        assert _on("2027-06-15", *reversed(campaigns)) == better


def test_the_id_decides_last() -> None:
    """Equals are told apart by id, so that the answer never depends on the order of files."""
    assert _on("2027-06-15", a_campaign("b"), a_campaign("a")) == "a"


def test_a_solemn_campaign_has_no_privilege_on_other_days() -> None:
    """Only the exact day is set apart; around it the priority decides."""
    solemn = a_campaign("solemn", tone="solemn", after="3", priority="50")
    assert _on("2027-06-16", solemn, a_campaign("other", after="3", priority="40")) == "other"


def test_an_override_comes_first() -> None:
    """What the office sets by hand stands even on a solemn day, on its days alone; what it outdid is told."""
    table = timetable(a_year(), 2027, years=1, overrides=[_override("housing", "2027-04-04", "2027-04-05")])
    choice = table.on(date(2027, 4, 5))
    assert (choice.campaign_id, choice.window, choice.also) == ("housing", None, ("qingming",))
    assert choice.override == table.overrides[0]
    around = [table.on(date(2027, 4, day)) for day in (3, 4, 6)]
    assert [(one.campaign_id, one.override is None) for one in around] == [
        ("qingming", True),
        ("housing", False),
        ("qingming", True),
    ]


def test_an_override_keeps_its_window() -> None:
    """A campaign that is chosen by hand within its own days still has them."""
    table = timetable(a_year(), 2027, years=1, overrides=[_override("chongyang", "2027-10-04", "2027-10-04")])
    window = table.on(date(2027, 10, 4)).window
    assert window is not None
    assert (window.campaign_id, window.day) == ("chongyang", date(2027, 10, 8))


def test_an_override_of_nothing_is_a_fault() -> None:
    """Reading refuses it; what gets here all the same must not show an ordinary day."""
    with pytest.raises(KeyError, match="nothing"):
        timetable(a_year(), 2027, overrides=[_override("nothing", "2027-04-05", "2027-04-05")])


def test_no_festive_campaign_on_a_solemn_day() -> None:
    """On the exact day of any solemn campaign of twelve years, a solemn one is shown."""
    table = timetable(a_year(), 2026)
    solemn = {window.day for window in table.windows if table.claims[window.campaign_id].tone is Tone.SOLEMN}
    within = [day for day in solemn if table.first_day <= day <= table.last_day]
    assert len(within) > 12 * 6
    for day in within:
        chosen = table.on(day).campaign_id
        assert chosen is not None
        assert table.claims[chosen].tone is Tone.SOLEMN, day


def test_september_2030() -> None:
    """Where five campaigns overlap, each day has the one that the calendar's authors worked out by hand."""
    table = timetable(a_year(), 2030, years=1)
    shown = [table.on(date(2030, 9, day)).campaign_id for day in range(1, 15)]
    assert shown == [
        "99-charity",
        *["victory-day"] * 3,
        "charity-day",
        *["99-charity"] * 2,
        *["teachers-day"] * 4,
        *["mid-autumn"] * 2,
        "first-aid-day",
    ]
    assert table.on(date(2030, 9, 10)).also == ("mid-autumn", "99-charity")


@pytest.mark.parametrize(
    ("day", "campaign_id"),
    [
        ("2027-04-05", "qingming"),
        ("2027-08-01", "army-day"),
        ("2027-09-30", "martyrs-day"),
        ("2050-09-30", "martyrs-day"),  # also 中秋
        ("2027-12-13", "nanjing-memorial"),
        ("2027-09-03", "victory-day"),
        ("2027-05-12", "disaster-day"),
    ],
)
def test_the_days_that_must_be_right(day: str, campaign_id: str) -> None:
    """The great days of the year show their own campaign."""
    assert _on(day, *a_year()) == campaign_id


# ── standing campaigns ──


def test_standing_campaigns_take_turns_by_week() -> None:
    """They change on Mondays, in the order of priority then id, counted from 1970-01-05."""
    standing = [
        a_campaign(id_, when={"standing": "true"}, priority=p) for id_, p in (("c", "9"), ("b", "9"), ("z", "1"))
    ]
    table = timetable(standing, 1970, years=57)
    assert table.year_round() == ("z", "b", "c")
    assert [table.on(date(1970, 1, day)).campaign_id for day in (5, 11, 12, 19, 26)] == ["z", "z", "b", "c", "z"]
    days = [day for day in _every_day(table) if day >= date(1970, 1, 12)]
    changes = {day.weekday() for day in days if table.on(day).campaign_id != table.on(day - ONE_DAY).campaign_id}
    assert changes == {0}


def test_without_a_standing_campaign_a_quiet_day_shows_none() -> None:
    """No campaign is a whole answer."""
    table = timetable([a_campaign()], 2027)
    choice = table.on(date(2027, 1, 1))
    assert (choice.campaign_id, choice.window, choice.also) == (None, None, ())


# ── scope ──


@pytest.mark.parametrize(
    ("scope", "region", "shown"),
    [
        ("national", "000000", True),
        ("national", "320505", True),
        ("320000", "320500", True),
        ("320500", "320505", True),
        ("320500", "320500", True),
        ("320500", "320000", False),
        ("320500", "320100", False),
        ("320000", "330000", False),
        ("320000", "000000", False),
        ("341000", "341002", True),
        ("341000", "341100", False),
    ],
)
def test_a_scope_contains_its_regions(scope: str, region: str, shown: bool) -> None:  # noqa: FBT001 - an answer
    """A province's campaign shows in its cities, a city's neither in its province nor in the nation."""
    campaign = a_campaign(scope=scope)
    table = timetable([campaign, a_campaign("standing", when={"standing": "true"}, scope=scope)], 2027)
    assert table.on(date(2027, 6, 15), region).campaign_id == ("test" if shown else None)
    assert table.year_round(region) == (("standing",) if shown else ())


def test_local_days_are_not_even_mentioned_elsewhere() -> None:
    """On a national site a province's day is no loser: it does not take part."""
    table = timetable(a_year(), 2027)
    assert table.on(date(2027, 11, 22), "330100").campaign_id == "zhejiang-day"
    national = table.on(date(2027, 11, 22))
    assert "zhejiang-day" not in {national.campaign_id, *national.also}


# ── the answer for the command line ──


def test_campaigns_on_a_day_as_json() -> None:
    """The shape that scripts may rely on: ISO dates, English tones, the losers by rank."""
    campaigns = a_year()
    assert campaigns_on(timetable(campaigns, 2030, years=1), campaigns, date(2030, 9, 9)) == {
        "day": "2030-09-09",
        "campaign": {
            "id": "teachers-day",
            "name": "情系教师节 慰问暖人心",
            "tone": "festive",
            "start": "2030-09-08",
            "end": "2030-09-12",
            "day": "2030-09-10",
        },
        "also": ["99-charity", "mid-autumn"],
    }


def test_a_standing_campaign_has_no_dates_in_json() -> None:
    """A campaign that runs all year begins and ends nowhere; no campaign is null."""
    standing = a_campaign("all-year", when={"standing": "true"})
    table = timetable([standing], 2027)
    campaign = campaigns_on(table, [standing], date(2027, 3, 1))["campaign"]
    assert (campaign["id"], campaign["start"], campaign["end"], campaign["day"]) == ("all-year", None, None, None)
    nothing = campaigns_on(timetable([], 2027), [], date(2027, 3, 1))
    assert nothing == {"day": "2027-03-01", "campaign": None, "also": []}


def test_a_year_as_data() -> None:
    """Every window that touches the year is listed, by its days, with its scope; standing ones stand apart."""
    campaigns = a_year()
    told = year_of(timetable(campaigns, 2027, years=1), campaigns, 2027)
    assert (told["year"], [entry["id"] for entry in told["standing"]]) == (2027, ["precise-help", "housing"])
    ids = [entry["id"] for entry in told["campaigns"]]
    assert (ids[0], ids[-1], ids.count("new-year")) == ("new-year", "new-year", 2)
    assert {entry["scope"] for entry in told["campaigns"]} > {"000000", "330000"}
    starts = [entry["start"] for entry in told["campaigns"]]
    assert starts == sorted(starts)
    (qingming,) = [entry for entry in told["campaigns"] if entry["id"] == "qingming"]
    assert qingming["day"] == "2027-04-05"

"""What `planning` promises to staff: which campaigns come, whom to present, what is lacking, and that nothing leaks."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from campaigns import a_campaign
from people import a_book, a_hero
from qunyingpu.model.activity import Activity
from qunyingpu.model.book import AddressStatus, Permalink
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.hero import Hero
from qunyingpu.model.regulation import Regulation
from qunyingpu.model.site import Mourning, Override, Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.planning import MOST_DAYS, Plan, Planned, a_plan

START = datetime.date(2027, 6, 1)
FALLEN = {"outcome": "sacrificed", "date": "2019-03", "died": "2019-03"}


def _site(**changes: Any) -> Site:
    values: dict[str, Any] = {
        "name": "测试名录",
        "url": "https://qunyingpu.example/",
        "description": "",
        "as_of": START,
    }
    return Site(**values | changes)


def _activity(activity_id: str = "test-2026", **changes: Any) -> Activity:
    values = {"id": activity_id, "name": "测试活动", "campaign": "test", "date": "2026-06-15", "place": "测试公园"}
    return Activity.model_validate(values | {"organiser": "测试单位"} | changes)


def _planned(
    *heroes: Hero,
    campaigns: tuple[Campaign, ...] = (),
    activities: tuple[Activity, ...] = (),
    regulations: tuple[Regulation, ...] = (),
    permalinks: tuple[Permalink, ...] = (),
    site: Site | None = None,
    start: datetime.date = START,
    days: int = 30,
    channels: tuple[Channel, ...] = tuple(Channel),
) -> Plan:
    book = a_book(*heroes, campaigns=campaigns or (a_campaign(),), permalinks=permalinks)
    full = dataclasses.replace(book, activities=activities, regulations=regulations).published(Channel.WEB)
    return a_plan(full, site or _site(), start=start, days=days, channels=channels)


def _run(*heroes: Hero, **changes: Any) -> Planned:
    (run,) = _planned(*heroes, **changes).campaigns
    return run


def _ids(plan: Plan) -> list[str]:
    return [run.campaign.id for run in plan.campaigns]


def _numbered(place: int, **changes: Any) -> Hero:
    """Return one of many, in the order of the roll by *place*; nothing of it makes it preferred."""
    deed = {"date": "2023-01", **changes.pop("deed", {})}
    return a_hero(id=f"320500-2023-{'abcdefghjkmnpqrs'[place] * 5}", name=f"测试{place:02}", deed=deed, **changes)


def _proposed(run: Planned) -> list[str]:
    return [proposal.hero.name for proposal in run.proposals]


# ── which campaigns ──


def test_a_campaign_whose_window_touches_the_days_is_ahead() -> None:
    """The last day of a window counts on the first day of the plan, and the first on the last; a day off does not."""
    campaigns = (
        a_campaign("ends-before", when={"fixed": "05-31"}),
        a_campaign("ends-today", when={"fixed": "05-31"}, after="1"),
        a_campaign("begins-last", when={"fixed": "07-03"}, before="2"),
        a_campaign("begins-after", when={"fixed": "07-04"}, before="2"),
    )
    assert _ids(_planned(campaigns=campaigns)) == ["ends-today", "begins-last"]


def test_campaigns_come_by_their_first_day() -> None:
    """Priority and id do not change the order of the days; a plan over new year goes on with the next year's."""
    campaigns = (
        a_campaign("late", when={"fixed": "01-02"}, priority="1"),
        a_campaign("early", when={"fixed": "12-30"}, priority="90"),
    )
    assert _ids(_planned(campaigns=campaigns, start=datetime.date(2027, 12, 20))) == ["early", "late"]


def test_local_campaigns_of_elsewhere_are_left_out() -> None:
    """A province runs its own and the nation's; the nation runs no province's."""
    campaigns = (a_campaign("local", scope="320000"), a_campaign("far", scope="460000"), a_campaign("all"))
    assert _ids(_planned(campaigns=campaigns)) == ["all"]
    assert _ids(_planned(campaigns=campaigns, site=_site(region="320500"))) == ["all", "local"]


def test_days_are_counted_from_the_first_day() -> None:
    """Until it begins, until its own day, until it ends; what is past is negative."""
    ahead = _run(campaigns=(a_campaign(before="4", after="1"),))
    assert (ahead.until_start, ahead.until_day, ahead.until_end) == (10, 14, 15)
    begun = _run(campaigns=(a_campaign(before="4", after="1"),), start=datetime.date(2027, 6, 16))
    assert (begun.until_start, begun.until_day, begun.until_end) == (-5, -1, 0)


def test_standing_campaigns_are_named_apart() -> None:
    """They have no days, so they are no run; those of elsewhere are left out as well."""
    plan = _planned(
        campaigns=(
            a_campaign("all-year", when={"standing": "true"}),
            a_campaign("far", when={"standing": "true"}, scope="460000"),
        )
    )
    assert (plan.campaigns, [campaign.id for campaign in plan.standing]) == ((), ["all-year"])


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_a_plan_looks_neither_back_nor_further_than_the_calendar_is_told(days: int) -> None:
    """The caller is told before anything is computed."""
    with pytest.raises(ValueError, match="days"):
        _planned(days=days)


# ── whom to present ──


def test_heroes_come_in_the_order_in_which_staff_would_want_them() -> None:
    """Featured, remembered in the window, a great year, rested, and last who was presented within two years."""
    heroes = (
        _numbered(0),
        _numbered(1, deed={"date": "2017"}),
        _numbered(2, deed={"date": "2024-06-15"}),
        _numbered(3, deed={"date": "2022-06-15"}),
        _numbered(4),
        _numbered(5),
    )
    used = _activity(date="2025-06-01", campaign=None, heroes=[heroes[0].id])
    long_ago = _activity("test-2025", date="2025-05-31", campaign=None, heroes=[heroes[5].id])
    run = _run(*heroes, campaigns=(a_campaign(featured=[heroes[4].id]),), activities=(used, long_ago))
    assert _proposed(run) == ["测试04", "测试03", "测试02", "测试01", "测试05", "测试00"]
    assert [proposal.last_used and proposal.last_used.id for proposal in run.proposals][-2:] == [long_ago.id, used.id]


def test_ten_are_proposed_and_the_others_counted() -> None:
    """No list is longer than someone can weigh."""
    run = _run(*(_numbered(place) for place in range(14)))
    assert (_proposed(run), run.candidates) == ([f"测试{place:02}" for place in range(10)], 14)


def test_a_featured_hero_is_proposed_whatever_the_query_asks() -> None:
    """Whom an editor puts forward is there, once, and it says why; an id that is not shown is passed over."""
    hero = a_hero()
    campaign = a_campaign(select="none", featured=["320500-2024-zzzzz", hero.id])
    run = _run(hero, campaigns=(campaign,))
    assert [(proposal.hero.name, proposal.why) for proposal in run.proposals] == [("测试甲", ("重点人物",))]


def _group() -> Hero:
    members = [{"name": "测试丁", "outcome": "sacrificed"}, {"name": "测试戊", "outcome": "safe"}]
    return a_hero(id="320500-2024-ggggg", name="测试群体", kind="group", members=members, deed={"outcome": "mixed"})


def test_a_solemn_campaign_proposes_only_those_who_died() -> None:
    """Of a group the members who died, whatever the query asks; the living are not even counted."""
    heroes = (a_hero(), a_hero(id="320500-2024-bbbbb", name="测试乙", deed=FALLEN), _group())
    run = _run(*heroes, campaigns=(a_campaign(tone="solemn", select="all"),))
    assert [(proposal.hero.name, proposal.members) for proposal in run.proposals] == [
        ("测试乙", ()),
        ("测试群体", ("测试丁",)),
    ]
    assert run.candidates == 2


def test_a_festive_campaign_puts_the_living_first() -> None:
    """Even before the great year of a death; of the dead it says that they died."""
    fallen = a_hero(id="320500-2017-bbbbb", name="测试乙", deed=FALLEN | {"date": "2017", "died": "2017"})
    run = _run(fallen, a_hero(name="测试终"), campaigns=(a_campaign(tone="festive"),))
    assert _proposed(run) == ["测试终", "测试乙"]
    plain = _run(_group(), campaigns=(a_campaign(tone="festive"),))
    assert plain.proposals[0].why == ("有成员牺牲",)


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ({"date": "2017-06-15"}, "6月15日见义勇为十周年"),
        ({"outcome": "sacrificed", "date": "2017-06-14", "died": "2017-06-16"}, "6月16日牺牲十周年"),
        ({"outcome": "sacrificed", "date": "2017", "died": "2017-11-02"}, "2027年是牺牲十周年"),
        ({"outcome": "sacrificed", "date": "2017-06-15"}, "2027年是见义勇为十周年"),
        ({"date": "2007"}, "2027年是见义勇为二十周年"),
    ],
)
def test_it_says_why(deed: dict[str, str], why: str) -> None:
    """The anniversary with its day where that is known and near, else the great year; never a guess at a death."""
    run = _run(a_hero(deed=deed), campaigns=(a_campaign(before="2", after="2"),))
    assert run.proposals[0].why[0] == why


def test_it_says_which_of_the_words_asked_for_are_true() -> None:
    """In the words of the vocabularies, however the query spells them; what a query excludes is no reason."""
    select = {"traits": ["veteran", "学生"], "type": "water_rescue", "not": {"outcome": "sacrificed"}}
    run = _run(a_hero(traits=["退役军人", "教师"]), campaigns=(a_campaign(select=select),))
    assert run.proposals[0].why == ("退役军人", "水中救援")


# ── what is lacking ──


def _lacks(hero: Hero, *channels: Channel) -> list[str]:
    run = _run(hero, channels=channels or tuple(Channel))
    return [lack.label for lack in run.proposals[0].lacks]


def test_it_tells_what_is_lacking() -> None:
    """A photograph, and consent to the channels that were asked about, in the words of the model."""
    hero = a_hero(consent={"basis": "consent", "scope": ["web", "kiosk"]})
    assert _lacks(hero) == ["授权未含“印刷、社交媒体”", "照片"]
    assert _lacks(hero, Channel.SOCIAL) == ["授权未含“社交媒体”", "照片"]
    assert _lacks(hero, Channel.KIOSK) == ["照片"]


def test_who_has_all_lacks_nothing() -> None:
    """With photograph, consent and a source there is nothing to do; without a source there is."""
    pictured = {"file": "320500-2024-aaaaa.jpg"}
    assert _lacks(a_hero(portrait=pictured)) == []
    assert _lacks(a_hero(portrait=pictured, sources=[])) == ["出处"]


@pytest.mark.parametrize(
    "hidden",
    [{"visibility": "masked"}, {"visibility": "alias", "alias": "测试化名"}, {"kind": "unnamed", "name": "无名"}],
)
def test_nobody_is_sent_for_the_photograph_of_someone_hidden(hidden: dict[str, str]) -> None:
    """What must not be shown is not lacking."""
    assert _lacks(a_hero(**hidden)) == []


def test_a_hidden_name_is_nowhere_in_a_plan() -> None:
    """A masked hero appears masked; one withheld, drafted, withdrawn or kept off the web not at all."""
    heroes = (
        a_hero(name="欧阳测试", visibility="masked"),
        a_hero(id="000000-0000-bbbbb", name="钱测试", visibility="withheld"),
        a_hero(id="320500-2024-ccccc", name="孙测试", draft="是"),
        a_hero(id="320500-2024-ddddd", name="李测试"),
        a_hero(id="320500-2024-eeeee", name="周测试", consent={"basis": "consent", "scope": ["print"]}),
    )
    told = _activity(name="欧阳测试报告会", done="钱测试、周测试到场。", heroes=[heroes[0].id, heroes[4].id])
    plan = _planned(
        *heroes,
        campaigns=(a_campaign(slogan="学习欧阳测试", featured=[hero.id for hero in heroes]),),
        activities=(told,),
        permalinks=(Permalink("heroes/320500-2024-ddddd.html", AddressStatus.WITHDRAWN),),
    )
    assert _proposed(plan.campaigns[0]) == ["欧阳某某"]
    for name in ("欧阳测试", "钱测试", "孙测试", "李测试", "周测试"):
        assert name not in repr(plan)


# ── what to do, what was done ──


def test_the_checklist_comes_first_then_what_some_lack() -> None:
    """One task for each thing that is lacking, with those who lack it; consent before photographs."""
    campaign = a_campaign(checklist=["核对名单", "联系家属"])
    some = a_hero(id="320500-2024-bbbbb", name="测试乙", consent={"basis": "consent", "scope": ["web"]})
    run = _run(a_hero(), some, campaigns=(campaign,), channels=(Channel.SOCIAL,))
    assert [(task.words[:4], [hero.name for hero in task.heroes]) for task in run.tasks] == [
        ("核对名单", []),
        ("联系家属", []),
        ("征得授权", ["测试乙"]),
        ("征集照片", ["测试乙", "测试甲"]),
    ]


def test_activities_stand_with_the_run_to_which_they_belong() -> None:
    """What is over is told newest first, what is still ahead with the run that is nearest, also in a plan of two."""
    activities = (
        _activity("of-2024", date="2024-06-15"),
        _activity("of-2026", date="2026-06-15"),
        _activity("this-year", date="2027-06-10", end="2027-06-12"),
        _activity("next-year", date="2028-06-10"),
        _activity("elsewhere", campaign="other", date="2026-06-15"),
    )
    plan = _planned(activities=activities, days=390)
    assert [[one.id for one in run.arranged] for run in plan.campaigns] == [["this-year"], ["next-year"]]
    assert [one.id for one in plan.campaigns[0].earlier] == ["of-2026", "of-2024"]


def test_an_activity_without_a_campaign_is_not_forgotten() -> None:
    """What lies in the days and belongs to no run is told apart; what lies outside is not."""
    activities = (
        _activity("running", campaign=None, date="2027-05-30", end="2027-06-01"),
        _activity("over", campaign=None, date="2027-05-30"),
        _activity("far", campaign=None, date="2027-07-02"),
    )
    assert [one.id for one in _planned(activities=activities).others] == ["running"]


# ── anniversaries, settings ──


def test_anniversaries_of_the_days_are_told() -> None:
    """Of people and of regulations, with whole years; the first year's own day is none, another's region is none."""
    regulations = tuple(
        Regulation.model_validate(
            {"id": scope, "name": "测试条例", "scope": scope, "effective": "1997-06-20", "sources": [{"title": "测试"}]}
        )
        for scope in ("320000", "460000")
    )
    heroes = (a_hero(deed={"date": "2017-06-05"}), a_hero(id="320500-2027-bbbbb", deed={"date": "2027-06-05"}))
    plan = _planned(*heroes, regulations=regulations, site=_site(region="320500"))
    assert [(one.day.isoformat(), one.years, one.what, one.is_great) for one in plan.remembered] == [
        ("2027-06-05", 10, "测试甲见义勇为", True),
        ("2027-06-20", 30, "《测试条例》施行", True),
    ]


def test_a_regulation_of_which_only_the_year_is_known_has_great_years_only() -> None:
    """It is never given a day; in an ordinary year it is not told."""
    regulation = Regulation.model_validate(
        {"id": "a", "name": "测试条例", "scope": "320000", "effective": "1997", "sources": [{"title": "测试"}]}
    )
    plan = _planned(regulations=(regulation,))
    assert [(one.year, one.years) for one in plan.great_years] == [(2027, 30)]
    assert plan.remembered == ()
    assert _planned(regulations=(regulation,), start=datetime.date(2026, 6, 1)).great_years == ()


def test_the_leap_day_is_kept_every_year() -> None:
    """As the pages keep it: on the 28th where the 29th lacks."""
    hero = a_hero(deed={"date": "2024-02-29"})
    days = [one.day for one in _planned(hero, start=datetime.date(2027, 2, 1), days=400).remembered]
    assert days == [datetime.date(2027, 2, 28), datetime.date(2028, 2, 29)]


def test_what_is_switched_by_hand_is_told() -> None:
    """Mourning and a home page that is fixed, where they touch the days; others are left out."""
    june, august = ((datetime.date(2027, month, 1), datetime.date(2027, month, 3)) for month in (6, 8))
    site = _site(
        mourning=tuple(Mourning(start=start, end=end, reason="测试哀悼") for start, end in (june, august)),
        overrides=tuple(Override(start=start, end=end, campaign_id="test") for start, end in (june, august)),
    )
    plan = _planned(site=site)
    assert [one.start for one in plan.mourning] == [june[0]]
    assert [(one.start, campaign.id) for one, campaign in plan.overrides] == [(june[0], "test")]

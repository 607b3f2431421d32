"""Whom the roll remembers on which day, and that nobody is remembered on a guess."""

from __future__ import annotations

from typing import Any

from people import a_book, a_hero
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Channel
from qunyingpu.remembrance import Remembrance, anniversaries


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

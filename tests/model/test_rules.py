"""What only several fields together show to be wrong is found, each with the path of the field to mend."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from people import a_hero
from qunyingpu.model.rules import broken_rules

TODAY = datetime.date(2026, 11, 23)
MARTYR = {"document": "虚构文号（测试用）"}


def _broken(today: datetime.date = TODAY, **changes: Any) -> list[tuple[str, str]]:
    rules = broken_rules(a_hero(**changes), today=today)
    return [(rule.code, ".".join(map(str, rule.path))) for rule in rules]


def _group(*members: dict[str, Any], outcome: str = "safe", **changes: Any) -> list[tuple[str, str]]:
    return _broken(kind="group", name="测试群体", members=list(members), deed={"outcome": outcome}, **changes)


def test_a_sound_profile_breaks_no_rule() -> None:
    """A profile with everything in order has nothing to tell."""
    assert _broken() == []
    assert _group({"name": "测试乙"}) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"deed": {"date": "2026-11-24"}, "honours": []}, ("date-future", "deed.date")),
        ({"deed": {"date": "2027"}, "honours": []}, ("date-future", "deed.date")),
        ({"honours": [{"title": "测试称号", "date": "2026-12"}]}, ("date-future", "honours.0.date")),
        ({"honours": [{"title": "测试称号", "date": "2024-06-23"}]}, ("date-order", "honours.0.date")),
        ({"deed": {"outcome": "sacrificed", "died": "2024-06-23"}}, ("date-order", "deed.died")),
        ({"birth_year": "2025"}, ("date-order", "birth_year")),
        ({"deed": {"died": "2024-06-24"}}, ("died-alive", "deed.died")),
    ],
)
def test_dates_follow_each_other(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    """Birth, deed, death and honour come in this order and not in the future; only who died has a day of death."""
    assert _broken(**changes) == [expected]


@pytest.mark.parametrize(
    "changes",
    [
        {"deed": {"date": "2026-11-23"}, "honours": []},
        {"deed": {"date": "2026"}, "honours": []},
        {"deed": {"date": "2024-06"}, "honours": [{"title": "测试称号", "date": "2024-06-01"}]},
        {"honours": [{"title": "测试称号", "date": "2024"}]},
        {"deed": {"outcome": "sacrificed", "died": "2024-06-24"}},
        {"deed": {"outcome": "sacrificed", "died": "2024"}},
    ],
)
def test_dates_that_may_be_right_are_right(changes: dict[str, Any]) -> None:
    """A date that is known to the month or the year is only wrong where every day of it is."""
    assert _broken(**changes) == []


@pytest.mark.parametrize(
    ("region", "year", "is_right"),
    [("320505", "2024", True), ("350427", "2015", True), ("350427", "2024", False), ("320505", "1995", False)],
)
def test_a_code_that_was_valid_then_is_right(region: str, year: str, is_right: Any) -> None:
    """沙县 was 350427 until 2021: right for a deed of 2015, wrong for one of 2024; 虎丘区 is younger than 1995."""
    found = _broken(deed={"region": region, "date": year}, honours=[])
    assert found == ([] if is_right else [("region-year", "deed.region")])


def test_a_dead_code_is_told_with_its_successor() -> None:
    """The sentence names the years of the code and what to write instead."""
    (rule,) = broken_rules(a_hero(deed={"region": "350427", "date": "2024"}, honours=[]), today=TODAY)
    assert (rule.context["region"], rule.context["name"], rule.context["year"]) == ("350427", "沙县", 2024)
    assert "2021" in str(rule.context["span"])
    assert "350405" in str(rule.context["suggestion"])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"members": [{"name": "测试乙"}]}, ("members-individual", "members")),
        ({"member_count": "5"}, ("members-individual", "member_count")),
        ({"deed": {"outcome": "mixed"}}, ("outcome-mixed", "deed.outcome")),
        ({"kind": "group"}, ("members-missing", "kind")),
    ],
)
def test_people_and_groups_are_told_apart(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    """Members belong to groups, and only a group can have mixed outcomes."""
    assert _broken(**changes) == [expected]


def test_no_living_member_is_shown_as_dead() -> None:
    """A member's outcome differs from the group's only where the group's is mixed."""
    fallen = {"name": "测试乙", "outcome": "sacrificed", "died": "2024-06-24"}
    assert _group(fallen, {"name": "测试丙"}) == [("outcome-members", "members.0.outcome")]
    assert _group(fallen, {"name": "测试丙"}, outcome="mixed") == []
    assert _group(fallen, outcome="sacrificed") == []
    assert _group({"name": "测试乙", "died": "2024-06-24"}, outcome="mixed") == [("died-alive", "members.0.died")]


def test_honours_name_members_of_the_group() -> None:
    """An honour for one who is no member is told, in the group's list and in a member's own."""
    honour = {"title": "测试称号", "members": ["测试乙", "测试丁"]}
    assert _group({"name": "测试乙"}, honours=[honour]) == [("member-unknown", "honours.0.members.1")]
    early = {"title": "测试称号", "date": "2023"}
    assert _group({"name": "测试乙", "honours": [early]}) == [("date-order", "members.0.honours.0.date")]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"deed": {"story": "他被评为烈士。"}}, "deed.story"),
        ({"deed": {"summary": "测试用的烈士，一句话。"}}, "deed.summary"),
        ({"honours": [{"title": "烈士"}]}, "honours.0.title"),
    ],
)
def test_the_word_martyr_needs_its_document(changes: dict[str, Any], path: str) -> None:
    """烈士 stands only where the record says by which document."""
    fallen = changes | {"deed": {"outcome": "sacrificed"} | changes.get("deed", {})}
    assert _broken(**fallen) == [("martyr-word", path)]
    assert _broken(**fallen, martyr=MARTYR) == []


def test_a_martyr_has_died() -> None:
    """Nobody who lives is a 烈士."""
    assert _broken(martyr=MARTYR) == [("martyr-alive", "martyr")]


@pytest.mark.parametrize("words", ["安葬于烈士陵园。", "烈士纪念日这天，众人来到烈士公园。"])
def test_places_and_days_of_martyrs_are_no_claim(words: str) -> None:
    """The name of a cemetery or of a day says nothing of the person."""
    assert _broken(deed={"story": words}) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sources": []}, ("sources-missing", "sources")),
        ({"visibility": "alias"}, ("alias-missing", "visibility")),
        ({"visibility": "withheld"}, ("withheld-id", "visibility")),
        ({"birth_year": "2010"}, ("minor-named", "visibility")),
    ],
)
def test_publication_has_its_conditions(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    """Sources, an alias that is written, an id that tells nothing, and no minor by name without a guardian."""
    assert _broken(**changes) == [expected]


@pytest.mark.parametrize(
    "changes",
    [
        {"visibility": "alias", "alias": "测试乙"},
        {"visibility": "withheld", "id": "000000-0000-aaaaa"},
        {"birth_year": "2010", "visibility": "masked"},
        {"birth_year": "2010", "consent": {"basis": "guardian"}},
        {"birth_year": "2010", "deed": {"outcome": "sacrificed"}},
        {"birth_year": "2006"},
    ],
)
def test_conditions_that_are_met_are_met(changes: dict[str, Any]) -> None:
    """Masks, guardians and withheld ids are what the rules ask for."""
    assert _broken(**changes) == []


def test_a_member_needs_an_alias_too() -> None:
    """Members are hidden singly."""
    assert _group({"name": "测试乙", "visibility": "alias"}) == [("alias-missing", "members.0.visibility")]


def test_a_member_is_never_mixed() -> None:
    """Mixed is said of a group; a member has an outcome of their own or none that is known."""
    assert _group({"name": "测试乙", "outcome": "mixed"}, outcome="mixed") == [("outcome-mixed", "members.0.outcome")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "测" * 31}, [("name-long", "name")]),
        ({"name": "测" * 30}, []),
        ({"honours": [{"title": "测" * 51}]}, [("title-long", "honours.0.title")]),
        ({"honours": [{"title": "测" * 50}]}, []),
        ({"deed": {"story": "测" * 121}}, [("story-unended", "deed.story")]),
        ({"deed": {"story": "测" * 121 + "！"}}, []),
        ({"deed": {"story": "测" * 120}}, []),
    ],
)
def test_words_that_cards_cannot_show_well_are_told(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """A name, a title or a sentence without end that is too long for cards is told before anyone sees it cut."""
    assert _broken(**changes) == expected


def test_a_portrait_bears_the_name_of_its_profile() -> None:
    """A photograph with another profile's name might show another person."""
    assert _broken(portrait={"file": "320500-2024-bbbbb.jpg"}) == [("portrait-name", "portrait.file")]
    assert _broken(portrait={"file": "320500-2024-aaaaa.jpg"}) == []

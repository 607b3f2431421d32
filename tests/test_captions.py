"""The few words beside a name: which title is named first, where and when."""

from __future__ import annotations

from typing import Any

import pytest

from people import a_book, a_hero
from qunyingpu.captions import day_of, highest_honours, leading_title, place_of, side_place, side_title
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Channel


def _published(**changes: Any) -> PublishedHero:
    return a_book(a_hero(**changes)).published(Channel.WEB).heroes[0]


def _honoured(*honours: dict[str, Any], **changes: Any) -> PublishedHero:
    return _published(honours=list(honours), **changes)


def test_the_highest_level_comes_first() -> None:
    """A national title is named before a county's, whatever their order and dates; one without a level comes last."""
    hero = _honoured(
        {"title": "测试县见义勇为模范", "level": "county", "date": "2025-09-01"},
        {"title": "测试称号"},
        {"title": "测试全国称号", "level": "national", "date": "2025-01-01"},
    )
    assert [honour.title for honour in highest_honours(hero)] == ["测试全国称号", "测试县见义勇为模范", "测试称号"]


def test_of_one_level_the_deed_and_the_latest_come_first() -> None:
    """Among titles of one level those for 见义勇为 lead, then the latest, then the order of the file."""
    hero = _honoured(
        {"title": "测试道德模范", "level": "national", "date": "2025-12-01"},
        {"title": "见义勇为测试勇士", "level": "national", "date": "2023-07"},
        {"title": "全国见义勇为测试英雄", "level": "national", "date": "2025-07-21"},
    )
    assert leading_title(hero) == "全国见义勇为测试英雄"


def test_an_honour_of_some_members_is_not_the_groups() -> None:
    """What was awarded to named members only is never shown as the title of the whole group."""
    hero = _honoured(
        {"title": "测试全国称号", "level": "national", "members": ["测试乙"]},
        {"title": "测试省称号", "level": "provincial"},
        kind="group",
        members=[{"name": "测试乙"}],
    )
    assert leading_title(hero) == "测试省称号"


def test_no_honour_is_no_title() -> None:
    """Who has no honour has no title, and nothing stands in its place."""
    hero = _honoured()
    assert (leading_title(hero), side_title(hero)) == ("", "")


@pytest.mark.parametrize(
    ("deed", "place"),
    [
        ({"region": "320505"}, "江苏省苏州市"),
        ({"region": "110107"}, "北京市石景山区"),
        ({"region": "469006"}, "海南省万宁市"),
        ({"region": "990000", "place": "测试河畔"}, "测试河畔"),
        ({"region": "990000"}, "境外"),
    ],
)
def test_the_place_is_told_down_to_the_city(deed: dict[str, str], place: str) -> None:
    """Province and city stand together; a municipality with its district; abroad the words of the profile."""
    assert place_of(_published(deed=deed)) == place


def test_the_day_is_of_the_deed_or_of_the_death() -> None:
    """Who died is remembered on the day of death where it is known; nobody living is ever told dead."""
    assert day_of(_published()) == "2024年6月24日"
    assert day_of(_published(deed={"outcome": "sacrificed", "died": "2024-06-26"})) == "2024年6月26日牺牲"
    assert day_of(_published(deed={"outcome": "sacrificed"})) == "2024年6月24日"
    assert day_of(_published(deed={"outcome": "injured", "died": "2024-06-26"})) == "2024年6月24日"
    mixed = _published(
        kind="group",
        deed={"outcome": "mixed"},
        members=[{"name": "测试乙", "outcome": "sacrificed", "died": "2024-06-26"}, {"name": "测试丙"}],
    )
    assert day_of(mixed) == "2024年6月24日"


@pytest.mark.parametrize(
    ("title", "side"),
    [
        ("见义勇为测试勇士（2023年第三季度勇士榜）", "见义勇为测试勇士"),
        ("测试模范（受表彰）", "测试模范︵受表彰︶"),
        ("2023年“感动测试”十大人物", "二〇二三年﹃感动测试﹄十大人物"),
        ("测试" * 10, ""),
    ],
)
def test_side_titles_are_set_upright(title: str, side: str) -> None:
    """Beside the stele only the year of a list is left out; what is too long for the side is not cut but absent."""
    assert side_title(_honoured({"title": title, "level": "national"})) == side


def test_side_places_tell_year_and_city() -> None:
    """The left side tells the year in Chinese digits and the city by its short name; an alias is marked as one."""
    assert side_place(_published()) == "二〇二四年\u3000苏州"
    assert side_place(_published(deed={"region": "110107"})) == "二〇二四年\u3000北京"
    assert side_place(_published(deed={"region": "990000", "place": "测试河畔"})) == "二〇二四年\u3000测试河畔"
    assert side_place(_published(deed={"region": "990000", "place": "测试河畔的一处码头"})) == "二〇二四年\u3000境外"
    assert side_place(_published(visibility="alias", alias="测试丁")) == "化名\u3000二〇二四年\u3000苏州"

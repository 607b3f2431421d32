"""Make fictional people and books for tests; every name here is invented and marked 测试."""

from __future__ import annotations

from typing import Any

from qunyingpu.model.activity import Activity
from qunyingpu.model.book import Book, Permalink
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.regulation import Regulation


def a_profile(**changes: Any) -> dict[str, Any]:
    """Return a whole profile as `reading` hands it to the model, all scalars text, with *changes* laid over it.

    A change named ``deed`` is merged into the deed.
    """
    deed = {
        "date": "2024-06-24",
        "region": "320505",
        "type": "water_rescue",
        "outcome": "safe",
        "summary": "测试用的一句话，桥边听见呼救，跳下去救人。",
        "story": "测试用的正文。",
    }
    profile = {
        "id": "320500-2024-aaaaa",
        "name": "测试甲",
        "deed": deed | changes.pop("deed", {}),
        "honours": [{"title": "测试称号", "level": "national", "date": "2025-07-21"}],
        "sources": [{"title": "虚构资料（测试用）", "publisher": "测试"}],
        "consent": {"basis": "public_report"},
    }
    return profile | changes


def a_hero(**changes: Any) -> Hero:
    """Return a fictional hero, valid unless *changes* make it otherwise."""
    return Hero.model_validate(a_profile(**changes))


def a_book(
    *heroes: Hero,
    campaigns: tuple[Campaign, ...] = (),
    ceremonies: tuple[Ceremony, ...] = (),
    activities: tuple[Activity, ...] = (),
    regulations: tuple[Regulation, ...] = (),
    permalinks: tuple[Permalink, ...] = (),
) -> Book:
    """Return a book of *heroes* whose names are read as themselves, so that tests need no pinyin."""
    return Book(
        heroes=heroes,
        campaigns=campaigns,
        ceremonies=ceremonies,
        activities=activities,
        regulations=regulations,
        permalinks=permalinks,
        read_name=str,
    )


def an_activity(activity_id: str = "test-2026", **changes: Any) -> Activity:
    """Return a fictional activity of 3 April 2026, with *changes* laid over it."""
    values = {
        "id": activity_id,
        "name": "测试活动",
        "date": "2026-04-03",
        "place": "测试公园",
        "organiser": "测试基金会",
    }
    return Activity.model_validate(values | changes)


def a_regulation(regulation_id: str = "test", **changes: Any) -> Regulation:
    """Return a fictional regulation of the nation, in force since 1 July 1996, with *changes* laid over it."""
    values = {
        "id": regulation_id,
        "name": "测试见义勇为条例",
        "scope": "national",
        "effective": "1996-07-01",
        "sources": [{"title": "虚构资料（测试用）"}],
    }
    return Regulation.model_validate(values | changes)

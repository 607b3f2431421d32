"""Whom a campaign selects: people and single members, never a living one among the mourned."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from people import a_book, a_hero
from qunyingpu.model.selection import Selected, parse_query, select
from qunyingpu.model.vocabulary import Channel

GROUP = a_hero(
    id="320500-2024-ggggg",
    name="测试群体",
    kind="group",
    traits=["student"],
    deed={"outcome": "mixed", "type": "fire_rescue", "date": "2009"},
    members=[
        {"name": "测试甲", "outcome": "sacrificed", "gender": "female"},
        {
            "name": "测试乙",
            "traits": ["veteran"],
            "honours": [{"title": "测试称号", "level": "municipal", "ceremony": "test-1"}],
        },
    ],
    honours=[{"title": "测试称号", "level": "provincial", "members": ["测试甲"]}],
)
FALLEN = a_hero(id="320500-2024-fffff", name="测试丙", deed={"outcome": "sacrificed"}, martyr={"document": "测试公告"})
LIVING = a_hero(
    id="110000-2021-hhhhh",
    name="测试丁",
    gender="female",
    deed={"region": "110107", "date": "2021"},
    honours=[{"title": "测试称号", "level": "national", "ceremony": "test-1"}],
)
BOOK = a_book(GROUP, FALLEN, LIVING).published(Channel.WEB)


def _found(query: Any) -> dict[str, list[str]]:
    found = select(BOOK.heroes, parse_query(query))
    return {item.hero.name: [member.name for member in item.members] for item in found}


CASES = [
    ("all", {"测试丙": [], "测试丁": [], "测试群体": []}),
    ("none", {}),
    ({"outcome": "sacrificed"}, {"测试丙": [], "测试群体": ["测试甲"]}),
    ({"outcome": "牺牲"}, {"测试丙": [], "测试群体": ["测试甲"]}),
    ({"gender": "female"}, {"测试丁": [], "测试群体": ["测试甲"]}),
    ({"traits": ["student", "police"]}, {"测试群体": ["测试甲", "测试乙"]}),
    ({"traits": "veteran"}, {"测试群体": ["测试乙"]}),
    ({"martyr": "true"}, {"测试丙": []}),
    ({"type": "fire_rescue"}, {"测试群体": []}),
    ({"region": "320000"}, {"测试丙": [], "测试群体": []}),
    ({"region": "北京"}, {"测试丁": []}),
    ({"year": "2009..2021"}, {"测试丁": [], "测试群体": []}),
    ({"level": "national"}, {"测试丙": [], "测试丁": []}),
    ({"level": "provincial"}, {"测试群体": []}),
    ({"level": "provincial", "outcome": "sacrificed"}, {"测试群体": ["测试甲"]}),
    ({"level": "municipal", "outcome": "sacrificed"}, {}),
    ({"ceremony": "test-1"}, {"测试丁": [], "测试群体": []}),
    ({"ceremony": "test-1", "traits": "veteran"}, {"测试群体": ["测试乙"]}),
    ({"kind": "individual"}, {"测试丙": [], "测试丁": []}),
    ({"any": [{"martyr": "true"}, {"year": "2009"}]}, {"测试丙": [], "测试群体": ["测试甲", "测试乙"]}),
    ({"not": {"outcome": "sacrificed"}}, {"测试丁": [], "测试群体": ["测试乙"]}),
    ({"all": [{"year": "2024"}, {"type": "water_rescue"}]}, {"测试丙": []}),
]


@pytest.mark.parametrize(("query", "found"), CASES, ids=[str(query) for query, _ in CASES])
def test_a_query_finds(query: Any, found: dict[str, list[str]]) -> None:
    """Each condition finds exactly these people; of a group only the members that match."""
    assert _found(query) == found


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"colour": "red"}, "select-unknown"),
        ({"outcome": "dead"}, "not-choice"),
        ({"year": "last"}, "not-number"),
        ({"region": "火星"}, "region-unknown"),
        ("some", "not-mapping"),
    ],
)
def test_a_wrong_query_is_told(query: Any, code: str) -> None:
    """A misspelt condition is a mistake with a code, not an empty list."""
    with pytest.raises(PydanticCustomError) as caught:
        parse_query(query)
    assert caught.value.context is not None
    assert caught.value.context["code"] == code


def test_a_whole_group_is_selected_as_one() -> None:
    """Where no condition tells members apart, the group stands as a whole."""
    (item,) = select(BOOK.heroes, parse_query({"kind": "group"}))
    assert item == Selected(item.hero)

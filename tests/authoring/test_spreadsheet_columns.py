"""Columns are made of the table of fields: every value has one, and a heading is understood as people write it."""

from __future__ import annotations

import pytest

from qunyingpu.authoring.spreadsheet.columns import (
    Known,
    Unknown,
    all_columns,
    hero_heading,
    main_columns,
    member_columns,
    member_heading,
    required_paths,
    title_of,
)
from qunyingpu.model.hero import Hero, Member
from qunyingpu.model.record import Shape


def test_every_heading_is_understood_as_the_column_that_it_heads() -> None:
    """What is exported is found again, whatever the column; no two have one title."""
    columns = all_columns([{("members", 1, "honours", 2, "title"): "x", ("honours", 4, "members"): "y"}])
    assert len({column.title for column in columns}) == len(columns)
    for column in columns:
        assert hero_heading(column.title) == Known(column.path, is_date=column.field.shape is Shape.DATE)
        assert title_of(column.path) == column.title
    for column in member_columns([]):
        assert member_heading(column.title) == Known(column.path, is_date=column.field.shape is Shape.DATE)


def test_each_list_has_as_many_groups_as_its_longest_and_three_at_least() -> None:
    """There is room to add, and nothing is cut off."""
    titles = [column.title for column in main_columns([{("honours", 4, "title"): "x"}, {("sources", 0, "title"): "y"}])]
    assert "表彰5·称号" in titles
    assert "表彰6·称号" not in titles
    assert "出处3·网址" in titles
    assert not any(title.startswith("成员") for title in titles)


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("姓名", ("name",)),
        (" 事发日期 ", ("deed", "date")),
        ("事迹·事发日期", ("deed", "date")),
        ("deed.date", ("deed", "date")),
        ("honours.2.title", ("honours", 1, "title")),
        ("表彰２．称号", ("honours", 1, "title")),
        ("表彰 12·级别", ("honours", 11, "level")),
        ("出处·标题", ("sources", 0, "title")),
        ("烈士评定·评定日期", ("martyr", "date")),
        ("成员3·表彰1·称号", ("members", 2, "honours", 0, "title")),
        ("一句话*", ("deed", "summary")),
    ],
)
def test_a_heading_may_be_written_in_other_ways(heading: str, path: tuple[str | int, ...]) -> None:
    """Full width, spaces, the titles above it, and the English names of YAML all mean the same column."""
    assert hero_heading(heading) == Known(path, is_date=path[-1] == "date")


def test_a_heading_that_means_nothing_has_the_nearest_beside_it() -> None:
    """Whoever misspells one is told which was meant; what resembles none is offered none."""
    assert hero_heading("一句活") == Unknown("一句话")
    assert hero_heading("表彰1·称好") == Unknown("表彰·称号")
    assert hero_heading("备注") == Unknown("")
    assert hero_heading("表彰0·称号") == Unknown("表彰·称号")
    assert isinstance(hero_heading("表彰1·2·称号"), Unknown)


def test_what_every_hero_must_have_is_known() -> None:
    """A record that may be absent asks for nothing."""
    assert ("deed", "summary") in required_paths(Hero)
    assert ("consent", "basis") in required_paths(Hero)
    assert ("martyr", "document") not in required_paths(Hero)
    assert required_paths(Member) == (("name",),)

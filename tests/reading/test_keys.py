"""Chinese titles stand for English names in every record, at every level, and change nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel
from yaml.nodes import MappingNode, Node, SequenceNode

from projects import TODAY
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony, Figure
from qunyingpu.model.hero import Hero
from qunyingpu.model.selection import _CONDITIONS, _JOINTS, CONDITION_TITLES, Query
from qunyingpu.reading import read_all
from qunyingpu.reading.documents import parse_document
from qunyingpu.reading.keys import Holder, all_keys, holder_below, keys_in_words, record_of, titles_of
from qunyingpu.reading.strict_yaml import compose
from trial_projects import shipped_project

ACTIVITY = """\
name: 测试活动
date: 2026-04-03
place: 测试公园
organiser: 测试基金会
coverage:
  - {title: 测试报道, kind: video}
"""


def _titled(text: str, holder: Holder) -> str:
    """Return *text* with the Chinese title of each key in its place."""
    root = compose(text)
    assert root is not None
    for start, end, title in sorted(_replacements(root, holder), reverse=True):
        text = f"{text[:start]}{title}{text[end:]}"
    return text


def _replacements(node: Node, holder: Holder) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    if isinstance(node, SequenceNode):
        found += [place for item in node.value for place in _replacements(item, holder)]
    titles = {name: title for title, name in titles_of(holder).items()}
    for key, value in node.value if isinstance(node, MappingNode) else ():
        found.append((key.start_mark.index, key.end_mark.index, titles[key.value]))
        below = holder_below(holder, key.value)
        found += _replacements(value, below) if below else []
    return found


def test_the_shipped_roll_in_chinese_is_the_same_book(tmp_path: Path) -> None:
    """Every profile, campaign, ceremony, activity and regulation means the same with each of its keys in Chinese."""
    copy = shipped_project(tmp_path)
    activity = copy / "content" / "activities" / "test-2026.yaml"
    activity.parent.mkdir(exist_ok=True)
    activity.write_text(ACTIVITY, encoding="utf-8")
    before = read_all(copy, today=TODAY)
    folders = set()
    for path in (*copy.glob("heroes/*/*.yaml"), *copy.glob("content/*/*.yaml")):
        record = record_of(path.relative_to(copy).as_posix())
        assert record is not None
        text = path.read_text(encoding="utf-8")
        path.write_text(_titled(text, record), encoding="utf-8")
        assert not any(line.lstrip("- ")[:1].isascii() and ": " in line for line in _keys_of(path)), path
        folders.add(record)
    assert len(folders) == 5
    after = read_all(copy, today=TODAY)
    assert before.book is not None and after.book is not None
    assert after.book.heroes == before.book.heroes
    assert after.book.ceremonies == before.book.ceremonies
    assert after.book.activities == before.book.activities
    assert after.book.regulations == before.book.regulations
    assert _compared(after.book.campaigns) == _compared(before.book.campaigns)


def _keys_of(path: Path) -> list[str]:
    tree = parse_document("theme/raw.yaml", path.read_text(encoding="utf-8")).tree
    assert tree is not None
    return list(tree)


def _compared(campaigns: tuple[Campaign, ...]) -> list[dict[str, object]]:
    """Return what campaigns say; two queries are never equal, but their words are."""
    return [{**campaign.model_dump(exclude={"select"}), "words": campaign.select.words} for campaign in campaigns]


def test_a_title_means_what_it_means_in_its_record() -> None:
    """单位 is the employer of a hero and the unit of a figure; 公开依据 is the consent, and its basis within."""
    assert titles_of(Hero)["单位"] == "employer"
    assert titles_of(Figure)["单位"] == "unit"
    tree = parse_document("heroes/32/a.yaml", "单位: 甲\n公开依据:\n  公开依据: 公开报道\n").tree
    assert tree == {"employer": "甲", "consent": {"basis": "公开报道"}}
    tree = parse_document("content/ceremonies/a.yaml", "报道的数字:\n  - 单位: 个\n").tree
    assert tree == {"figures": [{"unit": "个"}]}


def test_no_record_has_one_title_twice() -> None:
    """Within a record a title names one key only."""
    holders: list[Holder] = [Hero, Campaign, Ceremony, Query]
    for holder in holders:
        names = [*titles_of(holder).values()]
        assert len(names) == len(set(names))
        below = (inner for name in names if (inner := holder_below(holder, name)) and inner is not holder)
        holders += [inner for inner in below if inner not in holders]
    assert len(holders) > 10
    records = [holder for holder in holders if issubclass(holder, BaseModel)]
    assert all(len(titles_of(record)) == len(record.model_fields) for record in records)


def test_every_condition_of_a_query_has_a_title() -> None:
    """A query can be written in Chinese throughout."""
    assert set(CONDITION_TITLES) == {*_CONDITIONS, *_JOINTS, "not"}
    text = "选取:\n  任一:\n    - {结局: 牺牲}\n    - 不含:\n        性别: 男\n"
    tree = parse_document("content/campaigns/a.yaml", text).tree
    assert tree == {"select": {"any": [{"outcome": "牺牲"}, {"not": {"gender": "男"}}]}}


@pytest.mark.parametrize("file", ["theme/cards/share.yaml", "theme/print/a.yaml"])
def test_layouts_have_no_titles(file: str) -> None:
    """What is no record of the model keeps its keys."""
    assert parse_document(file, "姓名: 甲\n").tree == {"姓名": "甲"}


def test_a_reader_that_knows_other_titles_reads_anew() -> None:
    """What trees are kept by changes with every key, so that no old tree outlives a title."""
    assert all(key in keys_in_words() for key in all_keys())

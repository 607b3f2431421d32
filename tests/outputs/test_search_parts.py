"""The parts that are loaded whole: facets, words, pages, and the simplified forms of what nobody writes here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from campaigns import a_campaign
from indexes import answers, index_files, published, read_index, unpacked, write_index
from people import a_hero
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Kind
from qunyingpu.stele import stele_of

DOCUMENTS = {
    "about.html": ("关于测试名录", "收录范围", "更正"),
    "empty.html": (),
    "index.html": ("首页",),
    "404.html": ("没有这一页",),
    "handbook/index.html": ("工作手册",),
}


def _ceremony(ceremony_id: str, date: str | None, **changes: Any) -> Ceremony:
    values = {"id": ceremony_id, "kind": "conference", "name": f"测试大会{ceremony_id}", "date": date}
    return Ceremony.model_validate({key: value for key, value in (values | changes).items() if value})


CEREMONIES = (
    _ceremony("a", "2010"),
    _ceremony("b", "2020-05-01"),
    _ceremony("c", None),
    _ceremony("d", "2020-05-01", place="测试城", organiser="测试基金会"),
)


def _honours(*ceremonies: str) -> list[dict[str, str]]:
    return [{"title": "测试称号", "ceremony": ceremony} for ceremony in ceremonies]


def _hero(letter: str, **changes: Any) -> Hero:
    return a_hero(id=f"320500-2024-aaaa{letter}", **changes)


def _parts(book: PublishedBook, documents: Mapping[str, Sequence[str]] | None = None) -> Mapping[str, Any]:
    return read_index(index_files(book, documents)).parts


def test_ceremonies_are_a_facet_the_newest_first() -> None:
    """Each row has the ceremonies of its honours, of single members too, each once; what has no record is none."""
    members = [{"name": "测试乙", "honours": _honours("b")}, {"name": "测试丙"}]
    heroes = (
        _hero("a", honours=_honours("a", "d", "a")),
        _hero("b", name="测试组", kind="group", honours=_honours("c"), members=members),
        _hero("c", honours=[]),
        _hero("d", honours=_honours("nowhere")),
    )
    book = published(*heroes, ceremonies=CEREMONIES)
    facts = _parts(book)["facts"]
    assert [ceremony[0] for ceremony in facts["ceremonies"]] == ["b", "d", "a", "c"]
    counts = unpacked(facts["heldCounts"], 4)
    held = unpacked(facts["held"], sum(counts))
    found = {
        hero.id[-1]: [facts["ceremonies"][number][0] for number in held[sum(counts[:row]) : sum(counts[: row + 1])]]
        for row, hero in enumerate(book.heroes)
    }
    assert found == {"a": ["d", "a"], "b": ["b", "c"], "c": [], "d": []}


def test_a_level_is_the_highest_of_all_honours() -> None:
    """Of the profile's and of single members', and none where no honour has one."""
    members = [{"name": "测试乙", "honours": [{"title": "测试称号", "level": "provincial"}]}, {"name": "测试丙"}]
    county = [{"title": "测试称号", "level": "county"}]
    heroes = (
        _hero("a", name="测甲", kind="group", honours=county, members=members),
        _hero("b", name="测乙", honours=[{"title": "测试称号"}]),
    )
    facts = _parts(published(*heroes))["facts"]
    levels = [term[0] for term in facts["terms"]["level"]]
    assert [[*levels, "none"][number] for number in unpacked(facts["columns"]["level"], 2)] == ["provincial", "none"]


def test_words_say_by_what_else_a_row_is_found() -> None:
    """Places first, then work, people, traits with their other spellings, titles, ceremonies; each word once."""
    hero = _hero(
        "a",
        occupation="渔民",
        employer="测试公司",
        ethnicity="回族",
        traits=["veteran"],
        martyr={"document": "测试文号"},
        deed={"place": "石桥头"},
        former_names=["测旧"],
        honours=_honours("a", "a"),
    )
    words = _parts(published(hero, ceremonies=CEREMONIES))["words"]
    assert words["words"] == [
        "石桥头",
        *sorted(["渔民", "测试公司", "回族", "退役军人\t退伍军人", "烈士", "测试称号", "测试大会a"]),
    ]
    assert (words["spots"], unpacked(words["counts"], 1), unpacked(words["rows"], 8)) == (1, [8], [*range(8)])
    assert (words["former"], words["members"]) == ([[0, "测旧"]], [])


def test_a_deed_abroad_shows_the_words_of_its_profile() -> None:
    """境外 is where it is found; what is shown is where it was; places that nobody needs have no number."""
    heroes = (_hero("a", deed={"region": "990000", "place": "测试岛"}), _hero("b", deed={"place": "桥头"}))
    index = read_index(index_files(published(*heroes)))
    facts = index.parts["facts"]
    assert [place[1] for place in facts["places"]] == ["苏州市", "测试岛"]
    assert {card[1].split("　")[0] for card in index.cards} == {"苏州市", "测试岛"}


# ── cards ──

NAMES = [
    "王",
    "欧阳翀",
    "欧阳测试",
    "测试甲乙丙",
    "阿里木沙·买提古丽",
    "测甲、测乙、测丙",
    "10·24测试救援群体",
    "John O'Neil",
    "𠮷测",
    '<b>"\\',
]


@pytest.mark.parametrize("name", NAMES)
def test_a_card_carries_the_stele_of_its_name(name: str) -> None:
    """Size, gap and columns are those of every other page, however the name is written."""
    card = read_index(index_files(published(_hero("a", name=name)))).cards[0]
    stele = stele_of(name)
    columns = ["".join(cell if isinstance(cell, str) else cell[0] for cell in column) for column in card[6:]]
    assert card[4:6] == [stele.size, stele.gap]
    assert columns == ["".join(cell.text for cell in column) for column in stele.columns]


def test_a_card_says_where_when_what_and_by_whom_it_was_honoured() -> None:
    """Parted by ideographic spaces; the dead are marked; a portrait stands in for the stele."""
    portrait = {"file": "320500-2024-aaaaa.jpg"}
    heroes = (
        _hero("a", name="测甲", deed={"outcome": "sacrificed"}, portrait=portrait),
        _hero("b", name="测乙", honours=[]),
    )
    cards = read_index(index_files(published(*heroes))).cards
    assert cards[0] == ["320500-2024-aaaaa", "苏州市　2024年　水中救援　国家级", "牺牲", heroes[0].deed.summary]
    assert cards[1][1:3] == ["苏州市　2024年　水中救援", ""]


def test_a_group_whose_name_is_too_long_for_a_list_is_called_a_group() -> None:
    """What nobody could read in a line of a list says 群体 instead."""
    name = "测试省测试市测试区测试街道测试社区见义勇为救人英雄群体"
    assert stele_of(name).size < 19
    card = read_index(index_files(published(_hero("a", name=name, kind="group")))).cards[0]
    assert card[6:] == [Kind.GROUP.label]


# ── pages ──


def test_campaigns_ceremonies_and_pages_are_found() -> None:
    """By what they are called and by what else they say; pages that only lead elsewhere are left out."""
    campaign = a_campaign(
        "qingming", name="清明测试", slogan="致敬 英雄", text="**追思**[先烈](https://a.example)。\n\n二段。"
    )
    pages = _parts(published(_hero("a"), campaigns=(campaign,), ceremonies=CEREMONIES[3:]), DOCUMENTS)["words"]["pages"]
    assert pages == [
        ["campaigns/qingming.html", "清明测试", "纪念活动", "致敬 英雄 追思先烈。 二段。"],
        ["ceremonies/d.html", "测试大会d", "表彰", "2020年5月1日 测试城 测试基金会"],
        ["about.html", "关于测试名录", "页面", "收录范围 更正"],
        ["handbook/index.html", "工作手册", "页面", ""],
    ]


def test_a_hidden_name_is_in_no_page() -> None:
    """A campaign and a ceremony that name somebody who is hidden are searched as they are shown."""
    hidden = _hero("a", name="欧阳翀犇", visibility="masked")
    campaign = a_campaign(slogan="学习欧阳翀犇", text="欧阳翀犇救人。")
    ceremony = _ceremony("e", "2020", organiser="欧阳翀犇纪念会")
    files = index_files(published(hidden, campaigns=(campaign,), ceremonies=(ceremony,)))
    assert not any("翀" in content.decode() or "犇" in content.decode() for content in files.values())


# ── what is found ──


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a roll with 劉 in a name, but 呂 and 張 in none, though a text quotes 張; it tells of a rope."""
    rope = "渡口风大。他把𬱖缆绳**抛给**落水的孩子，没有多想。岸边碑上刻着張氏宗祠。"
    heroes = (
        _hero("a", name="刘测甲", deed={"story": rope}),
        _hero("b", name="张测乙", deed={"story": "落水的孩子把缆绳还给他。孩子很多，想念他。"}),
        _hero("c", name="劉测丙"),
        _hero("d", name="吕测丁", deed={"region": "330106", "story": "没有。多想一想。"}),
    )
    book = published(*heroes, campaigns=(a_campaign(name="缆绳活动"),))
    return write_index(index_files(book, DOCUMENTS), tmp_path_factory.mktemp("index"))


FOUND = {
    "張": ("b", ""),
    "張測乙": ("b", ""),
    "張氏宗祠": ("", "a"),
    "張測乙 繩還給": ("", "b"),
    "劉": ("c", ""),
    "蘇州": ("cab", ""),
    "呂測丁": ("d", ""),
    "缆绳": ("", "ab"),
    "纜繩": ("", "ab"),
    "抛给落水的孩子": ("", "a"),
    "落水的孩子": ("", "ab"),
    "没有多想": ("", "a"),
    "刘测甲 缆绳": ("", "a"),
    "杭州 多想": ("", "d"),
    "𬱖缆": ("", "a"),
    "Ｌü": ("d", ""),
    "http": ("", ""),
}


@pytest.mark.parametrize("query", FOUND)
def test_texts_and_old_forms_are_found(folder: Path, query: str) -> None:
    """Traditional characters that no name has mean the simplified ones too; phrases are verified in their texts."""
    answer = answers(folder, [query])[query]
    assert answer.isWhole
    exact, text = FOUND[query]
    assert sorted(hero[-1] for hero in answer.exact) == sorted(exact)
    assert sorted(hero[-1] for hero in answer.text) == sorted(text)


def test_pages_are_found_with_the_people(folder: Path) -> None:
    """A campaign by its name, a page by a heading."""
    found = answers(folder, ["缆绳活动", "更正", "工作手册"])
    assert [answer.pages for answer in found.values()] == [
        ["campaigns/test.html"],
        ["about.html"],
        ["handbook/index.html"],
    ]


def _variants(*heroes: Hero) -> tuple[dict[str, str], dict[str, str], str]:
    """Return the pairs of the names, the others, and the traditional characters that are written outside names."""
    parts = _parts(published(*heroes))
    both = []
    for part in ("names", "text"):
        pairs = parts[part]["variants"]
        assert list(pairs[::2]) == sorted(pairs[::2])
        both.append(dict(zip(pairs[::2], pairs[1::2], strict=True)))
    return both[0], both[1], parts["text"]["written"]


BASE = {"name": "刘张叶", "deed": {"story": "刘张叶纪实"}}


@pytest.mark.parametrize("changes", [{"name": "劉张叶"}, {"former_names": ["劉"]}])
def test_a_traditional_form_in_a_name_is_no_variant(changes: dict[str, Any]) -> None:
    """It is part of the name; the others stand where the names are, and only those of other words with the text."""
    named, others, written = _variants(_hero("a", **BASE), _hero("b", **changes))
    assert "劉" not in named.keys() | others.keys()
    assert named.items() >= {"張": "张", "葉": "叶"}.items()
    assert others.items() >= {"紀": "纪", "實": "实"}.items()
    assert (named.keys() & others.keys(), written) == (set(), "")


@pytest.mark.parametrize("changes", [{"employer": "劉氏"}, {"deed": {"story": "劉氏"}}])
def test_a_traditional_form_that_is_only_quoted_is_a_variant(changes: dict[str, Any]) -> None:
    """It stands for the simplified one of the names; that it is written as well is told, so that both are sought."""
    named, _, written = _variants(_hero("a", **BASE), _hero("b", **changes))
    assert (named["劉"], written) == ("刘", "劉")

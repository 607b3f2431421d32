"""A profile has one canonical text: equal heroes have equal bytes, and the text is read back as the same hero."""

from __future__ import annotations

from pathlib import Path

import make_roll
from people import a_hero
from projects import TODAY
from qunyingpu.authoring.canonical import as_yaml, canonical_yaml, profile_path
from qunyingpu.model.hero import Hero
from qunyingpu.reading import judge_profile, parse_document, read_all

ROOT = Path(__file__).parents[2]

RICH = {
    "former_names": ["测试乙"],
    "kind": "group",
    "traits": ["党员", "teacher"],
    "deed": {
        "rescued": "2",
        "outcome": "牺牲",
        "died": "2024年6月26日",
        "story": "第一段：“引号”。\n\n- 不是列表\n# 不是注释",
    },
    "honours": [{"title": "测试: 称号", "posthumous": "是", "members": ["测试丙"]}],
    "members": [{"name": "测试丙", "outcome": "牺牲", "martyr": {"document": "测试〔2024〕1号"}, "visibility": "隐名"}],
    "portrait": {"file": "320500-2024-aaaaa.jpg", "focus": ["0.5", "0.25"]},
    "media": [{"title": "虚构", "kind": "视频"}],
    "consent": {"basis": "本人同意", "scope": ["网站", "展馆"]},
    "visibility": "隐名",
    "draft": "是",
}


def _read(text: str, hero_id: str) -> Hero:
    hero, problems = judge_profile(parse_document(profile_path(hero_id), text), hero_id, today=TODAY)
    assert hero is not None, problems
    return hero


def test_every_shipped_profile_is_canonical() -> None:
    """What is in the repository is what the program itself would write, byte by byte."""
    book = read_all(ROOT, today=TODAY).book
    assert book is not None
    for hero in book.heroes:
        assert canonical_yaml(hero) == (ROOT / profile_path(hero.id)).read_text(encoding="utf-8")


def test_a_roll_comes_back_from_its_text() -> None:
    """Text to hero to text changes nothing."""
    for entry in make_roll.FictionalRoll(seed=7).entries(400):
        text = as_yaml(entry.record)
        assert canonical_yaml(_read(text, entry.id)) == text


def test_all_that_a_profile_may_say_is_written_and_read_back() -> None:
    """No field is lost, and values come in their canonical spelling."""
    hero = a_hero(**RICH)
    text = canonical_yaml(hero)
    assert _read(text, hero.id) == hero
    for line in (
        "  died: 2024-06-26",
        "  - party_member",
        '  - title: "测试: 称号"',
        "    posthumous: true",
        "    - 0.25",
        "    kind: video",
        "    - kiosk",
        "draft: true",
        "    - 不是列表",
        "    # 不是注释",
    ):
        assert f"{line}\n" in text


def test_what_follows_a_tab_is_no_comment() -> None:
    """A tab is read as a space, which must not make a comment of the rest."""
    hero = a_hero(deed={"place": "测试\t#1"})
    assert _read(canonical_yaml(hero), hero.id).deed.place == "测试 #1"


def test_the_default_is_not_written() -> None:
    """What is absent says the same: only the kind, which tells how to read the rest, is always there."""
    text = canonical_yaml(a_hero())
    assert "kind: individual\n" in text
    for key in ("visibility", "draft", "scope", "former_names", "members", "posthumous", "null", "[]"):
        assert key not in text

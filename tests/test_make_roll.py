"""Keep the promises of the generator of fictional rolls."""

from __future__ import annotations

import dataclasses
import datetime
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import make_roll
from qunyingpu.authoring.canonical import as_yaml
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.masking import COMPOUND_SURNAMES
from qunyingpu.model.region import region_table
from qunyingpu.model.rules import broken_rules
from qunyingpu.model.vocabulary import Kind, Outcome

DAY = datetime.date(2026, 11, 23)
COUNT = 1500
ENTRIES = make_roll.FictionalRoll(seed=1).entries(COUNT)
STRANGE_TEXTS = [
    "- 短横线开头",
    "-1",
    "2024-06-24",
    "名：全角冒号",
    "冒号: 后有空格",
    "句末冒号:",
    "井号 #不是注释",
    "#开头",
    '带"引号"',
    '"引号开头',
    "反斜线\\",
    "【方括号】",
    "制表符\t#",
    "[方括号]",
    "null",
    "No",
    "~",
    "*星号",
    "%百分号",
    " 前后有空格 ",
    "",
]


def _parsed(text: str) -> Any:
    return yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - it makes only text


@cache
def _heroes() -> tuple[Hero, ...]:
    return tuple(Hero.model_validate(_parsed(as_yaml(entry.record)) | {"id": entry.id}) for entry in ENTRIES)


def _bytes_under(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_fictional_profile_keeps_the_rules() -> None:
    """All that is generated is valid by the model and breaks no rule."""
    broken = [(hero.id, rule.code) for hero in _heroes() for rule in broken_rules(hero, today=DAY)]
    assert not broken


def test_nobody_can_be_taken_for_a_real_person() -> None:
    """Every summary, story, source and consent says that the person is invented."""
    for hero in _heroes():
        reference = hero.consent.reference
        assert hero.deed.summary.startswith("虚构")
        assert "虚构，与真人真事无关" in hero.deed.story
        assert all(source.title == "虚构资料（测试用）" for source in hero.sources)
        assert reference
        assert reference.startswith("虚构")


def test_stories_are_as_long_as_real_ones() -> None:
    """Stories have 300 to 570 characters, so that times measured on them mean something."""
    lengths = [len(hero.deed.story) for hero in _heroes()]
    assert min(lengths) >= 300
    assert max(lengths) <= 570


def test_people_and_groups_are_mixed_as_in_a_roll() -> None:
    """About one profile in twenty is a group; there are compound surnames, names with a dot, and all provinces."""
    heroes = _heroes()
    groups = [hero for hero in heroes if hero.kind is Kind.GROUP]
    assert 0.03 < len(groups) / COUNT < 0.07
    assert any(hero.name[:2] in COMPOUND_SURNAMES for hero in heroes)
    assert any("·" in hero.name for hero in heroes)
    assert len({hero.deed.region[:2] for hero in heroes}) >= 31


def test_a_mixed_group_has_fallen_and_living() -> None:
    """In a group that lost members, some died and others are not said to have died."""
    mixed = [hero for hero in _heroes() if hero.deed.outcome is Outcome.MIXED]
    assert mixed
    for hero in mixed:
        assert {member.outcome for member in hero.members} == {Outcome.SACRIFICED, None}


def test_an_id_tells_city_and_year_of_the_deed() -> None:
    """Ids are unique and open with the code of the deed's city and its year."""
    assert len({entry.id for entry in ENTRIES}) == COUNT
    for hero in _heroes():
        year = hero.deed.date.year
        assert hero.id.startswith(f"{region_table().city_of(hero.deed.region, year).code}-{year}-")


def test_one_seed_is_one_roll(tmp_path: Path) -> None:
    """The same seed writes the same bytes, another seed another roll."""
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        make_roll.write_roll(make_roll.FictionalRoll(seed).entries(40), tmp_path / name)
    assert _bytes_under(tmp_path / "one") == _bytes_under(tmp_path / "again")
    assert _bytes_under(tmp_path / "one") != _bytes_under(tmp_path / "other")


def test_random_words_end_the_stories_of_the_same_people() -> None:
    """Each story gains one paragraph, which says that it is 虚构; everything else stays, and so does a roll without."""
    plain, wordy = (make_roll.FictionalRoll(3, words).entries(60) for words in (0, 50))
    assert plain == make_roll.FictionalRoll(3).entries(60)
    for before, after in zip(plain, wordy, strict=True):
        story, _, paragraph = after.record["deed"]["story"].rpartition("\n\n")
        assert paragraph.startswith("（以下词语随机虚构：")
        assert len(paragraph) > 100
        deed = {**after.record["deed"], "story": story}
        assert dataclasses.replace(after, record={**after.record, "deed": deed}) == before


def test_random_words_come_as_in_a_language() -> None:
    """Few words come often, most seldom, and more words make more different ones: Zipf's law."""
    vocabulary = make_roll.Vocabulary(seed=1)
    drawn = [vocabulary.draw() for _ in range(20_000)]
    counts = sorted(Counter(drawn).values(), reverse=True)
    assert len(counts) > 5_000
    assert 0.4 < sum(counts[:100]) / len(drawn) < 0.55


def test_a_written_roll_is_whole(tmp_path: Path) -> None:
    """Every profile lies in its folder and has its address, and every ceremony that is named has its record."""
    make_roll.write_roll(ENTRIES, tmp_path)
    files = {file.stem for file in (tmp_path / "heroes").glob("*/*.yaml") if file.parent.name == file.stem[:2]}
    assert files == {entry.id for entry in ENTRIES}
    ceremonies = {
        file.stem: Ceremony.model_validate(_parsed(file.read_text(encoding="utf-8")) | {"id": file.stem})
        for file in (tmp_path / "content" / "ceremonies").glob("*.yaml")
    }
    assert {honour.ceremony for hero in _heroes() for honour in hero.honours if honour.ceremony} <= set(ceremonies)
    lines = (tmp_path / "heroes" / "permalinks.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(
        [f"heroes/{stem}.html" for stem in files] + [f"ceremonies/{stem}.html" for stem in ceremonies]
    )


def test_the_command_writes_roll_campaigns_and_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command writes the profiles, the campaigns of a folder, and one plain page a hero with the same story."""
    campaigns = Path(__file__).parents[1] / "content" / "campaigns"
    roll, plain = tmp_path / "roll", tmp_path / "plain"
    words = ["make_roll.py", str(roll), "--heroes", "12", "--campaigns", str(campaigns), "--markdown", str(plain)]
    monkeypatch.setattr(sys, "argv", words)
    make_roll.main()
    assert "12 profiles" in capsys.readouterr().out
    profiles = list((roll / "heroes").glob("*/*.yaml"))
    assert len(profiles) == 12
    for profile in profiles:
        page = (plain / "heroes" / f"{profile.stem}.md").read_text(encoding="utf-8")
        assert _parsed(profile.read_text(encoding="utf-8"))["deed"]["story"] in page
    for file in (roll / "content" / "campaigns").glob("*.yaml"):
        Campaign.model_validate(_parsed(file.read_text(encoding="utf-8")) | {"id": file.stem})
    assert _bytes_under(roll / "content" / "campaigns") == _bytes_under(campaigns)


@pytest.mark.parametrize("text", STRANGE_TEXTS)
def test_texts_survive_the_canonical_form(text: str) -> None:
    """Whatever a text looks like, it reads back as that very text, alone, in a list and in a list of mappings."""
    record = {"name": text, "traits": [text], "honours": [{"title": text, "members": [text]}]}
    assert _parsed(as_yaml(record)) == record


def test_long_texts_keep_their_paragraphs() -> None:
    """A story is written as a block; its blank lines carry no spaces."""
    record = {"deed": {"story": "第一段\n\n第二段: # “引号”"}}
    assert as_yaml(record) == "deed:\n  story: |-\n    第一段\n\n    第二段: # “引号”\n"
    assert _parsed(as_yaml(record)) == record

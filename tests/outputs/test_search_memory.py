"""What the last run leaves for the next saves work and changes nothing: the bytes are those of a clean clone."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from indexes import Files, index_files, published
from people import a_hero
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.outputs import search
from qunyingpu.outputs.search import memory, postings, stories
from qunyingpu.outputs.search.folding import folded_units
from qunyingpu.outputs.search.memory import Memory
from qunyingpu.outputs.search.rows import row_of
from qunyingpu.story import story_text
from qunyingpu.writing import Shelf

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
WORDS = ("石桥", "河边", "呼救", "绳子", "孩子", "**火场**", "浓烟", "路过", "𬱖", "村民", "&lt;岸上&gt;", "lü", "大家")
COUNT = 80

Heroes = tuple[Hero, ...]
T = TypeVar("T")
R = TypeVar("R")
Change = Callable[[Heroes], Heroes]


def _hero(number: int, *, name: str = "", seed: int = 0) -> Hero:
    """Return an invented hero; another *seed*, another story."""
    dice = random.Random(1000 * number + seed)  # noqa: S311 - a seeded story, no secret
    story = "。\n\n".join("".join(dice.choices(WORDS, k=8)) for _ in range(3))
    return a_hero(
        id=f"320500-2024-aaa{LETTERS[number // 31]}{LETTERS[number % 31]}",
        name=name or f"{'王李张刘陈'[number % 5]}测{'甲乙丙丁'[number % 4]}",
        deed={"story": story},
    )


def _twin(hero: Hero, number: int) -> Hero:
    """Return a hero with the very words of *hero*."""
    return hero.model_copy(update={"id": _hero(number).id})


ROLL = tuple(_hero(number) for number in range(COUNT))
CHANGES: dict[str, Change] = {
    "nothing": lambda heroes: heroes,
    "one changed": lambda heroes: (*heroes[:30], _hero(30, seed=1), *heroes[31:]),
    "one added": lambda heroes: (*heroes, _hero(COUNT, name="安测")),
    "one removed": lambda heroes: heroes[:10] + heroes[11:],
    "first and last removed": lambda heroes: tuple(sorted(heroes, key=lambda hero: hero.name))[1:-1],
    "one renamed, so that it moves": lambda heroes: (*heroes[:5], _hero(5, name="安测"), *heroes[6:]),
    "many renamed": lambda heroes: tuple(_hero(n, name=f"{'安白蔡'[n % 3]}测") for n in range(20)) + heroes[20:],
    "a twin": lambda heroes: (*heroes, _twin(heroes[3], COUNT)),
    "all twins": lambda heroes: tuple(_twin(heroes[0], number) for number in range(COUNT)),
    "all changed": lambda heroes: tuple(_hero(number, seed=2) for number in range(COUNT)),
    "few left": lambda heroes: heroes[:3],
    "none left": lambda heroes: (),
    "another order of files": lambda heroes: heroes[::-1],
}


def _files(heroes: Sequence[Hero], shelf: Shelf | None = None) -> Files:
    return index_files(published(*heroes), shelf=shelf)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """What a run over the whole roll has left."""
    _files(ROLL, Shelf(tmp_path / "postings"))
    return tmp_path / "postings"


@pytest.mark.parametrize("change", CHANGES)
def test_bytes_do_not_depend_on_what_was_there_before(file: Path, change: str) -> None:
    """After any change the files are those that a first run makes, and so they are when the change is taken back."""
    changed = CHANGES[change](ROLL)
    assert _files(changed, Shelf(file)) == _files(changed)
    assert _files(ROLL, Shelf(file)) == _files(ROLL)


@pytest.mark.parametrize("few", [1, 1000])
def test_a_history_of_changes_leaves_no_trace(file: Path, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Thirty runs, each after a few changes at once, make what first runs make, whichever way rows are copied."""
    monkeypatch.setattr(postings, "_FEW", few)
    dice = random.Random(5)  # noqa: S311 - a seeded history, no secret
    heroes = list(ROLL)
    for step in range(30):
        for number in dice.sample(range(len(heroes)), 3):
            heroes[number] = _hero(number, seed=dice.choice((0, 0, step)), name=dice.choice(("", "", "安测", "周测")))
        del heroes[dice.randrange(len(heroes)) :: 40]
        heroes = list({hero.id: hero for hero in (*heroes, *dice.sample(ROLL, 4))}.values())
        dice.shuffle(heroes)
        assert _files(heroes, Shelf(file)) == _files(heroes)


def test_only_what_is_new_is_looked_at(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a known hero neither the row nor the bigrams are sought again, nor markup where there was none."""
    folded: list[str] = []
    parsed: list[str] = []
    looked_at: list[str] = []
    monkeypatch.setattr(memory, "row_of", _watched(row_of, lambda hero: looked_at.append(hero.id)))
    monkeypatch.setattr(postings, "folded_units", _watched(folded_units, folded.extend))
    monkeypatch.setattr(stories, "story_text", _watched(story_text, parsed.append))
    _files(ROLL, Shelf(file))
    assert not folded
    assert not looked_at
    monkeypatch.setattr(search, "facts_part", None)  # what is not in the text has not changed either
    assert all("**" in story or "&" in story for story in parsed)
    parsed.clear()
    changed = _hero(30, seed=1)
    _files((*ROLL[:30], changed, *ROLL[31:]), Shelf(file))
    assert folded == [f"{changed.deed.summary}\n{story_text(changed.deed.story)}"]
    assert looked_at == [changed.id]


def test_what_is_not_of_a_hero_counts_too(file: Path) -> None:
    """A new heading of a page, a ceremony that was given a name: the parts that tell of them are made anew."""
    ceremony = Ceremony.model_validate({"id": "a", "kind": "conference", "name": "测试大会"})
    for book, documents in (
        (published(*ROLL), {"a.html": ("测试页",)}),
        (published(*ROLL), {"a.html": ("另一页",)}),
        (published(*ROLL, ceremonies=(ceremony,)), {"a.html": ("另一页",)}),
        (published(*ROLL, ceremonies=(ceremony.model_copy(update={"name": "又一次大会"}),)), {"a.html": ("另一页",)}),
    ):
        assert index_files(book, documents, Shelf(file)) == index_files(book, documents)


def test_a_hero_without_a_digest_is_looked_at_each_time(file: Path) -> None:
    """Who read a roll without a cache says nothing of what has changed; the memory of the run before is no guess."""
    changed = published(*CHANGES["one changed"](ROLL))
    unknown = replace(changed, digests={})
    assert index_files(unknown, shelf=Shelf(file)) == _files(CHANGES["one changed"](ROLL))
    assert index_files(changed, shelf=Shelf(file)) == index_files(unknown)


def test_a_text_that_could_be_misread_leaves_no_memory(tmp_path: Path) -> None:
    """Nothing that `reading` lets in has it; should it come all the same, nothing is kept."""
    odd = ROLL[0].model_copy(update={"occupation": "甲\0乙"})
    assert _files((odd, *ROLL[1:]), Shelf(tmp_path / "postings")) == _files((odd, *ROLL[1:]))
    assert not Memory.read(Shelf(tmp_path / "postings").get()).digests


def _watched(function: Callable[[T], R], tell: Callable[[T], object]) -> Callable[[T], R]:
    def watched(value: T) -> R:
        tell(value)
        return function(value)

    return watched


@pytest.mark.parametrize("harm", ["cut", "flipped", "emptied", "gone", "another's", "older code's"])
def test_a_memory_that_is_not_sound_counts_as_none(file: Path, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has become of the file, the index is that of a first run, and the next run has a memory again."""
    content = file.read_bytes()
    place = len(content) // 2
    if harm == "older code's":
        monkeypatch.setattr(memory, "code_version", lambda: "0")
        _files(ROLL[::-1], Shelf(file))
        monkeypatch.undo()
    elif harm == "another's":
        foreign = Shelf(file)
        foreign.put(b'{"a": "\\n"}\n')
        foreign.keep()
    elif harm == "gone":
        file.unlink()
    else:
        flipped = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        file.write_bytes({"cut": content[:place], "flipped": flipped, "emptied": b""}[harm])
    if harm != "older code's":
        assert not Memory.read(Shelf(file).get()).digests
    assert _files(ROLL, Shelf(file)) == _files(ROLL)
    assert len(Memory.read(Shelf(file).get()).digests) == COUNT


def test_another_code_has_no_memory(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other sources, or another Unicode, have made is not read: they may fold otherwise."""
    content = Shelf(file).get()
    assert Memory.read(content).digests
    memory.code_version.cache_clear()
    monkeypatch.setattr(unicodedata, "unidata_version", "1.1")
    assert not Memory.read(content).digests
    monkeypatch.undo()
    memory.code_version.cache_clear()

"""The form judges as `check` does: one mistake has one code, one place and one sentence, and one profile one text."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from form_mistakes import mistaken
from indexes import run_node
from make_roll import FictionalRoll
from qunyingpu.authoring.canonical import as_yaml, canonical_yaml
from qunyingpu.errors import ContentError, Problem
from qunyingpu.messages import MESSAGES
from qunyingpu.model.hero import Hero
from qunyingpu.model.site import Site
from qunyingpu.outputs.form.data import JUDGED, form_data
from qunyingpu.reading import Document, Found, judge_profile, parse_document
from qunyingpu.reading.files import decode, read_bytes

TESTS = Path(__file__).parents[1]
BROKEN = sorted((TESTS / "broken").glob("*.yaml"))
TODAY = datetime.date(2026, 11, 23)
HERO = "320500-2024-aaaaa"
PROFILES = 300

EXCEPTIONS = {
    "20-escape-in-choice": "without its control character the value begins with a bracket, which makes a list",
    "24-key-in-chinese": "the form takes Chinese keys for the English ones",
    "44-quotes-in-name": "the name has a line break, which no line of a form can hold",
}
"""Broken files whose tree the form judges otherwise, and why."""

UNKNOWABLE = {
    "file-name": "the form names the file itself",
    "file-place": "the form names the folder itself",
    "file-encoding": "the browser has turned bytes into text",
    "id-format": "the form mints the id itself; the id of a file that is opened stands in its name",
    "id-duplicate": "the form does not know the other profiles",
    "alias-taken": "the form does not know the names of other people",
    "ceremony-unknown": "the form does not know the ceremonies",
    "portrait-missing": "the form puts the photograph into the zip itself",
    "permalink-missing": "the list of addresses is written when the zip comes in",
    "glyph-missing": "the form does not know which characters the fonts of the site have",
}
"""Codes that `check` tells of profiles and the form cannot, and why."""


class Told(NamedTuple):
    """What is told of a mistake; *field* is its dotted path, "" where `check` names none."""

    code: str
    field: str
    message: str
    remedy: str
    severity: str


class Case(NamedTuple):
    """A profile as the form holds it, and what `check` says of the same profile as a file."""

    id: str
    tree: Mapping[str, Any]
    hero: Hero | None
    told: Sequence[Told]


class Answer(NamedTuple):
    """What the form says of a profile, the text that it would write, and the text of that text read again."""

    told: Sequence[Told]
    text: str
    again: str


def _case(hero_id: str, tree: Mapping[str, Any]) -> Case:
    document = parse_document("profile.yaml", as_yaml(tree))
    hero, problems = judge_profile(document, hero_id, today=TODAY)
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    return Case(hero_id, tree, hero, [_told(problem) for problem in ordered])


def _told(problem: Problem) -> Told:
    return Told(problem.code, problem.field, problem.message, problem.remedy, problem.severity.value)


def _answers(cases: Sequence[Case]) -> list[Answer]:
    asked = {
        "data": form_data(Site(name="群英谱", url="https://qyp.example/", description="", as_of=TODAY)),
        "today": TODAY.isoformat(),
        "profiles": [{"id": case.id, "tree": case.tree} for case in cases],
    }
    said = json.loads(run_node([str(TESTS / "js" / "judge_profiles.js")], asked))
    return [
        Answer([_as_told(found) for found in answer["problems"]], answer["text"], answer["again"]) for answer in said
    ]


def _as_told(found: Mapping[str, Any]) -> Told:
    # As `check` shortens the name of a key that is none.
    field = ".".join(str(key).split("：")[0].split(":")[0][:40] for key in found["path"])
    return Told(found["code"], field, found["message"], found["remedy"], found["severity"])


def _assert_same(case: Case, answer: Answer, name: str) -> None:
    """Compare the two; of a typing mistake `check` names the place in the file only, the form the field."""
    assert len(answer.told) == len(case.told), (name, answer.told, case.told)
    for ours, theirs in zip(answer.told, case.told, strict=True):
        assert (ours if theirs.field else ours._replace(field="")) == theirs, name


def _assert_same_text(case: Case, answer: Answer, name: str) -> None:
    # A portrait that is wrong is told, and left out of what `check` goes on with.
    if case.hero is not None and not any(told.field.startswith("portrait") for told in case.told):
        assert answer.text == canonical_yaml(case.hero), name
        assert answer.again == answer.text, name


def _broken_documents() -> Iterator[tuple[str, Document]]:
    for path in BROKEN:
        found = Found(f"heroes/32/{HERO}.yaml", str(path))
        try:
            yield path.stem, parse_document(found.file, decode(found, read_bytes(found)))
        except ContentError:
            continue


def test_broken_files_are_judged_alike() -> None:
    """The tree of every broken file that has one, but for the exceptions, each of which has its reason."""
    named = {stem: document.tree for stem, document in _broken_documents() if document.tree is not None}
    assert set(EXCEPTIONS) <= set(named)
    kept = [(stem, _case(HERO, tree)) for stem, tree in named.items() if stem not in EXCEPTIONS]
    assert len(kept) > 90
    assert sum(bool(case.told) for _, case in kept) >= 40
    for (stem, case), answer in zip(kept, _answers([case for _, case in kept]), strict=True):
        _assert_same(case, answer, stem)
        _assert_same_text(case, answer, stem)


def test_mistakes_are_told_alike() -> None:
    """Each of more than a hundred profiles with a mistake: the codes that are meant, the same in form and file."""
    rows = [*mistaken()]
    cases = [_case(HERO, row.tree) for row in rows]
    assert sum(bool(row.codes) for row in rows) > 80
    for row, case, answer in zip(rows, cases, _answers(cases), strict=True):
        assert [told.code for told in answer.told] == row.codes, row.name
        _assert_same(case, answer, row.name)
        _assert_same_text(case, answer, row.name)


def test_every_code_of_the_form_is_shown() -> None:
    """Whatever the form can tell is told of one of the profiles above; what it cannot has a reason."""
    assert {code for row in mistaken() for code in row.codes} == set(JUDGED)
    assert set(UNKNOWABLE) <= set(MESSAGES)
    assert not set(UNKNOWABLE) & set(JUDGED)


def test_fictional_profiles_have_no_mistake_and_the_same_bytes() -> None:
    """What the form writes of 300 people: no problem, the canonical bytes, and read back as they were written."""
    entries = FictionalRoll(seed=6).entries(PROFILES)
    trees = [parse_document("profile.yaml", as_yaml(entry.record)).tree for entry in entries]
    cases = [_case(entry.id, tree) for entry, tree in zip(entries, trees, strict=True) if tree is not None]
    assert len(cases) == PROFILES
    assert all(case.hero for case in cases)
    for case, answer in zip(cases, _answers(cases), strict=True):
        assert not answer.told
        assert not case.told
        _assert_same_text(case, answer, case.id)


@pytest.mark.parametrize("hero_id", ["no id", "000000-0000-22222", "330100-2024-aaaaa"])
def test_ids_are_judged_alike(hero_id: str) -> None:
    """A profile without an id, one whose id says nothing, and one whose id says another city."""
    cases = [_case(hero_id, row.tree) for row in mistaken()]
    for case, answer in zip(cases, _answers(cases), strict=True):
        _assert_same(case, answer, hero_id)

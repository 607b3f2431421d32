"""Every wrong profile in tests/broken is told as the lines beside it say: code, place and field, and no more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qunyingpu.errors import Problem
from qunyingpu.reading import read_all, strict_yaml
from qunyingpu.story import story_html

BROKEN = Path(__file__).parents[1] / "broken"
CASES = sorted(BROKEN.glob("*.yaml"))
HERO = "320500-2024-aaaaa"
TODAY = datetime.date(2026, 11, 23)


def _project(root: Path, case: Path) -> Path:
    profile = root / "heroes" / "32" / f"{HERO}.yaml"
    profile.parent.mkdir(parents=True)
    profile.write_bytes(case.read_bytes())
    (root / "heroes" / "permalinks.txt").write_text(f"heroes/{HERO}.html\n", encoding="utf-8")
    return root


def _expected(case: Path) -> tuple[list[str], dict[str, str], list[str]]:
    lines = case.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    values = dict(line[2:].split(" ", 1) for line in lines if line.startswith("= "))
    html = [line.removeprefix("html ") for line in lines if line.startswith("html ")]
    return [line for line in lines if not line.startswith(("= ", "html "))], values, html


def _line(problem: Problem) -> str:
    return f"{problem.code} {problem.line}:{problem.column} {problem.field or '-'}"


def _at(value: Any, path: str) -> str:
    for key in path.split("."):
        value = value[int(key)] if key.isdecimal() else getattr(value, key)
    return str(getattr(value, "id", value)).replace("\n", "\\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_mistake_is_told_where_it_is(case: Path, tmp_path: Path) -> None:
    """A wrong profile gets exactly its problems; a profile that only looks wrong is read and has its value."""
    problems, values, html = _expected(case)
    reading = read_all(_project(tmp_path, case), today=TODAY)
    assert [_line(problem) for problem in reading.problems] == problems
    assert {problem.file for problem in reading.problems} <= {f"heroes/32/{HERO}.yaml"}
    is_refused = any(problem.severity.value == "error" for problem in reading.problems)
    assert (reading.book is None) == is_refused
    if reading.book is None:
        assert not values
        assert not html
        return
    (hero,) = reading.book.heroes
    assert {path: _at(hero, path) for path in values} == values
    if html:
        assert story_html(hero.deed.story).splitlines() == html


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_verdicts_do_not_depend_on_libyaml(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml, the same lines of the same files are refused with the same codes."""
    root = _project(tmp_path, case)
    fast = read_all(root, today=TODAY)
    monkeypatch.setattr(strict_yaml, "_Loader", strict_yaml._PureLoader)
    pure = read_all(root, today=TODAY)
    assert [(p.code, p.line, p.message) for p in pure.problems] == [(p.code, p.line, p.message) for p in fast.problems]
    assert pure.book == fast.book


def test_every_case_has_its_verdict() -> None:
    """No wrong file lacks its expected lines, and none are left over."""
    assert {case.stem for case in CASES} == {path.stem for path in BROKEN.glob("*.expected")}


def _codes() -> Iterator[str]:
    for case in CASES:
        yield from (line.split(" ")[0] for line in _expected(case)[0])


def test_a_clean_profile_has_nothing_to_tell() -> None:
    """The profile that all the wrong ones are made from is right: each case differs in one thing only."""
    assert _expected(BROKEN / "00-clean.yaml")[0] == []
    assert len(set(_codes())) >= 30

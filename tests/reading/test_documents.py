"""A file becomes a tree or its mistakes; what was read once without a mistake need not be parsed again."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from projects import CLEAN, HERO, TODAY, Project
from qunyingpu.reading import documents, excerpts, read_all
from qunyingpu.reading.documents import MOST_OF_A_KIND, READING_MODULES, parse_document


class _Cache(dict[str, Mapping[str, Any]]):
    def put(self, digest: str, tree: Mapping[str, Any]) -> None:
        self[digest] = tree


def test_a_warm_cache_reads_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the trees of the last run at hand no YAML is parsed, and the book is the same."""
    cache = _Cache()
    cold = read_all(project.root, today=TODAY, cache=cache)
    assert len(cache) == 1
    monkeypatch.setattr(documents, "load_tree", None)
    assert read_all(project.root, today=TODAY, cache=cache).book == cold.book


def test_only_clean_files_are_kept(project: Project) -> None:
    """A file with a mistake, a warning or an empty key is read anew each time, so that it is told anew."""
    cache = _Cache()
    project.add_hero(HERO, CLEAN.replace("测试甲", "“测试甲”"))
    project.add_hero("320500-2024-bbbbb", CLEAN.replace("2024-06-24", "2024-02-30") + "nmae:\n")
    first = read_all(project.root, today=TODAY, cache=cache)
    assert not cache
    assert read_all(project.root, today=TODAY, cache=cache).problems == first.problems


def test_a_changed_file_is_another(project: Project) -> None:
    """The digest is that of the bytes."""
    cache = _Cache()
    read_all(project.root, today=TODAY, cache=cache)
    project.add_hero(HERO, CLEAN.replace("测试甲", "测试乙"))
    book = read_all(project.root, today=TODAY, cache=cache).book
    assert book is not None
    assert book.heroes[0].name == "测试乙"


def _digests(project: Project, cache: _Cache | None) -> Mapping[str, str]:
    book = read_all(project.root, today=TODAY, cache=cache).book
    assert book is not None
    return book.digests


def test_a_hero_has_the_digest_of_its_file(project: Project) -> None:
    """From the tree or from the cache alike, another one when a letter changes, and none where no cache asks."""
    cache = _Cache()
    cold = _digests(project, cache)
    assert list(cold) == [HERO]
    assert _digests(project, cache) == cold
    project.add_hero(HERO, f"{CLEAN}\n# 只加一句注释\n")
    assert _digests(project, cache)[HERO] != cold[HERO]
    assert _digests(project, None) == {}


def test_another_reader_reads_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No tree outlives the code that made it: results never depend on history."""
    cache = _Cache()
    before = _digests(project, cache)
    monkeypatch.setattr(documents, "reader_version", lambda: b"other")
    assert _digests(project, cache) != before
    assert len(cache) == 2


def test_every_module_of_a_document_counts() -> None:
    """What a document is read with is part of its reader's version."""
    used = {module for module in vars(documents).values() if inspect.ismodule(module)} - {inspect, sys}
    assert used | {documents} == set(READING_MODULES)
    named = {value.__module__ for value in vars(documents).values() if hasattr(value, "__module__")}
    reading = {name for name in named if name.startswith("qunyingpu.reading.")}
    assert reading <= {module.__name__ for module in READING_MODULES}


def test_mistakes_without_end_are_told_in_part() -> None:
    """Twenty thousand mistakes of one kind are no longer list than anybody reads."""
    problems = parse_document("a.yaml", "name: " + "\u200b" * 20_000 + "\n").problems
    assert [problem.code for problem in problems] == ["character-invisible"] * MOST_OF_A_KIND


def test_lines_are_quoted_without_personal_data(project: Project) -> None:
    """A report quotes the line of a problem as it was written, but for what must not be repeated."""
    project.add_hero(HERO, "\ufeff" + CLEAN.replace("name: 测试甲", "name：测试甲 13800138000").replace("\n", "\r\n"))
    line_of = excerpts(project.root)
    assert {line_of(problem) for problem in project.problems()} == {"name：测试甲 ***********"}
    project.write("heroes/32/320500-2024-bbbbb.yaml", b"\xff")
    assert [line_of(problem) for problem in project.problems() if problem.code == "file-encoding"] == [""]

"""The list of addresses is read line by line, and merged lists keep the strongest word."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from qunyingpu.errors import Problem
from qunyingpu.model.book import AddressStatus, Permalink
from qunyingpu.reading.files import Found
from qunyingpu.reading.permalinks import LIST, Listed, read_permalinks


def _read(tmp_path: Path, content: bytes) -> tuple[tuple[Listed, ...], list[Problem]]:
    target = tmp_path / "permalinks.txt"
    target.write_bytes(content)
    problems: list[Problem] = []
    return read_permalinks(Found(LIST, str(target)), problems), problems


def test_lines_have_three_forms(tmp_path: Path) -> None:
    """An address alone, moved, or withdrawn, each with its line; a mark, CRLF and blank lines do not matter."""
    listed, problems = _read(tmp_path, b"\xef\xbb\xbfa.html\r\nb/c-1.html -> d.html\r\n\r\ne.html withdrawn \r\n")
    assert listed == (
        Listed(Permalink("a.html"), 1),
        Listed(Permalink("b/c-1.html", AddressStatus.MOVED, "d.html"), 2),
        Listed(Permalink("e.html", AddressStatus.WITHDRAWN), 4),
    )
    assert problems == []


@pytest.mark.parametrize(
    "line",
    [
        "../a.html",
        "/a.html",
        "a/../b.html",
        "a\\b.html",
        "a",
        "a.html gone",
        "a.html -> ",
        "http://a/b.html",
        "测.html",
    ],
)
def test_other_lines_are_told(tmp_path: Path, line: str) -> None:
    """Whatever is no address inside the site is told with its line."""
    listed, problems = _read(tmp_path, f"a.html\n{line}\n".encode())
    assert [item.link.path for item in listed] == ["a.html"]
    assert [(problem.code, problem.line) for problem in problems] == [("permalink-format", 2)]


@pytest.mark.parametrize("order", [*permutations(["a.html", "a.html -> b.html", "a.html withdrawn"])])
def test_the_strongest_status_wins(tmp_path: Path, order: tuple[str, ...]) -> None:
    """Merged in whatever order, withdrawn beats moved beats live."""
    listed, _ = _read(tmp_path, "\n".join(order).encode())
    assert [item.link.status for item in listed] == [AddressStatus.WITHDRAWN]
    live_and_moved = [line for line in order if not line.endswith("withdrawn")]
    listed, _ = _read(tmp_path, "\n".join(live_and_moved).encode())
    assert [item.link for item in listed] == [Permalink("a.html", AddressStatus.MOVED, "b.html")]


def test_a_list_of_a_hundred_thousand_is_read(tmp_path: Path) -> None:
    """The limit of a profile does not hold for the list."""
    listed, problems = _read(tmp_path, b"".join(b"heroes/%06d.html\n" % number for number in range(100_000)))
    assert (len(listed), problems) == (100_000, [])


def test_an_unreadable_list_is_told(tmp_path: Path) -> None:
    """A list in another encoding is one problem, not thousands."""
    listed, problems = _read(tmp_path, "a.html 撤回\n".encode("gbk"))
    assert (listed, [problem.code for problem in problems]) == ((), ["file-encoding"])


def test_no_list_is_an_empty_list() -> None:
    """A project that has published nothing needs none."""
    assert read_permalinks(None, []) == ()

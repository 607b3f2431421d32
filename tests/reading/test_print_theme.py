"""Layouts of print become values; a mistake in one is told like one in a profile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qunyingpu.errors import ContentError
from qunyingpu.model.theme import PrintTheme
from qunyingpu.reading import read_theme
from trial_projects import ROOT

SHEET = "page: [210, 297]\nlayers:\n  - {kind: rule, at: [0, 0], box: [210, 3]}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the shipped theme, so that a test may break it."""
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    return tmp_path


def _told(root: Path, name: str, content: str) -> list[tuple[str, int, str]]:
    (root / "theme/print" / name).write_text(content, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_theme(root)
    return [(problem.file, problem.line, problem.message) for problem in caught.value.problems]


def test_the_shipped_layouts_are_whole() -> None:
    """Every format of the verb has its layout, the book has its own, and both have their templates."""
    printing = read_theme(ROOT).printing
    assert set(printing.sheets) == {"a1", "a3", "certificate", "handout", "plaque", "table-card"}
    assert printing.book is not None
    assert {"sheet.typ", "book.typ"} <= set(printing.templates)


def test_a_layout_may_be_like_another() -> None:
    """A1 takes its layers from A3 and says only that it is twice as large."""
    sheets = read_theme(ROOT).printing.sheets
    assert sheets["a1"] == sheets["a3"].model_copy(update={"scale": 2.0})


def test_a_foundation_may_add_a_layout(root: Path) -> None:
    """Another file in the folder is another format."""
    (root / "theme/print/banner.yaml").write_text(SHEET, encoding="utf-8")
    assert read_theme(root).printing.sheets["banner"].page == (210, 297)


def test_a_theme_may_go_without_print(root: Path) -> None:
    """A project that was begun before there was print still makes its site."""
    shutil.rmtree(root / "theme/print")
    assert read_theme(root).printing == PrintTheme()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("page: [210, 297]", "page: [210]", 1, "要写两个毫米数"),
        ("page: [210, 297]", "page: [210, 9]", 1, "40 至 1500"),
        ("page: [210, 297]", "page: [210, 297]\nbleed: 40", 1, "0 至 20"),
        ("page: [210, 297]", "page: [210, 297]\nscale: 9", 1, "0.25 至 4"),
        ("page: [210, 297]", "page: [210, 297]\nbled: 3", 2, "bled"),
        ("box: [210, 3]", "box: [211, 3]", 1, "不在 210×297 毫米的版面之内"),
        ("box: [210, 3]", "box: [210, 三]", 3, "要写毫米数"),
        ("kind: rule", "kind: ruler", 3, "ruler"),
        ("kind: rule", "kind: rule, colour: pink", 3, "pink"),
        (
            "layers:",
            "layers:\n  - {kind: column, at: [0, 9], box: [9, 9], rows: [{kind: text, text: '{nam}', size: 9}]}",
            3,
            "没有“{nam}”",
        ),
        ("layers:", "layers: [", 3, "YAML"),
    ],
)
def test_a_wrong_layout_is_told_with_its_place(root: Path, old: str, new: str, line: int, words: str) -> None:
    """File, line and reason, in Chinese, whatever is wrong with it."""
    (told, *_) = _told(root, "handout.yaml", SHEET.replace(old, new))
    assert (told[0], words in told[2]) == ("theme/print/handout.yaml", True), told
    assert told[1] == line


@pytest.mark.parametrize("other", ["nowhere", "a1", "handout", "[a3]"])
def test_a_layout_like_none_is_told(root: Path, other: str) -> None:
    """It may be like another that stands for itself, not like itself or one that is like a third."""
    (told,) = _told(root, "handout.yaml", f"like: {other}\n")
    assert told[0:2] == ("theme/print/handout.yaml", 1)
    assert "另一个版式的名字" in told[2]


def test_what_is_taken_over_is_told_once(root: Path) -> None:
    """A mistake in A3 is told where it stands, and not again for A1."""
    told = _told(root, "a3.yaml", SHEET.replace("kind: rule", "kind: ruler"))
    assert [file for file, _, _ in told] == ["theme/print/a3.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("rows: 20", "rows: 三十", "三十"),
        ("columns: 10", "columns: 16", "字太小，或行太窄"),
        ("本谱范围：{scope}", "本谱范围：{scop}", "没有“{scop}”"),
        ('paper: "#f6efdc"', "paper: 米色", "#7a1014"),
    ],
)
def test_a_wrong_book_is_told(root: Path, old: str, new: str, words: str) -> None:
    """The book's layout is read as strictly."""
    book = (ROOT / "theme/print/book.yaml").read_text(encoding="utf-8")
    assert old in book
    told = _told(root, "book.yaml", book.replace(old, new, 1))
    assert all(file == "theme/print/book.yaml" for file, _, _ in told)
    assert any(words.casefold() in message.casefold() for _, _, message in told)

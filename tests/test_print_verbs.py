"""`qunyingpu book` and `qunyingpu board`: they write a PDF whole or not at all, and say what they cannot do."""

from __future__ import annotations

import importlib
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faces import a_face, encoded
from printed import Pdf
from projects import CLEAN, HERO, SETTINGS, Project, a_project
from qunyingpu.__main__ import main
from trial_projects import ROOT

DAY = "1795392000"
PICTURED = f"{CLEAN}portrait:\n  file: {HERO}.jpg\n  credit: 测试摄影\n"
HONOURED = f"{CLEAN}honours:\n  - title: 测试称号\n    awarded_by: 测试基金会\n"

Ended = Callable[..., tuple[int, str]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with the shipped theme and one hero."""
    made = a_project(tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    return made


@pytest.fixture
def ended(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs a verb in the project and gives its status and what it said on either stream."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.chdir(project.root)
        monkeypatch.setattr(sys, "argv", ["qunyingpu", *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return run


def _made(project: Project, name: str = "made.pdf") -> Pdf:
    return Pdf((project.root / name).read_bytes())


def test_a_book_is_written(project: Project, ended: Ended) -> None:
    """The file lies where it was asked for, and the verb says so."""
    assert ended("book", "-o", "made.pdf") == (0, "made.pdf\n")
    assert "测试甲" in _made(project).text


def test_two_runs_write_the_same_bytes(project: Project, ended: Ended) -> None:
    """A file that is there is replaced, by the very same."""
    for verb in (("book",), ("board", HERO)):
        ended(*verb, "-o", "first.pdf")
        ended(*verb, "-o", "second.pdf")
        assert _made(project, "first.pdf").content == _made(project, "second.pdf").content
        assert str(project.root).encode() not in _made(project, "first.pdf").content


@pytest.mark.parametrize("form", ["a1", "a3", "handout", "table-card"])
def test_a_board_is_written(project: Project, ended: Ended, form: str) -> None:
    """Each format has the hero's photograph or name, and the credit."""
    project.write(f"heroes/32/{HERO}.yaml", PICTURED)
    project.write(f"heroes/32/{HERO}.jpg", encoded(a_face((1600, 2000))))
    assert ended("board", HERO, "--format", form, "-o", "made.pdf")[0] == 0
    assert "测试甲" in _made(project).text
    assert ("测试摄影" in _made(project).text) is (form != "table-card")


def test_a_certificate_is_no_sample_for_the_honouring_body(project: Project, ended: Ended) -> None:
    """The settings name the body; what it awarded itself is printed without 样张, once the address is real."""
    project.write(f"heroes/32/{HERO}.yaml", HONOURED)
    certificate = ("board", HERO, "--format", "certificate", "-o", "made.pdf")
    assert ended(*certificate)[0] == 0
    assert "样张" in _made(project).text
    project.write("mkdocs.yml", SETTINGS.replace(".example", ".org") + "extra:\n  honouring_body: 测试基金会\n")
    assert ended(*certificate)[0] == 0
    assert "样张" not in _made(project).text


def test_a_coarse_photograph_is_remarked(project: Project, ended: Ended) -> None:
    """The verb says that the photograph is too small, and prints the board."""
    project.write(f"heroes/32/{HERO}.yaml", PICTURED)
    project.write(f"heroes/32/{HERO}.jpg", encoded(a_face((480, 600))))
    status, said = ended("board", HERO, "-o", "made.pdf")
    assert (status, "发虚" in said, (project.root / "made.pdf").exists()) == (0, True, True)


def test_consent_decides_what_is_printed(project: Project, ended: Ended) -> None:
    """Who agreed to the web alone gets neither board nor book."""
    web_only = CLEAN.replace("  basis: public_report", "  basis: consent\n  reference: T-1\n  scope: [web]")
    project.write(f"heroes/32/{HERO}.yaml", web_only)
    for verb in (("book",), ("board", HERO)):
        status, said = ended(*verb, "-o", "made.pdf")
        assert (status, "印刷" in said) == (2, True)
    assert not (project.root / "made.pdf").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("book",), "缺少 -o 文件.pdf"),
        (("board", "-o", "made.pdf"), "缺少 编号"),
        (("book", "-o", "made.txt"), "不是 PDF 文件名"),
        (("book", "-o", "heroes"), "不是 PDF 文件名"),
        (("book", "-o", "nowhere/made.pdf"), "没有这个文件夹"),
        (("book", "--ceremony", "national-99", "-o", "made.pdf"), "没有“national-99”这次表彰"),
        (("book", "--year", "1999", "-o", "made.pdf"), "没有符合这些条件"),
        (("book", "--region", "亚特兰蒂斯", "-o", "made.pdf"), "亚特兰蒂斯"),
        (("board", "320500-2024-zzzzz", "-o", "made.pdf"), "名录里没有编号 320500-2024-zzzzz"),
        (("board", HERO, "--format", "a9", "-o", "made.pdf"), "没有“a9”这种版式"),
        (("board", HERO, "--format", "certificate", "-o", "made.pdf"), "没有表彰"),
    ],
)
def test_what_cannot_be_made_is_told(project: Project, ended: Ended, words: tuple[str, ...], told: str) -> None:
    """Wrong usage is one Chinese sentence and status 2, and leaves no file."""
    status, said = ended(*words)
    assert (status, told in said, said.count("\n")) == (2, True, 1), said
    assert not list(project.root.rglob("*.pdf*"))


def test_without_typst_the_verb_says_how_to_get_it(
    project: Project, ended: Ended, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence, status 2, before any work is done."""
    found = importlib.import_module

    def missing(name: str, package: str | None = None) -> Any:
        if name == "typst":
            raise ImportError(name)
        return found(name, package)

    monkeypatch.setattr(importlib, "import_module", missing)
    for verb in (("book",), ("board", HERO)):
        status, said = ended(*verb, "-o", "made.pdf")
        assert (status, "scripts/go.py" in said, said.count("\n")) == (2, True, 1)


def test_the_day_is_that_of_the_data(project: Project, ended: Ended, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a commit the settings tell the day; where nothing does, the verb asks for it."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    status, said = ended("book", "-o", "made.pdf")
    assert (status, "as_of" in said) == (2, True)
    project.write("mkdocs.yml", f"{SETTINGS}extra:\n  as_of: 2025-05-01\n")
    assert ended("book", "-o", "made.pdf")[0] == 0
    assert "二〇二五年五月一日" in _made(project).text


def test_the_tests_use_what_the_extra_installs() -> None:
    """The extra asks for the very typst with which everything here was looked at."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = set(project["project"]["optional-dependencies"]["print"])
    assert extra <= {line for line in project["dependency-groups"]["dev"] if isinstance(line, str)}


def test_content_that_is_wrong_is_told(project: Project, ended: Ended) -> None:
    """A character without a glyph has its place, status 1, and no file."""
    project.write(f"heroes/32/{HERO}.yaml", CLEAN.replace("测试甲", "测试\U000323af"))
    status, said = ended("book", "-o", "made.pdf")
    assert (status, "glyph-missing" in said, HERO in said) == (1, True, True)
    assert not list(project.root.rglob("*.pdf*"))


def test_nothing_half_written_remains(project: Project, ended: Ended, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk gives out in the middle, the file that was there is whole and nothing lies beside it."""
    before = project.write("made.pdf", "earlier")

    def full(target: Path, content: bytes) -> None:
        target.write_bytes(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qunyingpu.writing.files.write_new", full)
    status, said = ended("book", "-o", "made.pdf")
    assert (status, "写不进" in said) == (2, True)
    assert before.read_bytes() == b"earlier"
    assert [path.name for path in project.root.iterdir() if "pdf" in path.name] == ["made.pdf"]


def test_the_shipped_roll_is_printed(ended: Ended, tmp_path: Path) -> None:
    """The book of the fifteenth ceremony tells of all ten whom the roll has of it, and each of them has a board."""
    target = tmp_path / "shipped.pdf"
    assert ended("-C", str(ROOT), "book", "--ceremony", "national-15", "-o", str(target))[0] == 0
    heroes = [title for level, title, _ in Pdf(target.read_bytes()).bookmarks if level == 1]
    assert len(heroes) == 10
    assert "胡友平" in heroes

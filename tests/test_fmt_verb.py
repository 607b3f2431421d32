"""`qunyingpu fmt`: what it writes, what it leaves alone, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import CLEAN, HERO, Project, a_project
from qunyingpu.authoring.changes import undo
from qunyingpu.verbs import fmt
from qunyingpu.writing import replace_file
from verbs import Ended, caller

FILE = f"heroes/32/{HERO}.yaml"
OTHER = "320500-2024-bbbbb"
CANONICAL = CLEAN.replace("deed:", "kind: individual\ndeed:")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project whose one profile is canonical."""
    made = a_project(tmp_path)
    made.write(FILE, CANONICAL)
    return made


@pytest.fixture
def ended(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs `qunyingpu fmt` in the project."""
    return caller(project.root, "fmt", monkeypatch, capsys, fmt)


def _bytes(project: Project) -> bytes:
    return (project.root / FILE).read_bytes()


def test_a_canonical_roll_has_nothing_to_do(ended: Ended, project: Project) -> None:
    """Nothing is written, and the status is 0."""
    assert ended() == (0, "没有要整理的。\n")
    assert ended("--check") == (0, "")
    assert _bytes(project) == CANONICAL.encode()


def test_what_is_written_is_shown_and_can_be_undone(ended: Ended, project: Project) -> None:
    """Only the lines that change are shown; comments stay; the last change is taken back whole."""
    messy = CANONICAL.replace("name: 测试甲", "姓名: 测试甲 # 照户口").replace("2024-06-24", "2024年6月24日")
    project.write(FILE, messy)
    status, said = ended()
    assert status == 0
    assert "-姓名: 测试甲 # 照户口\n+name: 测试甲 # 照户口\n" in said
    assert "+  date: 2024-06-24\n" in said
    assert "+  region" not in said
    assert "撤销：qunyingpu import --undo" in said
    assert _bytes(project) == CANONICAL.replace("测试甲", "测试甲 # 照户口").encode()
    undo(project.root)
    assert _bytes(project) == messy.encode()


def test_a_file_that_is_in_use_is_told(ended: Ended, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a file that another program holds cannot be replaced: a sentence, and nothing was written."""
    messy = CANONICAL.replace("name: ", "姓名: ")
    project.write(FILE, messy)

    def locked(target: Path, content: bytes) -> None:
        if target.name == f"{HERO}.yaml":
            raise PermissionError(13, "in use", str(target))
        replace_file(target, content)

    monkeypatch.setattr("qunyingpu.authoring.changes.replace_file", locked)
    status, said = ended()
    assert (status, f"{HERO}.yaml”：没有权限，或文件正开着。什么也没有写入。" in said) == (2, True), said
    assert _bytes(project) == messy.encode()


def test_a_preview_writes_nothing(ended: Ended, project: Project) -> None:
    """--dry-run shows, --check names and ends with 1; both leave the file alone."""
    project.write(FILE, CLEAN)
    status, said = ended("--dry-run")
    assert (status, "+kind: individual" in said, "什么也没有写入" in said) == (0, True, True)
    assert ended("--check") == (1, f"{FILE}：还没有整理。请运行 qunyingpu fmt {FILE}\n")
    assert _bytes(project) == CLEAN.encode()


def test_a_file_with_a_mistake_is_named_and_the_others_are_written(ended: Ended, project: Project) -> None:
    """The mistake is told as `check` tells it; the status is 1; the sound file is formatted."""
    project.write(FILE, CLEAN)
    broken = CLEAN.replace("2024-06-24", "2024-02-30")
    project.add_hero(OTHER, broken)
    status, said = ended()
    assert status == 1
    assert "没有 2 月 30 日" in said
    assert "这 1 份有错误，没有动。" in said
    assert (project.root / f"heroes/32/{OTHER}.yaml").read_text(encoding="utf-8") == broken
    assert _bytes(project) == CANONICAL.encode()


@pytest.mark.parametrize("encode", ["gb18030", "utf-8-sig"])
def test_what_notepad_saves_becomes_utf_8(ended: Ended, project: Project, encode: str) -> None:
    """A file in GB18030 or with a byte order mark is repaired, and that is said."""
    project.write(FILE, CANONICAL.replace("\n", "\r\n").encode(encode))
    status, said = ended()
    assert status == 0
    assert f"{FILE}：改成 UTF-8 编码、统一换行。" in said
    assert _bytes(project) == CANONICAL.encode()


def test_only_what_is_named_is_formatted(ended: Ended, project: Project) -> None:
    """A file is named by its path or its id; what is no profile is refused with status 2."""
    project.write(FILE, CLEAN)
    project.add_hero(OTHER, CLEAN)
    assert ended(FILE)[0] == 0
    assert _bytes(project) == CANONICAL.encode()
    assert (project.root / f"heroes/32/{OTHER}.yaml").read_text(encoding="utf-8") == CLEAN
    assert ended(OTHER)[0] == 0
    assert (project.root / f"heroes/32/{OTHER}.yaml").read_text(encoding="utf-8") == CANONICAL
    status, said = ended("mkdocs.yml")
    assert (status, "不是这个项目的档案" in said) == (2, True)

"""`qunyingpu import --text`: what it says, what it writes, and what it leaves alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from projects import Project, a_project
from qunyingpu.__main__ import main
from qunyingpu.authoring.changes import undo
from sites import contents

NEWSPAPER = Path(__file__).parent / "authoring" / "old_text" / "newspaper.txt"
Run = Callable[..., int]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with one clean profile."""
    return a_project(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, project: Project) -> Run:
    """Return what runs `import --text` of the newspaper in the project and returns its status."""

    def run(*words: str, text: Path = NEWSPAPER) -> int:
        monkeypatch.chdir(project.root)
        monkeypatch.setattr(sys, "argv", ["qunyingpu", "import", "--text", str(text), *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    return run


def test_drafts_go_into_a_folder(run: Run, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """With -o the roll is left alone; files bear ids, and what lacks is told."""
    before = contents(project.root)
    assert run("-o", "drafts") == 0
    said = capsys.readouterr().out
    made = sorted(path.name[:12] for path in (project.root / "drafts").iterdir())
    assert made == ["210700-2022-", "320500-2023-"]
    assert "张测试，待补：公开依据" in said
    assert "第 33 行：占位符“璃。**省有关部门表示，”" in said
    assert "没有立草稿：王虚构（第 25 行）、欧阳试（第 25 行）" in said
    assert {path: content for path, content in contents(project.root).items() if "drafts" not in path} == before


def test_drafts_are_never_written_over(run: Run, project: Project) -> None:
    """A draft that someone has worked on stays."""
    text = project.write("a.txt", "　　村民张测试听见呼救，跳入河中救人。\n")
    project.write("drafts/draft-1.yaml", "name: 改过\n")
    assert run("-o", "drafts", text=text) == 2
    assert (project.root / "drafts/draft-1.yaml").read_text(encoding="utf-8") == "name: 改过\n"


def test_unfit_drafts_stay_out_of_the_roll(run: Run, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a ground of publication no draft is a sound profile: it is told what lacks, and nothing is written."""
    before = contents(project.root)
    assert run("--yes") == 1
    assert "还不能放进名录（缺少“公开依据”）" in capsys.readouterr().out
    assert contents(project.root) == before


def test_the_roll_is_shown_before_it_changes(run: Run, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """With --dry-run the difference is shown and nothing is written; with --yes it is written, and can be undone."""
    before = contents(project.root)
    assert run("--basis", "公开报道", "--dry-run") == 0
    shown = capsys.readouterr().out
    assert ("+name: 张测试" in shown, "没有写入" in shown, contents(project.root) == before) == (True, True, True)
    assert run("--basis", "公开报道", "--yes") == 0
    assert "+name: 李样例" in capsys.readouterr().out
    assert [problem.code for problem in project.problems()] == []
    book = project.read().book
    assert book is not None
    assert {hero.name: hero.draft for hero in book.heroes} == {"测试甲": False, "张测试": True, "李样例": True}
    undo(project.root)
    assert {path for path in contents(project.root) if not path.startswith(".cache")} == set(before)


def test_a_text_without_deeds_makes_nothing(run: Run, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A speech names no hero: no draft, and the stars in it are told."""
    text = project.write("speech.txt", "同志们：\n*书记出席会议。要弘扬见义勇为精神，关心见义勇为人员和家庭。\n")
    assert run("-o", "drafts", text=text) == 0
    said = capsys.readouterr().out
    assert ("0 份草稿" in said, "第 2 行：占位符“*书记出席" in said) == (True, True)
    assert not (project.root / "drafts").exists()


def test_what_is_no_text_is_refused(run: Run, project: Project) -> None:
    """A missing file, a picture: status 2."""
    assert run(text=project.root / "nowhere.txt") == 2
    assert run(text=project.write("a.txt", b"\xff\xd8\xff\xe0\0")) == 2

"""`qunyingpu export` and `qunyingpu import`: what they say, ask, write, refuse, and take back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from openpyxl import load_workbook

from projects import CLEAN, HERO, Project, a_project
from qunyingpu.__main__ import main
from workbooks import HEADINGS, NEW, a_photo, edited, exported, files_of, saved, typed

Ended = Callable[..., tuple[int, str]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with one hero."""
    return a_project(tmp_path / "project")


@pytest.fixture
def ended(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs a verb in the project and gives its status and all it said."""

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["qunyingpu", "-C", str(project.root), *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(str(end.value.code)), said.out + said.err

    return run


def _file(project: Project, content: bytes, name: str = "名单.xlsx") -> str:
    return str(project.write(f"../{name}", content))


def test_the_roll_is_exported_and_imported_unchanged(project: Project, ended: Ended, tmp_path: Path) -> None:
    """Both kinds of file at once, and each of them says that nothing would change."""
    book, table = tmp_path / "a.xlsx", tmp_path / "a.csv"
    status, said = ended("export", "--xlsx", str(book), "--csv", str(table))
    assert (status, said) == (0, f"{book}\n{table}\n")
    assert table.read_bytes().startswith("\ufeff编号,姓名".encode())
    for file in (book, table):
        assert ended("import", str(file)) == (0, "新增 0 份档案，修改 0 份，1 份不变。\n没有要写的。\n")


def test_photos_go_into_the_workbook_only_when_they_are_asked_for(
    project: Project, ended: Ended, tmp_path: Path
) -> None:
    """Otherwise the cell holds the name of the file."""
    project.write(f"heroes/32/{HERO}.jpg", a_photo())
    project.write(f"heroes/32/{HERO}.yaml", CLEAN.replace("sources:", f"portrait:\n  file: {HERO}.jpg\nsources:"))
    file = tmp_path / "a.xlsx"
    for words, count in (((), 0), (("--photos",), 1)):
        assert ended("export", "--xlsx", str(file), *words)[0] == 0
        assert len(load_workbook(file)["英雄"]._images) == count  # type: ignore[attr-defined]


def test_a_dry_run_writes_nothing(project: Project, ended: Ended) -> None:
    """It shows every cell and says that it is a preview."""
    before = files_of(project.root)
    status, said = ended("import", _file(project, edited(exported(project), {"B3": "测试乙"})), "--dry-run")
    assert status == 0
    assert said == ("B3 姓名：“测试甲” → “测试乙”\n新增 0 份档案，修改 1 份，0 份不变。\n这是预览，什么也没有写入。\n")
    assert files_of(project.root) == before


def test_what_is_written_can_be_undone(project: Project, ended: Ended) -> None:
    """Once undone, the roll is as it was; undone again, as it was meant."""
    before = files_of(project.root)
    status, said = ended("import", _file(project, saved(typed())), "--yes")
    assert (status, said.splitlines()[-1]) == (0, "已写入 2 个文件。撤销：qunyingpu import --undo")
    after = files_of(project.root)
    assert len(after) == len(before) + 1
    status, said = ended("import", "--undo")
    assert (status, said.splitlines()[-1]) == (0, "已撤销，恢复了 2 个文件。再运行一次，就恢复撤销前的样子。")
    assert files_of(project.root) == before
    ended("import", "--undo")
    assert files_of(project.root) == after


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_nothing_is_written_before_the_answer(
    answer: str, project: Project, ended: Ended, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question comes after the change was shown, and no means no."""
    before = files_of(project.root)
    asked: list[str] = []

    def confirm(words: str, **_: object) -> bool:
        asked.append(words)
        assert files_of(project.root) == before
        return answer == "yes"

    monkeypatch.setattr(click, "confirm", confirm)
    status, said = ended("import", _file(project, saved(typed())))
    assert (status, asked) == (0, ["写入吗？输入 y 写入，直接回车放弃"])
    assert (files_of(project.root) != before) is (answer == "yes")
    assert ("什么也没有写入。" in said) is (answer == "no")


def test_mistakes_are_told_by_cell_and_nothing_is_written(project: Project, ended: Ended) -> None:
    """Status 1, the code at the end of each line, the sound row left out too."""
    before = files_of(project.root)
    rows = [NEW, ("", "测试丙", "2024-02-30", *NEW[3:])]
    status, said = ended("import", _file(project, saved(typed(rows))), "--yes")
    assert status == 1
    assert said == (
        "名单.xlsx C3 事发日期：没有 2 月 30 日。请写成 2024-02-29 这样的日期。[date-impossible]\n\n"
        "1 个文件里共有 1 处错误。请逐处改正，再检查一遍。\n什么也没有写入。\n"
    )
    assert files_of(project.root) == before


def test_many_cells_are_cut_short_before_the_question(project: Project, ended: Ended) -> None:
    """Whoever wants to see all of them runs it dry."""
    rows = [("", f"测试{number:03}", *NEW[2:]) for number in range(30)]
    content = _file(project, saved(typed(rows)))
    assert "……还有 71 行，用 --dry-run 可以看全。" in ended("import", content, "--yes")[1]
    ended("import", "--undo")
    assert "还有" not in ended("import", content, "--dry-run")[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export",), "请写 --xlsx 文件.xlsx 或 --csv 文件.csv。"),
        (("export", "--csv", "a.csv", "--photos"), "CSV 里放不下照片"),
        (("import",), "请写要导入的文件"),
        (("import", "没有.xlsx"), "没有“没有.xlsx”这个文件。"),
        (("import", "--undo"), "没有可以撤销的改动。"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(words: tuple[str, ...], sentence: str, ended: Ended) -> None:
    """Status 2, what to write instead, no traceback."""
    status, said = ended(*words)
    assert (status, sentence in said) == (2, True)


def test_without_openpyxl_the_way_to_get_it_is_told(
    project: Project, ended: Ended, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Only a workbook that is written needs it: CSV and every import work without."""
    content = _file(project, saved(typed(headings=HEADINGS)))

    monkeypatch.delitem(sys.modules, "qunyingpu.authoring.spreadsheet.books")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    status, said = ended("export", "--xlsx", str(tmp_path / "a.xlsx"))
    assert (status, "go.py export" in said) == (2, True)
    assert ended("export", "--csv", str(tmp_path / "a.csv"))[0] == 0
    assert ended("import", content, "--dry-run")[0] == 0

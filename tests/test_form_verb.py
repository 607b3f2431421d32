"""`qunyingpu form`: writes 填表.html, and refuses what is no name of a page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qunyingpu.__main__ import main
from qunyingpu.engines.project import any_site
from qunyingpu.outputs.form import form_page
from qunyingpu.reading import read_theme
from trial_projects import ROOT


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return what calls the verb with some words and gives its exit status."""

    def called(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["qunyingpu", "-C", str(ROOT), "form", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(str(ended.value.code or 0))

    return called


def test_the_form_is_written_where_it_is_wanted(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is the form of the project, and its place is told."""
    wanted = tmp_path / "表.html"
    assert run("-o", str(wanted)) == 0
    assert capsys.readouterr().out.strip() == str(wanted)
    assert wanted.read_bytes() == form_page(any_site(ROOT), read_theme(ROOT))


def test_its_name_is_known(run: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name it is 填表.html in the folder that one is in."""
    monkeypatch.chdir(tmp_path)
    assert run() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["填表.html"]


@pytest.mark.parametrize("name", ["表.txt", "表", "."])
def test_what_is_no_page_is_refused(
    run: Callable[..., int], tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A browser opens only what is called a page."""
    assert run("-o", str(tmp_path / name)) == 2
    assert "不是网页的文件名" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be written is a sentence, not a trace."""
    assert run("-o", str(tmp_path / "no" / "表.html")) == 2
    assert "没有这个文件夹" in capsys.readouterr().err

"""`qunyingpu card`: writes what it is asked for, shows all of it in one picture, says what it cannot do."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click
import pytest
from PIL import Image

from faces import a_face, encoded
from projects import CLEAN, HERO, Project, a_project
from qunyingpu.__main__ import main
from trial_projects import ROOT

PICTURED = f"{CLEAN}portrait:\n  file: {HERO}.jpg\n  focus: [0.5, 0.4]\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with the shipped theme and one hero, with a drawn photograph."""
    made = a_project(tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    made.write(f"heroes/32/{HERO}.yaml", PICTURED)
    made.write(f"heroes/32/{HERO}.jpg", encoded(a_face((900, 1200))))
    return made


def _ended(project: Project, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.chdir(project.root)
    monkeypatch.setattr(sys, "argv", ["qunyingpu", "card", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_cards_are_written_where_they_are_asked_for(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One size in one dress lies in the named folder, and the verb says where."""
    assert _ended(project, monkeypatch, HERO, "--size", "poster", "--theme", "solemn", "-o", "made") == 0
    poster = project.root / "made" / f"{HERO}-poster.jpg"
    assert capsys.readouterr().out.split() == [str(poster.relative_to(project.root))]
    with Image.open(poster) as card:
        assert (card.size, dict(card.getexif())) == ((1080, 1920), {})


def test_all_sizes_are_shown_in_one_picture(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--open` hands one picture to the system's viewer and leaves no card behind."""
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    assert _ended(project, monkeypatch, HERO, "--open") == 0
    (picture,) = opened
    with Image.open(picture) as overview:
        assert overview.width == 2400
    assert not list(project.root.glob("*.jpg"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("320500-2024-zzzzz",), "名录里没有编号"),
        ((HERO, "--size", "banner"), "没有“banner”这种画面"),
        ((), "缺少"),
    ],
)
def test_what_cannot_be_made_is_told(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    told: str,
) -> None:
    """An unknown hero, an unknown size and a missing number are wrong usage: one sentence, status 2."""
    assert _ended(project, monkeypatch, *words) == 2
    assert told in capsys.readouterr().err


def test_a_hidden_hero_has_no_cards(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft is as unknown to the verb as to the site."""
    project.write("heroes/32/320500-2024-bbbbb.yaml", f"{CLEAN}draft: 是\n")
    assert _ended(project, monkeypatch, "320500-2024-bbbbb") == 2
    assert "公开" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the cards cannot be stored, the verb says so in one sentence."""
    project.write("made", "a file where a folder should be")
    assert _ended(project, monkeypatch, HERO, "--size", "tile", "-o", "made") == 2
    assert "写不进“made”" in capsys.readouterr().err

"""The command line: what it says, in which form, and with which status it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from projects import CLEAN, HERO, SETTINGS, Project, a_project
from qunyingpu.__main__ import main
from qunyingpu.report import FORMATS, Palette
from qunyingpu.verbs.check import palette
from trial_projects import shipped_project

SCRIPTS = Path(__file__).parents[1] / "scripts"


@dataclass(frozen=True)
class Answer:
    """How a command ended: its status, and what it said on either stream."""

    status: int
    said: str
    complaint: str


class Run(Protocol):
    """Run a command in a folder."""

    def __call__(self, *words: str, folder: Path) -> Answer:
        """Run ``qunyingpu`` with *words*."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs commands in this process: a new one each time would take most of the tests' time."""

    def run(*words: str, folder: Path) -> Answer:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["qunyingpu", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said, complaint = capsys.readouterr()
        return Answer(int(ended.value.code or 0), said, complaint)

    return run


def _run_apart(*words: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "qunyingpu", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(SCRIPTS)} | environ,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def broken(tmp_path: Path) -> Project:
    """Make a project whose one profile has a mistake and a rare character."""
    made = a_project(tmp_path)
    made.add_hero(HERO, CLEAN.replace("2024-06-24", "2024-02-30").replace("测试甲", "测试𠮷\U000323af"))
    made.write("heroes/32/320500-2024-bbbbb.yaml", "name：测试𠮷\n")
    return made


def test_a_clean_project_passes(tmp_path: Path, run: Run) -> None:
    """Nothing to tell: status 0."""
    said = run("check", folder=a_project(tmp_path).root)
    assert (said.status, said.said.strip(), said.complaint) == (0, "没有发现问题。", "")


def test_warnings_pass(tmp_path: Path, run: Run) -> None:
    """A warning is told and stops nothing."""
    project = a_project(tmp_path)
    project.add_hero(HERO, CLEAN.replace("测试甲", "“测试甲”"))
    said = run("check", folder=project.root)
    assert (said.status, "提醒" in said.said) == (0, True)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_mistakes_fail_in_every_format(broken: Project, form: str, run: Run) -> None:
    """Status 1, and every file's mistakes in the form that was asked for."""
    said = run("check", "--format", form, folder=broken.root)
    assert said.status == 1
    assert said.complaint == ""
    text = said.said
    assert "date-impossible" in text.replace("\\-", "-")
    assert "colon-fullwidth" in text.replace("\\-", "-")


def test_text_quotes_the_line(broken: Project, run: Run) -> None:
    """The line as written stands under the problem, with a mark below its character."""
    text = run("check", folder=broken.root).said
    assert "  |   date: 2024-02-30\n  |         ^\n" in text


def test_settings_and_theme_are_checked(tmp_path: Path, run: Run) -> None:
    """A wrong setting, an unknown hero of the home page and a broken layout are told with all the rest."""
    project = a_project(tmp_path)
    project.write("mkdocs.yml", SETTINGS + "extra:\n  featured: [320500-2024-zzzzz]\n")
    project.write("theme/cards/share.yaml", "size: [\n")
    problems = json.loads(run("check", "--format", "json", folder=project.root).said)["problems"]
    assert {("mkdocs.yml", "hero-unknown"), ("theme/cards/share.yaml", "yaml-syntax")} <= {
        (problem["file"], problem["code"]) for problem in problems
    }
    project.write("mkdocs.yml", "site_url: x\n")
    problems = json.loads(run("check", "--format", "json", folder=project.root).said)["problems"]
    assert ("mkdocs.yml", "settings-field") in {(problem["file"], problem["code"]) for problem in problems}


def test_a_release_needs_an_address(tmp_path: Path, run: Run) -> None:
    """With the address that the project ships, check passes and check --release does not."""
    project = a_project(tmp_path)
    assert run("check", folder=project.root).status == 0
    said = run("check", "--release", folder=project.root)
    assert (said.status, "settings-sample" in said.said) == (1, True)
    project.write("mkdocs.yml", SETTINGS.replace(".example", ".org"))
    assert run("check", "--release", folder=project.root).status == 0


def test_the_root_is_the_nearest_parent(tmp_path: Path, run: Run) -> None:
    """A verb works from any folder of a project, and for any project with -C."""
    project = a_project(tmp_path / "inner")
    assert run("check", folder=project.root / "heroes" / "32").status == 0
    assert run("-C", str(project.root / "heroes"), "check", folder=tmp_path).status == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("check",), "找不到 mkdocs.yml"),
        (("-C", "nowhere", "check"), "没有“nowhere”这个文件夹"),
        (("chek",), "没有这个命令"),
        (("check", "--formal"), "没有“--formal”这个选项"),
        (("check", "--format", "xml"), "--format 的值写得不对"),
        (("check", "--format"), "后面缺少它的值"),
        (("check", "more"), "参数写得不对"),
        ((), "用法：qunyingpu"),
    ],
)
def test_wrong_usage_is_said_in_one_sentence(words: tuple[str, ...], sentence: str, tmp_path: Path, run: Run) -> None:
    """Status 2, a Chinese sentence on the error stream, and nothing on the other."""
    said = run(*words, folder=tmp_path)
    assert (said.status, said.said) == (2, "")
    assert sentence in said.complaint
    assert "Traceback" not in said.complaint


@pytest.mark.parametrize("words", [("--help",), ("check", "--help"), ("check", "-h")])
def test_help_is_chinese_and_needs_no_project(words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    """Help is there for whoever has no project yet, without an English word of the frame."""
    said = run(*words, folder=tmp_path)
    assert said.status == 0
    text = said.said
    assert text.startswith("用法：qunyingpu")
    assert "选项：" in text
    assert not {"Usage", "Options", "Show this", "Commands"} & set(text.replace(":", " ").split())


@pytest.mark.parametrize("encoding", ["cp936", "latin-1", "ascii", "utf-8"])
def test_no_console_makes_it_fail(broken: Project, encoding: str) -> None:
    """Where the console's encoding lacks a character, a question mark stands for it."""
    said = _run_apart("check", folder=broken.root, PYTHONIOENCODING=encoding)
    assert (said.returncode, said.stderr) == (1, b"")
    # click takes ASCII for a console that was never set up, and writes UTF-8.
    said.stdout.decode("utf-8" if encoding == "ascii" else encoding)
    assert _run_apart("chek", folder=broken.root, PYTHONIOENCODING=encoding).returncode == 2


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_declined(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """NO_COLOR (no-color.org) and a terminal that knows no colours are respected."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert palette() is Palette.COLOUR
    monkeypatch.setenv(name, value)
    assert palette() is Palette.PLAIN


def test_pipes_get_no_colour(broken: Project) -> None:
    """Escape sequences are for terminals."""
    assert b"\x1b" not in _run_apart("check", folder=broken.root, FORCE_COLOR="1").stdout


def test_a_character_without_a_glyph_is_told(tmp_path: Path) -> None:
    """What would stop the drawing of a card is told by check as well, with the hero and the code point."""
    root = shipped_project(tmp_path)
    profile = next((root / "heroes" / "32").glob("*.yaml"))
    text = profile.read_text(encoding="utf-8")
    profile.write_text(re.sub("(?m)^name: .*", "name: 测\U00030ede", text), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "qunyingpu", "-C", str(root), "check", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    problems = json.loads(said.stdout)["problems"]
    assert [(problem["code"], problem["field"]) for problem in problems] == [("glyph-missing", "name")]
    assert "U+30EDE" in problems[0]["message"]

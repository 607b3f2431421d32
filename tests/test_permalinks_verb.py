"""`qunyingpu permalinks`: missing lines are added in order, and branches that both add some merge."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from projects import CLEAN, HERO, Project, a_project
from qunyingpu.verbs import permalinks
from trial_projects import ROOT
from verbs import Ended, caller

LIST = "heroes/permalinks.txt"
LATE, EARLY = "320500-2024-zzzzz", "110000-2020-bbbbb"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with one listed profile."""
    return a_project(tmp_path)


@pytest.fixture
def ended(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs `qunyingpu permalinks` in the project."""
    return caller(project.root, "permalinks", monkeypatch, capsys, permalinks)


def _add_unlisted(project: Project, hero_id: str, content: str = CLEAN) -> None:
    project.write(f"heroes/{hero_id[:2]}/{hero_id}.yaml", content)


def _list(project: Project) -> str:
    return (project.root / LIST).read_text(encoding="utf-8")


def test_missing_lines_are_added_in_order(ended: Ended, project: Project) -> None:
    """Every shown hero is in the list afterwards, and nothing that stood there is gone."""
    project.write(LIST, f"heroes/{HERO}.html\nheroes/200000-2000-aaaaa.html withdrawn\n")
    _add_unlisted(project, LATE)
    _add_unlisted(project, EARLY, CLEAN.replace("320505", "110107").replace("2024", "2020"))
    status, said = ended()
    assert (status, f"+heroes/{LATE}.html" in said) == (0, True)
    assert _list(project) == (
        f"heroes/{EARLY}.html\nheroes/200000-2000-aaaaa.html withdrawn\nheroes/{HERO}.html\nheroes/{LATE}.html\n"
    )
    assert ended() == (0, "清单是全的，没有要写的。\n")
    assert not project.told()


def test_check_tells_what_is_missing_and_writes_nothing(ended: Ended, project: Project) -> None:
    """The lines to paste and status 1; 0 once they are there."""
    before = _list(project)
    assert ended("--check") == (0, "清单是全的。\n")
    _add_unlisted(project, LATE)
    assert ended("--check") == (1, f"heroes/{LATE}.html\n清单缺 1 行。补上：qunyingpu permalinks\n")
    assert ended("--dry-run")[0] == 0
    assert _list(project) == before


@pytest.mark.parametrize("change", ["draft: 是\n", "visibility: withheld\n"])
def test_what_is_not_shown_has_no_address(ended: Ended, project: Project, change: str) -> None:
    """Drafts and withheld profiles are not listed."""
    hero_id = "000000-0000-bbbbb" if "withheld" in change else LATE
    _add_unlisted(project, hero_id, CLEAN + change)
    assert ended("--check")[0] == 0


def test_an_address_that_moved_is_not_listed_again(ended: Ended, project: Project) -> None:
    """What became of an address stays its only line; a profile with another mistake is listed all the same."""
    project.write(LIST, f"heroes/{HERO}.html\nheroes/{LATE}.html withdrawn\n")
    _add_unlisted(project, LATE)
    project.add_hero("320500-2024-yyyyy", CLEAN.replace("2024-06-24", "2024-02-30"))
    _add_unlisted(project, EARLY, CLEAN.replace("320505", "110107").replace("2024", "2020"))
    assert ended()[0] == 0
    assert _list(project).splitlines() == [
        f"heroes/{EARLY}.html",
        f"heroes/{HERO}.html",
        "heroes/320500-2024-yyyyy.html",
        f"heroes/{LATE}.html withdrawn",
    ]


def test_a_line_that_is_no_address_is_told(ended: Ended, project: Project) -> None:
    """Nothing is written into a list that cannot be understood."""
    project.write(LIST, f"heroes/{HERO}.html\n张三\n")
    _add_unlisted(project, LATE)
    status, said = ended()
    assert (status, f"{LIST}:2:1" in said) == (1, True)
    assert _list(project) == f"heroes/{HERO}.html\n张三\n"


def test_a_missing_list_is_made(ended: Ended, project: Project) -> None:
    """A new project gets its list."""
    (project.root / LIST).unlink()
    assert ended()[0] == 0
    assert _list(project) == f"heroes/{HERO}.html\n"


def _git(root: Path, *words: str) -> str:
    known = ["-c", "user.name=测试", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *known, *words], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_two_branches_that_add_lines_merge_by_themselves(ended: Ended, project: Project) -> None:
    """As `.gitattributes` ships, git joins both lists; one more run puts them in order."""
    shutil.copy(ROOT / ".gitattributes", project.root)
    _git(project.root, "init", "-q", "-b", "main")
    for branch, hero_id in (("main", HERO), ("one", LATE), ("two", "320500-2024-yyyyy")):
        if branch != "main":
            _git(project.root, "checkout", "-q", "-b", branch, "main")
            _add_unlisted(project, hero_id)
            assert ended()[0] == 0
        _git(project.root, "add", "heroes", ".gitattributes")
        _git(project.root, "commit", "-q", "-m", branch)
    _git(project.root, "merge", "-q", "-m", "both", "one")
    assert not project.told()
    assert ended()[0] == 0
    assert _list(project).splitlines() == [f"heroes/{i}.html" for i in (HERO, "320500-2024-yyyyy", LATE)]


def test_a_published_profile_that_is_deleted_is_told(project: Project) -> None:
    """The list remembers it; the remedy says how to bring it back or to withdraw it."""
    (project.root / f"heroes/32/{HERO}.yaml").unlink()
    (problem,) = project.problems()
    assert (problem.file, problem.line, problem.code) == (LIST, 1, "permalink-lost")
    assert "恢复" in problem.remedy and "withdrawn" in problem.remedy


def test_git_keeps_the_bytes_of_profiles_and_photographs() -> None:
    """Profiles have one line ending everywhere, photographs are never changed, the list is merged by union."""
    asked = ["git", "check-attr", "text", "eol", "merge", "binary", "--"]
    files = ["heroes/32/a.yaml", "heroes/32/a.jpg", LIST]
    done = subprocess.run([*asked, *files], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for line in (
        "heroes/32/a.yaml: text: set",
        "heroes/32/a.yaml: eol: lf",
        "heroes/32/a.jpg: binary: set",
        f"{LIST}: merge: union",
    ):
        assert line in done

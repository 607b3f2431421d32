"""`check --changed`: the branch's own mistakes first, and what only its base shows to be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from branches import BROKEN, Branch, a_branch
from projects import CLEAN, HERO, a_project
from qunyingpu.engines.pull_request import pull_request_problems
from qunyingpu.engines.versions import Base, Fate, base_of
from qunyingpu.errors import Problem, Severity, UsageError

NEW = "320500-2024-bbbbb"
PROFILE, NEW_PROFILE = f"heroes/32/{HERO}.yaml", f"heroes/32/{NEW}.yaml"


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    """Return a branch of a project with one published hero."""
    return a_branch(a_project(tmp_path))


def _told(branch: Branch) -> Sequence[Problem]:
    return pull_request_problems(branch.root, base_of(branch.root, "main"))


def _codes(branch: Branch) -> list[tuple[str, str]]:
    return [(problem.file, problem.code) for problem in _told(branch)]


def test_changes_are_told_committed_or_not(branch: Branch) -> None:
    """What is committed, edited and not even added counts alike; names in Chinese stay what they are."""
    branch.project.write("content/说明.md", "# 测试\n")
    branch.commit()
    branch.project.write(PROFILE, CLEAN + "# 改\n")
    branch.project.write(NEW_PROFILE, CLEAN)
    changed = base_of(branch.root, "main").changed_files()
    assert [(file.path, file.fate) for file in changed] == [
        ("content/说明.md", Fate.ADDED),
        (PROFILE, Fate.CHANGED),
        (NEW_PROFILE, Fate.ADDED),
    ]


def test_what_others_put_into_main_is_no_change_of_the_branch(branch: Branch) -> None:
    """The comparison is with the commit that the branch left from, not with where main has come to."""
    branch.git("switch", "--quiet", "main")
    branch.project.write("README.md", "测试\n")
    branch.commit()
    branch.git("switch", "--quiet", "proposal")
    assert base_of(branch.root, "main").changed_files() == ()


def test_a_merge_is_compared_with_its_first_parent(branch: Branch) -> None:
    """As a platform checks out the merge, HEAD^1 shows exactly what the branch brings."""
    branch.project.write(PROFILE, CLEAN + "# 改\n")
    branch.commit()
    branch.git("switch", "--quiet", "main")
    branch.project.write("README.md", "测试\n")
    branch.commit()
    branch.git("merge", "--quiet", "--no-edit", "proposal")
    assert [file.path for file in base_of(branch.root, "HEAD^1").changed_files()] == [PROFILE]


@pytest.mark.parametrize("words", ["nowhere", "--output=x", "-h", ""])
def test_a_version_that_git_does_not_know_is_refused(branch: Branch, words: str) -> None:
    """An unknown version, or an option of git in its place, is refused and does nothing."""
    with pytest.raises(UsageError, match="没有"):
        base_of(branch.root, words)


def test_links_of_the_base_are_not_followed(branch: Branch) -> None:
    """What was a link in the base has no content: it may point anywhere."""
    (branch.root / "heroes/32/link.yaml").symlink_to("/etc/hostname")
    branch.commit()
    base = Base(branch.root, branch.git("rev-parse", "HEAD").strip())
    assert base.content("heroes/32/link.yaml") is None
    assert base.content(PROFILE) == CLEAN.encode()


def test_problems_of_changed_files_come_first(branch: Branch) -> None:
    """A platform shows ten lines a step: what the branch did is among them, whatever else is wrong."""
    branch.git("switch", "--quiet", "main")
    branch.project.write(PROFILE, BROKEN)
    branch.commit()
    branch.git("switch", "--quiet", "--force-create", "proposal")
    branch.project.write(NEW_PROFILE, BROKEN)
    files = [problem.file for problem in _told(branch)]
    assert files == [NEW_PROFILE, NEW_PROFILE, PROFILE, PROFILE]


def test_a_new_profile_without_its_line_is_a_warning_with_the_line(branch: Branch) -> None:
    """Whoever merges adds the line: the one who sends a profile is not turned away for it."""
    branch.project.write(NEW_PROFILE, CLEAN)
    (found,) = _told(branch)
    assert (found.code, found.severity) == ("permalink-missing", Severity.WARNING)
    assert f"heroes/{NEW}.html" in found.remedy


def test_a_line_that_is_taken_away_stays_an_error(branch: Branch) -> None:
    """The address of a published profile was printed on stone: removing its line is no matter for later."""
    branch.project.write("heroes/permalinks.txt", "")
    (found,) = _told(branch)
    assert (found.file, found.code, found.severity) == (
        "heroes/permalinks.txt",
        "permalink-removed",
        Severity.ERROR,
    )


def test_files_outside_content_are_named(branch: Branch) -> None:
    """A proposal that also touches the program, its settings or the checks themselves says so to the reviewer."""
    branch.project.write(PROFILE, CLEAN + "# 改\n")
    branch.project.write(".github/workflows/content.yml", "on: push\n")
    branch.project.write("scripts/new.py", "")
    branch.commit()
    branch.project.write("preview.html", "")  # what a check leaves behind is no part of the branch
    outside = [(".github/workflows/content.yml", "outside-content"), ("scripts/new.py", "outside-content")]
    assert _codes(branch) == outside
    branch.project.write(NEW_PROFILE, BROKEN)
    assert _codes(branch)[:2] == outside, "a platform shows the first few"


def test_a_change_of_the_program_alone_is_no_proposal(branch: Branch) -> None:
    """Who works on the program is not warned of doing so."""
    branch.project.write("scripts/new.py", "")
    branch.commit()
    assert _codes(branch) == []


@pytest.mark.parametrize("addresses", [f"heroes/{HERO}.html\n", ""])
def test_deleting_a_published_hero_is_refused(branch: Branch, addresses: str) -> None:
    """With its line or without, a published profile does not vanish; it is told once, at the file that is gone."""
    (branch.root / PROFILE).unlink()
    branch.project.write("heroes/permalinks.txt", addresses)
    assert _codes(branch) == [(PROFILE, "profile-deleted")]


def test_deleting_a_hero_whose_address_was_never_listed_is_refused(tmp_path: Path) -> None:
    """It was merged with the warning and published all the same; deleted before that, it leaves nothing to miss."""
    project = a_project(tmp_path)
    project.write(NEW_PROFILE, CLEAN)
    branch = a_branch(project)
    (branch.root / NEW_PROFILE).unlink()
    assert _codes(branch) == [(NEW_PROFILE, "profile-deleted")]
    branch.project.write("heroes/permalinks.txt", f"heroes/{HERO}.html\nheroes/{NEW}.html withdrawn\n")
    assert _codes(branch) == []


def test_a_withdrawal_may_delete_the_profile(branch: Branch) -> None:
    """With withdrawn behind the address, the profile may go."""
    (branch.root / PROFILE).unlink()
    branch.project.write("heroes/permalinks.txt", f"heroes/{HERO}.html withdrawn\n")
    assert _codes(branch) == []


def test_a_draft_may_be_deleted(tmp_path: Path) -> None:
    """What was never published has no address, and nobody misses it."""
    project = a_project(tmp_path)
    project.write(NEW_PROFILE, CLEAN + "draft: true\n")
    branch = a_branch(project)
    (branch.root / NEW_PROFILE).unlink()
    assert _codes(branch) == []


def test_an_address_of_another_page_may_not_go_either(tmp_path: Path) -> None:
    """A campaign's address that is taken out of the list together with the campaign is told."""
    project = a_project(tmp_path)
    project.write("heroes/permalinks.txt", f"campaigns/test.html withdrawn\nheroes/{HERO}.html\n")
    branch = a_branch(project)
    branch.project.write("heroes/permalinks.txt", f"heroes/{HERO}.html\n")
    assert _codes(branch) == [("heroes/permalinks.txt", "permalink-removed")]

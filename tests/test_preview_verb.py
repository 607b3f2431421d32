"""`qunyingpu preview`: one file that shows a hero, or what a branch changes, and asks nothing of anybody."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from branches import a_branch
from projects import CLEAN, HERO, Project, a_project
from qunyingpu.__main__ import main
from qunyingpu.engines import preview_orders
from qunyingpu.reading import files
from trial_projects import ROOT

Run = Callable[..., int]
PROFILE = f"heroes/32/{HERO}.yaml"
FALLEN = CLEAN.replace("outcome: safe", "outcome: sacrificed\n  died: 2024-06-24")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with a theme and one clean profile."""
    made = a_project(tmp_path / "roll")
    shutil.copytree(ROOT / "theme", made.root / "theme")
    made.write(".gitignore", ".cache/\n")
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, project: Project) -> Run:
    """Return what runs `preview` in the project and returns its status."""

    def run(*words: str) -> int:
        monkeypatch.chdir(project.root)
        monkeypatch.setattr(sys, "argv", ["qunyingpu", "preview", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    return run


def _page(project: Project) -> str:
    return (project.root / "p.html").read_text(encoding="utf-8")


def test_the_page_and_the_cards_are_in_one_file(run: Run, project: Project, browser: Browser) -> None:
    """The hero's own page and the four cards are seen, no request leaves, and no script could run."""
    assert run(HERO, "-o", "p.html") == 0
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((project.root / "p.html").as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [(project.root / "p.html").as_uri()]
    assert page.locator(f"article[data-hero='{HERO}'] .hero__lead").inner_text().startswith("测试用的一句话")
    shown = page.locator(".preview__cards img")
    assert shown.count() == 4
    assert shown.evaluate_all("all => all.map(one => one.naturalWidth > 0)") == [True] * 4
    assert page.locator("[src]:not([src^='data:']), [data-src], a[href]:not([href^='http'])").count() == 0
    assert page.locator("script").count() == 0
    page.close()


def test_only_this_profile_is_read(run: Run, monkeypatch: pytest.MonkeyPatch, project: Project) -> None:
    """In a roll of any size only the profile that was asked for is opened."""
    for letter in "bcd":
        project.add_hero(HERO.replace("aaaaa", letter * 5))
    opened: list[str] = []
    read = files.read_bytes

    def noted(found: files.Found) -> bytes:
        opened.append(found.file)
        return read(found)

    monkeypatch.setattr("qunyingpu.reading.documents.read_bytes", noted)
    assert run(HERO, "-o", "p.html") == 0
    assert [file for file in opened if file.startswith("heroes/")] == [PROFILE]


def test_a_file_that_is_not_in_the_roll_yet(run: Run, project: Project, tmp_path: Path) -> None:
    """A profile that came by mail is looked at where it lies."""
    Project(tmp_path).write(f"mail/{HERO}.yaml", CLEAN.replace("测试甲", "测试乙"))
    assert run(str(tmp_path / "mail" / f"{HERO}.yaml"), "-o", "p.html") == 0
    assert "<h2>测试乙</h2>" in _page(project)


def test_a_draft_is_shown_as_one(run: Run, project: Project) -> None:
    """A draft is what a preview is for; the page says that it is not public."""
    project.write(PROFILE, CLEAN + "draft: true\n")
    assert run(HERO, "-o", "p.html") == 0
    assert "这是草稿" in _page(project)
    assert 'class="hero__lead"' in _page(project)


def test_masks_hold_in_a_preview(run: Run, project: Project) -> None:
    """Whoever asked to be masked is masked here as well, in the page and on its cards."""
    project.write(PROFILE, CLEAN.replace("测试甲", "张测试") + "visibility: masked\n")
    assert run(HERO, "-o", "p.html") == 0
    assert "张某某" in _page(project)
    page = re.sub("<h2>.*?</h2>", "", _page(project))
    assert "张测试" not in page


def test_a_wrong_profile_is_told(run: Run, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1, the mistakes on the terminal and in the file, and no page that would look right."""
    project.write(PROFILE, CLEAN.replace("2024-06-24", "2024-02-30"))
    assert run(HERO, "-o", "p.html") == 1
    assert "date-impossible" in capsys.readouterr().out
    assert "没有 2 月 30 日" in _page(project)
    assert 'class="hero__lead"' not in _page(project)


def test_a_link_is_not_followed(run: Run, project: Project, tmp_path: Path) -> None:
    """A profile that is a link is refused: it may point at any file of whoever looks."""
    secret = Project(tmp_path).write("secret.yaml", CLEAN.replace("测试甲", "秘密"))
    (project.root / PROFILE).unlink()
    (project.root / PROFILE).symlink_to(secret)
    assert run(HERO, "-o", "p.html") == 1
    assert "秘密" not in _page(project)


def test_content_stays_content(run: Run, project: Project) -> None:
    """Markup, templates and addresses in a text are shown as they stand."""
    story = '  story: |-\n    <script>alert(1)</script> {{ 7 * 7 }} <a href="../x">x</a>\n'
    project.write(PROFILE, CLEAN.replace("sources:", f"{story}sources:"))
    assert run(HERO, "-o", "p.html") == 0
    page = _page(project)
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize(
    "words",
    [("-o", "p.html"), ("320500-2024-zzzzz", "-o", "p.html"), (HERO,), (HERO, "--changed", "HEAD", "-o", "p.html")],
)
def test_what_cannot_be_is_refused(run: Run, words: tuple[str, ...], project: Project) -> None:
    """No profile, an unknown one, no file to write, or two wishes at once: status 2, nothing written."""
    assert run(*words) == 2
    assert not (project.root / "p.html").exists()


# ── what a branch changes ──


def test_before_and_after_with_what_changed(run: Run, project: Project) -> None:
    """Each changed field with its old and new value, the page and the cards of both states."""
    a_branch(project)
    project.write(PROFILE, FALLEN)
    assert run("--changed", "main", "-o", "p.html") == 0
    page = _page(project)
    assert "<dt>事迹 › 结局</dt><dd><del>平安</del><ins>牺牲</ins></dd>" in page
    assert "<dt>事迹 › 牺牲日期</dt><dd><ins>2024-06-24</ins></dd>" in page
    assert [page.count(words) for words in ("改后卡片", "改前卡片", "改前的页面")] == [1, 1, 1]
    assert len(re.findall(r'<figure><img src="data:', page)) == 8


def test_equal_cards_are_shown_once(run: Run, project: Project) -> None:
    """Where only what no card shows has changed, the cards stand there once."""
    a_branch(project)
    project.write(PROFILE, CLEAN + "added: 2026-11-23\n")
    assert run("--changed", "main", "-o", "p.html") == 0
    assert "卡片没有变化" in _page(project)
    assert len(re.findall(r'<figure><img src="data:', _page(project))) == 4


def test_what_is_broken_does_not_hide_the_others(run: Run, project: Project) -> None:
    """One profile with a mistake, one deleted, one new: all are told, status 0, since check judges."""
    project.add_hero(HERO.replace("aaaaa", "bbbbb"))
    a_branch(project)
    project.write(PROFILE, CLEAN.replace("outcome: safe", "outcome: 牺牲了"))
    (project.root / "heroes/32/320500-2024-bbbbb.yaml").unlink()
    project.write("heroes/32/320500-2024-ccccc.yaml", CLEAN)
    assert run("--changed", "main", "-o", "p.html") == 0
    page = _page(project)
    for words in ("删除", "新增", "没有“牺牲了”这个选项", "3 份档案"):
        assert words in page, words


def test_of_many_only_the_first_are_shown(run: Run, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says how many more there are."""
    monkeypatch.setattr(preview_orders, "MOST", 1)
    a_branch(project)
    for letter in "bc":
        project.write(f"heroes/32/{HERO.replace('aaaaa', letter * 5)}.yaml", CLEAN)
    assert run("--changed", "main", "-o", "p.html") == 0
    assert "1 份档案，另有 1 份没有列出" in _page(project)


def test_no_change_says_so(run: Run, project: Project) -> None:
    """A branch that changes no profile gets a page that says so."""
    a_branch(project)
    assert run("--changed", "main", "-o", "p.html") == 0
    assert "没有改动任何档案" in _page(project)

"""A roll is read as a whole: every mistake of every file at once, and what only shows between files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from projects import CLEAN, HERO, TODAY, Project
from qunyingpu.errors import ContentError
from qunyingpu.reading import read_book

SECOND, THIRD = "320500-2024-bbbbb", "320500-2024-ccccc"

CAMPAIGN = "name: 测试活动\nwhen: {fixed: 08-01}\n"
CEREMONY = "kind: 表彰大会\nname: 测试表彰大会\n"


def _file(hero: str) -> str:
    return f"heroes/{hero[:2]}/{hero}.yaml"


def test_a_clean_project_is_a_book(project: Project) -> None:
    """Heroes, campaigns, ceremonies and addresses are there, their ids the names of their files."""
    project.write("content/campaigns/test-day.yaml", CAMPAIGN)
    project.write("content/campaigns/index.md", "# 页面\n")
    project.write("content/ceremonies/test-1.yaml", CEREMONY)
    book = read_book(project.root, today=TODAY)
    assert [hero.id for hero in book.heroes] == [HERO]
    assert [campaign.id for campaign in book.campaigns] == ["test-day"]
    assert [ceremony.id for ceremony in book.ceremonies] == ["test-1"]
    assert [link.path for link in book.permalinks] == [f"heroes/{HERO}.html"]
    assert book.read_name("测试甲") == "ce shi jia"


def test_an_empty_project_is_an_empty_book(tmp_path: Path) -> None:
    """A project that has no roll yet has no mistakes either."""
    book = read_book(tmp_path, today=TODAY)
    assert (book.heroes, book.campaigns, book.ceremonies, book.permalinks) == ((), (), (), ())


def test_all_mistakes_of_all_files_come_at_once(project: Project) -> None:
    """Every file's every mistake is told in the order of places, whatever else fails."""
    project.add_hero(SECOND, CLEAN.replace("2024-06-24", "2024-02-30").replace("safe", "安全的"))
    project.add_hero(THIRD, "name：测试丙\nname：测试丁\n")
    project.write("content/campaigns/test-day.yaml", "name: 测试活动\nwhen: {fixed: 13-01}\npriority: 高\n")
    project.write("content/ceremonies/test-1.yaml", "[")
    with pytest.raises(ContentError) as caught:
        read_book(project.root, today=TODAY)
    told = [(problem.file.rpartition("/")[2], problem.line, problem.code) for problem in caught.value.problems]
    assert told == [
        ("test-day.yaml", 2, "when-day"),
        ("test-day.yaml", 3, "not-number"),
        ("test-1.yaml", 1, "yaml-syntax"),
        (f"{SECOND}.yaml", 3, "date-impossible"),
        (f"{SECOND}.yaml", 6, "not-choice"),
        (f"{THIRD}.yaml", 1, "colon-fullwidth"),
        (f"{THIRD}.yaml", 2, "yaml-duplicate"),
        (f"{THIRD}.yaml", 2, "colon-fullwidth"),
    ]


def test_warnings_stop_nothing(project: Project) -> None:
    """A book comes with its warnings."""
    project.add_hero(SECOND, CLEAN.replace("测试甲", "“测试乙”"))
    reading = project.read()
    assert reading.book is not None
    assert [(problem.file, problem.code) for problem in reading.problems] == [(_file(SECOND), "quote-fullwidth")]


def test_unknown_references_are_told_with_the_nearest(project: Project) -> None:
    """A campaign's hero and an honour's ceremony that are not there are told, with the id that was likely meant."""
    project.write("content/campaigns/test-day.yaml", f"{CAMPAIGN}featured: [{HERO}, 320500-2024-aaaab]\n")
    project.write("content/ceremonies/test-1.yaml", CEREMONY)
    project.add_hero(SECOND, CLEAN + "honours:\n  - {title: 测试称号, ceremony: test-l}\n")
    project.add_hero(
        THIRD,
        CLEAN + "kind: group\nmembers:\n  - {name: 测试丁, honours: [{title: 测试称号, ceremony: 无此表彰}]}\n",
    )
    first, second, third = project.problems()
    assert (first.code, first.field, HERO in first.remedy) == ("hero-unknown", "featured.1", True)
    assert (second.code, second.field, "test-1" in second.remedy) == ("ceremony-unknown", "honours.0.ceremony", True)
    assert (third.code, third.field) == ("ceremony-unknown", "members.0.honours.0.ceremony")


def test_a_failing_file_still_counts(project: Project) -> None:
    """A reference to a file with a mistake of its own is no second mistake."""
    project.add_hero(SECOND, "name:\n")
    project.write("content/ceremonies/test-1.yaml", "name: x\n")
    project.write("content/campaigns/test-day.yaml", f"{CAMPAIGN}featured: [{SECOND}]\n")
    project.add_hero(THIRD, CLEAN + "honours:\n  - {title: 测试称号, ceremony: test-1}\n")
    assert {file for file, _ in project.told()} == {_file(SECOND), "content/ceremonies/test-1.yaml"}


HIDDEN = [(SECOND, "draft: 是\n"), ("000000-0000-bbbbb", "visibility: 不公开\n")]


@pytest.mark.parametrize(("hero", "hidden"), HIDDEN)
def test_hidden_heroes_are_not_featured(project: Project, hero: str, hidden: str) -> None:
    """Nobody who is not shown stands on a campaign's page."""
    project.write(_file(hero), CLEAN + hidden)
    project.write("content/campaigns/test-day.yaml", f"{CAMPAIGN}featured: [{hero}]\n")
    assert project.told() == [("content/campaigns/test-day.yaml", "hero-hidden")]


@pytest.mark.parametrize("hidden", ["visibility: 隐名\n", "visibility: 化名\nalias: 李四\n"])
def test_only_those_shown_by_name_are_featured(project: Project, hidden: str) -> None:
    """Whoever stands out among others is looked for: no mask holds then. It is told at the place in the list."""
    project.add_hero(SECOND, CLEAN.replace("测试甲", "测试乙") + hidden)
    project.write("content/campaigns/test-day.yaml", f"{CAMPAIGN}featured:\n  - {HERO}\n  - {SECOND}\n")
    (problem,) = project.problems()
    assert (problem.code, problem.field, problem.column) == ("hero-hidden", "featured.1", 5)
    assert problem.line == CAMPAIGN.count("\n") + 3


def test_withdrawn_heroes_are_not_featured(project: Project) -> None:
    """Nor does anybody who was withdrawn."""
    project.write("heroes/permalinks.txt", f"heroes/{HERO}.html withdrawn\n")
    project.write("content/campaigns/test-day.yaml", f"{CAMPAIGN}featured: [{HERO}]\n")
    assert project.told() == [("content/campaigns/test-day.yaml", "hero-hidden")]


def test_an_alias_is_nobodys_name(project: Project) -> None:
    """An alias that is someone's real name would point at the wrong person."""
    project.add_hero(SECOND, CLEAN.replace("测试甲", "测试乙") + "visibility: 化名\nalias: 测试甲\n")
    (problem,) = project.problems()
    assert (problem.file, problem.code, problem.field) == (_file(SECOND), "alias-taken", "alias")


def test_two_hundred_may_have_one_name(project: Project) -> None:
    """Namesakes are told apart by their ids alone."""
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    for place in range(200):
        project.add_hero(f"320500-2024-{letters[place // 31]}{letters[place % 31]}bbb")
    book = read_book(project.root, today=TODAY)
    assert len({hero.id for hero in book.heroes}) == 201
    assert {hero.name for hero in book.heroes} == {"测试甲"}


# ── names and places of files ──


ODD_NAMES = [
    "010.yaml",
    "1e3.yaml",
    "0x1F.yaml",
    "320500-2024-BBBBB.yaml",
    "320500-2024-bbbbb.yml",
    "320500-2024-bbbbb.yaml.txt",
    "320500-2024-bbbb1.yaml",
    "３２０５００-2024-bbbbb.yaml",
    "测试甲.yaml",
    "e\u0301.yaml",
    "A.jpg",
    "photo 1.jpg",
    "notes.txt",
]
# Windows itself refuses to store these.
ODD_NAMES += [] if os.name == "nt" else ["con.yaml", "a:b.yaml", "con.jpg", "x" * 250 + ".yaml"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_refused(project: Project, name: str) -> None:
    """A name that is no id, or that some system cannot store, is told once; the file's own mistakes are told too."""
    project.write(f"heroes/32/{name}", CLEAN.replace("2024-06-24", "2024-02-30"))
    codes = [code for _, code in project.told()]
    assert codes.count("file-name") == 1
    assert set(codes) <= {"file-name", "date-impossible", "photo-format"}
    assert ("date-impossible" in codes) == name.endswith((".yaml", ".yml"))


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "~$x.yaml", ".hidden.yaml"])
def test_what_systems_leave_behind_does_not_count(project: Project, name: str) -> None:
    """Files that nobody wrote are passed over."""
    project.write(f"heroes/32/{name}", "x")
    assert project.told() == []


def test_a_profile_lies_in_its_folder(project: Project) -> None:
    """A misplaced profile is told with its place, and one id in two folders is told as well."""
    project.write(f"heroes/33/{HERO}.yaml", CLEAN)
    told = {problem.code: problem for problem in project.problems()}
    assert set(told) == {"file-place", "id-duplicate"}
    assert _file(HERO) in told["file-place"].remedy
    assert _file(HERO) in told["id-duplicate"].message


def test_ids_differ_in_more_than_case(project: Project) -> None:
    """Two names that Windows takes for one are refused, wherever they lie."""
    project.write("heroes/33/320500-2024-AAAAA.yaml", CLEAN)
    assert sorted(code for _, code in project.told()) == ["file-name", "id-duplicate"]


@pytest.mark.parametrize(
    "name", ["Test.yaml", "a_b.yaml", "com1.x.yaml", "测试.yaml", "a.yml", "a.yaml.txt", "x" * 61 + ".yaml"]
)
def test_campaigns_have_plain_names(project: Project, name: str) -> None:
    """A campaign's file name becomes its address, so it is plain and short."""
    project.write(f"content/campaigns/{name}", CAMPAIGN)
    assert "file-name" in [code for _, code in project.told()]


def test_campaigns_lie_in_one_folder(project: Project) -> None:
    """A campaign in a folder within the folder has no address of its own."""
    project.write("content/campaigns/more/test-day.yaml", CAMPAIGN)
    assert project.told() == [("content/campaigns/more/test-day.yaml", "file-place")]


def test_the_id_tells_of_the_deed(project: Project) -> None:
    """An id that does not begin with city and year of the deed is a warning, since it may be published already."""
    project.add_hero("330100-2024-bbbbb")
    (problem,) = project.problems()
    assert (problem.code, problem.severity.value) == ("id-deed", "warning")
    assert "320500-2024-" in problem.message


# ── addresses ──


def test_every_hero_has_its_address_listed(project: Project) -> None:
    """A profile without its line in the list is told with the line to paste."""
    project.write(_file(SECOND), CLEAN)
    (problem,) = project.problems()
    assert (problem.file, problem.code) == (_file(SECOND), "permalink-missing")
    assert f"heroes/{SECOND}.html" in problem.remedy


@pytest.mark.parametrize(("hero", "hidden"), HIDDEN)
def test_who_is_not_shown_needs_no_address(project: Project, hero: str, hidden: str) -> None:
    """A draft and a withheld profile have no page."""
    project.write(_file(hero), CLEAN + hidden)
    assert project.told() == []


@pytest.mark.parametrize(
    "line",
    [
        "heroes/320500-2024-zzzzz.html",
        "campaigns/gone.html",
        "ceremonies/gone.html",
        "heroes/old.html -> heroes/new.html",
    ],
)
def test_no_address_is_lost(project: Project, line: str) -> None:
    """A promised address without a page is told with its line."""
    project.write("heroes/permalinks.txt", f"heroes/{HERO}.html\n\n{line}\n")
    (problem,) = project.problems()
    assert (problem.file, problem.line, problem.code) == ("heroes/permalinks.txt", 3, "permalink-lost")


def test_a_draft_loses_its_address(project: Project) -> None:
    """A page that was published cannot quietly become a draft."""
    project.add_hero(SECOND, CLEAN + "draft: 是\n")
    assert project.told() == [("heroes/permalinks.txt", "permalink-lost")]


@pytest.mark.parametrize(
    "line",
    ["roll/index.html", "campaigns/index.html", "heroes/old.html withdrawn", f"heroes/old.html -> heroes/{HERO}.html"],
)
def test_kept_addresses_are_no_problem(project: Project, line: str) -> None:
    """What is withdrawn, redirected to a page, or made elsewhere is not lost."""
    project.write("heroes/permalinks.txt", f"heroes/{HERO}.html\n{line}\n")
    assert project.told() == []

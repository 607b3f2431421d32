"""Photographs are found by the very letters of their names; what is wrong with one is told where it is named."""

from __future__ import annotations

import pytest

from faces import a_face, encoded, png_of_claims
from projects import CLEAN, HERO, TODAY, Project
from qunyingpu.errors import ContentError, Problem, Severity
from qunyingpu.reading import Masters, read_all, read_book, read_portraits
from qunyingpu.writing import CACHE, Store

PORTRAIT = f"portrait: {{file: {HERO}.jpg}}\n"
PLACE = (12, 18, "portrait.file")
FACE = encoded(a_face((720, 900)))


def _add(project: Project, content: bytes) -> None:
    project.add_hero(HERO, CLEAN + PORTRAIT)
    project.write(f"heroes/32/{HERO}.jpg", content)


def _masters(project: Project) -> Masters:
    return Masters(Store(project.root / CACHE))


def _checked(project: Project) -> tuple[Problem, ...]:
    """Return what ``check`` tells."""
    return read_all(project.root, today=TODAY, masters=_masters(project)).problems


def test_a_portrait_is_found(project: Project) -> None:
    """The hero's id leads to the master, which is no longer the photograph, and changes with it."""
    _add(project, FACE)
    book = read_book(project.root, today=TODAY)
    (before,) = read_portraits(project.root, book, _masters(project)).values()
    assert before.path.is_relative_to(project.root / CACHE)
    assert before.path.read_bytes() != FACE
    project.write(f"heroes/32/{HERO}.jpg", encoded(a_face((720, 900), blur=1)))
    after = read_portraits(project.root, book, _masters(project))
    assert after.keys() == {HERO}
    assert after[HERO].digest != before.digest
    assert after[HERO].path.read_bytes() != before.path.read_bytes()


def test_heroes_without_portraits_need_none(project: Project) -> None:
    """No portrait is no mistake."""
    assert read_portraits(project.root, read_book(project.root, today=TODAY), _masters(project)) == {}
    assert _checked(project) == ()


def test_a_good_portrait_is_nothing_to_tell(project: Project) -> None:
    """A sharp photograph of the right size passes without a word."""
    _add(project, FACE)
    assert _checked(project) == ()


@pytest.mark.parametrize("name", [None, f"{HERO}.jpeg", f"{HERO.upper()}.jpg"])
def test_a_missing_portrait_is_told(project: Project, name: str | None) -> None:
    """A picture that is not there, or only under another spelling, is told at the profile's line."""
    project.add_hero(HERO, CLEAN + PORTRAIT)
    if name:
        project.write(f"heroes/32/{name}", FACE)
    missing = [problem for problem in project.problems() if problem.code == "portrait-missing"]
    assert [(problem.line, problem.column, problem.field) for problem in missing] == [PLACE]


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "/etc/x.jpg", r"C:\x.jpg", "file://x.jpg", "a%2e%2e.jpg", "a.jpg.", "../33/a.jpg"]
)
def test_a_portrait_lies_beside_its_profile(project: Project, path: str) -> None:
    """Any path but a plain name is refused before anything is opened."""
    project.add_hero(HERO, CLEAN + f"portrait: {{file: '{path}'}}\n")
    assert [code for _, code in project.told()] == ["path-outside"]


def test_a_link_is_no_portrait(project: Project) -> None:
    """A symbolic link is told as what it is, and not followed."""
    _add(project, FACE)
    photo = project.root / f"heroes/32/{HERO}.jpg"
    photo.rename(project.root / "elsewhere.jpg")
    photo.symlink_to(project.root / "elsewhere.jpg")
    told = {(problem.file, problem.code) for problem in _checked(project)}
    assert told == {(f"heroes/32/{HERO}.jpg", "file-link"), (f"heroes/32/{HERO}.yaml", "portrait-missing")}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png_of_claims(12_000, 12_000), "photo-pixels"),
        (png_of_claims(50_000, 50_000), "photo-pixels"),
        (b"<html>", "photo-format"),
        (b"", "photo-format"),
        (b"GIF89a" + b"\0" * 20, "photo-format"),
    ],
    ids=["bomb", "large bomb", "html", "nothing", "gif"],
)
def test_what_is_no_photograph_is_refused_unseen(project: Project, content: bytes, code: str) -> None:
    """A picture of 144 megapixels in a few bytes, and other kinds of file, are told without decoding."""
    _add(project, content)
    for (problem,) in (project.problems(), _checked(project)):
        assert (problem.file, problem.code) == (f"heroes/32/{HERO}.yaml", code)
        assert (problem.line, problem.column, problem.field) == PLACE
        assert f"{HERO}.jpg" in problem.message
    assert not (project.root / CACHE).exists()


def test_pictures_that_no_profile_names_are_looked_at_too(project: Project) -> None:
    """What lies under the name of a photograph and is none is told as itself."""
    project.write("heroes/32/320500-2024-bbbbb.jpg", b"<html>")
    project.write("heroes/32/320500-2024-ccccc.jpg", FACE)
    assert project.told() == [("heroes/32/320500-2024-bbbbb.jpg", "photo-format")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (encoded(a_face((720, 900), blur=8)), "photo-blurred"),
        (encoded(a_face((60, 80))), "photo-small"),
        (encoded(a_face((1, 1))), "photo-small"),
        (encoded(a_face((30_000, 20))), "photo-shape"),
        (encoded(a_face((720, 900)), icc_profile=b"no profile" * 20), "photo-profile"),
    ],
    ids=["blurred", "small", "dot", "stripe", "profile"],
)
def test_a_poor_portrait_is_a_warning(project: Project, content: bytes, code: str) -> None:
    """What cannot look well is told with the line and the file, and stops nothing."""
    _add(project, content)
    (problem,) = _checked(project)
    assert (problem.code, problem.severity) == (code, Severity.WARNING)
    assert (problem.line, problem.column, problem.field) == PLACE
    assert f"{HERO}.jpg" in problem.message
    book = read_book(project.root, today=TODAY, masters=_masters(project))
    assert read_portraits(project.root, book, _masters(project)).keys() == {HERO}


def test_a_torn_portrait_is_told_with_all_other_mistakes(project: Project) -> None:
    """What only decoding shows stands in the same list as a wrong date of another profile."""
    _add(project, FACE[: len(FACE) // 2])
    project.add_hero("320500-2024-bbbbb", CLEAN.replace("2024-06-24", "2024-02-30"))
    assert [(problem.file[-10:], problem.code) for problem in _checked(project)] == [
        ("aaaaa.yaml", "photo-damaged"),
        ("bbbbb.yaml", "date-impossible"),
    ]
    with pytest.raises(ContentError) as told:
        read_book(project.root, today=TODAY, masters=_masters(project))
    assert "photo-damaged" in {problem.code for problem in told.value.problems}


def test_all_portraits_that_are_wrong_are_told_at_once(project: Project) -> None:
    """Not only the first."""
    for letter in "bcd":
        project.add_hero(name := f"320500-2024-{letter * 5}", CLEAN + f"portrait: {{file: {name}.jpg}}\n")
        project.write(f"heroes/32/{name}.jpg", FACE[:-900])
    with pytest.raises(ContentError) as told:
        read_portraits(project.root, read_book(project.root, today=TODAY), _masters(project))
    assert [problem.code for problem in told.value.problems] == ["photo-damaged"] * 3


def test_the_photograph_of_another_stops_no_card(project: Project) -> None:
    """The card of one hero is drawn whatever is wrong with the photograph of another."""
    _add(project, FACE)
    book = read_book(project.root, today=TODAY)
    project.write("heroes/32/320500-2024-bbbbb.jpg", b"<html>")
    assert read_portraits(project.root, book, _masters(project)).keys() == {HERO}


def test_a_portrait_that_went_wrong_later_is_told(project: Project) -> None:
    """Between reading the roll and the pictures nothing is taken on trust."""
    _add(project, FACE)
    book = read_book(project.root, today=TODAY)
    (project.root / f"heroes/32/{HERO}.jpg").unlink()
    with pytest.raises(ContentError) as caught:
        read_portraits(project.root, book, _masters(project))
    assert [problem.code for problem in caught.value.problems] == ["portrait-missing"]


@pytest.mark.parametrize(
    "focus", ["[1.2, 0.4]", "[0.5, -0.1]", "[nan, 0.5]", "[0.5]", "[0.5, 0.4, 0.3]", "[左, 上]", "0.5", "中间"]
)
def test_a_focus_outside_the_photograph_is_told(project: Project, focus: str) -> None:
    """A focus is two numbers from 0 to 1; anything else is told at its line and column, as it was written."""
    project.write(f"heroes/32/{HERO}.jpg", FACE)
    project.add_hero(HERO, CLEAN + f"portrait:\n  file: {HERO}.jpg\n  focus: {focus}\n")
    (problem,) = project.problems()
    assert (problem.code, problem.line, problem.column) == ("focus-format", 14, 10)
    assert "'" not in problem.message

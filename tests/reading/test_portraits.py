"""Photographs are found by the very letters of their names, and what is no photograph is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from projects import CLEAN, HERO, TODAY, Project
from qunyingpu.errors import ContentError
from qunyingpu.reading import read_book, read_portraits

PORTRAIT = f"portrait: {{file: {HERO}.jpg}}\n"


def _photo() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (40, 50), "grey").save(picture, "JPEG")
    return picture.getvalue()


def _png_bomb() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_portrait_is_found(project: Project) -> None:
    """The file and the digest of its bytes are known by the hero's id."""
    project.add_hero(HERO, CLEAN + PORTRAIT)
    photo = project.write(f"heroes/32/{HERO}.jpg", _photo())
    book = read_book(project.root, today=TODAY)
    found = read_portraits(project.root, book)
    assert {hero: source.path for hero, source in found.items()} == {HERO: photo}
    before = found[HERO].digest
    photo.write_bytes(_photo() + b"x")
    assert read_portraits(project.root, book)[HERO].digest != before


def test_heroes_without_portraits_need_none(project: Project) -> None:
    """No portrait is no mistake."""
    assert read_portraits(project.root, read_book(project.root, today=TODAY)) == {}


@pytest.mark.parametrize("name", [None, f"{HERO}.jpeg", f"{HERO.upper()}.jpg"])
def test_a_missing_portrait_is_told(project: Project, name: str | None) -> None:
    """A picture that is not there, or only under another spelling, is told at the profile's line."""
    project.add_hero(HERO, CLEAN + PORTRAIT)
    if name:
        project.write(f"heroes/32/{name}", _photo())
    missing = [problem for problem in project.problems() if problem.code == "portrait-missing"]
    assert [(problem.line, problem.column, problem.field) for problem in missing] == [(12, 18, "portrait.file")]


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "/etc/x.jpg", r"C:\x.jpg", "file://x.jpg", "a%2e%2e.jpg", "a.jpg."]
)
def test_a_portrait_lies_beside_its_profile(project: Project, path: str) -> None:
    """Any path but a plain name is refused before anything is opened."""
    project.add_hero(HERO, CLEAN + f"portrait: {{file: '{path}'}}\n")
    assert [code for _, code in project.told()] == ["path-outside"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_png_bomb(), "photo-pixels"),
        (b"<html>", "photo-format"),
        (b"", "photo-format"),
        (b"GIF89a" + b"\0" * 20, "photo-format"),
    ],
    ids=["bomb", "html", "nothing", "gif"],
)
def test_what_is_no_photograph_is_refused(project: Project, content: bytes, code: str) -> None:
    """A picture of 2.5 thousand million pixels in a few bytes, and other kinds of file, are told without decoding."""
    project.add_hero(HERO, CLEAN + PORTRAIT)
    project.write(f"heroes/32/{HERO}.jpg", content)
    (problem,) = project.problems()
    assert (problem.code, problem.field) == (code, "portrait.file")


def test_a_portrait_that_went_wrong_later_is_told(project: Project) -> None:
    """Between reading the roll and the pictures nothing is taken on trust."""
    project.add_hero(HERO, CLEAN + PORTRAIT)
    photo = project.write(f"heroes/32/{HERO}.jpg", _photo())
    book = read_book(project.root, today=TODAY)
    photo.unlink()
    with pytest.raises(ContentError) as caught:
        read_portraits(project.root, book)
    assert [problem.code for problem in caught.value.problems] == ["portrait-missing"]

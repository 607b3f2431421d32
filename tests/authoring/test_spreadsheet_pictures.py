"""A picture in a row becomes the portrait of its hero, whichever program put it there and however."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from people import a_hero
from projects import CLEAN, HERO, Project, a_project
from qunyingpu.authoring.spreadsheet import parts
from qunyingpu.authoring.spreadsheet.books import as_workbook
from qunyingpu.authoring.spreadsheet.exporting import photos_beside
from workbooks import (
    HEADINGS,
    NEW,
    a_photo,
    edited,
    exported,
    files_of,
    first_sheet,
    imported,
    part,
    told,
    typed,
    with_dispimg,
    with_floating,
    with_parts,
    with_placed,
)

PHOTO = f"heroes/32/{HERO}.jpg"
DRAWING = (
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/drawings/drawing1.xml",
    "xl/drawings/_rels/drawing1.xml.rels",
    "xl/media/image1.jpeg",
)
HEADED = (*HEADINGS, "照片")
WAYS = [with_floating, with_dispimg, with_placed]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with one hero."""
    return a_project(tmp_path / "project")


def _row(hero_id: str = HERO) -> Workbook:
    return typed([(hero_id, *NEW[1:], "")], HEADED)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_becomes_the_portrait(
    way: Callable[[Workbook, str, bytes], bytes], kind: str, project: Project
) -> None:
    """Floating over the cell, in the cell by Excel, in the cell by WPS: an upright JPEG named like the profile."""
    found = imported(project, way(_row(), "J2", a_photo(kind)))
    assert found.problems == ()
    assert f"J2 照片文件：（空） → “{HERO}.jpg”" in found.differs
    found.changes.apply(project.root)
    assert project.problems() == ()
    with Image.open(io.BytesIO(files_of(project.root)[PHOTO])) as picture:
        assert (picture.format, picture.size) == ("JPEG", (900, 1200))


def test_a_new_hero_gets_a_picture_under_the_new_id(project: Project) -> None:
    """The id is minted, and the photograph is called like it."""
    found = imported(project, with_floating(_row(""), "J2", a_photo()))
    assert found.problems == ()
    found.changes.apply(project.root)
    (name,) = (path for path in files_of(project.root) if path.endswith(".jpg"))
    assert f"heroes/32/{Path(name).stem}.yaml" in files_of(project.root)
    assert project.problems() == ()


def test_nothing_of_where_a_picture_was_taken_is_kept(project: Project) -> None:
    """EXIF may hold a home; what is written has none, and is no larger than a master."""
    shot = Image.open(io.BytesIO(a_photo(size=(1800, 2400))))
    exif = Image.Exif()
    exif[0x0112], exif[0x8825] = 6, {1: "N", 2: (31.0, 18.0, 0.0)}
    out = io.BytesIO()
    shot.save(out, "JPEG", exif=exif)
    imported(project, with_floating(_row(), "J2", out.getvalue())).changes.apply(project.root)
    with Image.open(io.BytesIO(files_of(project.root)[PHOTO])) as picture:
        assert (dict(picture.getexif()), picture.size) == ({}, (1600, 1200))


REFUSED = [
    (lambda: with_dispimg(_row(), "J2", b"GIF89a" + bytes(90)), ("J2", "photo-format")),
    (lambda: with_dispimg(_row(), "J2", a_photo()[:600]), ("J2", "photo-damaged")),
    (lambda: with_floating(_row(), "J7", a_photo()), ("J7", "sheet-picture-nobody")),
    (lambda: with_parts(with_dispimg(_row(), "J2", b""), {"xl/cellimages.xml": b"<a/>"}), ("J2", "sheet-picture-lost")),
]


@pytest.mark.parametrize(("content", "problem"), REFUSED)
def test_a_picture_that_cannot_be_used_is_told_at_its_cell(
    content: Callable[[], bytes], problem: tuple[str, str], project: Project
) -> None:
    """With the code that `check` has for photographs, or that of a spreadsheet; nothing is written."""
    found = imported(project, content())
    assert problem in told(found)
    assert found.changes.changes == ()


def test_two_pictures_in_a_row_are_told(project: Project) -> None:
    """Which of them is the portrait is not for the program to say."""
    content = with_dispimg(typed([(HERO, *NEW[1:], "")], HEADED), "J2", a_photo())
    drawn = with_floating(_row(), "K2", a_photo())
    content = with_parts(content, {name: part(drawn, name) for name in DRAWING})
    assert ("K2", "sheet-picture-two") in told(imported(project, content))


def test_a_picture_that_is_only_linked_is_told(project: Project) -> None:
    """It lies on somebody's disk, and is not fetched from anywhere."""
    content = with_floating(_row(), "J2", a_photo())
    drawing = "xl/drawings/_rels/drawing1.xml.rels"
    linked = part(content, drawing).replace(
        b'Target="/xl/media/image1.jpeg"', b'Target="file:///C:/a.jpg" TargetMode="External"'
    )
    assert linked != part(content, drawing)
    assert told(imported(project, with_parts(content, {drawing: linked}))) == [("J2", "sheet-picture-linked")]


def test_a_small_picture_is_a_warning(project: Project) -> None:
    """As `check` warns: it is imported, and staff know that a better one is wanted."""
    found = imported(project, with_floating(_row(), "J2", a_photo(size=(300, 400))))
    assert (told(found), found.is_refused) == ([("J2", "photo-small")], False)


def test_photos_that_went_out_come_back_as_they_were(project: Project) -> None:
    """An export with photographs changes no byte when it is imported, and a new picture replaces the old one."""
    project.write(PHOTO, a_photo())
    project.write(f"heroes/32/{HERO}.yaml", CLEAN.replace("sources:", f"portrait:\n  file: {HERO}.jpg\nsources:"))
    book = project.read().book
    assert book is not None
    content = as_workbook(book.heroes, photos_beside(book.heroes, project.root))
    assert as_workbook(book.heroes, photos_beside(book.heroes, project.root)) == content
    for same in (content, edited(content, {})):
        found = imported(project, same)
        assert (found.problems, found.changes.changes) == ((), ())
    other = imported(project, with_floating(_row(), "J2", a_photo(size=(800, 1000))))
    assert PHOTO in [change.path for change in other.changes.changes]


@pytest.mark.parametrize("way", WAYS)
def test_a_photo_that_went_out_may_take_the_place_of_its_name(
    way: Callable[[Workbook, str, bytes], bytes], project: Project
) -> None:
    """Converted to a picture in the cell, or floating over a cell that was cleared, it is still the portrait."""
    project.write(f"heroes/32/{HERO}.png", a_photo("PNG"))
    project.write(f"heroes/32/{HERO}.yaml", CLEAN.replace("sources:", f"portrait:\n  file: {HERO}.png\nsources:"))
    before = files_of(project.root)
    workbook = load_workbook(io.BytesIO(exported(project)))
    (cell,) = (cell for cell in workbook["英雄"][3] if cell.value == f"{HERO}.png")
    cell.value = None
    workbook["英雄"]["B3"] = "测试乙"
    found = imported(project, way(workbook, cell.coordinate, a_photo("PNG")))
    assert (found.problems, found.differs) == ((), ("B3 姓名：“测试甲” → “测试乙”",))
    found.changes.apply(project.root)
    profile = f"heroes/32/{HERO}.yaml"
    assert files_of(project.root).keys() == before.keys()
    assert f"file: {HERO}.png" in files_of(project.root)[profile].decode()


def test_only_the_cell_of_a_picture_is_left_out(project: Project) -> None:
    """What a picture floats over is still told where it is wrong."""
    workbook = _row()
    first_sheet(workbook)["H2"] = "=A1"
    assert ("H2", "sheet-formula") in told(imported(project, with_floating(workbook, "H2", a_photo())))


def _as(kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 120), "#c8b89a").save(out, kind, **more)
    return out.getvalue()


OTHER_KINDS = [
    ("WebP", _as("WEBP")),
    ("MPO", _as("MPO", save_all=True, append_images=[Image.new("RGB", (90, 120))])),
    ("HEIC", b"\0\0\0\x18ftypheic" + bytes(64)),
    ("GIF", _as("GIF")),
]


@pytest.mark.parametrize("content", [kind[1] for kind in OTHER_KINDS], ids=[kind[0] for kind in OTHER_KINDS])
def test_a_photo_of_another_kind_stays_out_of_the_workbook(content: bytes) -> None:
    """Whatever it is called: only JPEG and PNG lie in a workbook as they are."""
    hero = a_hero()
    assert as_workbook([hero], {hero.id: content}) == as_workbook([hero])


def test_what_a_photo_is_called_keeps_it_out_of_no_workbook(project: Project) -> None:
    """A JPEG with another ending goes out and comes back as it is."""
    project.write(f"heroes/32/{HERO}.webp", a_photo())
    project.write(f"heroes/32/{HERO}.yaml", CLEAN.replace("sources:", f"portrait:\n  file: {HERO}.webp\nsources:"))
    book = project.read().book
    assert book is not None
    content = as_workbook(book.heroes, photos_beside(book.heroes, project.root))
    assert part(content, "xl/media/image1.jpeg") == a_photo()
    found = imported(project, content)
    assert (found.problems, found.changes.changes) == ((), ())


def test_a_picture_in_many_rows_is_read_and_kept_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large one with a thousand anchors would fill memory and disk."""
    workbook = typed([("", f"测试{number:02}", *NEW[2:], "") for number in range(20)], HEADED)
    content = with_floating(workbook, "J2", a_photo())
    drawing = part(content, DRAWING[1]).decode()
    start = re.search(r"<(\w+:)?oneCellAnchor>", drawing)
    assert start is not None
    end = drawing.index("</", drawing.index("clientData")) + len(f"</{start[1] or ''}oneCellAnchor>")
    anchor = drawing[start.start() : end]
    many = "".join(anchor.replace("row>1<", f"row>{row}<") for row in range(1, 21))
    content = with_parts(content, {DRAWING[1]: drawing.replace(anchor, many).encode()})
    monkeypatch.setattr(parts, "MOST_UNPACKED", len(a_photo()) * 3 // 2)
    written: list[bytes] = []
    write = Path.write_bytes

    def counting(path: Path, data: bytes) -> int:
        written.append(data)
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", counting)
    found = imported(project, content)
    assert found.problems == ()
    assert sum(change.path.endswith(".jpg") for change in found.changes.changes) == 20
    assert written.count(a_photo()) == 1


def test_a_picture_of_another_ending_takes_the_old_one_away(project: Project) -> None:
    """No photograph is left behind that no profile names, and whoever is asked is told of it."""
    project.write(f"heroes/32/{HERO}.png", a_photo("PNG"))
    project.write(f"heroes/32/{HERO}.yaml", CLEAN.replace("sources:", f"portrait:\n  file: {HERO}.png\nsources:"))
    found = imported(project, with_floating(_row(), "J2", a_photo(size=(800, 1000))))
    assert f"删除 heroes/32/{HERO}.png" in found.differs
    found.changes.apply(project.root)
    assert sorted(path for path in files_of(project.root) if "txt" not in path) == [PHOTO, f"heroes/32/{HERO}.yaml"]

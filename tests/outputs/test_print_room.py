"""The sheets themselves: every word has room, sizes, bleed and marks, and codes that are read from the page."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
import zxingcpp

from printed import (
    FORMS,
    MILLIMETRES,
    PRINT_EXTREMES,
    SITE,
    Pdf,
    a_sheet,
    collisions,
    shown,
)
from qunyingpu.errors import ContentError, UsageError
from qunyingpu.model.print_layout import LEAST_MODULE, SheetColumn, SheetLayout
from qunyingpu.model.theme import Theme
from qunyingpu.outputs.print import a_board, measures, printed
from qunyingpu.outputs.print.codes import code_of
from qunyingpu.qr import qr_code


def _with(theme: Theme, form: str, **changes: Any) -> Theme:
    """Return *theme* with *changes* in the layout *form*."""
    layout = theme.printing.sheets[form].model_copy(update=changes)
    printing = dataclasses.replace(theme.printing, sheets={**theme.printing.sheets, form: layout})
    return dataclasses.replace(theme, printing=printing)


@pytest.mark.parametrize("form", [form for form in FORMS if form != "a1"])
@pytest.mark.parametrize("extreme", sorted(PRINT_EXTREMES))
def test_every_word_has_room(theme: Theme, form: str, extreme: str) -> None:
    """Whatever the names, titles and stories are: no column is over-full, no ink is cut off, none covers another."""
    document = a_board(shown(**PRINT_EXTREMES[extreme]), form, SITE, theme, None).document
    for box in measures(document, theme):
        assert box["used"] <= box["room"] + 0.01, box
    (page,) = Pdf(printed(document, theme)).pages
    left, bottom, right, top = page.trim
    # 样张 across a certificate lies below the words, and is as high as a hand.
    glyphs = [glyph for glyph in page.glyphs if glyph.top - glyph.bottom < 45]
    for glyph in glyphs:
        assert left <= glyph.left and glyph.right <= right and bottom <= glyph.bottom and glyph.top <= top, glyph
    assert not collisions(glyphs)


def _boxes(layout: SheetLayout) -> list[tuple[float, float, float, float]]:
    columns = [layer for layer in layout.layers if isinstance(layer, SheetColumn)]
    return [(*layer.at, layer.at[0] + layer.box[0], layer.at[1] + layer.box[1]) for layer in columns]


@pytest.mark.parametrize("form", FORMS)
def test_columns_do_not_meet(theme: Theme, form: str) -> None:
    """The boxes of the shipped layouts lie apart, so that what fits its own box covers no other."""
    boxes = _boxes(theme.printing.sheets[form])
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top, (boxes[place], other)


def test_a_layout_without_room_is_told(theme: Theme) -> None:
    """A box in which the words cannot be set at any legible size stops the printing, with the layout's name."""
    layers = list(theme.printing.sheets["certificate"].layers)
    number = next(place for place, layer in enumerate(layers) if isinstance(layer, SheetColumn))
    layers[number] = layers[number].model_copy(update={"box": (4.0, 2.0)})
    narrow = _with(theme, "certificate", layers=tuple(layers))
    with pytest.raises(ContentError) as told:
        a_sheet(narrow, "certificate")
    (problem,) = told.value.problems
    assert (problem.code, problem.file) == ("layout-room", "theme/print/certificate.yaml")


def test_a_broken_template_is_told(theme: Theme) -> None:
    """What a foundation broke in a template is told as a problem of that file."""
    templates = {**theme.printing.templates, "sheet.typ": "#nonsense"}
    broken = dataclasses.replace(theme, printing=dataclasses.replace(theme.printing, templates=templates))
    with pytest.raises(ContentError, match=re.escape("theme/print/sheet.typ")):
        a_sheet(broken, "a3")


@pytest.mark.parametrize(
    ("form", "trimmed", "spare"),
    [
        ("a1", (594, 841), 10),
        ("a3", (297, 420), 10),
        ("handout", (210, 297), 0),
        ("certificate", (297, 210), 0),
        ("plaque", (600, 400), 10),
        ("table-card", (210, 297), 0),
    ],
)
def test_sheets_have_their_size_once_cut(theme: Theme, form: str, trimmed: tuple[int, int], spare: int) -> None:
    """The trim box is the size that is asked for; what is cut has bleed and marks around it, all else none."""
    (page,) = a_sheet(theme, form).pages
    left, bottom, right, top = page.trim
    assert (right - left, top - bottom) == pytest.approx(trimmed, abs=1.1)
    assert page.size == pytest.approx((right - left + 2 * spare, top - bottom + 2 * spare), abs=0.1)


def test_marks_stand_outside_the_bleed(theme: Theme) -> None:
    """At the corners of the trim thin lines begin beyond the bleed; the ground reaches 3 mm over the edge, no more."""
    (page,) = a_sheet(theme, "a3").pages
    pixels = page.picture(1 / MILLIMETRES)
    per_millimetre = pixels.shape[1] / page.size[0]

    def dark(x: float, y: float) -> bool:
        across, down = round(x * per_millimetre), round(y * per_millimetre)
        return bool(pixels[down - 1 : down + 2, across - 1 : across + 2].min() < 128)

    assert dark(3, 10)
    assert dark(10, 3)
    assert not dark(3, 12)
    paper = pixels[round(200 * per_millimetre)]
    assert paper[round(8 * per_millimetre)] < 255
    assert paper[round(6 * per_millimetre)] == 255


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("part", [1.0, 0.5])
def test_the_code_is_read_from_the_page(theme: Theme, form: str, part: float) -> None:
    """From a picture of the page at 150 dots an inch, and at half of that, the permanent address is read."""
    (page,) = a_sheet(theme, form).pages
    assert page.code(part * 150 / 72) == ["https://roll.example/heroes/320500-2024-aaaaa.html"]


def test_codes_are_of_level_q(theme: Theme) -> None:
    """A quarter of the code may be lost, also where that takes a larger one."""
    # At level M, an address of this length would leave no room for more.
    site = dataclasses.replace(SITE, url="https://roll-of-the-test-foundation.example/")
    (found,) = zxingcpp.read_barcodes(a_sheet(theme, "a3", site=site).pages[0].picture(2.0))
    assert found.ec_level == "Q"
    assert qr_code(site.address("heroes/320500-2024-aaaaa.html")).size < code_of(found.text)["size"]


def test_a_code_too_small_to_be_read_is_told(theme: Theme) -> None:
    """A long address on a small box would have modules below half a millimetre: it is told, not printed."""
    assert LEAST_MODULE == 0.5
    site = dataclasses.replace(SITE, url=f"https://{'roll.' * 30}example/")
    with pytest.raises(ContentError) as told:
        a_sheet(theme, "certificate", site=site)
    (problem,) = told.value.problems
    assert (problem.code, problem.file) == ("layout-field", "theme/print/certificate.yaml")
    assert "0.5 毫米" in problem.message


def test_an_unknown_format_is_wrong_usage(theme: Theme) -> None:
    """The formats are the layouts of the theme, and the sentence names them."""
    with pytest.raises(UsageError, match="a1、a3、certificate、handout、plaque、table-card"):
        a_sheet(theme, "a9")


def test_a_character_without_a_glyph_is_told(theme: Theme) -> None:
    """The hero, the field and the code point are named."""
    with pytest.raises(ContentError) as told:
        a_sheet(theme, "a3", name="测\U000323af")
    problem = told.value.problems[0]
    assert (problem.code, problem.field) == ("glyph-missing", "name")
    assert "U+323AF" in problem.message


def test_rare_characters_are_set_from_the_next_font(theme: Theme) -> None:
    """A character that the calligraphic font lacks is set from the regular one."""
    assert "㛃䶮" in a_sheet(theme, "a3", name="㛃䶮\U0002cc56").text

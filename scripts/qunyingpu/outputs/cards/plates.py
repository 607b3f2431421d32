"""Turn a name or a photograph into a plate: the stele with its double line, or the picture in the same frame.

The measures are those of the pages, in parts of the plate's width; a plate that is not 3:4 is measured by the largest
3:4 that it holds.
"""

from __future__ import annotations

from PIL import Image

from qunyingpu.model.card_layout import PortraitLayer
from qunyingpu.model.layout import Frame, PhotoTone, Sides
from qunyingpu.outputs.cards.canvas import Canvas, Place, Rgb, mixed
from qunyingpu.outputs.cards.glyphs import ASCENT, Typeface
from qunyingpu.outputs.cards.subjects import Subject
from qunyingpu.photos import cropped
from qunyingpu.stele import COLUMN_GAP, Cell, Stele

SIDE_INK = 0.76
"""How much of the name's ink the words beside it have."""

_WEIGHT, _MARGIN, _DOUBLE, _MAT = 0.004, 0.032, 0.0135, 0.016
_SIDE_SIZE, _SIDE_PITCH = 0.046, 1.24
_SIDE_FROM_TOP, _SIDE_FROM_EDGE, _SIDE_FROM_FOOT = 0.122, 0.112, 0.108


def photo_place(layer: PortraitLayer) -> Place:
    """Return where *layer* shows a photograph."""
    place = Place.of(layer.at, layer.box)
    return place if layer.frame is Frame.BARE else place.inset(round((_MARGIN + _MAT) * _unit(place)))


def draw_photo(canvas: Canvas, layer: PortraitLayer, photo: Image.Image, focus: tuple[float, float]) -> None:
    """Draw *photo*, cropped around *focus*, in the frame of *layer*."""
    place, inner = Place.of(layer.at, layer.box), photo_place(layer)
    if layer.frame is Frame.LINED:
        canvas.fill(place, canvas.colour("stele"))
        _draw_lines(canvas, place, 0, _MARGIN)
    picture = cropped(photo, box=(inner.width, inner.height), focus=focus)
    if canvas.theme.photo is PhotoTone.GREY:
        picture = picture.convert("L")
    canvas.image.paste(picture, (inner.left, inner.top))


def draw_stele(canvas: Canvas, layer: PortraitLayer, subject: Subject) -> None:
    """Draw the name of *subject* as its portrait in the box of *layer*."""
    place = Place.of(layer.at, layer.box)
    canvas.fill(place, canvas.colour("stele"))
    _draw_lines(canvas, place, 0, _MARGIN, _MARGIN + _DOUBLE)
    _draw_name(canvas, place, subject.stele)
    if layer.sides is Sides.SHOWN and subject.stele.leaves_sides:
        _draw_sides(canvas, place, subject)


def _unit(place: Place) -> float:
    return min(place.width, place.height * 3 / 4)


def _draw_lines(canvas: Canvas, place: Place, *distances: float) -> None:
    unit = _unit(place)
    for distance in distances:
        canvas.outline(
            place.inset(round(distance * unit)), canvas.colour("stele_rule"), weight=max(1, round(_WEIGHT * unit))
        )


def _draw_name(canvas: Canvas, place: Place, stele: Stele) -> None:
    """Draw the columns of *stele* from right to left, the whole name in the middle of *place*."""
    size = round(stele.size * _unit(place) / 100)
    top = (place.top + place.bottom - stele.height * size) / 2
    right = (place.left + place.right + stele.width * size) / 2
    for column, width in zip(stele.columns, stele.column_widths, strict=True):
        middle, down = right - width * size / 2, top
        for cell in column:
            _draw_cell(canvas, cell, size, middle=middle, top=down)
            down += (cell.height + stele.gap) * size
        right -= (width + COLUMN_GAP) * size


def _draw_cell(canvas: Canvas, cell: Cell, size: int, *, middle: float, top: float) -> None:
    bold, colour = canvas.typeface("serif-bold"), canvas.colour("stele_ink")
    own_size = round(cell.scale * size)
    pen = middle - own_size * sum(map(bold.advance, cell.text)) / 2
    # A run is lower than its cell: it stands in the middle of it.
    baseline = top + (cell.height * size - own_size) / 2 + ASCENT * own_size
    for character in cell.text:
        canvas.ink(bold.glyph(character, own_size), (pen, baseline), colour)
        pen += own_size * bold.advance(character)


def _draw_sides(canvas: Canvas, place: Place, subject: Subject) -> None:
    """Draw the title from the top of the right side, the year and place down to the foot of the left."""
    unit = _unit(place)
    size = round(_SIDE_SIZE * unit)
    pitch = _SIDE_PITCH * size
    right = place.right - _SIDE_FROM_EDGE * unit - size / 2
    _draw_column(canvas, subject.side_title, size, middle=right, top=place.top + _SIDE_FROM_TOP * unit)
    foot = place.bottom - _SIDE_FROM_FOOT * unit
    top = foot - pitch * len(subject.side_place) + (pitch - size)
    _draw_column(canvas, subject.side_place, size, middle=place.left + _SIDE_FROM_EDGE * unit + size / 2, top=top)


def _draw_column(canvas: Canvas, text: str, size: int, *, middle: float, top: float) -> None:
    bold: Typeface = canvas.typeface("serif-bold")
    colour: Rgb = mixed(canvas.colour("stele_ink"), canvas.colour("stele"), part=SIDE_INK)
    for place, character in enumerate(text):
        pen = middle - size * bold.advance(character) / 2
        canvas.ink(bold.glyph(character, size), (pen, top + place * _SIDE_PITCH * size + ASCENT * size), colour)

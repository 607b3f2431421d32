"""Record the letters that cards are drawn with: where each stands, in which ink, on which ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qunyingpu.model.card_layout import CardLayout
from qunyingpu.outputs.cards.canvas import Canvas, Place, Rgb
from qunyingpu.outputs.cards.glyphs import Glyph

BACKGROUNDS = {"frame", "picture", "ridge", "rule"}
"""Kinds of layers on which others may stand."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter drawn on *canvas*: the *box* of its ink, its *colour*, and what it was drawn on."""

    box: Box
    canvas: Canvas
    colour: Rgb
    grounds: frozenset[Rgb]

    @classmethod
    def of(cls, canvas: Canvas, glyph: Glyph, pen: tuple[float, float], colour: Rgb) -> Mark:
        """Look at the place of *glyph*, which is about to be drawn; fail where it has no ink or leaves the card."""
        assert glyph.mask is not None
        assert glyph.mask.getbbox() == (0, 0, *glyph.mask.size), "a glyph without ink"
        left, top = round(pen[0]) + glyph.left, round(pen[1]) + glyph.top
        box = (left, top, left + glyph.mask.width, top + glyph.mask.height)
        assert min(box) >= 0, box
        assert box[2] <= canvas.image.width, box
        assert box[3] <= canvas.image.height, box
        corners = ((x, y) for x in (box[0], box[2] - 1) for y in (box[1], box[3] - 1))
        return cls(box, canvas, colour, frozenset(_pixel(canvas, corner) for corner in corners))


def home_of(mark: Mark, layouts: Mapping[str, CardLayout]) -> int | None:
    """Return the number of the layer in which *mark* stands, None when it stands in none."""
    sizes = {layout.size: layout for name, layout in layouts.items() if name != "kiosk"}
    # Poster and kiosk have one size, but other grounds.
    layout = sizes[mark.canvas.image.size]
    if mark.canvas.image.getpixel((2, layout.size[1] // 2)) == mark.canvas.colour("band"):
        layout = next(other for other in layouts.values() if other.size == layout.size and other.ground == "band")
    # Strokes of some glyphs reach a little beyond their square.
    slack = max(3, mark.canvas.image.height // 400)
    for number, layer in enumerate(layout.layers):
        place = Place.of(layer.at, layer.box)
        if layer.kind not in {*BACKGROUNDS, "qr"} and _holds(place.inset(-slack), mark.box):
            return number
    return None


def contrast(first: Rgb, second: Rgb) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _pixel(canvas: Canvas, at: tuple[int, int]) -> Rgb:
    red, green, blue = canvas.image.getpixel(at)  # type: ignore[misc]  # an RGB picture gives three numbers
    return (red, green, blue)


def _holds(place: Place, box: Box) -> bool:
    return place.left <= box[0] and place.top <= box[1] and box[2] <= place.right and box[3] <= place.bottom
